"""``[sections]``: the sections of an outlet: their names and paths, and what they publish."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from newsprint.base.errors import suggestion
from newsprint.base.fields import FieldProblem, unknown_keys
from newsprint.base.urls import address_key, address_problem, written_address
from newsprint.content.types import TAKEN_NAMES

_OTHERS = {"archive", "assets", "latest", "media", "page", "renditions", "series", "sitemaps", "static", "topics"}
RESERVED = tuple(sorted(_OTHERS | TAKEN_NAMES))
"""Names of other pages and folders, which the path of a section must not contain."""

_KEY = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*")
_LONGEST = 60
_EXAMPLE = 'for example: "world", "end_users" or "press/releases"'
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

SECTION_KINDS = ("news", "opinion", "reviews")


class Section(Struct, frozen=True):
    """A section: ``name`` is what readers see; ``path`` is its part of addresses, without slashes at either end.

    ``kind`` is one of :data:`SECTION_KINDS`. ``colour`` is as CSS writes it, ``#a0b1c2``.
    ``template`` is the theme's template for its pages, ``story_template`` that for its stories. Texts may be empty.
    """

    name: str
    path: str
    kind: str = "news"
    description: str = ""
    colour: str = ""
    template: str = ""
    story_template: str = ""

    @property
    def url(self) -> str:
        """Return the URL path of its index."""
        return f"/{self.path}/"


def read_sections(data: Any) -> tuple[dict[str, Section], list[FieldProblem]]:
    """Return the sections in ``data``, in its order, and their problems."""
    if not isinstance(data, dict) or not data:
        hint = 'for example: [sections] then world = "World News"'
        return {}, [FieldProblem("sections", "no sections are declared", hint)]
    sections, problems = {}, []
    places: dict[str, str] = {}
    for key, value in data.items():
        place = f"sections.{key}"
        if not _KEY.fullmatch(key) or len(key) > _LONGEST:
            problems.append(FieldProblem(place, f'"{key[:80]}" cannot be the short name of a section', _EXAMPLE))
            continue
        section, found = _section(place, key, value)
        problems += found
        if section is None:
            continue
        sections[key] = section
        first = places.setdefault(address_key(section.url), key)
        if first != key:
            message = f'the sections "{first}" and "{key}" would have the same address, {section.url}'
            problems.append(FieldProblem(place, message, 'give one of them another "path"'))
    return sections, problems


_KEYS = tuple(field.name for field in msgspec.structs.fields(Section))


def _section(place: str, key: str, value: Any) -> tuple[Section | None, list[FieldProblem]]:
    """Return a section and its problems; ``value`` is its name, or a table with the fields of a section."""
    table = value if isinstance(value, dict) else {"name": value}
    problems = unknown_keys(table, _KEYS, prefix=f"{place}.")
    values = {}
    for name, text in {"name": "", "path": key, **table}.items():
        where = f"{place}.{name}" if name in table and isinstance(value, dict) else place
        if name not in _KEYS:
            continue
        if not isinstance(text, str) or (name == "name" and not text.strip()):
            problems.append(FieldProblem(where, f'the {name} of section "{key}" must be text'))
            continue
        values[name], message, hint = _READ[name](text)
        if message:
            problems.append(FieldProblem(where, message, hint))
    return (None, problems) if problems else (Section(**values), [])


def _read_text(written: str) -> tuple[str, str, str]:
    """Return a text, what is wrong with it as ``written``, and the hint: here nothing."""
    return " ".join(written.split()), "", ""


def _read_path(written: str) -> tuple[str, str, str]:
    """Return the path of a section, what is wrong with it as ``written``, or an empty text, and the hint."""
    hint = "choose another"
    try:
        path = written_address(written.strip("/"))
    except ValueError as error:
        return "", f'the path "{written[:80]}" {error}', hint
    if reason := address_problem(f"/{path}/"):
        return "", f'the path "{written[:80]}" {reason}', hint
    reserved = next((name for name in path.casefold().split("/") if name in RESERVED), None)
    return path, f'"{reserved}" is reserved by Newsprint' if reserved else "", hint


def _read_kind(written: str) -> tuple[str, str, str]:
    """Return the kind of a section, what is wrong with it as ``written``, or an empty text, and the hint."""
    message = "" if written in SECTION_KINDS else f'"{written[:40]}" is not a kind of section'
    return written, message, suggestion(written, SECTION_KINDS)


def _read_colour(written: str) -> tuple[str, str, str]:
    """Return a colour with six digits, what is wrong with it as ``written``, or an empty text, and the hint."""
    message = "" if _COLOUR.fullmatch(written) else f'"{written[:40]}" is not a colour'
    digits = written[1:].lower()
    return (
        f"#{''.join(digit * 2 for digit in digits) if len(digits) == 3 else digits}",
        message,
        'for example "#0b5fa5"',
    )


_READ = {
    "name": _read_text,
    "path": _read_path,
    "kind": _read_kind,
    "description": _read_text,
    "colour": _read_colour,
    "template": _read_text,
    "story_template": _read_text,
}
"""How each field is read: its value, what is wrong with it (or an empty text), and the hint."""


def section_of_folder(folders: str, sections: Mapping[str, object]) -> str | None:
    """Return the short name of the section of ``folders``: the longest one that is at their start, or None."""
    names = folders.split("/")
    paths = ("/".join(names[:count]) for count in range(len(names), 0, -1))
    return next((path for path in paths if path in sections), None)
