"""What the pages of the desk have in common: the frame around them, times, and names of sections."""

from __future__ import annotations

from typing import Any

from newsprint.base.dates import from_microseconds, iso
from newsprint.base.urls import encoded
from newsprint.config.site import SiteConfig
from newsprint.content.records import Instant
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.pages.answer import HTML, Answer
from newsprint.preview.pages.fingerprints import fingerprint_of, with_script
from newsprint.preview.pages.own_pages import screen
from newsprint.preview.pages.page_notes import Notes

ROOT = "/_desk/"


def desk_page(outlet: LiveOutlet, template: str, *, status: int = 200, **context: Any) -> Answer:
    """Return the page of the desk from ``template`` and ``context``. The browser reloads it when it changes."""
    site = outlet.config.site
    body = screen(
        template,
        title=site.title,
        home=f"{encoded(site.prefix)}/",
        today=day_of(outlet.now, outlet.config),
        problem_count=len(outlet.problems),
        warning_count=len(outlet.warnings),
        **context,
    )
    fingerprint = fingerprint_of(body, Notes(), (), outlet.version)
    return Answer(status, HTML, with_script(body, fingerprint, Notes()), page=fingerprint)


def day_of(instant: Instant, config: SiteConfig) -> str:
    """Return the day of ``instant`` in the outlet's time zone, with weekday and month in full."""
    moment = from_microseconds(instant).astimezone(config.site.zone)
    return f"{moment:%A}, {moment.day} {moment:%B} {moment.year}"


def time_of(instant: Instant, config: SiteConfig) -> str:
    """Return ``instant`` in the outlet's time zone, in a short form for tables."""
    moment = from_microseconds(instant).astimezone(config.site.zone)
    return f"{moment.day} {moment:%b} {moment.year}, {moment:%H:%M}"


def machine_time(instant: Instant, config: SiteConfig) -> str:
    """Return ``instant`` in the outlet's time zone, as a value of the HTML attribute ``datetime``."""
    return iso(from_microseconds(instant).astimezone(config.site.zone))


def sections_of(config: SiteConfig, others: set[str]) -> dict[str, str]:
    """Return the names of the sections by their keys, in the order of the navigation, then those in ``others``.

    ``others`` has keys of sections; one that is not configured is its own name.
    """
    names = {key: section.name for key, section in config.sections.items()}
    return {**names, **{section: section for section in sorted(others - set(config.sections))}}
