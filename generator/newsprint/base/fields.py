"""Conversion of plain data from a header or a configuration to frozen types, with every problem found at once.

msgspec converts a whole mapping in microseconds but stops at the first problem. So the whole mapping is tried first,
and only if that fails is each field converted separately.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar, get_args

import msgspec
from msgspec import Meta, Struct

from newsprint.base.errors import suggestion

Target = TypeVar("Target", bound=msgspec.Struct)

Text = Annotated[str, Meta(min_length=1, max_length=2000)]
"""A text of 1 to 2,000 characters."""

_WORDS = {
    "str": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "array": "a list",
    "object": "a table of keys and values", "null": "nothing",
}  # fmt: skip
_EXPECTED = re.compile(r"Expected `([^`]*)`, got `([^`]*)`(?: - at `\$?([^`]*)`)?")
_BOUND = re.compile(r"Expected `(\w+)` (?:of length )?(>=|<=) (\d+)(?: - at `\$?([^`]*)`)?")
_INVALID_ENUM = re.compile(r"Invalid enum value (.*?)(?: - at `\$?([^`]*)`)?$")
_MISSING = re.compile(r"Object missing required field `([^`]*)`")


class FieldProblem(Struct, frozen=True):
    """One problem of a field; ``key`` is its dotted name, which may have positions in lists: ``links.1.url``."""

    key: str
    message: str
    hint: str = ""
    code: str = "invalid-value"


def unknown_keys(data: Mapping[str, object], known: tuple[str, ...], *, prefix: str = "") -> list[FieldProblem]:
    """Return a problem for each key of ``data`` that is not ``known``, with the nearest known key as its hint.

    ``prefix`` precedes the keys in the result.
    """
    return [
        FieldProblem(prefix + key, f'unknown key "{key}"', suggestion(key, known), "unknown-key")
        for key in data
        if key not in known
    ]


def convert(
    data: Mapping[str, Any], target: type[Target], *, prefix: str = ""
) -> tuple[Target | None, list[FieldProblem]]:
    """Return ``data`` as a ``target``, or None, and every problem in it. Keys that ``target`` lacks are ignored."""
    try:
        return msgspec.convert(data, target), []
    except msgspec.ValidationError:
        problems: list[FieldProblem] = []
        for field in msgspec.structs.fields(target):
            if field.name not in data:
                if field.required:
                    message = f'"{prefix}{field.name}" is missing'
                    problems.append(FieldProblem(prefix + field.name, message, code="missing-key"))
                continue
            try:
                msgspec.convert(data[field.name], field.type)
            except msgspec.ValidationError as error:
                problems.append(_problem_of(prefix + field.name, str(error), field.type))
        return None, problems


def _problem_of(key: str, text: str, kind: Any) -> FieldProblem:
    if match := _EXPECTED.match(text):
        wanted, found, place = match.groups()
        return FieldProblem(
            _joined(key, place), f'"{_joined(key, place)}" must be {_in_words(wanted)}, not {_WORDS.get(found, found)}'
        )
    if match := _BOUND.match(text):
        kind_of_value, relation, bound, place = match.groups()
        what = {"array": "entries", "object": "entries", "str": "characters"}.get(kind_of_value, "")
        return FieldProblem(
            _joined(key, place), f'"{_joined(key, place)}" {_bound_in_words(relation, int(bound), what)}'
        )
    if match := _INVALID_ENUM.match(text):
        allowed = " or ".join(f'"{value}"' for value in get_args(kind))
        return FieldProblem(_joined(key, match[2]), f'"{key}" cannot be {match[1]}', allowed)
    if match := _MISSING.match(text):
        return FieldProblem(key, f'"{key}" needs "{match[1]}"', code="missing-key")
    return FieldProblem(key, f'"{key}": {text[0].lower()}{text[1:]}')


def _bound_in_words(relation: str, bound: int, what: str) -> str:
    """Return the bound of a number, or of a count of ``what`` (characters, entries), in words."""
    if what == "characters":
        return "must not be empty" if relation == ">=" else f"is longer than {bound} characters"
    if what:
        return "must have an entry" if relation == ">=" else f"has more than {bound} {what}"
    return f"must be {bound} or more" if relation == ">=" else f"must be {bound} or less"


def _joined(key: str, place: str | None) -> str:
    return key + re.sub(r"\[[^\]]*\]", "", place or "")


def _in_words(types: str) -> str:
    """Return the expected types in words, without null: an optional key can be left out."""
    names = [name.strip() for name in types.split("|")]
    return " or ".join(_WORDS.get(name, name) for name in names if name != "null")
