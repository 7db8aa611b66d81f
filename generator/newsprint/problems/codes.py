"""The codes of problems: their names, their severities, and who may change these.

Codes are stable: outlets name them in ``[checks]``, stories in ``allow``, and programs read them in ``--json``. The
manual lists every code with an example (docs/problems.md); a test keeps the two lists equal.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning"]


class Code(Struct, frozen=True):
    """One code of problems.

    ``severity`` is its severity unless the outlet sets another. ``adjustable``: ``[checks]`` may make it an error or a
    warning, or ignore it. ``allowable``: ``allow: [CODE]`` in a story's front matter turns it off for that story.
    ``of_time``: it depends on what readers see at an instant, so it is never an error: no build may fail only because
    time has passed.
    """

    name: str
    severity: Severity
    adjustable: bool = False
    allowable: bool = False
    of_time: bool = False


def _error(name: str, *, adjustable: bool = False, allowable: bool = False) -> Code:
    return Code(name, "error", adjustable=adjustable, allowable=allowable)


def _warning(name: str, *, allowable: bool = True) -> Code:
    return Code(name, "warning", adjustable=True, allowable=allowable)


def _timed_warning(name: str) -> Code:
    return Code(name, "warning", adjustable=True, allowable=True, of_time=True)


_ALL = (
    # In alphabetical order. Errors without an argument make a page impossible: they are always errors.
    _error("active-file"),
    _warning("address-removed"),
    _warning("attribute-list"),
    _error("block"),
    _error("configuration"),
    _warning("content-credentials-removed"),
    _error("content-folder"),
    _error("cut-at-hash", allowable=True),
    _warning("dead-address"),
    _warning("dead-anchor"),
    _error("dead-link", adjustable=True),
    _timed_warning("doubtful-update"),
    _warning("editing-mark"),
    _error("empty-file"),
    _error("file-name"),
    _warning("file-not-published", allowable=False),
    _error("file-too-large"),
    _error("front-matter"),
    _error("git-lfs-pointer"),
    _error("held-elsewhere", allowable=True),
    _warning("html-removed"),
    _error("invalid-toml"),
    _error("invalid-value"),
    _error("link-outside", adjustable=True),
    _warning("link-without-target"),
    _warning("missing-alt"),
    _error("missing-key"),
    _timed_warning("names-alike"),
    _error("no-address"),
    _warning("no-embed"),
    _warning("no-story", allowable=False),
    _error("not-a-picture"),
    _error("not-for-publication", allowable=True),
    _error("not-xml"),
    _error("page-too-large"),
    _error("picture-format"),
    _error("picture-too-large"),
    _error("picture-unreadable"),
    _error("placeholder", allowable=True),
    _warning("placeholder-word"),
    _error("same-address"),
    _warning("shortcode"),
    _error("source-published"),
    _warning("svg-cleaned"),
    _error("symbolic-link"),
    _error("template"),
    _error("template-bounds"),
    _error("template-deadline"),
    _error("text-limit"),
    _error("theme"),
    _error("theme-words"),
    _error("unclosed-comment", allowable=True),
    _warning("unknown-block"),
    _error("unknown-key"),
    _error("unknown-section"),
    _error("unknown-template", adjustable=True),
    _warning("unread-story", allowable=False),
    _warning("unread-text"),
    _error("unreadable-file"),
    _warning("untranslated", allowable=False),
    _warning("unused-key"),
)
CODES = {code.name: code for code in _ALL}
"""Every code, by its name."""
