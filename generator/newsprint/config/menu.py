"""``[[menu]]``: what the navigation has beside the sections."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from newsprint.base.fields import FieldProblem, Text, convert, unknown_keys
from newsprint.config.link_addresses import link_problem


class MenuEntry(Struct, frozen=True):
    """An entry: ``url`` is a path of the site, or an address that starts with ``https://``."""

    name: Text
    url: Text


_KEYS = tuple(field.name for field in msgspec.structs.fields(MenuEntry))


def read_menu(data: Any) -> tuple[tuple[MenuEntry, ...], list[FieldProblem]]:
    """Return the entries in ``data``, in its order, and their problems; ``menu.0.url`` is the key in the first one."""
    if not isinstance(data, list) or not all(isinstance(table, dict) for table in data):
        return (), [FieldProblem("menu", '"menu" must be a list of tables', "write [[menu]], then name and url")]
    entries: list[MenuEntry] = []
    problems: list[FieldProblem] = []
    for number, table in enumerate(data):
        entry, found = _entry(table)
        entries += [entry] if entry else []
        problems += [replace(each, key=f"menu.{number}{each.key.removeprefix('menu')}") for each in found]
    return tuple(entries), problems


def _entry(table: dict[str, Any]) -> tuple[MenuEntry | None, list[FieldProblem]]:
    """Return the entry in ``table``, and its problems, with keys such as ``menu.url``."""
    problems = unknown_keys(table, _KEYS, prefix="menu.")
    entry, found = convert(table, MenuEntry, prefix="menu.")
    problems += found
    if entry and not entry.name.strip():
        problems.append(FieldProblem("menu.name", '"menu.name" must not be empty'))
    if entry and (problem := link_problem("menu.url", entry.url)):
        problems.append(problem)
    return entry, problems
