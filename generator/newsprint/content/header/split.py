"""Splitting a content file into its header (YAML, TOML, JSON or plain lines) and its body, with the place of every key.

python-frontmatter finds the fences that a file starts with, and splits the file there. The rest is done here: values
with their places, headers without fences, problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from frontmatter.default_handlers import BaseHandler

from newsprint.base import toml
from newsprint.content.header.header_problems import without_header, wrong_closing
from newsprint.content.header.json_header import read_json
from newsprint.content.header.line_header import odd_line, read_lines
from newsprint.content.header.located import MAX_DEPTH, Header, HeaderError
from newsprint.content.header.yaml import read_yaml

__all__ = ["Header", "HeaderError", "Split", "split"]

MAX_HEADER_BYTES = 64 * 1024
_JSON = re.compile(r"\{(?:[ \t]*\n|\s*\")")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Split:
    """A content file in its parts; ``body_line`` is the line of the file on which the body starts."""

    header: Header
    body: str
    body_line: int


def split(text: str, *, lines: bool = False) -> Split:
    """Return the header and the body of ``text``. Raises HeaderError.

    ``text`` has LF line ends and no byte order mark. Blank lines above the header are skipped. With ``lines``, a header
    may be plain lines (see :mod:`line_header`).
    """
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    header, end = _fenced(text, start) or _unfenced(text, start, lines)
    return Split(header, text[end:], text.count("\n", 0, end) + 1)


def _fenced(text: str, start: int) -> tuple[Header, int] | None:
    """Return the header between two fences, and the end of the second one; None if there is no first one."""
    above, rest = text.count("\n", 0, start), text[start:]
    found = next((each for each in _READERS if each[0].detect(rest)), None)
    if found is None:
        return None
    handler, read = found
    try:
        inside, body = handler.split(rest)
    except ValueError as error:  # there are no two fences
        hint = f"end it with a line {rest.partition(chr(10))[0].strip()}"
        unclosed = HeaderError(above + 1, 0, "the front matter is not closed", hint)
        raise wrong_closing(text, above + 1) or unclosed from error
    end = len(text) - len(body)
    _check_length(len(inside), above)
    try:
        header = read("\n" * above + inside)  # so that line numbers are those of the file
        _check_values(header)
    except HeaderError as error:
        error.body, error.body_line = body, text.count("\n", 0, end) + 1
        raise
    return header, end


def _unfenced(text: str, start: int, lines: bool) -> tuple[Header, int]:
    """Return the header without fences (JSON or plain lines), and the end of its last line."""
    found = read_json(text, start) if _JSON.match(text, start) else read_lines(text, start) if lines else None
    above = text.count("\n", 0, start)
    if found is None:
        raise without_header(text[start:], above, odd_line(text, start) if lines else 0)
    _check_length(found[1] - start, above)
    _check_values(found[0])
    return found


def _check_length(length: int, above: int) -> None:
    if length > MAX_HEADER_BYTES:
        size = f"{length // 1024} KB; the limit is {MAX_HEADER_BYTES // 1024} KB"
        raise HeaderError(above + 1, 0, f"the front matter is too long: {size}", "is its closing line missing?")


def _check_values(header: Header) -> None:
    for key, value in header.values.items():
        if not (type(value) is str and value.isascii()):
            _check_value(value, header.places.get(key, (1, 0)), 0)


def _check_value(value: Any, place: tuple[int, int], depth: int) -> None:
    """Raise HeaderError for values that the catalog cannot store: deep nesting, huge numbers, lone surrogates."""
    if depth > MAX_DEPTH:
        raise HeaderError(*place, "the front matter is nested too deep")
    if isinstance(value, dict):
        for key, item in value.items():
            _check_value(key, place, depth + 1)
            _check_value(item, place, depth + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _check_value(item, place, depth + 1)
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise HeaderError(*place, "a number is too long", "put quotes around it")
    elif isinstance(value, str) and not value.isascii() and _SURROGATE.search(value):
        raise HeaderError(*place, "the text contains half a character", "delete escapes such as \\ud800")


def _read_toml(text: str) -> Header:
    """Return the TOML header in ``text``, whose line numbers must be those of the file. Raises HeaderError."""
    try:
        values = toml.load(text)
    except toml.TomlError as error:
        problem = error.problem
        raise HeaderError(problem.line, problem.column, problem.message, problem.hint) from error
    return Header(values, {key: toml.position_of(text, key) for key in values})


# The fences of python-frontmatter also match the blank lines after them: lines of the body would be miscounted.
_READERS: tuple[tuple[BaseHandler, Callable[[str], Header]], ...] = (
    (BaseHandler(re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)), read_yaml),
    (BaseHandler(re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)), _read_toml),
)
