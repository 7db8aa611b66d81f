"""The archive by month, for the outlet and for each section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import ClassVar

from newsprint.catalog.database import Catalog
from newsprint.catalog.reading.months import Month, months
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import ALL, SECTION
from newsprint.kinds.kind import Page, PageKind, Streams, TemplateVariables
from newsprint.kinds.stages import Role
from newsprint.site.frame import newest_of
from newsprint.site.template_values import Story
from newsprint.themes.provided import Table

_MONTH_URL = re.compile(r"(.*/archive/)(\d{4})/(\d{2})/")


class ArchiveKind(PageKind):
    """``/archive/`` with the months, ``/archive/2024/12/`` with the stories of a month; also below each section."""

    name = "archive"
    role = Role.LIST
    templates: ClassVar[TemplateVariables] = {
        "archive.html": (
            "section",
            "years",
            "years[].year",
            "years[].months",
            "years[].months[].date",
            "years[].months[].url",
        ),
        "month.html": ("section", "month", "days", "days[].date", "days[].stories", "archive_url"),
    }

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the list of months of each archive, then its months, oldest first."""
        for base, stream in self._archives():
            yield from self._archive(base, stream, catalog)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield the list of months and the months of this stream's archive."""
        for base, stream in self._archives():
            if stream == subject:
                yield from self._archive(base, stream, catalog)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the archive page at ``url``, or None."""
        for base, stream in self._archives():
            if url == base:
                return Page(self.name, base, subject=stream, source="the archive")
        match = _MONTH_URL.fullmatch(url)
        found = match and dict(self._archives()).get(match[1])
        if not match or not found or not (1 <= int(match[3]) <= 12 and 1 < int(match[2]) < 9999):
            return None
        month = Month(int(match[2]), int(match[3]))
        if month not in months(catalog.connection, found, self._frame.config.site.zone):
            return None
        return self._month_page(match[1], found, month)

    def listed(self, streams: Streams) -> Iterable[str]:
        """Return the addresses of the lists of months."""
        return (self._frame.values.link(base) for base, _ in self._archives())

    def render(self, page: Page, view: View) -> bytes:
        """Return the list of months, or the stories of one month."""
        return self._month(page, view) if page.number else self._months(page, view)

    def _months(self, page: Page, view: View) -> bytes:
        frame = self._frame
        newest_first = view.months(page.subject)[::-1]
        years = [
            Table(
                year=year,
                months=[
                    Table(date=month.first_day, url=frame.values.link(_month_url(page.url, month))) for month in group
                ],
            )
            for year, group in groupby(newest_first, key=lambda month: month.year)
        ]
        section = frame.values.section_of(page.subject)
        title = section.name if section else frame.edition.title
        context = frame.context(view, url=page.url, title=title, section=section, years=years)
        return frame.templates.render("archive.html", context)

    def _month(self, page: Page, view: View) -> bytes:
        frame, zone = self._frame, self._frame.config.site.zone
        month = Month(page.number // 12, page.number % 12 + 1)
        cards = view.period(page.subject, month.start(zone), month.following().start(zone))
        stories = frame.values.stories(cards)
        section = frame.values.section_of(page.subject)
        context = frame.context(
            view,
            url=page.url,
            title=frame.wording.date(month.first_day, "month"),
            newest=newest_of(cards),
            section=section,
            month=month.first_day,
            days=_by_day(stories),
            archive_url=frame.values.link(page.url[: page.url.rindex("/archive/")] + "/archive/"),
        )
        return frame.templates.render("month.html", context)

    def _archives(self) -> Iterator[tuple[str, str]]:
        edition = self._frame.edition
        yield edition.url("/archive/"), edition.stream(ALL)
        for key in edition.sections:
            yield f"{edition.index(key)}archive/", edition.stream(SECTION + key)

    def _archive(self, base: str, stream: str, catalog: Catalog) -> Iterator[Page]:
        yield Page(self.name, base, subject=stream, source="the archive")
        for month in months(catalog.connection, stream, self._frame.config.site.zone):
            yield self._month_page(base, stream, month)

    def _month_page(self, base: str, stream: str, month: Month) -> Page:
        number, end = month.year * 12 + month.month - 1, month.following().start(self._frame.config.site.zone)
        return Page(self.name, _month_url(base, month), subject=stream, source="the archive", number=number, at=end)


def _month_url(base: str, month: Month) -> str:
    return f"{base}{month.year:04d}/{month.month:02d}/"


def _by_day(stories: tuple[Story, ...]) -> list[Table]:
    days = groupby(stories, key=lambda story: story.date.date())
    return [Table(date=day, stories=tuple(group)) for day, group in days]
