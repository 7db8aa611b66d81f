"""The lines that begin and end blocks, found before an engine converts the text.

Both engines get the same: each such line is replaced by a mark in a paragraph of its own, which
:mod:`~newsprint.markdown.blocks.block_elements` finds in the HTML. So links and footnotes can be defined inside a block
and used outside it, and everything inside is converted as the rest of the text.
"""

from __future__ import annotations

import re

from msgspec import Struct

from newsprint.base.errors import Problem, short, suggestion
from newsprint.config.declared import BLOCK_SIGN, LINK_LINE, BlockType, Declared
from newsprint.markdown.blocks.block_arguments import read_arguments
from newsprint.markdown.blocks.marked_text import Block, Marked, Value
from newsprint.markdown.comments.containers import State, read_line
from newsprint.markdown.limits import BodyError
from newsprint.markdown.unseen.picture_problems import WITHOUT_WORDS, WORDS_HINT

ALT = "alt"
"""The argument with the words for a picture."""

MAX_DEPTH = 20
MAX_REPORTED = 50
_GUARD = "\x1b"
OPENING = re.compile(rf"(?:<p>\s*)?{_GUARD}n(\d+){_GUARD}(?:\s*</p>)?")
"""The mark at the beginning of a block, with its number, in the HTML of an engine."""

ENDING = re.compile(rf"(?:<p>\s*)?{_GUARD}e(\d+){_GUARD}(?:\s*</p>)?")
"""The mark at the end of a block."""

_FENCE = re.compile(r" {0,3}:{3,}(?!:)[ \t]*(?P<rest>.*)")
_ANY_FENCE = re.compile(r"[ \t>]*:{3,}[ \t]*(?P<name>[A-Za-z][\w-]*|\{\.?[A-Za-z][\w-]*)?")
_TRAILING = re.compile(r"[ \t]+:{3,}[ \t]*$")
_NAME = re.compile(r"(?P<name>[A-Za-z][\w-]*)(?=[ \t\[{]|$)|\{[ \t]*\.?(?P<braced>[A-Za-z][\w-]*)(?=[ \t}])")
_RAW_START = re.compile(r" {0,3}<(?:pre|script|style|textarea)(?=[\s>]|$)", re.I)
_RAW_END = re.compile(r"</(?:pre|script|style|textarea)>", re.I)
"""The lines between which both engines read no Markdown (CommonMark 0.31, 4.6, HTML block of kind 1)."""


def mark_blocks(text: str, declared: Declared) -> Marked:
    """Return ``text`` with marks instead of the lines of the blocks that are ``declared``, and of links to embed.

    Raise BodyError for blocks that are nested too deeply. Linear in the length of the text.
    """
    reading = _Reading(declared)
    lines = text.split("\n")
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), 1):
        reading.read(number, line, following)
    return reading.result()


class _Open(Struct):
    """A block that is not closed yet; ``number`` is None if it is none of the theme's, and stays text."""

    line: int
    name: str = ""
    number: int | None = None
    type: BlockType = BlockType()
    is_empty: bool = True


class _Reading:
    """Reads a text line by line, and writes it with marks."""

    def __init__(self, declared: Declared) -> None:
        self._declared = declared
        self._is_raw = False
        self._is_after_blank = True
        self._state = State()
        self._open: list[_Open] = []
        self._depth = 0
        self._blocks: list[Block] = []
        self._marks: list[str] = []
        self._written: list[str] = []
        self._lines: list[int] = []
        self._problems: list[Problem] = []

    def read(self, number: int, line: str, following: str) -> None:
        """Read the next line of the text, which has the line ``following`` after it."""
        is_raw = self._is_raw or (_RAW_START.match(line) is not None and self._is_outside(line))
        self._is_raw = is_raw and not _RAW_END.search(line)
        is_after_blank, self._is_after_blank = self._is_after_blank, not line.strip()
        if BLOCK_SIGN in line and not is_raw:
            if (fence := _FENCE.fullmatch(line)) and self._is_outside(line):
                if self._mark(number, _TRAILING.sub("", fence["rest"]).rstrip()):
                    return
            elif (found := _ANY_FENCE.match(line)) and self._is_text(line):
                self._report_inner(number, line, found["name"])
        elif is_after_blank and not is_raw and _ends_paragraph(following) and self._embed(number, line):
            return
        if self._open and line.strip():
            self._open[-1].is_empty = False
        self._state = read_line(line, self._state).state
        self._write(number, line)

    def result(self) -> Marked:
        """Return the text with marks, after its last line."""
        for block in self._open:
            if block.number is not None:
                message = f'the block "{block.name}" is not closed'
                self._report(block.line, message, "add a line ::: after its last line")
                self._write_mark(len(self._lines), "e", block.number)
        problems = tuple(sorted(self._problems)[:MAX_REPORTED])
        return Marked("\n".join(self._written), tuple(self._blocks), tuple(self._marks), tuple(self._lines), problems)

    def _is_outside(self, line: str) -> bool:
        """Return whether ``line``, which may begin or end a block, is in no code, list, quotation or footnote."""
        read = read_line(line, State(self._state.containers, self._state.fence, is_empty=self._state.is_empty))
        return read.kind == "text" and not read.state.containers

    def _is_text(self, line: str) -> bool:
        return read_line(line, self._state).kind == "text"

    def _mark(self, number: int, rest: str) -> bool:
        """Write a mark instead of line ``number``; return False if the line stays text."""
        if not rest:
            return self._end(number)
        found = _NAME.match(rest)
        name = (found["name"] or found["braced"]) if found else ""
        block_type = self._declared.blocks.get(name)
        if found is None or block_type is None:
            self._open.append(_Open(number))
            shown = name or short(rest)
            hint = suggestion(shown, self._declared.blocks) or "blocks are listed in docs/authors/blocks.md"
            self._warn(number, f'there is no block "{shown}": the line is printed as text', hint)
            return False
        if self._depth >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} blocks are nested"
            raise BodyError(Problem("", number, 0, message, "close some of them with a line :::", code="text-limit"))
        if self._open:
            self._open[-1].is_empty = False
        written = rest[found.end() :] if found["name"] else "{" + rest[found.end() :]
        values, problems = read_arguments(name, written, block_type, self._declared)
        for message, hint in problems:
            self._report(number, message, hint)
        if _lacks_words(block_type, values):
            self._report(number, WITHOUT_WORDS, WORDS_HINT, "missing-alt")
        self._write_mark(number, "n", len(self._blocks))
        self._open.append(_Open(number, name, len(self._blocks), block_type))
        self._depth += 1
        self._blocks.append(Block(name, values))
        return True

    def _embed(self, number: int, line: str) -> bool:
        """Write the marks of an embed instead of ``line``, a paragraph; return False if it stays text."""
        if not LINK_LINE.match(line) or not self._is_outside(line):
            return False
        from newsprint.markdown.blocks.lone_embeds import EMBED, embed_in  # only for texts with links alone

        values, problem = embed_in(line, self._declared)
        if problem:
            self._problems.append(Problem("", number, 0, *problem, code="no-embed"))
        if not values:
            return False
        if self._open:
            self._open[-1].is_empty = False
        for kind in "ne":
            self._write_mark(number, kind, len(self._blocks))
        self._blocks.append(Block(EMBED, values))
        return True

    def _end(self, number: int) -> bool:
        if not self._open:
            self._warn(number, '":::" ends no block, and is printed as text', "delete the line")
            return False
        block = self._open.pop()
        if block.number is None:
            return False
        self._depth -= 1
        if block.is_empty and block.type.content == "required":
            self._report(block.line, f'the block "{block.name}" is empty', "write its text before the line :::")
        elif not block.is_empty and block.type.content == "none":
            hint = "write the line ::: directly after it"
            self._report(block.line, f'the block "{block.name}" cannot have a text inside', hint)
        self._write_mark(number, "e", block.number)
        return True

    def _report_inner(self, number: int, line: str, name: str | None) -> None:
        if name and name.lstrip("{.") not in self._declared.blocks and not line.startswith(BLOCK_SIGN):
            return
        message = f'"{short(line.strip())}" is printed as text: a block cannot be in a list, quotation or footnote'
        self._warn(number, message, "write it without spaces at the beginning, after an empty line")

    def _write(self, number: int, line: str) -> None:
        self._written.append(line)
        self._lines.append(number)

    def _write_mark(self, number: int, kind: str, block: int) -> None:
        mark = f"{_GUARD}{kind}{block}{_GUARD}"
        self._marks.append(mark)
        for line in ("", mark, ""):
            self._write(number, line)
        self._state, self._is_after_blank = State(), True

    def _report(self, line: int, message: str, hint: str, code: str = "block") -> None:
        self._problems.append(Problem("", line, 0, message, hint, code=code))

    def _warn(self, line: int, message: str, hint: str) -> None:
        self._report(line, message, hint, "unknown-block")


def _ends_paragraph(line: str) -> bool:
    return not line.strip() or _FENCE.fullmatch(line) is not None


def _lacks_words(block_type: BlockType, values: tuple[Value, ...]) -> bool:
    """Return whether a block with a required picture has an argument for its words that the author left out."""
    if ALT not in block_type.arguments or any(value.name == ALT for value in values):
        return False
    return any(argument.type == "picture" and argument.required for argument in block_type.arguments.values())
