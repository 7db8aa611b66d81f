"""A YAML header, read safely and with the place of every key.

PyYAML's C parser makes the nodes. One pass of our own checks them, notes their places and takes their values: PyYAML's
constructor takes three times as long. Only values with a tag (``!!binary``) are left to PyYAML.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import yaml

from newsprint.base.errors import Problem
from newsprint.content.header.cuts import cuts_of, number_sign_above
from newsprint.content.header.fast_yaml import read_plain_yaml
from newsprint.content.header.header_problems import invisible_in_key
from newsprint.content.header.located import MAX_DEPTH, Header, HeaderError, Place
from newsprint.content.header.scalars import TEXT, tag_of
from newsprint.content.header.yaml_hints import Cause, cause_of

MAX_MARKS = 1000
"""The most characters of YAML nesting that are harmless; the depth of a text with more is checked first."""

MAX_BROKEN = 10
"""The most invalid lines that are left out so that the rest of a header can be read."""

_NESTING = "[{-?:"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_FURTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_KEY_LINE = re.compile(r"([A-Za-z][\w-]*):\s")
_LIST, _MAPPING = "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"


def read_yaml(text: str) -> Header:
    """Return the header in ``text``, whose line numbers must be those of the file. Raises HeaderError.

    Nesting deeper than :data:`MAX_DEPTH` is an error. Keys given twice, aliases (a few lines can expand to gigabytes)
    and single lines that are not valid YAML are problems of the header that is returned.
    """
    if not text.isascii():
        if invisible := invisible_in_key(text):
            raise invisible
        text = _FURTHER_LINE_ENDS.sub(" ", text)  # only YAML reads them as line ends
    if header := read_plain_yaml(text):
        return header
    try:
        return _parsed(text)
    except HeaderError as error:
        if header := _without_bad_lines(text, error):
            return header
        raise


def _without_bad_lines(text: str, error: HeaderError) -> Header | None:
    """Return the header in ``text`` without its invalid lines, if each of them is a whole key and value."""
    lines, problems, places = text.split("\n"), list[Problem](), dict[str, Place]()
    while len(problems) < MAX_BROKEN:
        line = error.problem.line
        match = _KEY_LINE.match(lines[line - 1]) if 1 < line <= len(lines) else None
        if match is None or (lines[line : line + 1] and lines[line][:1] in (" ", "\t", "-")):
            return None
        problems.append(error.problem)
        places[match[1]] = (line, 1)
        lines[line - 1] = ""
        try:
            header = _parsed("\n".join(lines))
        except HeaderError as further:
            error = further
        else:
            return replace(header, places=places | header.places, problems=(*problems, *header.problems))
    return None


def _parsed(text: str) -> Header:
    """Return the header in ``text`` as PyYAML's parser reads it. Raises HeaderError."""
    try:
        if len(text) > MAX_MARKS and sum(map(text.count, _NESTING)) > MAX_MARKS:
            _check_depth(text)
        return _header(_Loader(text), text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 0)
        cause = cause_of(text, line, column, str(error.problem or error.context))
        if sign := number_sign_above(text, line):
            cause = Cause(*sign, 'a comment starts at the "#"', 'put quotes around a text with a "#"')
        raise HeaderError(cause.line, cause.column, f"not valid YAML: {cause.message}", cause.hint) from error
    except yaml.reader.ReaderError as error:
        raise _control_character(text) from error
    except (yaml.YAMLError, ValueError) as error:
        raise HeaderError(1, 0, f"not valid YAML: {error}") from error
    except (LookupError, AttributeError, TypeError) as error:  # !!bool maybe, !!timestamp soon
        raise HeaderError(1, 0, "not valid YAML: a value does not match its tag", 'delete the "!!" tag') from error
    except RecursionError as error:
        raise HeaderError(1, 0, "the front matter is nested too deep") from error


class _Loader(yaml.CSafeLoader):
    """PyYAML's loader, with the types of :mod:`scalars`."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: Any) -> str:
        """Return the tag of a node without one; ``implicit[0]`` means that a scalar has no quotes."""
        if kind is yaml.ScalarNode:
            return tag_of(value) if implicit[0] and value is not None else TEXT
        return _LIST if kind is yaml.SequenceNode else _MAPPING

    def descend_resolver(self, _parent: object, _index: object) -> None:
        """Do nothing: no tag depends on the position of a node."""

    def ascend_resolver(self) -> None:
        """Do nothing, for the same reason."""


def _header(loader: _Loader, text: str) -> Header:
    root = loader.get_single_node()
    if root is None:
        return Header({}, {})
    reader = _Values(loader)
    values = reader.of(root, 0) if isinstance(root, yaml.MappingNode) else None
    if not isinstance(values, dict):  # a list, a text, or tagged as a set
        raise HeaderError(2, 0, "the front matter is not a list of keys and values", "write key: value")
    pairs = {key.value: (key, value) for key, value in reversed(root.value) if isinstance(key, yaml.ScalarNode)}
    places = {name: _place(key) for name, (key, _) in reversed(pairs.items())}
    written = {name: _typed(value) for name, (_, value) in reversed(pairs.items()) if value.tag != TEXT}
    return Header(values, places, written, cuts_of(root, text) if "#" in text else (), tuple(reader.problems))


class _Values:
    """The values of one text's nodes, each read once; ``problems`` are those of values that are left out."""

    def __init__(self, loader: _Loader) -> None:
        self.problems: list[Problem] = []
        self._loader = loader
        self._seen: set[int] = set()

    def of(self, node: yaml.Node, depth: int) -> Any:
        """Return the value of ``node``, ``depth`` levels down. Raises HeaderError, and PyYAML's errors."""
        if depth > MAX_DEPTH:
            raise HeaderError(*_place(node), "the front matter is nested too deep")
        if id(node) in self._seen:
            return self._leave_out_alias(node)
        self._seen.add(id(node))
        if node.tag == TEXT and isinstance(node, yaml.ScalarNode):
            return node.value
        value: Any = None
        if isinstance(node, yaml.SequenceNode):
            value = [self.of(child, depth + 1) for child in node.value]
        elif isinstance(node, yaml.MappingNode):
            value = self._mapping(node, depth)
        return value if node.tag in (_LIST, _MAPPING) else self._loader.construct_object(node, deep=True)

    def _leave_out_alias(self, node: yaml.Node) -> None:
        """Leave an alias out, and report only the first one: its author will find the others."""
        message = "YAML anchors and aliases are not read"
        if all(problem.message != message for problem in self.problems):
            self._leave_out(node, message, "write the value out where it is used")

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        """Return the values of a mapping by key; all keys are text, also ``1`` and ``true``."""
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._leave_out(key, "a key must be a word")
            elif (name := key.value) in values:
                first = next(_place(other)[0] for other, _ in node.value if other.value == name)
                self._leave_out(key, f'the key "{name}" is given twice', f"first on line {first}")
            elif name == "<<":
                self._leave_out(key, "YAML merge keys are not read", "write the values out")
            else:
                key.tag = TEXT
                values[name] = self.of(value, depth + 1)
        return values

    def _leave_out(self, node: yaml.Node, message: str, hint: str = "") -> None:
        """Leave ``node`` out, and report why."""
        problem = HeaderError(*_place(node), message, hint).problem
        if problem not in self.problems:  # all aliases of a text have the place of that text
            self.problems.append(problem)


def _place(node: yaml.Node) -> Place:
    mark = node.start_mark
    return mark.line + 1, mark.column + 1


def _typed(node: yaml.Node) -> str | list[str]:
    """Return the text of a scalar as typed, or the texts of a list's items; "" for any other node."""
    if isinstance(node, yaml.SequenceNode):
        return [item.value if isinstance(item, yaml.ScalarNode) else "" for item in node.value]
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _check_depth(text: str) -> None:
    """Raise HeaderError for nesting deeper than :data:`MAX_DEPTH`.

    Only the parser's events are read: building thousands of nested nodes would crash the process.
    """
    depth, loader = 0, _Loader(text)
    while event := loader.get_event():
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH + 1:
            place = (event.start_mark.line + 1, event.start_mark.column + 1) if event.start_mark else (1, 0)
            raise HeaderError(*place, "the front matter is nested too deep")


def _control_character(text: str) -> HeaderError:
    match = _CONTROL.search(text)
    if match is None:
        message = "the front matter contains a character that is not allowed in YAML"
        return HeaderError(1, 0, message, "save the file as UTF-8")
    place = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
    message = f"the front matter contains a control character (U+{ord(match[0]):04X})"
    return HeaderError(*place, message, "delete it; it comes from another program or another encoding")
