"""Splitting a content file into its header (YAML, TOML or JSON) and its body, with the place of every key.

Splitting and detection are python-frontmatter's; the handlers here load the header safely, notice a key given twice,
and remember where each key stands.
"""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from newsprint import toml
from newsprint.articles.located import MAX_DEPTH, Header, HeaderError
from newsprint.articles.yaml_header import read_yaml

__all__ = ["Header", "HeaderError", "Split", "split"]

MAX_HEADER_BYTES = 64 * 1024
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Split:
    """A content file in its parts; ``body_line`` is the line of the file on which the body starts."""

    header: Header
    body: str
    body_line: int


def split(text: str) -> Split:
    """``text`` (LF line ends, no byte order mark) in its parts. Raises HeaderError.

    Blank lines above the header are passed over. A file without a header is all body; what is missing then is for the
    front matter's schema to say.
    """
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    above, rest = text.count("\n", 0, start), text[start:]
    for handler in _HANDLERS:
        opening = handler.opening.match(rest)
        if not opening:
            continue
        closing = handler.closing.search(rest, opening.end())
        if not closing:
            hint = f"end it with a line {handler.closing_line(rest)}"
            raise HeaderError(above + 1, 0, "the front matter is not closed", hint)
        end = closing.start() + 1
        if end > MAX_HEADER_BYTES:
            size = f"{end // 1024} KB; the limit is {MAX_HEADER_BYTES // 1024} KB"
            raise HeaderError(above + 1, 0, f"the front matter is too long: {size}", "is its closing line missing?")
        body, body_line = rest[closing.end() :], text.count("\n", 0, start + closing.end()) + 1
        try:
            header = handler.read("\n" * above + rest[opening.end() : end])  # so that its lines are those of the file
            for key, value in header.values.items():
                if not (type(value) is str and value.isascii()):
                    _refuse_value(value, header.places.get(key, (1, 0)), 0)
        except HeaderError as error:
            error.body, error.body_line = body, body_line
            raise
        return Split(header, body, body_line)
    return Split(Header({}, {}), text, 1)


def _refuse_value(value: Any, place: tuple[int, int], depth: int) -> None:
    """Raise HeaderError for what no catalog can hold: absurd nesting, huge numbers, half a character."""
    if depth > MAX_DEPTH:
        raise HeaderError(*place, "the front matter is nested too deep")
    if isinstance(value, dict):
        for key, item in value.items():
            _refuse_value(key, place, depth + 1)
            _refuse_value(item, place, depth + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_value(item, place, depth + 1)
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise HeaderError(*place, "a number is too long", "put quotes around it")
    elif isinstance(value, str) and not value.isascii() and _HALF_CHARACTER.search(value):
        raise HeaderError(*place, "the text holds half a character", "a \\ud800 without its other half")


class _Handler(BaseHandler, ABC):
    """A handler of python-frontmatter that also knows where things stand.

    ``closing`` finds the same as its ``FM_BOUNDARY``, but from the line end before it: a fifth of the time.
    """

    closing: re.Pattern[str]

    @property
    def opening(self) -> re.Pattern[str]:
        """What a file starts with that has such a header."""
        assert self.FM_BOUNDARY is not None
        return self.FM_BOUNDARY

    @abstractmethod
    def read(self, text: str) -> Header:
        """The header in ``text``, which starts behind the opening line's mark. Raises HeaderError."""

    def closing_line(self, text: str) -> str:
        """The line that should end the header of ``text``: the same as its first."""
        return text.partition("\n")[0].strip()

    def load(self, fm: str, **_options: object) -> dict[str, Any]:
        return self.read(fm).values


class _LocatedYAML(_Handler, YAMLHandler):
    # The closing line must not swallow the blank lines after it, or the body's line numbers would be off.
    FM_BOUNDARY = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
    closing = re.compile(r"\n-{3,}[ \t]*$", re.MULTILINE)

    def read(self, text: str) -> Header:
        return read_yaml(text)


class _LocatedTOML(_Handler):
    FM_BOUNDARY = re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)
    closing = re.compile(r"\n\+{3,}[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def read(self, text: str) -> Header:
        """``text`` starts with the rest of the opening line, so its line numbers are the file's. Raises HeaderError."""
        try:
            values = toml.load(text)
        except toml.TomlError as error:
            problem = error.problem
            raise HeaderError(problem.line, problem.column, problem.message, problem.hint) from error
        return Header(values, {key: toml.place_of(text, key) for key in values})


class _LocatedJSON(_Handler, JSONHandler):
    FM_BOUNDARY = re.compile(r"^(?:{|})[ \t]*$", re.MULTILINE)
    closing = re.compile(r"\n(?:{|})[ \t]*$", re.MULTILINE)

    def closing_line(self, text: str) -> str:
        return "}"

    def read(self, text: str) -> Header:
        """``text`` is what stands between the braces, from the file's first line. Raises HeaderError."""
        text = f"{{{text}}}"
        try:
            values = json.loads(text, object_pairs_hook=_pairs_once)
        except json.JSONDecodeError as error:
            raise HeaderError(error.lineno, error.colno, f"not valid JSON: {error.msg.lower()}") from error
        except ValueError as error:  # an integer of thousands of digits
            raise HeaderError(1, 0, "not valid JSON: a number is too long", "put quotes around it") from error
        except _GivenTwiceError as error:
            line, column = _json_place(text, error.key, last=True)
            raise HeaderError(line, column, f'the key "{error.key}" is given twice') from error
        except RecursionError as error:
            raise HeaderError(1, 0, "the front matter is nested too deep") from error
        return Header(values, {key: _json_place(text, key) for key in values})


class _GivenTwiceError(Exception):
    def __init__(self, key: str) -> None:
        self.key = key


def _pairs_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise _GivenTwiceError(key)
        values[key] = value
    return values


def _json_place(text: str, key: str, *, last: bool = False) -> tuple[int, int]:
    matches = list(re.finditer(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:", text))
    if not matches:
        return 1, 0
    start = matches[-1 if last else 0].start()
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


_HANDLERS: tuple[_Handler, ...] = (_LocatedYAML(), _LocatedTOML(), _LocatedJSON())
