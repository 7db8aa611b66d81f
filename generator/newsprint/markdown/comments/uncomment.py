"""A text without its comments: what an engine gets to see.

Engines differ in what they take for a comment: one that goes over an empty line, or stands in the middle of a
paragraph, is printed by both. So comments are taken out before. A line that has nothing else goes with its comment;
of any other line, the rest stays as it is. Code stays as written, and ``<!--more-->`` becomes :data:`MORE`.

Where it is not certain that an engine sees code too, the comment is left to the engine: what is a comment in its HTML
is taken out there (:mod:`sanitize`), and what became text is reported (:mod:`leftovers`).
"""

from __future__ import annotations

import re

from msgspec import Struct

from newsprint.base.comments import CLOSING, FOREIGN, MISTYPED, OPENING, Ends, unclosed
from newsprint.base.errors import Problem
from newsprint.markdown.comments.code_marks import CodeMarks
from newsprint.markdown.comments.code_spans import CodeSpans
from newsprint.markdown.comments.comment_signs import may_hold_comment
from newsprint.markdown.comments.containers import MAX_OPEN, Line, State, read_line
from newsprint.markdown.tags import RAW_TEXT

MORE = "\x1amore\x1a"
"""Stands where the author put ``<!--more-->``. No text can hold it: control characters are refused."""

ENCODED_MORE = "%1Amore%1A"
"""What becomes of it in an address."""

MAX_REPORTED = 20
MAX_EDITED = 2_000
"""Characters between an editor's mark and its end."""

_MORE = re.compile(r"<!--\s*more\s*-->", re.I)
_OPENING = re.compile(OPENING)
_EDITING = {"{++": "++}", "{--": "--}", "{~~": "~~}", "{==": "==}"}
_TOKEN = re.compile(
    rf"(?P<opening>{OPENING})|(?P<mistyped>{MISTYPED}|{FOREIGN})|(?P<closing>{CLOSING})|(?P<ticks>`+)|(?P<line>\n)|(?P<escaped>\\[^\n])"
    rf"|(?P<editing>\{{(?:\+\+|--|~~|==))|<(?P<raw>{RAW_TEXT})\b",
    re.I,
)
_INFO = re.compile(r"(?:`{3,}|~{3,})[^`\n<{]*")
_BLANK = " \t"
_BLANKS = re.compile(r"[ \t]*")
_ONE_BLANK = re.compile(r"[ \t](?=[^ \t\n])")
_LAST_BLANK = re.compile(r"[ \t](?=\n|\Z)")


class Uncommented(Struct, frozen=True):
    """A text without comments."""

    text: str
    numbered: str
    """The same with as many lines as the whole text: for finding the line on which something is written."""

    lines: tuple[int, ...] = ()
    """For each line of ``text``, which one it was; () if they are the same."""

    problems: tuple[Problem, ...] = ()
    """What looks like a comment and is none, and other editors' marks. They have the lines of the whole text."""

    openings: tuple[int, ...] = ()
    """The lines with starts of comments that are left, as they are code."""

    def line(self, number: int) -> int:
        """The line of the whole text that is ``number`` here; 0 stays 0."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else number


def uncomment(text: str, *, keep_scripts: bool) -> Uncommented:
    """``text`` (with line feeds, and without control characters) without its comments.

    ``keep_scripts``: what stands in scripts and the like is no HTML, and stays. Linear in the length of the text.
    """
    if not may_hold_comment(text):
        return Uncommented(text, text)
    scan = _Scan(text, keep_scripts)
    position = 0
    while position <= len(text):
        position = scan.next_line(position)
    problems, openings = tuple(scan.problems), tuple(scan.openings)
    written = "".join(scan.written)
    if written == text:
        return Uncommented(text, text, (), problems, openings)
    return Uncommented(written, "".join(scan.numbered), tuple(scan.lines), problems, openings)


class _Scan:
    """Reads a text from left to right, and writes what stays."""

    def __init__(self, text: str, keep_scripts: bool) -> None:
        self.written: list[str] = []
        self.numbered: list[str] = []
        self.lines = [1]
        self.problems: list[Problem] = []
        self.openings: list[int] = []
        self._text = text
        self._keep_scripts = keep_scripts
        self._ends = Ends(text)
        self._spans = CodeSpans(text)
        self._found: dict[str, int] = {}
        self._state = State()
        self._counted, self._line = 0, 1
        self._has_more = False
        self._marks = CodeMarks(text)

    def next_line(self, start: int) -> int:
        """Read a line, with those that its comments and code reach into. Return where the next one starts."""
        head, position, line = self._without_first_comments(start)
        end = self._line_end(position)
        self.lines[-1] = self._number(start if head.strip() else position)
        if position > start:
            self.numbered.append("\n" * self._text.count("\n", start, position))
            if not head.strip(" \t>") and _BLANKS.fullmatch(self._text, position, end):
                self.numbered.append(self._text[end : end + 1])
                return end + 1  # a line of nothing but comments is no line
        if head == MORE and _BLANKS.fullmatch(self._text, position, end):
            return self._write_more(end)
        self._state = line.state
        self.written.append(head)
        self.numbered.append(head.replace(MORE, ""))
        if line.kind in ("code", "fence", "end", "blank"):
            self._read_code(position, end, is_block=True)
            self._write(position, end)
            return self._end_line(end)
        self._marks.pass_text()
        return self._inline(position, position + max(0, line.offset - len(head)))

    def _without_first_comments(self, start: int) -> tuple[str, int, Line]:
        """What stands before the text of a line and its first comments, the place behind these, and what the line is.

        The line is what it is without them: `<!-- x -->- a` is an item.
        """
        text, head, position = self._text, "", start
        line = read_line(text[start : self._line_end(start)], self._state)
        for _ in range(MAX_OPEN):
            at = position + line.offset - len(head)
            if line.kind in ("code", "end", "blank") or at < position:
                break
            info = _INFO.match(text, at)
            opening = _OPENING.match(text, info.end() if info else at)
            if opening is None or (end := self._ends.after(opening)) < 0:
                break
            head += text[position : opening.start()]
            if self._is_more(opening.start()):
                head, position = head + MORE, end
            else:
                blanks, position = self._comments_in_a_row(end)
                head += blanks
                if head.strip() and _ONE_BLANK.match(text, position):
                    position += 1  # the mark of an item has its blank already
            line = read_line(head + text[position : self._line_end(position)], self._state)
        return head, position, line

    def _comments_in_a_row(self, position: int) -> tuple[str, int]:
        """The blanks between comments that follow each other, and the place behind the last of them."""
        pieces: list[str] = []
        while True:
            blanks = _BLANKS.match(self._text, position)
            opening = _OPENING.match(self._text, blanks.end()) if blanks else None
            if not blanks or not opening or _MORE.match(self._text, opening.start()):
                break
            if (end := self._ends.after(opening)) < 0:
                break
            pieces.append(blanks[0])
            position = end
        return "".join(pieces), position

    def _is_more(self, position: int) -> bool:
        """Whether the first mark of the lead stands here; further ones are comments."""
        if self._has_more or not _MORE.match(self._text, position):
            return False
        self._has_more = True
        return True

    def _write_more(self, end: int) -> int:
        """The mark alone on its line: a block of its own, as any comment is to the engines."""
        self.written.append(f"\n{MORE}\n")
        self.lines += [self.lines[-1]] * 2
        self._state = State()
        return self._end_line(end)

    def _inline(self, position: int, at: int) -> int:
        """Write the text of a line from ``position`` on, without its comments; nothing is looked for before ``at``."""
        text = self._text
        while token := _TOKEN.search(text, at):
            start, at = token.span()
            if token["line"]:
                self._write(position, start)
                return self._end_line(start)
            if token["ticks"]:
                at = self._code_span(start, at)
            elif token["raw"]:
                at = self._script(token["raw"], at)
            elif token["closing"]:
                self._end_what_code_began(token[0])
            elif token["editing"]:
                self._note_editing(token[0], start)
            elif token["opening"] and (end := self._ends.after(token)) >= 0:
                self._write(position, start)
                position = at = self._cut(start, end)
            elif token["opening"] or token["mistyped"]:
                self._report_unclosed(start, token[0])
                self._write(position, start)
                self.written.append(token[0].replace("<", "&lt;"))  # text, whatever an engine would make of it
                self.numbered.append(token[0])
                position = at
        self._write(position, len(text))
        return len(text) + 1

    def _cut(self, start: int, end: int) -> int:
        """Leave a comment out; return the place to go on at."""
        self.numbered.append("\n" * self._text.count("\n", start, end))
        if self._is_more(start):
            self.written.append(MORE)
        elif self._text[start - 2 : start].strip(_BLANK) and self._text[start - 1] in _BLANK:
            end += _LAST_BLANK.match(self._text, end) is not None  # two blanks at the end of a line would break it
        return end

    def _code_span(self, start: int, at: int) -> int:
        """The place behind the code span, or behind the backticks if they open none."""
        end = self._spans.end(start, at - start)
        if end < 0:
            return at
        self._read_code(start, end)
        return end

    def _read_code(self, start: int, end: int, *, is_block: bool = False) -> None:
        """Note what starts in code: it is no comment, unless it ends elsewhere."""
        starts, ended = self._marks.read(start, end, is_block=is_block)
        for mark in starts:
            self._note_opening(mark.start())
        for mark in ended:
            self._report_unclosed(mark.start(), mark[0])

    def _end_what_code_began(self, closing: str) -> None:
        """Report the comment that starts in code and ends here, outside: its words would be printed."""
        if begun := self._marks.ended_by(closing):
            self._report_unclosed(begun.start(), begun[0])

    def _script(self, name: str, at: int) -> int:
        """The place behind a script or the like, if it is to stay and has an end."""
        if not self._keep_scripts:
            return at
        end = self._after(re.compile(f"</{name.lower()}", re.I), at)
        return end if end >= 0 else at

    # What is noted: so many as a person wants to read, as each place takes a look back to the start of its line

    def _note_editing(self, mark: str, start: int) -> None:
        end = self._after(re.compile(re.escape(_EDITING[mark])), start)
        is_closed = 0 <= end < min(start + MAX_EDITED, self._spans.block_end(start))
        if is_closed and len(self.problems) < MAX_REPORTED:
            message = f'readers see the editing mark "{mark} … {_EDITING[mark]}" as it is written'
            hint = "accept or reject the change, or put the mark between backticks"
            self.problems.append(Problem("", *self._place(start), message, hint, code="editing-mark"))

    def _report_unclosed(self, start: int, opening: str) -> None:
        if len(self.problems) < MAX_REPORTED:
            self.problems.append(unclosed(*self._place(start), opening))

    def _note_opening(self, position: int) -> None:
        if len(self.openings) < MAX_REPORTED:
            self.openings.append(self._number(position))

    # Places

    def _after(self, needle: re.Pattern[str], position: int) -> int:
        """Where ``needle`` stands next; -1 if nowhere. Asked from left to right, so all answers together are linear."""
        known = self._found.get(needle.pattern)
        if known is None or -1 < known < position:
            match = needle.search(self._text, position)
            known = self._found[needle.pattern] = match.start() if match else -1
        return known

    def _line_end(self, position: int) -> int:
        end = self._text.find("\n", position)
        return end if end >= 0 else len(self._text)

    def _number(self, position: int) -> int:
        """The number of a line. Asked roughly from left to right, so all answers together are linear."""
        if position >= self._counted:
            self._line += self._text.count("\n", self._counted, position)
        else:
            self._line -= self._text.count("\n", position, self._counted)
        self._counted = position
        return self._line

    def _place(self, position: int) -> tuple[int, int]:
        """The line and column of a place."""
        return self._number(position), position - self._text.rfind("\n", 0, position)

    # Writing

    def _write(self, start: int, end: int) -> None:
        piece = self._text[start:end]
        self.written.append(piece)
        self.numbered.append(piece)
        if "\n" in piece:
            line = self._number(start)
            self.lines += range(line + 1, line + 1 + piece.count("\n"))

    def _end_line(self, end: int) -> int:
        if end < len(self._text):
            self.written.append("\n")
            self.numbered.append("\n")
            self.lines.append(0)
        return end + 1
