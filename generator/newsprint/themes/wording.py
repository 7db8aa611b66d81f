"""The theme's fixed words and date formats in a language, from ``strings/LANGUAGE.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from newsprint.base import toml
from newsprint.base.dates import PATTERNS, date_patterns, format_day
from newsprint.base.errors import Problem, ThemeError, suggestion
from newsprint.base.languages import wider_tags
from newsprint.config.site import FILE_NAME
from newsprint.themes.lookup import ThemeFolder, read_text, tables_in

FALLBACK = "en"
_EXAMPLE = "for example: d MMMM y"


class Wording(Struct, frozen=True):
    """Words by name, date formats (CLDR patterns) by name, and the language of the names of days and months.

    ``is_translated`` is false if the theme has words, but none in the language that was requested. ``files`` are the
    files of date formats, by name: the path, and the path in messages.
    """

    language: str
    words: Mapping[str, str]
    dates: Mapping[str, str]
    is_translated: bool = True
    files: Mapping[str, tuple[Path, str]] = {}

    def date(self, day: date | datetime, format_name: str) -> str:
        """Return ``day`` in the theme's date format of that name. Raises ThemeError if it is missing or invalid."""
        pattern = self.dates.get(format_name)
        try:
            if pattern:
                return format_day(day.date() if isinstance(day, datetime) else day, pattern, self.language)
            if pattern is None:
                message, hint = f'there is no date format "{format_name}"', suggestion(format_name, self.dates)
            else:
                message, hint = f'the date format "{format_name}" is empty', _EXAMPLE
        except AttributeError:  # Babel asks the date for its hour, minute or time zone
            message, hint = f'the date format "{format_name}" has a time, but only dates are printed', _EXAMPLE
        except (LookupError, ValueError) as error:
            message, hint = f'the date format "{format_name}" cannot be used: {error}', _EXAMPLE
        raise ThemeError([Problem(*self._place_of(format_name), message, hint, code="theme-words")])

    def _place_of(self, format_name: str) -> tuple[str, int, int]:
        if format_name not in self.files:
            return f"strings/{self.language}.toml", 0, 0
        path, shown = self.files[format_name]
        return shown, *toml.place_in(path, f"dates.{format_name}")


def load_wording(chain: tuple[ThemeFolder, ...], language: str, outlet: Wording | None = None) -> Wording:
    """Return the words and date formats of a theme for ``language``. Raises ThemeError.

    The nearest folder takes precedence. For ``fr-CA``, the words of ``fr`` are used, replaced by those of ``fr-CA``.
    Words that both lack are English, and date formats those of CLDR. If the theme has nothing in this language, the
    words of ``outlet`` (the outlet's own wording) are used if it is passed, and also its date formats if CLDR does not
    know the language.
    """
    words, dates, files = _tables(chain, FALLBACK)
    found = [_tables(chain, tag) for tag in wider_tags(language)]
    own_words, own_dates, own_files = (_merged(tables) for tables in zip(*found, strict=True))
    is_known = bool(own_words or own_dates)
    cldr = date_patterns(language) if PATTERNS.keys() - own_dates else {}
    if outlet is not None and not is_known:
        if not cldr:
            return outlet
        words, dates, files = dict(outlet.words), dict(outlet.dates), dict(outlet.files)
    return Wording(language, words | own_words, dates | cldr | own_dates, is_known or not words, files | own_files)


def untranslated(outlet: Path, language: str, theme: str, chain: tuple[ThemeFolder, ...]) -> Problem:
    """Return the warning that ``theme`` has words, but none in ``language``, the language of the outlet.

    ``outlet`` is the outlet's folder.
    """
    message = f'the theme "{theme}" has no words in the language "{language}": they are printed in English'
    english = [folder for folder in chain if folder.file(f"strings/{FALLBACK}.toml")]
    if any(folder.is_built_in for folder in english):
        hint = (
            f"run newsprint theme copy strings/{FALLBACK}.toml --as strings/{language}.toml, then translate that file"
        )
    else:
        hint = f"translate {english[0].shown}/strings/{FALLBACK}.toml as themes/{theme}/strings/{language}.toml"
    return Problem(FILE_NAME, *toml.place_in(outlet / FILE_NAME, "site.language"), message, hint, code="untranslated")


def _merged(tables: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {name: value for table in tables for name, value in table.items()}


def _tables(
    chain: tuple[ThemeFolder, ...], language: str
) -> tuple[dict[str, str], dict[str, str], dict[str, tuple[Path, str]]]:
    """Return words, date formats and the files of these, from ``strings/LANGUAGE.toml``. Raises ThemeError."""
    words: dict[str, str] = {}
    dates: dict[str, str] = {}
    files: dict[str, tuple[Path, str]] = {}
    for folder in reversed(chain):
        if path := folder.file(f"strings/{language}.toml"):
            shown = f"{folder.shown}/strings/{language}.toml"
            tables = _read(read_text(path, shown), shown)
            words |= tables.get("words", {})
            dates |= tables.get("dates", {})
            files |= dict.fromkeys(tables.get("dates", {}), (path, shown))
    return words, dates, files


def _read(text: str, shown: str) -> Mapping[str, dict[str, str]]:
    try:
        tables = tables_in(text)
    except toml.TomlError as error:
        raise ThemeError([error.problem.at(shown)]) from error
    problems = []
    for table, values in tables.items():
        if table not in ("words", "dates") or not isinstance(values, dict):
            problems.append(
                Problem(
                    shown,
                    *toml.position_of(text, table),
                    f'unknown table "{table}"',
                    "use [words] and [dates]",
                    code="theme-words",
                )
            )
            continue
        problems += [
            Problem(shown, *toml.position_of(text, f"{table}.{key}"), f'"{key}" must be text', code="theme-words")
            for key, value in values.items()
            if not isinstance(value, str)
        ]
    if problems:
        raise ThemeError(problems)
    return tables
