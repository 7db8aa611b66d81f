"""``[sections]``: the sections of an outlet, with their names and paths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from newsprint.base.fields import FieldProblem, unknown_keys
from newsprint.base.urls import address_key, address_problem, written_address
from newsprint.content.types import TAKEN_NAMES

_OTHERS = {"archive", "assets", "latest", "media", "page", "renditions", "series", "sitemaps", "static", "topics"}
RESERVED = tuple(sorted(_OTHERS | TAKEN_NAMES))
"""Names of other pages and folders, which the path of a section must not contain."""

_KEY = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*")
_LONGEST = 60
_EXAMPLE = 'for example: "world", "end_users" or "press/releases"'


class Section(Struct, frozen=True):
    """A section: ``name`` is what readers see; ``path`` is its part of addresses, without slashes at either end."""

    name: str
    path: str

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


def _section(place: str, key: str, value: Any) -> tuple[Section | None, list[FieldProblem]]:
    """Return a section and its problems; ``value`` is its name, or a table with ``name`` and ``path``."""
    table = value if isinstance(value, dict) else {"name": value}
    problems = unknown_keys(table, ("name", "path"), prefix=f"{place}.")
    name, path = table.get("name"), table.get("path", key)
    if not isinstance(name, str) or not name.strip():
        problems.append(FieldProblem(place, f'the name of section "{key}" must be text'))
    where = f"{place}.path" if "path" in table else place
    if not isinstance(path, str):
        problems.append(FieldProblem(where, f'the path of section "{key}" must be text'))
    else:
        path, message = _read_path(path)
        if message:
            problems.append(FieldProblem(where, message, "choose another"))
    return (None, problems) if problems else (Section(str(name), path), [])


def _read_path(written: str) -> tuple[str, str]:
    """Return the path of a section, and what is wrong with it as ``written``, or an empty text."""
    try:
        path = written_address(written.strip("/"))
    except ValueError as error:
        return "", f'the path "{written[:80]}" {error}'
    if reason := address_problem(f"/{path}/"):
        return "", f'the path "{written[:80]}" {reason}'
    reserved = next((name for name in path.casefold().split("/") if name in RESERVED), None)
    if reserved:
        return "", f'"{reserved}" is reserved by Newsprint'
    return path, ""


def section_of_folder(folders: str, sections: Mapping[str, object]) -> str | None:
    """Return the short name of the section of ``folders``: the longest one that is at their start, or None."""
    names = folders.split("/")
    paths = ("/".join(names[:count]) for count in range(len(names), 0, -1))
    return next((path for path in paths if path in sections), None)
