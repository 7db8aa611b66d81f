"""Stories as feeds show them, whatever the format of the feed."""

from __future__ import annotations

import re

from newsprint.base.dates import from_microseconds
from newsprint.base.languages import direction
from newsprint.base.urls import encoded
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import AUTHOR, TAG
from newsprint.config.site import SiteConfig
from newsprint.content.files.naming import story_name
from newsprint.content.records import Article, last_change
from newsprint.site.bodies import for_feed
from newsprint.site.frame import Frame
from newsprint.site.template_values import FeedStory
from newsprint.themes.sandbox.xml import xml_text
from newsprint.themes.theme import site_address

_WITHIN_PAGE = re.compile(r'(<a\b[^<>]*? href=")#')


def feed_story(frame: Frame, article: Article, view: View) -> FeedStory:
    """Return ``article`` as feeds show it. The summary is HTML, since some feed readers parse descriptions as HTML."""
    values = frame.values
    return FeedStory(
        id=entry_id(frame.config, article),
        url=values.link(article.url),
        title=article.title,
        teaser=article.teaser,
        summary=xml_text(article.teaser),
        content=_text(frame, article, view),
        section=values.section(article.section),
        date=from_microseconds(article.published),
        changed=from_microseconds(last_change(article)),
        authors=tuple(values.named(AUTHOR, name) for name in article.authors),
        tags=tuple(values.named(TAG, name) for name in article.tags),
        image=values.image(article.image),
        lang=article.lang,
        extra=article.extra,
    )


def entry_id(config: SiteConfig, article: Article) -> str:
    """Return a tag URI (RFC 4151) made from the article's file: it survives a change of title, slug, date or section.

    A bundle (``storm/index.md``) has the same identity as the single file that it may have been before (``storm.md``).
    """
    return f"tag:{config.feed_id},2000:{encoded(story_name(article.path))}"


def _text(frame: Frame, article: Article, view: View) -> str:
    """Return the body, after the article's picture; links within the body, as of footnotes, lead to the page."""
    image = frame.values.image(article.image)
    page = xml_text(frame.address(article.url))
    body = _WITHIN_PAGE.sub(lambda match: f"{match[1]}{page}#", for_feed(frame, article, view))
    if image is not None:
        address = site_address(frame.config, image.url)
        body = f'<p><img src="{xml_text(address)}" alt="{xml_text(image.alt)}"></p>\n{body}'
    language = article.lang or frame.edition.language
    if direction(language) == "rtl":  # without dir, feed readers display the text from left to right
        return f'<div lang="{xml_text(language)}" dir="rtl">\n{body}\n</div>'
    return body
