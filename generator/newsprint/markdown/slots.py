r"""Slots: the places of a converted text that are filled when it is published.

A text is converted once and published in many places. What depends on those, such as the address of another story or
how a picture is shown, is left as a slot, of a kind and with arguments::

    "\x1aKIND\x1dARGUMENT\x1dARGUMENT\x1a"    the value of an attribute: filled with plain text
    <\x1aKIND\x1dARGUMENT\x1dARGUMENT\x1a>    an element: filled with HTML

Arguments are HTML, without angle brackets. The control characters U+001A and U+001D are in no text by the time that
slots are made, so that nobody can write one; the mark of ``<!--more-->`` alone, which begins as a slot does, is there
until the lead is cut (:mod:`lead`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import TypeAlias

MARK = "\x1a"
BETWEEN = "\x1d"
_SLOT = re.compile(rf"{MARK}([^{MARK}]*){MARK}")

Filler: TypeAlias = Callable[[str, list[str]], str | None]
"""Gives what a slot of a kind, with these arguments, is filled with; None for nothing."""


def slot(kind: str, *arguments: str) -> str:
    """A slot, for where an attribute's value or what is between the brackets of a tag would be."""
    return f"{MARK}{BETWEEN.join((kind, *arguments))}{MARK}"


def slots_of(html: str) -> Iterator[tuple[str, list[str]]]:
    """The kind and the arguments of every slot in ``html``."""
    for match in _SLOT.finditer(html):
        kind, *arguments = match[1].split(BETWEEN)
        yield kind, arguments


def fill(html: str, filler: Filler) -> str:
    """``html`` with its slots filled. Of what is filled with nothing, no attribute and no element is left."""
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
