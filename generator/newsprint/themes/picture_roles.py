"""``[pictures]`` of ``theme.toml``: the roles in which a theme shows pictures, with their sizes on its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from newsprint.base.errors import Problem, ThemeError
from newsprint.base.fields import FieldProblem, convert, unknown_keys
from newsprint.base.urls import SLUG
from newsprint.media.renditions.recipes import BODY, LEAD, PORTRAIT, Role
from newsprint.themes.lookup import ThemeFolder, theme_file

DEFAULT_ROLES: Mapping[str, Role] = {
    "lead": Role(LEAD, "100vw", (400, 800, 1200, 1800), (800, 1600), social=True),
    "card": Role(LEAD, "(min-width: 40rem) 22rem, 100vw", (400, 800)),
    "body": Role(BODY, "(min-width: 48rem) 48rem, 100vw", (400, 800, 1200, 1800)),
    "portrait": Role(PORTRAIT, "12rem", (400,)),
}
"""The roles that every theme has. A theme changes what it needs to, and adds others."""

TABLE = "pictures"
_LONGEST_SIZES = 300
_MOST_WIDTHS = 8
_WIDEST = 4000
_KEYS = tuple(field.name for field in msgspec.structs.fields(Role))


def load_roles(chain: tuple[ThemeFolder, ...]) -> dict[str, Role]:
    """Return the roles of the theme in the folders of ``chain``, by name. Raises ThemeError.

    Each folder changes the keys that its ``theme.toml`` names, and leaves the others as the theme below it has them.
    """
    roles = dict(DEFAULT_ROLES)
    problems: list[Problem] = []
    for folder in reversed(chain):
        file = theme_file(folder)
        table = file.data.get(TABLE, {})
        found: list[FieldProblem] = []
        if isinstance(table, dict):
            for name, given in table.items():
                role, wrong = _role(name, given, roles.get(name, Role()))
                roles[name] = role
                found += wrong
        else:
            found.append(FieldProblem(TABLE, f'"{TABLE}" must be a table', f"for example: [{TABLE}.card]"))
        problems += map(file.placed, found)
    if problems:
        raise ThemeError(problems)
    return roles


def _role(name: str, given: Any, before: Role) -> tuple[Role, list[FieldProblem]]:
    """Return ``before`` with what a theme has ``given`` for the role ``name``, and the problems in that."""
    key = f"{TABLE}.{name}"
    if not SLUG.fullmatch(name):
        hint = "use small letters, digits and hyphens"
        return before, [FieldProblem(key, f'"{name[:80]}" cannot be the name of a role', hint)]
    if not isinstance(given, dict):
        return before, [FieldProblem(key, f'"{key}" must be a table', f"write [{key}]")]
    problems = unknown_keys(given, _KEYS, prefix=f"{key}.")
    role, found = convert(msgspec.to_builtins(before) | given, Role, prefix=f"{key}.")
    problems += found
    if role:
        problems += _value_problems(key, role)
    return role or before, problems


def _value_problems(key: str, role: Role) -> Iterator[FieldProblem]:
    if not (0 < len(role.sizes) <= _LONGEST_SIZES and role.sizes.isascii() and role.sizes.isprintable()):
        example = "for example: (min-width: 60rem) 40rem, 100vw"
        yield FieldProblem(f"{key}.sizes", f'"{key}.sizes" is not a value of the attribute "sizes" of HTML', example)
    for name, widths in (("widths", role.widths), ("avif", role.avif)):
        if len(widths) > _MOST_WIDTHS or any(not 1 <= width <= _WIDEST for width in widths):
            message = f'"{key}.{name}" must be at most {_MOST_WIDTHS} widths, each from 1 to {_WIDEST:,} pixels'
            yield FieldProblem(f"{key}.{name}", message, "for example: [400, 800, 1200]")
    if role.crop and (len(role.crop) != 2 or any(not 1 <= each <= _WIDEST for each in role.crop)):
        message = f'"{key}.crop" must be two numbers from 1 to {_WIDEST:,}: the ratio of width and height'
        yield FieldProblem(f"{key}.crop", message, "for example: [3, 2]")


def without_avif(roles: Mapping[str, Role]) -> dict[str, Role]:
    """Return ``roles`` without AVIF, which takes five times as long to encode as WebP: for the preview."""
    return {name: replace(role, avif=()) for name, role in roles.items()}
