"""``newsprint build --profile``: the clocks, and where the time went as tables of 80 columns or as JSON."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from newsprint.builder.profile.stopwatch import Clocks, Profile, Tally
from newsprint.cli.terminal import plain, print_line

_NAME, _NUMBER = 44, 12


def clocks() -> Clocks:
    """Return the clocks of this machine."""
    return Clocks(time.perf_counter, time.process_time)


def age() -> tuple[float, float]:
    """Return the age of this process in seconds: wall time (on Linux to a hundredth) and processor time."""
    used = time.process_time()
    try:
        born = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[19]
        return time.clock_gettime(time.CLOCK_BOOTTIME) - int(born) / os.sysconf("SC_CLK_TCK"), used
    except (OSError, AttributeError, IndexError, ValueError):
        return used, used  # on other systems: starting takes hardly anything but processor time


def print_profile(profile: Profile) -> None:
    """Print the tables, in milliseconds."""
    wall, processor = sum(each.wall for each in profile.stages), sum(each.processor for each in profile.stages)
    stages = [(each.name, _ms(each.wall), _ms(each.processor)) for each in profile.stages]
    _table("milliseconds by stage", "wall", "processor", rows=[*stages, ("together", _ms(wall), _ms(processor))])
    writing = ("(writing files)", "", _ms(profile.writing), "")
    _table("rendering by kind of page", "pages", "ms", "ms a page", rows=[*_tallies(profile.kinds), writing])
    compiling = ("(compiling templates)", "", _ms(profile.compiling), "")
    _table("rendering by template", "pages", "ms", "ms a page", rows=[*_tallies(profile.templates), compiling])
    slow = [(each.path, _fine(each.reading), _fine(each.page)) for each in profile.articles]
    _table("slowest articles", "reading ms", "page ms", rows=slow)


def profile_object(profile: Profile) -> dict[str, Any]:
    """Return the profile as ``--json`` has it, in seconds."""
    return {name: _rounded(value) for name, value in to_builtins(profile).items()}


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return round(value, 6) if isinstance(value, float) else value


def _table(*head: str, rows: Iterable[tuple[str, ...]]) -> None:
    rows = list(rows)
    if not rows:
        return
    for name, *cells in (head, *rows):
        print_line((f"{_cut(plain(name)):<{_NAME}}" + "".join(f"{cell:>{_NUMBER}}" for cell in cells)).rstrip())
    print_line()


def _tallies(tallies: Iterable[Tally]) -> list[tuple[str, ...]]:
    return [(each.name, f"{each.pages:,}", _ms(each.seconds), _fine(each.seconds / each.pages)) for each in tallies]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f}"


def _fine(seconds: float) -> str:
    return f"{seconds * 1000:,.2f}"


def _cut(name: str) -> str:
    """Return ``name``, without its beginning if it is too long."""
    return name if len(name) <= _NAME else "…" + name[1 - _NAME :]
