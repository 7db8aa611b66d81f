"""``[settings.NAME]`` of ``theme.toml``: which settings a theme has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias

import msgspec

from newsprint.base.errors import Problem, ThemeError, short, suggestion
from newsprint.base.fields import FieldProblem, convert, unknown_keys
from newsprint.themes.lookup import ThemeFolder, theme_file
from newsprint.themes.settings.colours import colour_of, readable
from newsprint.themes.settings.value_types import Setting, problems_of

TABLE = "settings"
EMPTY: Mapping[str, Any] = {"text": "", "url": "", "picture": "", "switch": False, "links": [], "number": 0}
"""The default of a setting that declares none, by its type.

That of a choice is the first one, that of a number its least value; a colour has to declare one."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_EXAMPLE = "for example: [settings.accent]"


DeclaredSettings: TypeAlias = Mapping[str, Setting]
_KEYS = tuple(field.name for field in msgspec.structs.fields(Setting))
_ONLY_OF = {
    "choices": "choice", "needs": "choice", "contrast": "colour", "follows": "colour", "least": "number",
    "most": "number",
}  # fmt: skip


def load_settings(chain: tuple[ThemeFolder, ...]) -> dict[str, Setting]:
    """Return the settings of the theme in the folders of ``chain``, by name. Raises ThemeError.

    Each folder changes the keys that its ``theme.toml`` names, and leaves the others as the theme below it has them.
    """
    tables: dict[str, dict[str, Any]] = {}
    declared: dict[str, Setting] = {}
    problems: list[Problem] = []
    for folder in reversed(chain):
        file = theme_file(folder)
        problems += map(file.placed, _read(file.data.get(TABLE, {}), tables, declared))
    if problems:
        raise ThemeError(problems)
    return declared


def _read(given: Any, tables: dict[str, dict[str, Any]], declared: dict[str, Setting]) -> Iterator[FieldProblem]:
    """Add what one folder declares to ``tables`` and ``declared``. Yield the problems in that."""
    if not isinstance(given, dict):
        yield FieldProblem(TABLE, f'"{TABLE}" must be a table', _EXAMPLE)
        return
    changed = []
    for name, table in given.items():
        if problem := _wrong_table(name, table):
            yield problem
            continue
        tables[name] = tables.get(name, {}) | table
        setting, problems = _setting(name, table, tables[name])
        yield from problems
        if setting:
            declared[name] = setting
            changed.append(name)
    for name in changed:
        yield from _references(f"{TABLE}.{name}", declared[name], declared)
    for name in changed:
        yield from _unreadable(name, changed, declared)


def _wrong_table(name: str, table: Any) -> FieldProblem | None:
    key = f"{TABLE}.{name}"
    if not _NAME.fullmatch(name) or hasattr(dict, name):
        hint = "use small letters, digits and underscores, and no method of Python's dict"
        return FieldProblem(key, f'"{short(name)}" cannot be the name of a setting', hint)
    if not isinstance(table, dict):
        return FieldProblem(key, f'"{key}" must be a table', f"write [{key}]")
    return None


def _setting(
    name: str, given: Mapping[str, Any], table: Mapping[str, Any]
) -> tuple[Setting | None, list[FieldProblem]]:
    """Return the setting of the merged ``table``, and the problems in what a theme has ``given``."""
    key = f"{TABLE}.{name}"
    problems = unknown_keys(given, _KEYS, prefix=f"{key}.")
    setting, found = convert(table, Setting, prefix=f"{key}.")
    problems += found
    if setting is None:
        return None, problems
    problems += (
        FieldProblem(f"{key}.{each}", f'"{key}" is of the type "{setting.type}", which has no "{each}"')
        for each, kind in _ONLY_OF.items()
        if each in table and setting.type != kind
    )
    problems += _choice_problems(key, setting) if setting.type == "choice" else ()
    if problems:
        return None, problems
    if setting.default is None:
        empty = setting.choices[0] if setting.choices else setting.least or EMPTY.get(setting.type)
        setting = msgspec.structs.replace(setting, default=empty)
    problems += _default_problems(key, setting)
    return (None if problems else setting), problems


def _choice_problems(key: str, setting: Setting) -> Iterator[FieldProblem]:
    if not setting.choices or not all(each.strip() for each in setting.choices):
        hint = 'for example: choices = ["serif", "sans"]'
        yield FieldProblem(f"{key}.choices", f'"{key}" is a choice without choices', hint)
    for each in setting.needs:
        if each not in setting.choices:
            hint = suggestion(each, setting.choices)
            yield FieldProblem(f"{key}.needs.{each}", f'"{short(each)}" is not one of the choices of "{key}"', hint)


def _default_problems(key: str, setting: Setting) -> Iterator[FieldProblem]:
    if setting.type == "colour" and setting.default is None:
        message = f'"{key}" is a colour, and needs a default'
        yield FieldProblem(key, message, 'for example: default = "#a32a1c"', "missing-key")
    elif setting.type in ("picture", "links") and setting.default:
        yield FieldProblem(f"{key}.default", f'"{key}" cannot have a default: only an outlet has {setting.type}')
    else:
        yield from problems_of(setting, f"{key}.default", setting.default)


def _references(key: str, setting: Setting, declared: DeclaredSettings) -> Iterator[FieldProblem]:
    """Yield a problem for each name of another setting that does not exist."""
    colours = [name for name, each in declared.items() if each.type == "colour"]
    if setting.follows and setting.follows not in colours:
        message = f'there is no setting "{short(setting.follows)}" of the type "colour"'
        yield FieldProblem(f"{key}.follows", message, suggestion(setting.follows, colours))
    for choice, names in setting.needs.items():
        for name in names:
            if name not in declared:
                message = f'there is no setting "{short(name)}"'
                yield FieldProblem(f"{key}.needs.{choice}", message, suggestion(name, declared))
    if setting.contrast and not colour_of(setting.contrast) and setting.contrast not in colours:
        message = f'"{short(setting.contrast)}" is neither a colour nor a setting of the type "colour"'
        yield FieldProblem(f"{key}.contrast", message, suggestion(setting.contrast, colours))


def _unreadable(name: str, changed: Collection[str], declared: DeclaredSettings) -> Iterator[FieldProblem]:
    """Yield a problem for each pair of defaults that cannot be read, of which a folder has ``changed`` this one."""
    own = colour_of(declared[name].default) if declared[name].type == "colour" else ""
    later = [each for each in declared if declared[each].contrast == name and each not in changed]
    for each in (declared[name].contrast, *later) if own else ():
        other = colour_of(each) or (colour_of(declared[each].default) if _is_colour(each, declared) else own)
        if other != own and (better := readable(own, other)) != own:
            key = f"{TABLE}.{name}.default"
            message = f'"{key}" is {own}, which cannot be read with {other}: their contrast is below 4.5:1'
            yield FieldProblem(key, message, f"the nearest colour that can be read: {better}")


def _is_colour(name: str, declared: DeclaredSettings) -> bool:
    return name in declared and declared[name].type == "colour"
