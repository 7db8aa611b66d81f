"""What all pages of the desk have in common."""

from __future__ import annotations

from typing import Any

from newsprint.base.dates import from_microseconds, iso
from newsprint.base.urls import encoded
from newsprint.config.site import SiteConfig
from newsprint.content.article import Instant
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.pages.answer import HTML, Answer
from newsprint.preview.pages.notes import Notes
from newsprint.preview.pages.prints import print_of, with_script
from newsprint.preview.pages.screens import screen

ROOT = "/_desk/"


def desk_page(outlet: LiveOutlet, template: str, *, status: int = 200, **context: Any) -> Answer:
    """The page that ``template`` makes of ``context``; it is loaded anew when it changes."""
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
    printed = print_of(body, Notes(), (), outlet.version)
    return Answer(status, HTML, with_script(body, printed, Notes()), page=printed)


def day_of(instant: Instant, config: SiteConfig) -> str:
    """The day of ``instant`` in the outlet's zone, in full."""
    moment = from_microseconds(instant).astimezone(config.site.zone)
    return f"{moment:%A}, {moment.day} {moment:%B} {moment.year}"


def time_of(instant: Instant, config: SiteConfig) -> str:
    """``instant`` in the outlet's zone, as short as a column of a table wants it."""
    moment = from_microseconds(instant).astimezone(config.site.zone)
    return f"{moment.day} {moment:%b} {moment.year}, {moment:%H:%M}"


def machine_time(instant: Instant, config: SiteConfig) -> str:
    """``instant`` in the outlet's zone, as the attribute ``datetime`` wants it."""
    return iso(from_microseconds(instant).astimezone(config.site.zone))


def sections_of(config: SiteConfig, others: set[str]) -> dict[str, str]:
    """The sections with their names in the order of the navigation, then ``others`` that it does not have."""
    names = {key: section.name for key, section in config.sections.items()}
    return {**names, **{section: section for section in sorted(others - set(config.sections))}}
