"""``[sections]``: the sections of an outlet, with their names and paths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from newsprint.base.fields import FieldMistake, unknown_keys
from newsprint.base.urls import address_mistake, place_of, written_address
from newsprint.content.types import TAKEN_NAMES

_OTHERS = {"archive", "assets", "latest", "media", "page", "series", "sitemaps", "static", "topics"}
RESERVED = tuple(sorted(_OTHERS | TAKEN_NAMES))
"""Names reserved for other pages and folders, which the path of a section cannot have."""

_KEY = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*")
_LONGEST = 60
_EXAMPLE = '"world", "end_users" or "press/releases"'


class Section(Struct, frozen=True):
    """A section: ``name`` is what readers see, ``path`` the part of addresses, without slashes at its ends."""

    name: str
    path: str

    @property
    def url(self) -> str:
        """The URL path of its index."""
        return f"/{self.path}/"


def read_sections(data: Any) -> tuple[dict[str, Section], list[FieldMistake]]:
    """The sections that ``data`` describes, in its order, and what is wrong with them."""
    if not isinstance(data, dict) or not data:
        hint = 'for example: [sections] then world = "World News"'
        return {}, [FieldMistake("sections", "no sections are declared", hint)]
    sections, mistakes = {}, []
    places: dict[str, str] = {}
    for key, value in data.items():
        place = f"sections.{key}"
        if not _KEY.fullmatch(key) or len(key) > _LONGEST:
            mistakes.append(FieldMistake(place, f'"{key[:80]}" cannot be the short name of a section', _EXAMPLE))
            continue
        section, found = _section(place, key, value)
        mistakes += found
        if section is None:
            continue
        sections[key] = section
        first = places.setdefault(place_of(section.url), key)
        if first != key:
            message = f'the sections "{first}" and "{key}" would have the same address, {section.url}'
            mistakes.append(FieldMistake(place, message, 'give one of them another "path"'))
    return sections, mistakes


def _section(place: str, key: str, value: Any) -> tuple[Section | None, list[FieldMistake]]:
    """A section that is its name, or a table with ``name`` and ``path``."""
    table = value if isinstance(value, dict) else {"name": value}
    mistakes = unknown_keys(table, ("name", "path"), prefix=f"{place}.")
    name, path = table.get("name"), table.get("path", key)
    if not isinstance(name, str) or not name.strip():
        mistakes.append(FieldMistake(place, f'the name of section "{key}" must be text'))
    where = f"{place}.path" if "path" in table else place
    if not isinstance(path, str):
        mistakes.append(FieldMistake(where, f'the path of section "{key}" must be text'))
    else:
        path, message = _read_path(path)
        if message:
            mistakes.append(FieldMistake(where, message, "choose another"))
    return (None, mistakes) if mistakes else (Section(str(name), path), [])


def _read_path(written: str) -> tuple[str, str]:
    """The path of a section as it was ``written``, and what is wrong with it, or nothing."""
    try:
        path = written_address(written.strip("/"))
    except ValueError as error:
        return "", f'the path "{written[:80]}" {error}'
    if mistake := address_mistake(f"/{path}/"):
        return "", f'the path "{written[:80]}" {mistake}'
    reserved = next((name for name in path.casefold().split("/") if name in RESERVED), None)
    if reserved:
        return "", f'"{reserved}" is a name that Newsprint reserves'
    return path, ""


def section_of_folder(folders: str, sections: Mapping[str, object]) -> str | None:
    """The short name of the section whose stories are in ``folders``: the longest that these begin with, or None."""
    names = folders.split("/")
    paths = ("/".join(names[:count]) for count in range(len(names), 0, -1))
    return next((path for path in paths if path in sections), None)
