"""Settings of a theme: their types, and which values each type has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from msgspec import Struct

from newsprint.base.errors import short, suggestion
from newsprint.base.fields import FieldProblem, Text
from newsprint.config.link_addresses import link_problem
from newsprint.themes.settings.colours import colour_of

_LONGEST = 2000
_MOST_LINKS = 50
_LARGEST = 10**15
_KINDS = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}


class Setting(Struct, frozen=True, kw_only=True):
    """A setting: its ``type``, its ``default``, and what it is for.

    ``choices`` are those of a choice; ``needs`` names the settings that a choice requires. ``contrast`` is what a
    colour must be readable with: another setting, or a colour. A colour that ``follows`` another is derived from it if
    the outlet sets only the other. ``least`` and ``most`` are the bounds of a number.
    """

    type: Literal["text", "colour", "choice", "switch", "number", "url", "picture", "links"]
    description: Text
    default: Any = None
    choices: tuple[str, ...] = ()
    needs: dict[str, tuple[str, ...]] = {}
    contrast: str = ""
    follows: str = ""
    least: float | None = None
    most: float | None = None


def problems_of(setting: Setting, key: str, value: Any) -> Iterator[FieldProblem]:
    """Yield what is wrong with the ``value`` of ``setting``, which is written under ``key``."""
    return _CHECKS[setting.type](setting, key, value)


def _wrong(key: str, wanted: str, value: Any, hint: str = "") -> FieldProblem:
    found = next((words for kind, words in _KINDS.items() if isinstance(value, kind)), "a date")
    return FieldProblem(key, f'"{key}" must be {wanted}, not {found}', hint)


def _text(setting: Setting, key: str, value: Any) -> Iterator[FieldProblem]:
    if not isinstance(value, str):
        yield _wrong(key, "text", value)
    elif len(value) > _LONGEST:
        yield FieldProblem(key, f'"{key}" is longer than {_LONGEST:,} characters')


def _colour(setting: Setting, key: str, value: Any) -> Iterator[FieldProblem]:
    example = "write its six digits, for example: #a32a1c"
    if not isinstance(value, str):
        yield _wrong(key, "a colour", value, example)
    elif not colour_of(value):
        yield FieldProblem(key, f'"{key}": "{short(value)}" is not a colour', example)


def _choice(setting: Setting, key: str, value: Any) -> Iterator[FieldProblem]:
    if not isinstance(value, str):
        yield _wrong(key, "text", value, suggestion("", setting.choices))
    elif value not in setting.choices:
        message = f'"{key}" cannot be "{short(value)}"'
        yield FieldProblem(key, message, suggestion(value[:_LONGEST], setting.choices))


def _switch(setting: Setting, key: str, value: Any) -> Iterator[FieldProblem]:
    if not isinstance(value, bool):
        yield _wrong(key, "true or false", value)


def _number(setting: Setting, key: str, value: Any) -> Iterator[FieldProblem]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield _wrong(key, "a number", value)
    elif not abs(value) <= _LARGEST:
        yield FieldProblem(key, f'"{key}" is not a number that can be printed')
    elif setting.least is not None and value < setting.least:
        yield FieldProblem(key, f'"{key}" must be {setting.least:g} or more')
    elif setting.most is not None and value > setting.most:
        yield FieldProblem(key, f'"{key}" must be {setting.most:g} or less')


def _url(setting: Setting, key: str, value: Any) -> Iterator[FieldProblem]:
    if not isinstance(value, str):
        yield _wrong(key, "an address", value)
    elif value and (value.startswith("/") or link_problem(key, value)):
        message = f'"{key}": "{short(value)}" is not an https address'
        yield FieldProblem(key, message, "for example: https://gazette.example/letter")


def _picture(setting: Setting, key: str, value: Any) -> Iterator[FieldProblem]:
    if not isinstance(value, str):
        yield _wrong(key, "the path of a picture", value)
    elif len(value) > _LONGEST:
        yield FieldProblem(key, f'"{key}" is longer than {_LONGEST:,} characters')


def _links(setting: Setting, key: str, value: Any) -> Iterator[FieldProblem]:
    example = f'for example: {key.rpartition(".")[2]} = [{{ name = "Mastodon", url = "https://news.example/@paper" }}]'
    if not isinstance(value, list):
        yield _wrong(key, "a list of links", value, example)
        return
    if len(value) > _MOST_LINKS:
        yield FieldProblem(key, f'"{key}" has more than {_MOST_LINKS} links')
    for number, link in enumerate(value):
        yield from _link(f"{key}.{number}", key, link, example)


def _link(place: str, key: str, link: Any, example: str) -> Iterator[FieldProblem]:
    if not isinstance(link, dict):
        yield _wrong(key, 'a list of tables with "name" and "url"', link, example)
        return
    for each in link:
        if each not in ("name", "url"):
            hint = suggestion(each[:_LONGEST], ("name", "url"))
            yield FieldProblem(f"{place}.{each}", f'unknown key "{short(each)}"', hint, "unknown-key")
    for each in ("name", "url"):
        if each not in link:
            yield FieldProblem(place, f'a link of "{key}" needs "{each}"', example, "missing-key")
        elif not isinstance(link[each], str) or not link[each].strip() or len(link[each]) > _LONGEST:
            yield FieldProblem(f"{place}.{each}", f'"{each}" of a link of "{key}" must be text')
        elif each == "url" and (problem := link_problem(f"{place}.url", link["url"])):
            yield problem


_CHECKS: dict[str, Callable[[Setting, str, Any], Iterator[FieldProblem]]] = {
    "text": _text, "colour": _colour, "choice": _choice, "switch": _switch, "number": _number, "url": _url,
    "picture": _picture, "links": _links,
}  # fmt: skip
