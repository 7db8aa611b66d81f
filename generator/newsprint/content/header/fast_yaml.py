"""Simple YAML headers, as nearly all are: one key a line, with a text, a number, a truth value or a list of these.

The result is the same as that of the parser in :mod:`yaml`, in less than half the time. Headers with anything else
(escapes, several lines, tables, tags, comments, errors) are left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from newsprint.content.header.located import Header, Place
from newsprint.content.header.scalars import BOOL, FLOAT, INT, NULL, TEXT, tag_of

_QUOTED = r"\"[^\"\\]*+\"|'[^']*+'"
# Starts without a sign of YAML; a colon with a blank after it, or a number sign, could end it.
_BARE = r"[^\W_][^:#]*+(?::[^\s:#][^:#]*+)*"
_NAME = rf"{_QUOTED}|[^\W\d_](?:[\w ./&-]*\w)?"
_PAIR = re.compile(rf"([A-Za-z][\w-]{{0,99}}):(?: (?:({_QUOTED}|{_BARE})|\[((?:{_NAME})(?:, (?:{_NAME}))*)\]))?")
_ITEM = re.compile(rf"( *)- ({_QUOTED}|{_BARE})")
_NAMES = re.compile(_NAME)
_QUOTES = ('"', "'")
_VALUES: dict[str, Callable[[str], Any]] = {
    BOOL: lambda scalar: scalar.lower() == "true",
    NULL: lambda scalar: None,
    INT: int,
    FLOAT: float,
    TEXT: str,
}


def read_plain_yaml(text: str) -> Header | None:
    """Return the header in ``text``, whose line numbers must be those of the file.

    Return None if the header is not simple, so that the parser must read it.
    """
    lines = text.split("\n")
    if " \n" in text or not "".join(lines).isprintable():
        return None
    places: dict[str, Place] = {}
    typed: dict[str, str | list[str]] = {}
    items: list[str] | None = None  # those of the key above, if it can have items
    indent = ""
    for number, line in enumerate(lines, start=1):
        if match := _PAIR.fullmatch(line):
            key, scalar, names = match.groups()
            if key in typed:
                return None
            places[key] = (number, 1)
            typed[key] = _NAMES.findall(names) if names else scalar or ""
            items = None if names or scalar else []
        elif match := _ITEM.fullmatch(line):
            if items is None or (items and match[1] != indent):
                return None
            indent = match[1]
            items.append(match[2])
            typed[key] = items
        elif line:
            return None
    return _header(typed, places)


def _header(typed: dict[str, str | list[str]], places: dict[str, Place]) -> Header:
    values: dict[str, Any] = {}
    written: dict[str, str | list[str]] = {}
    for key, scalar in typed.items():
        if isinstance(scalar, list):
            values[key] = [_value(item) for item in scalar]
            written[key] = [_unquoted(item) for item in scalar]
            continue
        values[key] = value = _value(scalar)
        if not isinstance(value, str):
            written[key] = scalar
    return Header(values, places, written)


def _value(scalar: str) -> Any:
    return scalar[1:-1] if scalar[:1] in _QUOTES else _VALUES[tag_of(scalar)](scalar)


def _unquoted(scalar: str) -> str:
    return scalar[1:-1] if scalar[:1] in _QUOTES else scalar
