"""The files of a new outlet: copies of the starter, filled in, and dated as if its stories had just been published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import ZoneInfo

from newsprint.cli.skeleton import written_date

CONFIGURATION = "newsprint.toml"
_PACKAGE = "newsprint"
_AGED = re.compile(r"(?:(?P<hours>\d+)h|tomorrow)-(?P<name>.+)\.md")
"""The file of a story in the starter, with its age: ``20h-school.md`` is from twenty hours ago."""

_MARK = re.compile(r"\{\{[^{}\n]+\}\}")
_MORNING = time(6)
_ROUND = 5  # minutes
_PICTURES = (".webp",)


def pattern(name: str) -> Traversable:
    """Return the folder ``name`` of the starter, or another folder of the package."""
    return package_files(_PACKAGE).joinpath(*name.split("/"))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with ``values`` in the places of their names, such as ``{{TITLE}}``; others stay as they are."""
    return _MARK.sub(lambda mark: values.get(mark[0], mark[0]), text)


def copy(source: Traversable, target: Path, values: Mapping[str, str], now: datetime) -> None:
    """Copy the folder ``source`` to ``target``, filled with ``values``; ``now`` has the zone of the outlet.

    ``dot-`` at the start of a name becomes a dot, and the age of a story becomes its date, both in the name of its file
    and in the place of ``{{DATE}}``. ``{{20h-school}}`` is the new name of that file without its ending. Another
    ``newsprint.toml`` is appended to the first. Raises OSError.
    """
    dates = dict(_dates(source, now))
    names = {f"{{{{{name}}}}}": _dated_name(name, date) for name, date in dates.items()}
    _copy_folder(source, target, {**values, **names}, dates)


def _copy_folder(source: Traversable, target: Path, values: Mapping[str, str], dates: Mapping[str, str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        name = "." + entry.name.removeprefix("dot-") if entry.name.startswith("dot-") else entry.name
        if entry.is_dir():
            _copy_folder(entry, target / name, values, dates)
        elif name.endswith(_PICTURES):
            (target / name).write_bytes(entry.read_bytes())
        else:
            stem, dot, ending = name.rpartition(".")
            date = dates.get(stem, "")
            path = target / (_dated_name(stem, date) + dot + ending if date else name)
            with path.open("a" if name == CONFIGURATION else "w", encoding="utf-8") as file:
                file.write(filled(entry.read_text(encoding="utf-8"), {**values, "{{DATE}}": date}))


def _dates(folder: Traversable, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield the name of each dated file in ``folder``, without its ending, and its date as an author writes it."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _dates(entry, now)
        elif aged := _AGED.fullmatch(entry.name):
            yield entry.name.removesuffix(".md"), _date(aged["hours"], now)


def _date(hours: str | None, now: datetime) -> str:
    """Return the date of a story that is ``hours`` old, or for None that of tomorrow's first one."""
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    if hours is None:
        return written_date(datetime.combine(now.date() + timedelta(days=1), _MORNING, zone), zone)
    moment = now.astimezone(UTC) - timedelta(hours=int(hours), minutes=now.minute % _ROUND)
    return written_date(moment.replace(second=0, microsecond=0), zone)


def _dated_name(name: str, date: str) -> str:
    """Return ``20h-school`` as ``2026-11-30-school``."""
    return f"{date[:10]}-{name.partition('-')[2]}"
