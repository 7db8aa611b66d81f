"""The settings of a theme as an outlet has set them: ``[theme.settings]`` of ``newsprint.toml``, checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from newsprint.base import toml
from newsprint.base.errors import Problem, ThemeError, near, short, suggestion
from newsprint.base.fields import FieldProblem
from newsprint.base.files import digest
from newsprint.base.urls import encoded
from newsprint.config.link_addresses import parts_of
from newsprint.config.outlet_files import named_pictures
from newsprint.config.site import FILE_NAME, SiteConfig
from newsprint.themes.assets import Asset
from newsprint.themes.provided import Table, UseError
from newsprint.themes.settings.colours import colour_of, contrast, is_readable, readable
from newsprint.themes.settings.custom_properties import rule_of
from newsprint.themes.settings.declarations import DeclaredSettings
from newsprint.themes.settings.outlet_pictures import OutletPicture, PublishedPicture, published_picture
from newsprint.themes.settings.value_types import problems_of

KEY = "theme.settings"


class Settings(dict[str, Any]):
    """Settings by name, as templates see them. An unknown one raises UseError, instead of printing nothing."""

    def __missing__(self, name: str) -> Any:
        hint = near(name, self) or "declare it in theme.toml, under [settings]"
        raise UseError(f'the theme has no setting "{name}"', hint)


class Chosen(Struct, frozen=True):
    """What an outlet has set.

    ``values`` are for templates, ``properties`` are the rule with the colours for style sheets. ``pictures`` are those
    that other tables of newsprint.toml name, by key (``site.icon``). ``assets`` publish all pictures. The ``digest``
    changes with any of this.
    """

    values: Settings
    properties: bytes
    pictures: Mapping[str, OutletPicture]
    assets: Mapping[str, Asset]
    warnings: tuple[Problem, ...]
    digest: str


def chosen_settings(declared: DeclaredSettings, outlet: Path, config: SiteConfig) -> Chosen:
    """Return the settings of a theme as the outlet in the folder ``outlet`` has set them. Raises ThemeError.

    ``declared`` are the settings of the theme. All problems of ``[theme.settings]``, and of the pictures that
    newsprint.toml names, are reported at once.
    """
    given, prefix = config.theme.settings, config.site.prefix
    found = [*_unknown(declared, given)]
    valid = dict[str, Any]()
    for name in declared.keys() & given.keys():
        problems = list(problems_of(declared[name], f"{KEY}.{name}", given[name]))
        found += problems
        if not problems:
            valid[name] = given[name]
    colours = _colours(declared, valid)
    found += [*_unreadable(declared, valid, colours), *_missing(declared, valid), *_unused(declared, valid)]
    named = {
        f"{KEY}.{name}": valid[name] for name, each in declared.items() if each.type == "picture" and name in valid
    }
    published, problems_of_files = _published(named | named_pictures(config), outlet, prefix)
    if found or problems_of_files:
        raise ThemeError([*problems_of_files, *(_placed(each, outlet) for each in found)])
    values = Settings()
    for name, setting in declared.items():
        picture = published.get(f"{KEY}.{name}")
        values[name] = picture.picture if picture else _value(setting.type, valid.get(name, setting.default), prefix)
    values |= colours
    return Chosen(
        values,
        rule_of(colours),
        pictures := {key: each.picture for key, each in published.items() if key not in named},
        {each.asset.name: each.asset for each in published.values()},
        tuple(warning for each in published.values() for warning in each.warnings),
        digest(msgspec.json.encode((values, pictures), enc_hook=str)),
    )


def _placed(problem: FieldProblem, outlet: Path) -> Problem:
    place = toml.place_in(outlet / FILE_NAME, problem.key)
    return Problem(FILE_NAME, *place, problem.message, problem.hint, problem.code)


def _unknown(declared: DeclaredSettings, given: Mapping[str, Any]) -> Iterator[FieldProblem]:
    for name in given:
        if name not in declared:
            hint = suggestion(name[:100], declared) or "the theme has no settings"
            yield FieldProblem(f"{KEY}.{name}", f'the theme has no setting "{short(name)}"', hint, "unknown-key")


def _colours(declared: DeclaredSettings, given: Mapping[str, Any]) -> dict[str, str]:
    """Return every colour. One that follows another colour, and is not given, is changed until it can be read."""
    settings = {name: each for name, each in declared.items() if each.type == "colour"}
    colours = {name: colour_of(given.get(name, each.default)) for name, each in settings.items()}
    for name, setting in settings.items():
        if setting.follows and name not in given:
            colour = colours[setting.follows] if setting.follows in given else colours[name]
            colours[name] = readable(colour, _other(setting.contrast, colours) or colour)
    return colours


def _other(written: str, colours: Mapping[str, str]) -> str:
    """Return the colour that a setting must be readable with; empty if there is none."""
    return colour_of(written) or colours.get(written, "")


def _unreadable(
    declared: DeclaredSettings, given: Mapping[str, Any], colours: Mapping[str, str]
) -> Iterator[FieldProblem]:
    """Yield a problem for each colour that cannot be read, unless that is because of another one that cannot."""
    found: set[str] = set()
    for name, own in sorted(colours.items(), key=lambda each: declared[each[0]].contrast in colours):
        written = declared[name].contrast
        other = _other(written, colours)
        if not other or is_readable(own, other) or written in found:
            continue
        found.add(name)
        ratio = f"their contrast is {int(10 * contrast(own, other)) / 10}:1, and text needs 4.5:1"
        shown = f'"{written}" ({other})' if written in colours else f"{other}, a colour of the theme"
        if name in given:
            hint = f"the nearest colour that can be read: {readable(own, other)}"
            yield FieldProblem(f"{KEY}.{name}", f'"{KEY}.{name}": {own} cannot be read with {shown}: {ratio}', hint)
        else:
            message = f'"{KEY}.{written}": {other} cannot be read with "{name}" ({own}): {ratio}'
            hint = f'set {name} = "{readable(own, other)}" too, or {written} = "{readable(other, own)}"'
            yield FieldProblem(f"{KEY}.{written}", message, hint)


def _missing(declared: DeclaredSettings, given: Mapping[str, Any]) -> Iterator[FieldProblem]:
    """Yield a problem for each choice that needs another setting, if that is empty."""
    for name, setting in declared.items():
        choice = str(given.get(name, setting.default))
        lacking = [each for each in setting.needs.get(choice, ()) if not given.get(each, declared[each].default)]
        if lacking:
            names = " and ".join(f'"{each}"' for each in lacking)
            message = f'"{KEY}.{name}" is "{choice}", which needs {names}'
            yield FieldProblem(f"{KEY}.{name}", message, code="missing-key")


def _unused(declared: DeclaredSettings, given: Mapping[str, Any]) -> Iterator[FieldProblem]:
    """Yield a problem for each setting that was given for a choice which needs nothing: readers would not get it."""
    for name, setting in declared.items():
        choice = str(given.get(name, setting.default))
        needed = {each for names in setting.needs.values() for each in names} if choice not in setting.needs else ()
        for each in sorted(needed):
            if given.get(each):
                message = f'"{KEY}.{each}" has no effect, because "{name}" is "{choice}"'
                yield FieldProblem(f"{KEY}.{each}", message, f"set {name}, or delete this line")


def _published(
    named: Mapping[str, str], outlet: Path, prefix: str
) -> tuple[dict[str, PublishedPicture], list[Problem]]:
    """Return the pictures with these names, by key, and the problems of the others."""
    published: dict[str, PublishedPicture] = {}
    problems: list[Problem] = []
    for key, name in named.items():
        try:
            if name:
                published[key] = published_picture(outlet, key, name, prefix)
        except ThemeError as error:
            problems += error.problems
    return published, problems


def _value(kind: str, value: Any, prefix: str) -> Any:
    """Return the value of a setting for templates."""
    if kind == "links":
        return tuple(Table(name=each["name"], url=_address(each["url"], prefix)) for each in value)
    return None if kind == "picture" else value


def _address(written: str, prefix: str) -> str:
    """Return an address that was checked, as pages link to it."""
    if not written.startswith("/"):
        return written
    path, rest = parts_of(written)
    return prefix + encoded(path) + rest
