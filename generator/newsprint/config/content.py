"""``[content]`` of ``newsprint.toml``: the folders of content, and how the front matter of other systems is read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath, PurePosixPath
from typing import Any, Literal

from msgspec import Struct

from newsprint.base.errors import short, suggestion
from newsprint.base.fields import FieldProblem, Text, unknown_keys
from newsprint.content.types import ADDED_KEYS

_OF_STORIES = (
    "title", "date", "section", "teaser", "slug", "url", "updated", "authors", "tags", "series", "kicker", "dateline",
    "image", "lang", "draft", "embargo", "expires", "corrections", "aliases", "canonical", "featured",
    "template", "allow", "extra",
)  # fmt: skip

OWN_KEYS = {key: of for key, of in ADDED_KEYS.items() if key not in _OF_STORIES}
"""The keys that only other types of content have, each with the type of its values: see ``content/types.py``."""

OWN_TEXTS = tuple(key for key, of in OWN_KEYS.items() if of is str)
OWN_LISTS = tuple(key for key, of in OWN_KEYS.items() if of == tuple[str, ...])
FRONT_MATTER_KEYS = (*_OF_STORIES, *OWN_KEYS)
"""Every key of a front matter; ``[content.fields]`` defines other names for them."""

IMAGE_KEYS = ("src", "alt", "caption", "credit", "focus")
"""The keys of ``image``, for which ``[content.fields]`` can define other names too: ``"image.credit"``."""

PICTURE_METADATA = ("credit", "copyright")
"""What may be read from the metadata of pictures. Captions of agencies contain embargoes and orders to editors."""

Split = Literal["commas", "blanks", "semicolons", "never"]
SPLITTABLE = ("authors", "tags", "aliases", *OWN_LISTS)
"""The lists that may be written as one text, which is then split."""


class ContentTable(Struct, frozen=True, kw_only=True):
    """``[content]``. Folders are relative to the outlet (``root``) or to ``root`` (``pictures``)."""

    root: Text = "content"
    default_section: str | None = None
    unknown_keys: Literal["error", "ignore"] = "error"
    entities: Literal["text", "decode"] = "text"
    header: Literal["marked", "lines"] = "marked"
    pictures: tuple[str, ...] = ()
    picture_metadata: tuple[str, ...] = ()
    fields: dict[str, tuple[str, ...]] = {}
    split: dict[str, Split] = {}

    def split_of(self, key: str) -> Split:
        """Return how the list ``key`` is split if it is written as one text."""
        return self.split.get(key, "commas" if key == "tags" else "never")


def normalised_content(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``table`` with folders in one spelling, and with lists in place of single names."""
    table = dict(table)
    if isinstance(table.get("root"), str) and table["root"]:
        table["root"] = PurePosixPath(table["root"]).as_posix()
    for key in ("pictures", "picture_metadata"):
        if isinstance(table.get(key), str):
            table[key] = [table[key]]
    if isinstance(table.get("pictures"), list):
        table["pictures"] = [
            PurePosixPath(folder).as_posix() if isinstance(folder, str) and folder else folder
            for folder in table["pictures"]
        ]
    if isinstance(table.get("fields"), dict):
        table["fields"] = _fields(table["fields"], "")
    return table


def _fields(table: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Return the fields by dotted name: without quotes, ``image.credit = …`` is a table in TOML, and means the same."""
    fields: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            fields |= _fields(value, f"{prefix}{key}.")
        else:
            fields[prefix + key] = [value] if isinstance(value, str) else value
    return fields


def content_problems(content: ContentTable, sections: Mapping[str, object]) -> list[FieldProblem]:
    """Return the problems that types cannot find: folders outside the outlet, unknown names."""
    problems = []
    if _leads_out(content.root) or PurePath(content.root) == PurePath():
        problems.append(FieldProblem("content.root", '"content.root" must be a folder inside the outlet'))
    if any(map(_leads_out, content.pictures)):
        problems.append(
            FieldProblem("content.pictures", '"content.pictures" must be folders inside the content folder')
        )
    for name in content.picture_metadata:
        if name not in PICTURE_METADATA:
            message = f'"{short(name)}" cannot be read from pictures'
            problems.append(FieldProblem("content.picture_metadata", message, suggestion(name, PICTURE_METADATA)))
    default = content.default_section
    if default is not None and default not in sections:
        message = f'unknown section "{default}"'
        problems.append(FieldProblem("content.default_section", message, suggestion(default, sections)))
    known = (*FRONT_MATTER_KEYS, *(f"image.{key}" for key in IMAGE_KEYS))
    problems += unknown_keys(content.fields, known, prefix="content.fields.")
    for key in content.split:
        if key not in SPLITTABLE:
            hint = f"{', '.join(SPLITTABLE[:-1])} and {SPLITTABLE[-1]} can be split"
            problems.append(FieldProblem(f"content.split.{key}", f'"{key}" cannot be split', hint, "unknown-key"))
    return problems


def _leads_out(folder: str) -> bool:
    path = PurePath(folder)
    return path.is_absolute() or ".." in path.parts or "\0" in folder
