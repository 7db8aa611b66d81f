"""Inline patterns as in CommonMark and on GitHub.

These are escapes, hard breaks, entities, strikethrough and bare addresses.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from xml.etree.ElementTree import Element

from markdown import inlinepatterns, util

ESCAPABLE = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

Replacement = tuple[Element | str | None, int | None, int | None]
"""The replacement of a match, and the start and end of the match; None leaves the text unchanged."""


class Escapes(inlinepatterns.EscapeInlineProcessor):
    """Backslash escapes.

    A backslash before punctuation makes it literal; at the end of a line, it breaks the line.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> Replacement:
        """Do what the library does, except for line ends and ampersands (which may start an entity)."""
        if m[1] == "\n":
            return Element("br"), m.start(), m.end()
        if m[1] == "&" and self.md is not None:
            return self.md.htmlStash.store("&amp;"), m.start(), m.end()
        return super().handleMatch(m, data)


class Entities(inlinepatterns.HtmlInlineProcessor):
    """Entities such as ``&eacute;``; a name that HTML does not define is text."""

    def handleMatch(self, m: re.Match[str], data: str) -> Replacement:
        """Do what the library does, except for unknown names."""
        if m[1][1] != "#" and m[1][1:] not in html5 and self.md is not None:
            return self.md.htmlStash.store(f"&amp;{m[1][1:]}"), m.start(), m.end()
        return super().handleMatch(m, data)


STRIKE = r"(?<!~)~~(?![~\s])"
_STRIKE_END = re.compile(r"(?<![~\s])~~(?!~)")


class Strike(inlinepatterns.InlineProcessor):
    """Strikethrough: ``~~struck out~~``. Single tildes are text."""

    _unclosed: tuple[str, int] = ("", 0)
    """A text, and a position after which it has no closing tildes: they are not searched for again."""

    def handleMatch(self, m: re.Match[str], data: str) -> Replacement:
        """Return the text up to the next two tildes that can close it."""
        known, place = self._unclosed
        if data is known and m.start() >= place:
            return None, None, None
        end = _STRIKE_END.search(data, m.end() + 1)
        if end is None:
            self._unclosed = data, m.start()
            return None, None, None
        element = Element("del")
        element.text = data[m.end() : end.start()]
        return element, m.start(), end.end()


ADDRESS = rf"(?:(?<![A-Za-z])https?://|(?<![^\s*_~(\[])www\.)[^\s<{util.STX}{util.ETX}]+"
_TRAILING = re.compile(r"[?!.,:*_~'\"]+\Z|&\w+;\Z")
_HOST = re.compile(r"(?:https?://|www\.)[\w-]")


class Address(inlinepatterns.InlineProcessor):
    """Makes a link of a bare web address, without the punctuation after it."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Replacement:
        """Return the link, or None for text that is not an address."""
        written = _without_trailing(m[0])
        if not _HOST.match(written):
            return None, None, None
        address = unescape(written)
        return (
            _link(address if "://" in written[:8] else f"http://{address}", address),
            m.start(),
            m.start() + len(written),
        )


MAIL = r"[\w.+-]{1,64}@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+"


class Mail(inlinepatterns.InlineProcessor):
    """Makes a link of a bare email address."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Replacement:
        """Return the link, or None for text that is not an address."""
        if m[0][-1] in "-_":
            return None, None, None
        return _link(f"mailto:{m[0]}", m[0]), m.start(), m.end()


def _link(address: str, text: str) -> Element:
    element = Element("a", {"href": address})
    element.text = util.AtomicString(text)
    return element


def _without_trailing(address: str) -> str:
    """Return ``address`` without the punctuation after it.

    This is punctuation that ends a sentence, or closes a parenthesis opened before the address.
    """
    surplus = address.count(")") - address.count("(")
    while True:
        if trailing := _TRAILING.search(address, max(0, len(address) - 100)):
            address = address[: trailing.start()]
        elif surplus > 0 and address.endswith(")"):
            address = address[:-1]
            surplus -= 1
        else:
            return address
