"""The plot of stories per day: a row of bars for each section, so it needs neither colours nor a legend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct

from newsprint.base.dates import day_of, to_microseconds
from newsprint.catalog.reading.schedule import Quarter
from newsprint.config.site import SiteConfig
from newsprint.content.records import Instant
from newsprint.preview.desk.desk_frame import sections_of

DAYS = 35
STEP = 10
WIDTH = DAYS * STEP
HEIGHT = 40
_BAR = 7


class Bar(Struct, frozen=True):
    """The stories of a day. ``x``, ``y``, ``width`` and ``height`` are in units of the drawing, which has no margins.

    With ``coming``, the day is after today, so its stories are not published yet.
    """

    label: str
    x: int
    y: float
    width: int
    height: float
    coming: bool


class Row(Struct, frozen=True):
    """The bars of a section, and a description of them in words."""

    key: str
    name: str
    total: int
    description: str
    bars: tuple[Bar, ...]


class Plot(Struct, frozen=True):
    """Stories per day from ``first`` to ``last``. ``today`` is the x at which today begins; None if it is not shown.

    ``most`` is the largest number of stories of a section on one day.
    """

    rows: tuple[Row, ...]
    first: str
    last: str
    most: int
    today: int | None
    days: tuple[tuple[str, str, tuple[int, ...]], ...]
    """For the table: each day with a story (as ISO 8601, in words), and its number of stories in each section."""


class Window(Struct, frozen=True):
    """The days that a plot shows, up to and including ``last``."""

    last: date

    @property
    def first(self) -> date:
        """The first day."""
        return self.last - timedelta(days=DAYS - 1)

    def bounds(self, config: SiteConfig) -> tuple[Instant, Instant]:
        """Return the instants at which the first day begins and the last day ends, in the outlet's time zone."""
        return _midnight(self.first, config), _midnight(self.last + timedelta(days=1), config)


def plot_of(quarters: Iterable[Quarter], window: Window, today: date, config: SiteConfig) -> Plot:
    """Return the plot of ``quarters`` of an hour, all of them within ``window``."""
    counts: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for quarter in quarters:
        counts[quarter.section][day_of(quarter.start, config.site.zone)] += quarter.articles
    names = {key: name for key, name in sections_of(config, set(counts)).items() if key in counts}
    days = [window.first + timedelta(days=number) for number in range(DAYS)]
    most = max((count for section in counts.values() for count in section.values()), default=0)
    table = tuple(
        (day.isoformat(), _shown(day), tuple(counts[key][day] for key in names))
        for day in reversed(days)
        if any(counts[key][day] for key in names)
    )
    return Plot(
        rows=tuple(_row(key, name, counts[key], days, most, today) for key, name in names.items()),
        first=_shown(days[0], "%b"),
        last=_shown(days[-1], "%b"),
        most=most,
        today=days.index(today) * STEP if today in days else None,
        days=table,
    )


def _row(key: str, name: str, counts: dict[date, int], days: list[date], most: int, today: date) -> Row:
    total = sum(counts.values())
    highest = max(counts, key=lambda day: (counts[day], day))
    description = (
        f"{total} {'story' if total == 1 else 'stories'} from {_shown(days[0])} to {_shown(days[-1])}; "
        f"the most on one day: {counts[highest]}, on {_shown(highest)}."
    )
    bars = tuple(_bar(day, counts[day], place, most, today) for place, day in enumerate(days) if counts.get(day))
    return Row(key, name, total, description, bars)


def _bar(day: date, count: int, place: int, most: int, today: date) -> Bar:
    height = round(max(HEIGHT * count / most, 1), 2)
    label = f"{_shown(day)}: {count}"
    return Bar(label, place * STEP + (STEP - _BAR) // 2, round(HEIGHT - height, 2), _BAR, height, day > today)


def _shown(day: date, month: str = "%B") -> str:
    return f"{day.day} {day.strftime(month)} {day.year}"


def _midnight(day: date, config: SiteConfig) -> Instant:
    return to_microseconds(datetime(day.year, day.month, day.day, tzinfo=config.site.zone))
