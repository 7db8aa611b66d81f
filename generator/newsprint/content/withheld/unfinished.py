"""All placeholders of one story or page: in its front matter, dates and text."""

from __future__ import annotations

from collections.abc import Iterator

from newsprint.base.errors import Problem
from newsprint.config.content import OWN_LISTS, OWN_TEXTS
from newsprint.config.site import SiteConfig
from newsprint.content.front_matter.schema import FrontMatter
from newsprint.content.header.located import Header
from newsprint.content.missing_keys import written_as
from newsprint.content.records import Instant
from newsprint.content.withheld.placeholders import in_body, in_date, in_field, may_be_in_fields


def placeholders(
    front: FrontMatter, instant: Instant | None, header: Header, body: str, body_line: int, config: SiteConfig
) -> Iterator[Problem]:
    """Yield the problems of placeholders in a story or page; there are none in a draft.

    ``instant`` is the story's date, if it has one. ``body`` starts on ``body_line`` of the file.
    """
    if front.draft:
        return
    texts = list(_texts(front))
    if may_be_in_fields([text for _, _, text in texts]):
        for key, name, text in texts:
            yield from in_field(name, text, written_as(key, header, config)[1])
    dates = [("date", instant), ("updated", front.updated), ("embargo", front.embargo), ("expires", front.expires)]
    dates += [("corrections", correction.date) for correction in front.corrections]
    for key, moment in dates:
        if moment is not None:
            yield from in_date(key, moment, config.site.zone, written_as(key, header, config)[1])
    yield from in_body(body, body_line)


def _texts(front: FrontMatter) -> Iterator[tuple[str, str, str]]:
    """Yield the short texts that readers see: the key in the front matter, its full name, and the text."""
    for key in ("title", "teaser", "series", "kicker", "dateline"):
        if text := getattr(front, key):
            yield key, key, text
    yield from ((key, key, text) for key in OWN_TEXTS if (text := front.value(key)))
    yield from (("authors", "authors", name) for name in front.authors)
    yield from (("tags", "tags", name) for name in front.tags)
    if front.image is not None:
        yield "image", "image.alt", front.image.alt or ""
        yield "image", "image.caption", front.image.caption
        yield "image", "image.credit", front.image.credit or ""
    for correction in front.corrections:
        yield "corrections", "corrections.text", correction.text
    yield from ((key, key, text) for key in OWN_LISTS for text in front.value(key) or ())
