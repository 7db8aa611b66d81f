"""Figures about what is published: stories per day, and words per section."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from newsprint.base.dates import day_of
from newsprint.catalog.reading import schedule
from newsprint.preview.desk.desk_frame import desk_page, sections_of
from newsprint.preview.desk.plot import Plot, Window, plot_of
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.pages.answer import Answer

AHEAD = timedelta(days=8)


class Share(Struct, frozen=True):
    """What readers see of a section. ``percent`` is its number of words, relative to the section with the most."""

    name: str
    articles: str
    words: str
    words_each: str
    percent: float


def figures_page(outlet: LiveOutlet, _query: str) -> Answer:
    """Return the page with all figures, as plots and as tables."""
    shares = _shares(outlet)
    return desk_page(outlet, "desk-figures.html", here="figures", plot=recent_days(outlet), shares=shares)


def recent_days(outlet: LiveOutlet) -> Plot | None:
    """Return the plot of stories per day: ``plot.DAYS`` days, up to the last story within :data:`AHEAD` from now.

    Returns None if there is no story.
    """
    config, now = outlet.config, outlet.now
    last = schedule.last_before(outlet.connection, now + AHEAD // timedelta(microseconds=1))
    if last is None:
        return None
    window = Window(day_of(last, config.site.zone))
    start, end = window.bounds(config)
    return plot_of(schedule.quarters(outlet.connection, start, end), window, day_of(now, config.site.zone), config)


def _shares(outlet: LiveOutlet) -> list[Share]:
    found = {each.section: each for each in schedule.output(outlet.connection, outlet.now)}
    most = max((each.words for each in found.values()), default=0)
    return [
        Share(
            name,
            f"{each.articles:,}",
            f"{each.words:,}",
            f"{each.words / each.articles:,.0f}",
            round(100 * each.words / most, 1) if most else 0,
        )
        for section, name in sections_of(outlet.config, set(found)).items()
        if (each := found.get(section))
    ]
