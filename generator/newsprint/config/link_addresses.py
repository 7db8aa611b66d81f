"""Addresses to which ``newsprint.toml`` links: paths of the site, and addresses of other sites."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsprint.base.fields import FieldProblem
from newsprint.base.urls import path_problem, written_address

_UNSAFE = re.compile(r"[\s<>\"`\\\x00-\x1f\x7f]")
_PATH = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_EXAMPLE = 'for example "/about/" or "https://shop.example/"'


def parts_of(address: str) -> tuple[str, str]:
    """Return the URL path of ``address``, a path of the site, decoded, and its query and fragment as written.

    Raise ValueError, with the rest of a message, if it is not such a path.
    """
    match = _PATH.fullmatch(address)
    assert match is not None, "every text matches"
    path = written_address(match[1])
    if problem := path_problem(path):
        raise ValueError(problem)
    return path, match[2]


def link_problem(key: str, address: str) -> FieldProblem | None:
    """Return what is wrong with the setting ``key``, whose value is ``address``; None if it can be linked to."""
    message = _message(address)
    return FieldProblem(key, f'the address "{address[:80]}" {message}', _EXAMPLE) if message else None


def _message(address: str) -> str:
    if _UNSAFE.search(address):
        return "contains a blank or another character that addresses cannot have"
    try:
        if address.startswith("/") and not address.startswith("//"):
            parts_of(address)
            return ""
        parts = urlsplit(address)
        complete = bool(parts.hostname) and parts.port != 0 and not parts.username  # ValueError for a port like "x"
    except ValueError as error:
        return str(error)
    return "" if parts.scheme == "https" and complete else "must start with a slash, or with https:// and a host"
