"""The theme's fixed words and date formats in the outlet's language, from ``strings/LANGUAGE.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from newsprint import toml
from newsprint.dates import format_day
from newsprint.errors import Problem, ThemeError
from newsprint.themes.lookup import ThemeFolder, read_text

FALLBACK = "en"


class Wording(Struct, frozen=True):
    """Words by name, date formats (CLDR patterns) by name, and the language that both are in."""

    language: str
    words: Mapping[str, str]
    dates: Mapping[str, str]

    def date(self, day: date | datetime, format_name: str) -> str:
        """``day`` in the theme's date format of that name. Raises ThemeError for one that is missing or no pattern."""
        pattern = self.dates.get(format_name, "")
        try:
            if pattern:
                return format_day(day.date() if isinstance(day, datetime) else day, pattern, self.language)
            message, hint = f'there is no date format "{format_name}"', "add it under [dates]"
        except (LookupError, ValueError, AttributeError) as error:
            message, hint = f'the date format "{format_name}" cannot be used: {error}', "for example: d MMMM y"
        raise ThemeError([Problem(f"strings/{self.language}.toml", 0, 0, message, hint, code="theme-words")])


def load_wording(chain: tuple[ThemeFolder, ...], language: str) -> Wording:
    """The words of a theme in ``language``: a folder nearer in the chain wins word by word.

    ``fr-CA`` is looked up as ``fr-CA``, then ``fr``. A word that the language lacks is taken from English; a language
    that the theme does not know at all is a mistake. Raises ThemeError.
    """
    words: dict[str, str] = {}
    dates: dict[str, str] = {}
    known = False
    for name in dict.fromkeys((FALLBACK, language.split("-")[0], language)):
        for folder in reversed(chain):
            path = folder.file(f"strings/{name}.toml")
            if path:
                known = known or name != FALLBACK or language.split("-")[0] == FALLBACK
                shown = f"{folder.shown}/strings/{name}.toml"
                tables = _read(read_text(path, shown), shown)
                words |= tables.get("words", {})
                dates |= tables.get("dates", {})
    if not known:
        own = chain[0].shown.removeprefix("newsprint:")
        hint = f"copy {chain[-1].shown}/strings/en.toml to {own}/strings/{language}.toml and translate it"
        raise ThemeError(
            [
                Problem(
                    "newsprint.toml",
                    0,
                    0,
                    f'the theme has no words in the language "{language}"',
                    hint,
                    code="theme-words",
                )
            ]
        )
    return Wording(language, words, dates)


def _read(text: str, shown: str) -> dict[str, dict[str, str]]:
    try:
        tables = toml.load(text)
    except toml.TomlError as error:
        raise ThemeError([error.problem.at(shown)]) from error
    problems = []
    for table, values in tables.items():
        if table not in ("words", "dates") or not isinstance(values, dict):
            problems.append(
                Problem(
                    shown,
                    *toml.place_of(text, table),
                    f'unknown table "{table}"',
                    "use [words] and [dates]",
                    code="theme-words",
                )
            )
            continue
        problems += [
            Problem(shown, *toml.place_of(text, f"{table}.{key}"), f'"{key}" must be text', code="theme-words")
            for key, value in values.items()
            if not isinstance(value, str)
        ]
    if problems:
        raise ThemeError(problems)
    return tables
