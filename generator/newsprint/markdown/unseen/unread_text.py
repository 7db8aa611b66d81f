"""Problems about Markdown that readers do not see, or not as written, in both engines.

These are footnotes without a mark, duplicate definitions, cells beyond the heading of a table, numbers of items and
anchors of headings. No engine reports what it leaves out, so the text is scanned for them, line by line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from newsprint.base.errors import Problem, short
from newsprint.markdown.code import outside_code
from newsprint.markdown.comments.containers import QUOTE, LineKind, State, read_line
from newsprint.markdown.dialect.table_starts import is_table_start

MAX_REPORTED = 50

# The kind of a line is decided by read_line(). These expressions only find texts whose lines need no reading, and take
# apart the markers and the text of a line that was read.
_NOTES = re.compile(r"\[\^[^\[\]\s]{1,100}\]:")
_NAMES = re.compile(r"^[ \t>]*\[([^\[\]\n]{1,200})\]:", re.M)
_ANCHORS = re.compile(r"\{:?[ \t]*\#([\w:.-]+)")
_DELIMITERS = re.compile(r"\|[ \t]*:?-|-:?[ \t]*\|")
_NUMBERS = re.compile(r"\n[ \t>*+-]*(\d{1,9})[.)][ \t]")
_MARKS = re.compile(r">|[-+*]|(?P<number>\d{1,9})(?P<delimiter>[.)])|\[\^(?P<note>[^\[\]\s]{1,100})\]:")
_NOTE = re.compile(r"(?<!\\)\[\^([^\[\]\s]{1,100})\]")
_DEFINITION = re.compile(r"\[(?!\^)([^\[\]]{1,200})\]:[ \t]*(\S+)")
_ANCHOR = re.compile(r"\#{1,6}[ \t].*\{:?[ \t]*\#([\w:.-]+)[ \t]*\}[ \t#]*$")
_BAR = re.compile(r"\\.|(\|)", re.S)
_HTML = re.compile(
    r"</?(address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figcaption|figure|footer|form|h[1-6r]"
    r"|header|main|menu|nav|ol|p|pre|script|search|section|style|summary|table|tbody|td|textarea|tfoot|th|thead|tr|ul)\b",
    re.I,
)


class _Line(NamedTuple):
    """A line, and the containers (quotes, items, footnotes) that it is in."""

    number: int
    kind: LineKind
    text: str
    containers: tuple[int, ...]
    new_marks: list[re.Match[str]]
    """The markers of the innermost containers, if these start on this line."""


def unread_text(text: str, *, bars_in_code: bool) -> list[Problem]:
    """Return a problem for everything in ``text`` that readers do not see, with its line.

    With ``bars_in_code``, a bar between backticks does not end a cell. Linear in the length of the text.
    """
    readers: list[_Definitions | _Table | _Lists] = []
    definitions = _Definitions()
    if _defines(text):
        readers.append(definitions)
    if "|" in text and _DELIMITERS.search(text):
        readers.append(_Table(bars_in_code))
    if _numbers(text):
        readers.append(_Lists())
    found = [problem for line in _lines(text) for each in readers for problem in each.read(line)] if readers else []
    return sorted([*found, *definitions.unused(text)])[:MAX_REPORTED]


def _defines(text: str) -> bool:
    """Return whether ``text`` may have a footnote, or define an address or an anchor twice."""
    if "]:" in text:
        names = _NAMES.findall(text.casefold())
        if len(set(names)) < len(names) or _NOTES.search(text):
            return True
    anchors = _ANCHORS.findall(text) if "#" in text and "{" in text else []
    return len(set(anchors)) < len(anchors)


def _numbers(text: str) -> bool:
    """Return whether the numbers of items are neither consecutive nor equal.

    Readers may then see other numbers.
    """
    numbers = [int(number) for number in _NUMBERS.findall(f"\n{text}")]
    return len(set(numbers)) > 1 and numbers != list(range(numbers[0], numbers[0] + len(numbers)))


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines of ``text``, except those of HTML blocks.

    An HTML block extends to the blank line after its end tag.
    """
    state, name, depth = State(), "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if name and (depth > 0 or line.strip()):
            depth += _opened(line, name)
            continue
        name = ""
        if line[:1].isalpha() and not state.containers and not state.fence:  # the usual case
            state = State(is_paragraph=True)
            yield _Line(number, "text", line, (), [])
            continue
        read = read_line(line, state)
        kind, rest = read.kind, line[read.offset :]
        if kind == "text" and ("|" in rest or rest.startswith("<")):
            strict = read_line(line, State(state.containers)) if state.is_paragraph and state.containers else read
            html = None if strict.state.containers else _HTML.match(rest)
            if html:
                name, depth, read = html[1], max(0, _opened(line, html[1])), strict  # HTML ends a paragraph
            elif strict.state.containers != read.state.containers:
                kind, rest = "single", ""  # a lazy line: it continues a paragraph without the markers of its container
        state = read.state
        marks = list(_MARKS.finditer(line, 0, read.offset))
        first = next((place for place, mark in enumerate(marks) if mark[0] != ">"), len(marks))
        yield _Line(number, kind, rest, state.containers, marks[first:])


def _opened(line: str, name: str) -> int:
    """Return how many more elements ``name`` start than end in ``line``."""
    tags = re.findall(rf"<(/?){name}\b", line, re.I) if name.lower() != "hr" else []
    return len(tags) - 2 * tags.count("/")


class _Definitions:
    """Checks that footnotes, link addresses and anchors are defined once, and footnotes used."""

    def __init__(self) -> None:
        self._notes: dict[str, int] = {}  # by name, the line of the first definition
        self._given: Counter[str] = Counter()
        self._links: dict[str, str] = {}
        self._anchors: set[str] = set()
        self._in_paragraph = False

    def read(self, line: _Line) -> Iterator[Problem]:
        """Yield a problem for each definition in ``line`` that is a repetition."""
        for note in (mark["note"] for mark in line.new_marks if mark["note"]):
            if note in self._notes:
                message = f'the footnote "[^{note}]" is defined twice: readers see only one of them'
                yield _problem(line.number, message, "give one of them another name")
            self._notes.setdefault(note, line.number)
            self._given[note.casefold()] += 1
        if line.kind == "single" and (heading := _ANCHOR.match(line.text)):
            if heading[1] in self._anchors:
                message = f'an earlier heading has the anchor "{heading[1]}", and links lead to that one'
                yield _problem(line.number, message, "give one of them another anchor")
            self._anchors.add(heading[1])
        definition = _DEFINITION.match(line.text) if line.kind == "text" and not self._in_paragraph else None
        if definition:
            name, address = " ".join(definition[1].split()).casefold(), definition[2]
            if self._links.setdefault(name, address) != address:
                shown = short(definition[1])
                message = f'the link "[{shown}]" is defined twice: only one of the addresses is used'
                yield _problem(line.number, message, "give one of them another name")
        self._in_paragraph = line.kind == "text" and not definition

    def unused(self, text: str) -> Iterator[Problem]:
        """Yield a problem for each footnote without a mark in ``text``."""
        if self._notes:
            uses = Counter(match[1].casefold() for match in outside_code(_NOTE.finditer(text), text))
            for note, line in self._notes.items():
                if uses[note.casefold()] <= self._given[note.casefold()]:
                    message = f'nothing refers to the footnote "[^{note}]"'
                    yield _problem(line, message, f"put [^{note}] where it belongs, or delete the footnote")


class _Table:
    """Finds cells in rows with more cells than their heading: both engines leave these out."""

    def __init__(self, bars_in_code: bool) -> None:
        self._bars_in_code = bars_in_code
        self._above: _Line | None = None
        self._columns = 0
        self._has_edges = True
        """Whether a bar at the start or end of a row is its edge; for Python-Markdown, only if the heading has one."""

    def read(self, line: _Line) -> Iterator[Problem]:
        """Yield a problem if ``line`` is a row with cells that are left out."""
        above, self._above = self._above, None
        is_row = line.kind == "text" or (line.kind == "single" and line.text.startswith("|"))
        is_next = above is not None and above.containers == line.containers and not line.new_marks
        is_short = self._bars_in_code and self._columns == 1 and not line.text.startswith("|")
        if not is_row or (self._columns and not is_next) or is_short:
            self._columns = 0
        if not is_row:
            return
        self._above = line
        if self._columns and is_next:
            surplus = [cell for cell in self._cells(line.text)[self._columns :] if cell]
            if surplus:
                message = f'the row has more cells than the heading of its table: "{short(surplus[0])}" is left out'
                yield _problem(line.number, message, "add a column to the heading; for a bar in a cell, write \\|")
        elif above is not None and is_next and is_table_start(above.text, line.text):
            heading = above.text.strip()
            self._has_edges = not self._bars_in_code or heading.startswith("|") or heading.endswith("|")
            columns = len(self._cells(heading))
            self._columns = columns if columns == len(self._cells(line.text)) else 0  # a bar in code may not count

    def _cells(self, row: str) -> list[str]:
        row = row.strip()
        found = _BAR.finditer(row)
        bars = [bar.start() for bar in (outside_code(found, row) if self._bars_in_code else found) if bar[1]]
        starts = [0, *(bar + 1 for bar in bars)]
        cells = [row[start:end].strip() for start, end in zip(starts, [*bars, len(row)], strict=True)]
        if not self._has_edges:
            return cells
        return cells[bars[:1] == [0] : len(cells) - (bars[-1:] == [len(row) - 1])]


class _Lists:
    """Checks the numbers of list items: a page counts up from the first number."""

    def __init__(self) -> None:
        self._open: list[_List | None] = []
        """The open numbered list at each depth, which is the number of containers around it."""

        self._containers: tuple[int, ...] = ()

    def read(self, line: _Line) -> Iterator[Problem]:
        """Yield a problem if ``line`` starts an item for which readers see another number."""
        new = line.new_marks
        depth = len(line.containers) - len(new)
        del self._open[depth + (1 if new or line.kind == "blank" else 0) :]
        for place, (before, now) in enumerate(zip(self._containers, line.containers, strict=False)):
            if before != QUOTE == now:
                del self._open[place:]  # a quotation ends the list before it
        self._containers = line.containers
        for place, mark in enumerate(new, start=depth):
            self._open += [None] * (place + 1 - len(self._open))
            open_list = self._open[place]
            number = int(mark["number"] or 0)
            if not mark["number"]:
                self._open[place] = None
            elif open_list is None or open_list.delimiter != mark["delimiter"]:
                self._open[place] = _List(mark["delimiter"], number, number)
            else:
                shown = open_list.shown + 1
                is_other = number not in (shown, open_list.first)  # all may have the same number
                if is_other and not open_list.is_reported:
                    message = f"the item is number {number} in the text, and {shown} on the page"
                    yield _problem(line.number, message, rf"write {number}\. to keep the number")
                is_reported = open_list.is_reported or is_other
                self._open[place] = open_list._replace(shown=shown, is_reported=is_reported)


class _List(NamedTuple):
    delimiter: str
    first: int
    shown: int
    """The number of the last item on the page."""

    is_reported: bool = False


def _problem(line: int, message: str, hint: str) -> Problem:
    return Problem("", line, 0, message, hint, code="unread-text")
