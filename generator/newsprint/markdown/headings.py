"""Headings and their anchors.

Each heading has a unique anchor, which never clashes with one of the theme. The page has no second h1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import unescape

from newsprint.markdown.tags import FOOTNOTE_MARK

_HEADING = re.compile(r"<h([1-6])((?:\s[^<>]*)?)>([^<]*+(?:<(?!/?h[1-6])[^<]*+)*)</h\1>")
_WRITTEN = re.compile(r"\{#([\w:.-]+)\}\s*$")
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.I)
_IGNORED = re.compile(rf"<(?:{FOOTNOTE_MARK}|[^<>]*>)", re.S)
_GAP = re.compile(r"[\W_]+")
# Replace typographic marks here: the transliteration takes longer than everything else, and is not needed for them.
_MARKS = str.maketrans(dict.fromkeys("'’‘", "") | dict.fromkeys("“”„«»–—…\u00a0", " "))

RESERVED = "np-"
"""The prefix of ids in themes. Ids in bodies never have it, so headings cannot clash with the page."""

OWN = "text-"
"""The prefix that is added to ids of a body that begin with :data:`RESERVED`."""

_WRITTEN_ANYWHERE = re.compile(r"\{#([\w:.-]+)\}\s*</h[1-6]>")
_HEADING_TAG = re.compile(r"<h[1-6]\b[^<>]*>")
_RESERVED_ID = re.compile(rf"""(<[A-Za-z](?:[^<>"']|"[^"<>]*"|'[^'<>]*')*?\sid\s*=\s*["']?)({RESERVED}[^\s"'<>]*)""")
_INNER_LINK = re.compile(r"""(<a\s(?:[^<>]*?\s)?href\s*=\s*["']?\#)([^\s"'<>]+)""")

NAMELESS = "section"
"""The anchor of a heading without letters and digits."""


def anchor_headings(html: str) -> str:
    """Return ``html`` with an ``id`` on every heading.

    All headings move one level down if one of them is an h1. The names of tags must be in lower case.
    """
    moved: set[str] = set()
    if RESERVED in html:
        html = _RESERVED_ID.sub(lambda match: f"{match[1]}{_own(match[2], moved)}", html)
    if "<h" in html:
        html = _with_anchors(html, moved)
    if moved and "#" in html:
        html = _INNER_LINK.sub(lambda match: f"{match[1]}{OWN if match[2] in moved else ''}{match[2]}", html)
    return html


def _with_anchors(html: str, moved: set[str]) -> str:
    shift = 1 if "<h1" in html else 0
    anchors = _Anchors(html, moved)

    def replaced(match: re.Match[str]) -> str:
        level, attributes, text = min(int(match[1]) + shift, 6), match[2], match[3]
        if not attributes or not _ID.search(attributes):
            if "{#" in text and (written := _WRITTEN.search(text)):
                text, name = text[: written.start()].rstrip(), anchors.written(written[1])
            else:
                name = anchors.unused(slug(_IGNORED.sub("", text) if "<" in text else text))
            attributes = f' id="{name}"{attributes}'
        elif anchors.has_doubles:
            attributes = _ID.sub(anchors.kept, attributes, count=1)
        return f"<h{level}{attributes}>{text}</h{level}>"

    return _HEADING.sub(replaced, html)


class _Anchors:
    """The anchors of a text.

    Those that the author wrote have priority, because links point to them.
    """

    def __init__(self, html: str, moved: set[str]) -> None:
        self._moved = moved
        self._free: set[str] = set()
        """Anchors that the author wrote and that no heading has yet."""

        self._taken: dict[str, int] = {}
        """The next number to try for each name; keeps the search linear when many headings have the same name."""

        self._used: set[str] = set()
        found = [_name(match) for match in _ID.finditer(html)] if "=" in html and " id=" in html else []
        self._taken |= dict.fromkeys(found, 2)
        self.has_doubles = len(self._taken) < len(found)
        if self.has_doubles:
            self._used = {_name(match) for match in _ID.finditer(_HEADING_TAG.sub("", html))}
        if "{#" in html:
            self._free = {_own(name, moved) for name in _WRITTEN_ANYWHERE.findall(html)} - set(found)
            self._taken |= dict.fromkeys(self._free, 2)

    def written(self, name: str) -> str:
        """Return the anchor of a heading whose author chose ``name``.

        It is that name, unless the name is taken.
        """
        name = _own(name, self._moved)
        if name in self._free:
            self._free.remove(name)
            return name
        return self.unused(name)

    def kept(self, match: re.Match[str]) -> str:
        """Return the ``id`` attribute ``match`` of a heading, changed only if the id is taken."""
        name = _name(match)
        if name in self._used:
            return f' id="{self.unused(name)}"'
        self._used.add(name)
        return match[0]

    def unused(self, name: str) -> str:
        """Return ``name``, with a number appended if it is taken."""
        unused = name = _own(name, self._moved)
        while unused in self._taken:
            unused = f"{name}-{self._taken[name]}"
            self._taken[name] += 1
        self._taken[unused] = 2
        return unused


def _name(match: re.Match[str]) -> str:
    return match[1] or match[2] or match[3] or ""


def _own(name: str, moved: set[str]) -> str:
    """Return ``name``, or a new name if it has the prefix of themes.

    Such names are added to ``moved``.
    """
    if not name.startswith(RESERVED):
        return name
    moved.add(name)
    return OWN + name


def slug(text: str) -> str:
    """Return the anchor for a heading's text: lower case, ASCII, words joined by hyphens.

    ``text`` is HTML without tags.
    """
    plain = (unescape(text) if "&" in text else text).replace("'", "")
    if not plain.isascii():
        plain = plain.translate(_MARKS)
        if not plain.isascii():
            plain = _transliteration()(plain)
    return _GAP.sub("-", plain).strip("-").lower() or NAMELESS


def _transliteration() -> Callable[[str], str]:
    try:
        from slugify import slugify
    except ImportError:
        return _without_accents
    return lambda text: slugify(text)


def _without_accents(text: str) -> str:
    """Return ``text`` in ASCII without python-slugify.

    Letters lose their accents; other scripts are lost.
    """
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
