"""Splitting a content file into its header (YAML, TOML or JSON) and its body, with the place of every key.

Splitting and detection are python-frontmatter's; the handlers here load the header safely, notice a key given twice,
and remember where each key stands.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from newsprint import toml
from newsprint.errors import Problem

MAX_HEADER_BYTES = 64 * 1024
MAX_DEPTH = 20
MAX_MARKS = 1000
"""So many of the characters that can nest a YAML text do no harm; a text with more has its depth checked first."""

_NESTING = "[{-?:"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_YAML_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "   ")


@dataclass(frozen=True, slots=True)
class Header:
    """A file's header: its ``values``, the line and column (in the file, from 1) and the written text of each top key.

    ``written`` has the text of YAML scalars, and of the scalars of a list, as typed: ``title: 1.10`` stays ``1.10``.
    """

    values: dict[str, Any]
    places: dict[str, tuple[int, int]]
    written: dict[str, str | list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Split:
    """A content file in its parts; ``body_line`` is the line of the file on which the body starts."""

    header: Header
    body: str
    body_line: int


class HeaderError(Exception):
    """The header cannot be read at all; ``problem`` has the line in the file, its path is still empty."""

    def __init__(self, line: int, column: int, message: str, hint: str = "") -> None:
        self.problem = Problem("", line, column, message, hint)
        super().__init__(str(self.problem))


def split(text: str) -> Split:
    """``text`` (LF line ends, no byte order mark) in its parts. Raises HeaderError.

    Blank lines above the header are passed over. A file without a header is all body; what is missing then is for the
    front matter's schema to say.
    """
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    above, rest = text.count("\n", 0, start), text[start:]
    for handler in _HANDLERS:
        if not handler.detect(rest):
            continue
        boundaries = list(_first_two(handler.FM_BOUNDARY, rest))
        if len(boundaries) < 2:
            hint = f"end it with a line {handler.closing_line(rest)}"
            raise HeaderError(above + 1, 0, "the front matter is not closed", hint)
        closing = boundaries[1]
        if closing.start() > MAX_HEADER_BYTES:
            size = f"{closing.start() // 1024} KB; the limit is {MAX_HEADER_BYTES // 1024} KB"
            raise HeaderError(above + 1, 0, f"the front matter is too long: {size}", "is its closing line missing?")
        header_text, body = handler.split(rest)
        header = handler.read("\n" * above + header_text)  # so that its lines are those of the file
        for key, value in header.values.items():
            _refuse_value(value, header.places.get(key, (1, 0)), 0)
        return Split(header, body, text.count("\n", 0, start + closing.end()) + 1)
    return Split(Header({}, {}), text, 1)


def _first_two(boundary: re.Pattern[str] | None, text: str) -> list[re.Match[str]]:
    assert boundary is not None
    matches = []
    for match in boundary.finditer(text):
        matches.append(match)
        if len(matches) == 2:
            break
    return matches


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


class _Loader(yaml.CSafeLoader):
    """YAML for people: ``no`` is a word and not False, dates stay text, ``007`` stays as typed (YAML 1.2, core)."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,17})", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", "-+0123456789."),
    ("merge", r"<<", "<"),
):
    _characters = [character if character != "\0" else "" for character in _first]
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _characters)


class _Handler(BaseHandler):
    """A handler of python-frontmatter that also knows where things stand."""

    def read(self, text: str) -> Header:
        """The header in ``text``. Raises HeaderError."""
        raise NotImplementedError

    def closing_line(self, text: str) -> str:
        """The line that should end the header of ``text``: the same as its first."""
        return text.partition("\n")[0].strip()

    def load(self, fm: str, **_options: object) -> dict[str, Any]:
        return self.read(fm).values


class _LocatedYAML(_Handler, YAMLHandler):
    # The closing line must not swallow the blank lines after it, or the body's line numbers would be off.
    FM_BOUNDARY = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)

    def read(self, text: str) -> Header:
        """``text`` starts with the rest of the opening line, so its line numbers are the file's. Raises HeaderError."""
        try:
            text = text.translate(_YAML_LINE_ENDS)  # only YAML takes them for line ends
            if sum(map(text.count, _NESTING)) > MAX_MARKS:
                _refuse_depth(text)
            loader = _Loader(text)
            node = loader.get_single_node()
            if node is None:
                return Header({}, {})
            if not isinstance(node, yaml.MappingNode):
                raise HeaderError(2, 0, "the front matter is not a list of keys and values", "write key: value")
            _refuse(node, set(), 0)
            places = {key.value: (key.start_mark.line + 1, key.start_mark.column + 1) for key, _ in node.value}
            written = {key.value: _typed(value) for key, value in node.value}
            return Header(loader.construct_document(node), places, written)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 0)
            raise HeaderError(
                line, column, f"not valid YAML: {error.problem or error.context}", _yaml_hint(error, text, line)
            ) from error
        except yaml.reader.ReaderError as error:
            raise _control_character(text) from error
        except (yaml.YAMLError, ValueError) as error:
            raise HeaderError(1, 0, f"not valid YAML: {error}") from error
        except (LookupError, AttributeError, TypeError) as error:  # !!bool maybe, !!timestamp soon
            raise HeaderError(1, 0, "not valid YAML: a value is not what its tag says", "leave out the !!") from error
        except RecursionError as error:
            raise HeaderError(1, 0, "the front matter is nested too deep") from error


def _typed(node: yaml.Node) -> str | list[str]:
    """The text of a scalar as typed, or those of a list's items; nothing for what is neither."""
    if isinstance(node, yaml.SequenceNode):
        return [item.value if isinstance(item, yaml.ScalarNode) else "" for item in node.value]
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _refuse_depth(text: str) -> None:
    """Raise HeaderError for absurd nesting, by the parser's events: thousands of nested nodes would end the process."""
    depth, loader = 0, _Loader(text)
    while event := loader.get_event():
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH + 1:
            place = (event.start_mark.line + 1, event.start_mark.column + 1) if event.start_mark else (1, 0)
            raise HeaderError(*place, "the front matter is nested too deep")


def _control_character(text: str) -> HeaderError:
    match = _CONTROL.search(text)
    if match is None:
        return HeaderError(1, 0, "the front matter holds what no YAML may hold", "save the file as UTF-8")
    place = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
    message = f"a control character (U+{ord(match[0]):04X}) stands in the front matter"
    return HeaderError(*place, message, "delete it; it comes from another program or another encoding")


def _refuse(node: yaml.Node, seen: set[int], depth: int) -> None:
    """Raise HeaderError for keys given twice, aliases (a few lines can stand for gigabytes) and absurd nesting.

    Keys become text, whatever they look like.
    """
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if depth > MAX_DEPTH:
        raise HeaderError(line, column, "the front matter is nested too deep")
    if id(node) in seen:
        raise HeaderError(line, column, "YAML anchors and aliases are not read", "write the value out where it is used")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _refuse(child, seen, depth + 1)
        return
    keys: dict[str, int] = {}
    for key, value in node.value:
        place = key.start_mark.line + 1, key.start_mark.column + 1
        if not isinstance(key, yaml.ScalarNode):
            raise HeaderError(*place, "a key must be a word")
        if key.value in keys:
            raise HeaderError(*place, f'the key "{key.value}" is given twice', f"first on line {keys[key.value]}")
        if key.value == "<<":
            raise HeaderError(*place, "YAML merge keys are not read", "write the values out")
        keys[key.value] = place[0]
        key.tag = "tag:yaml.org,2002:str"
        _refuse(value, seen, depth + 1)


def _yaml_hint(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    lines = text.split("\n")
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in written:
        return "YAML is indented with blanks, not tabs"
    if "mapping values are not allowed" in (error.problem or ""):
        return "put quotes around a text that holds a colon"
    if "found character" in (error.problem or "") or "while scanning" in (error.context or ""):
        return "put quotes around a text with special characters"
    return "check quotes and indentation here"


class _LocatedTOML(_Handler):
    FM_BOUNDARY = re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)
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

    def closing_line(self, text: str) -> str:
        return "}"

    def read(self, text: str) -> Header:
        """``text`` is the whole object, from the file's first line. Raises HeaderError."""
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
