"""Pelican's settings for the outlet of the benchmarks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

SITENAME = "News"
SITEURL = "https://news.example"
TIMEZONE = "UTC"
LOCALE = ["C"]
DEFAULT_LANG = "en"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
PAGE_PATHS = ["__none__"]
PLUGINS = ["yaml_metadata"]
READERS = {"html": None, "rst": None}
MARKDOWN = {
    "extensions": ["tables", "footnotes", "fenced_code", "attr_list", "abbr", "sane_lists", "smarty"],
    "extension_configs": {},
    "output_format": "html",
}
USE_FOLDER_AS_CATEGORY = False
PATH_METADATA = r"(?P<category>[^/]+)/.+/(?P<slug>[^/]+)\.md"
DEFAULT_DATE_FORMAT = "%-d %B %Y"
SUMMARY_MAX_LENGTH = None
ARTICLE_URL = "{category}/{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"category": 20, "tag": 20, "author": 20}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_RSS = "rss.xml"
CATEGORY_FEED_RSS = "{slug}/rss.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
CACHE_CONTENT = LOAD_CONTENT_CACHE = False

_rendered: list[str] = []


def card(article: Any) -> str:
    """An article as lists show it."""
    return (
        f'<article><a href="/{article.url}"><h3>{escape(article.title)}</h3></a><p>{escape(article.teaser)}</p>'
        f"<time>{article.locale_date}</time></article>"
    )


def latest(articles: Sequence[Any]) -> str:
    """The widget's eight cards, rendered once."""
    if not _rendered:
        _rendered.append("".join(card(article) for article in articles[:8]))
    return _rendered[0]


JINJA_FILTERS = {"card": card, "latest": latest}
