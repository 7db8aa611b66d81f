r"""Slots: marks in a converted text that are filled when a page is rendered.

A text is converted once and published on many pages. Whatever depends on the page, such as the address of another
story or the HTML of a picture, is left as a slot, which has a kind and arguments::

    "\x1aKIND\x1dARGUMENT\x1dARGUMENT\x1a"    the value of an attribute: filled with plain text
    <\x1aKIND\x1dARGUMENT\x1dARGUMENT\x1a>    an element: filled with HTML

Arguments are HTML without angle brackets. The control characters U+001A and U+001D have been removed from the text
before slots are made, so no author can write a slot. The one exception is the sign of ``<!--more-->``, which starts
like a slot and stays until the lead is cut (:mod:`lead`).
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TypeAlias

MARK = "\x1a"
BETWEEN = "\x1d"

Filler: TypeAlias = Callable[[str, list[str]], str | None]
"""Return the content for a slot of this kind with these arguments, or None to remove the slot."""


def slot(kind: str, *arguments: str) -> str:
    """Return a slot: the value of an attribute, or the content between a tag's angle brackets."""
    return f"{MARK}{BETWEEN.join((kind, *arguments))}{MARK}"


def fill(html: str, filler: Filler) -> str:
    """Return ``html`` with its slots filled.

    If ``filler`` returns None, the attribute or element is removed.
    """
    before, *rest = html.split(MARK)
    pieces = [before]
    for written, after in zip(rest[::2], rest[1::2], strict=True):
        kind, *arguments = written.split(BETWEEN)
        filled = filler(kind, arguments)
        if after.startswith(">"):
            pieces[-1] = pieces[-1][:-1]
            pieces += filled or "", after[1:]
        elif filled is not None:
            pieces += escape(filled), after
        else:
            pieces[-1] = pieces[-1].rpartition(" ")[0]
            pieces.append(after[1:])
    return "".join(pieces)
