"""Removal of comments from a text before an engine converts it.

Engines differ in what they read as a comment, and both print a comment that spans an empty line or is in the middle
of a paragraph. So comments are removed first. A line that contains only comments is removed with them; the rest of
any other line stays unchanged. Code stays unchanged, and ``<!--more-->`` becomes :data:`MORE`.

Where an engine may disagree about what is code, the comment stays in the text: if it is a comment in the HTML, it is
removed there (:mod:`sanitize`); if it became text, it is reported (:mod:`leftovers`).
"""

from __future__ import annotations

import re

from msgspec import Struct

from newsprint.base.comments import CLOSING, FOREIGN, MISTYPED, OPENING, Ends, unclosed
from newsprint.base.errors import Problem
from newsprint.markdown.comments.code_marks import CodeMarks
from newsprint.markdown.comments.code_spans import CodeSpans
from newsprint.markdown.comments.comment_signs import may_contain_comment
from newsprint.markdown.comments.containers import MAX_OPEN, Line, State, read_line
from newsprint.markdown.tags import RAW_TEXT

MORE = "\x1amore\x1a"
"""Replaces the author's ``<!--more-->``. No text can contain it, because control characters are refused."""

ENCODED_MORE = "%1Amore%1A"
"""The form of :data:`MORE` in an address."""

MAX_REPORTED = 20
MAX_EDITED = 2_000
"""The largest number of characters between the start and the end of an editing mark."""

_MORE = re.compile(r"<!--\s*more\s*-->", re.I)
_OPENING = re.compile(OPENING)
_EDITING = {"{++": "++}", "{--": "--}", "{~~": "~~}", "{==": "==}"}
_TOKEN = re.compile(
    rf"(?P<opening>{OPENING})|(?P<mistyped>{MISTYPED}|{FOREIGN})|(?P<closing>{CLOSING})|(?P<ticks>`+)|(?P<line>\n)|(?P<escaped>\\[^\n])"
    rf"|(?P<editing>\{{(?:\+\+|--|~~|==))|<(?P<raw>{RAW_TEXT})",
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
    with_all_lines: str
    """``text`` with an empty line for each one that was removed, so that its line numbers are the author's."""

    lines: tuple[int, ...] = ()
    """For each line of ``text``, its number in the whole text; () if the numbers are the same."""

    problems: tuple[Problem, ...] = ()
    """Text that looks like a comment but is not, and editing marks. Line numbers are those of the whole text."""

    openings: tuple[int, ...] = ()
    """The lines with starts of comments that were left in the text because they are code."""

    def line(self, number: int) -> int:
        """Return the number in the whole text of line ``number`` of ``text``; 0 stays 0."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else number


def uncomment(text: str, *, keep_scripts: bool) -> Uncommented:
    """Return ``text`` without its comments.

    ``text`` must have line feeds as line ends and no control characters. With ``keep_scripts``, the content of scripts
    and other raw text elements is not HTML and stays. Linear in the length of the text.
    """
    if not may_contain_comment(text):
        return Uncommented(text, text)
    scan = _Scan(text, keep_scripts)
    position = 0
    while position <= len(text):
        position = scan.next_line(position)
    problems, openings = tuple(scan.problems), tuple(scan.openings)
    written = "".join(scan.written)
    if written == text:
        return Uncommented(text, text, (), problems, openings)
    return Uncommented(written, "".join(scan.with_all_lines), tuple(scan.lines), problems, openings)


class _Scan:
    """Reads a text from left to right, and writes the text without comments."""

    def __init__(self, text: str, keep_scripts: bool) -> None:
        self.written: list[str] = []
        self.with_all_lines: list[str] = []
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
        """Read a line and the lines that its comments span; return the start of the next one."""
        head, position, line = self._without_first_comments(start)
        end = self._line_end(position)
        self.lines[-1] = self._number(start if head.strip() else position)
        if position > start:
            self.with_all_lines.append("\n" * self._text.count("\n", start, position))
            if not head.strip(" \t>") and _BLANKS.fullmatch(self._text, position, end):
                self.with_all_lines.append(self._text[end : end + 1])
                return end + 1  # a line that contains only comments is removed
        if head == MORE and _BLANKS.fullmatch(self._text, position, end):
            return self._write_more(end)
        self._state = line.state
        self.written.append(head)
        self.with_all_lines.append(head.replace(MORE, ""))
        if line.kind in ("code", "fence", "end", "blank"):
            self._read_code(position, end, is_block=True)
            self._write(position, end)
            return self._end_line(end)
        self._marks.pass_text()
        return self._inline(position, position + max(0, line.offset - len(head)))

    def _without_first_comments(self, start: int) -> tuple[str, int, Line]:
        """Return the text before a line's first comments, the position after them, and the line.

        The line is read without these comments: `<!-- x -->- a` is a list item.
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
                    position += 1  # the marker of the item already has its blank
            line = read_line(head + text[position : self._line_end(position)], self._state)
        return head, position, line

    def _comments_in_a_row(self, position: int) -> tuple[str, int]:
        """Return the blanks between consecutive comments, and the position after the last."""
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
        """Return whether the first ``<!--more-->`` is here; later ones are comments."""
        if self._has_more or not _MORE.match(self._text, position):
            return False
        self._has_more = True
        return True

    def _write_more(self, end: int) -> int:
        """Write a ``<!--more-->`` that is alone on its line as a block, as engines read comments."""
        self.written.append(f"\n{MORE}\n")
        self.lines += [self.lines[-1]] * 2
        self._state = State()
        return self._end_line(end)

    def _inline(self, position: int, at: int) -> int:
        """Write a line from ``position`` on, without the comments that start from ``at`` on."""
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
                self.written.append(token[0].replace("<", "&lt;"))  # so that every engine reads it as text
                self.with_all_lines.append(token[0])
                position = at
        self._write(position, len(text))
        return len(text) + 1

    def _cut(self, start: int, end: int) -> int:
        """Skip a comment; return the position at which the scan continues."""
        self.with_all_lines.append("\n" * self._text.count("\n", start, end))
        if self._is_more(start):
            self.written.append(MORE)
        elif self._text[start - 2 : start].strip(_BLANK) and self._text[start - 1] in _BLANK:
            end += _LAST_BLANK.match(self._text, end) is not None  # two blanks at the end of a line would break it
        return end

    def _code_span(self, start: int, at: int) -> int:
        """Return the position after the code span, or after the backticks if they open none."""
        end = self._spans.end(start, at - start)
        if end < 0:
            return at
        self._read_code(start, end)
        return end

    def _read_code(self, start: int, end: int, *, is_block: bool = False) -> None:
        """Record the starts of comments in code, and report those that end outside that code."""
        starts, ended = self._marks.read(start, end, is_block=is_block)
        for mark in starts:
            self._note_opening(mark.start())
        for mark in ended:
            self._report_unclosed(mark.start(), mark[0])

    def _end_what_code_began(self, closing: str) -> None:
        """Report a comment that starts in code but ends here, because it would be printed."""
        if begun := self._marks.ended_by(closing):
            self._report_unclosed(begun.start(), begun[0])

    def _script(self, name: str, at: int) -> int:
        """Return the position of the end tag of a kept raw text element, else ``at``."""
        if not self._keep_scripts:
            return at
        end = self._after(re.compile(f"</{name.lower()}", re.I), at)
        return end if end >= 0 else at

    # Records are limited to as many as a person wants to read: each place needs a search back to the start of its line

    def _note_editing(self, mark: str, start: int) -> None:
        end = self._after(re.compile(re.escape(_EDITING[mark])), start)
        is_closed = 0 <= end < min(start + MAX_EDITED, self._spans.block_end(start))
        if is_closed and len(self.problems) < MAX_REPORTED:
            message = f'readers see the editing mark "{mark} … {_EDITING[mark]}" as text'
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
        """Return the next position of ``needle``, or -1. Linear over calls from left to right."""
        known = self._found.get(needle.pattern)
        if known is None or -1 < known < position:
            match = needle.search(self._text, position)
            known = self._found[needle.pattern] = match.start() if match else -1
        return known

    def _line_end(self, position: int) -> int:
        end = self._text.find("\n", position)
        return end if end >= 0 else len(self._text)

    def _number(self, position: int) -> int:
        """Return the line of ``position``. Linear over calls roughly from left to right."""
        if position >= self._counted:
            self._line += self._text.count("\n", self._counted, position)
        else:
            self._line -= self._text.count("\n", position, self._counted)
        self._counted = position
        return self._line

    def _place(self, position: int) -> tuple[int, int]:
        """Return the line and column of a position."""
        return self._number(position), position - self._text.rfind("\n", 0, position)

    # Writing

    def _write(self, start: int, end: int) -> None:
        piece = self._text[start:end]
        self.written.append(piece)
        self.with_all_lines.append(piece)
        if "\n" in piece:
            line = self._number(start)
            self.lines += range(line + 1, line + 1 + piece.count("\n"))

    def _end_line(self, end: int) -> int:
        if end < len(self._text):
            self.written.append("\n")
            self.with_all_lines.append("\n")
            self.lines.append(0)
        return end + 1
