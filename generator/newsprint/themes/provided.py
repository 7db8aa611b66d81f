"""The names that templates can use, as in ``docs/themes.md``, and suggestions for misspelt ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any


class Table(dict[str, Any]):
    """A table whose keys are Newsprint's own, and always the same. Those of an author's (``extra``) are plain ones."""

    __slots__ = ()


class UseError(Exception):
    """A template uses one of our functions, filters or tables wrongly; in words for its author, with a ``hint``.

    It is no LookupError or AttributeError: Jinja takes those for an attribute that is not there.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


FEED_TEMPLATES = ("atom.xml", "news-sitemap.xml", "robots.txt", "rss.xml", "sitemap-index.xml", "sitemap.xml")
"""The templates of feeds, sitemaps and robots.txt, which a theme may leave to Newsprint."""

PAGE_TEMPLATES = (
    *("404.html", "archive.html", "article.html", "author.html", "front.html", "latest.html", "month.html"),
    *("redirect.html", "section.html", "series.html", "standing.html", "topic.html"),
    *FEED_TEMPLATES,
)
"""The templates that pages are made of."""

PLAIN_TEMPLATES = frozenset({"robots.txt"})
"""Those of them in which nothing is escaped."""

VARIABLES: Mapping[str, tuple[str, ...]] = {
    "archive_url": ("section.html", "month.html"),
    "article": ("article.html",),
    "author": ("author.html",),
    "blocks": ("front.html",),
    "days": ("month.html",),
    "changed": ("rss.xml", "atom.xml"),
    "feed_url": ("section.html",),
    "home": ("rss.xml", "atom.xml"),
    "lead": ("front.html",),
    "month": ("month.html",),
    "seconds": ("front.html",),
    "section": ("section.html", "archive.html", "month.html", "latest.html", "rss.xml", "atom.xml"),
    "sitemap": ("robots.txt",),
    "sitemaps": ("sitemap-index.xml",),
    "standing": ("standing.html",),
    "stories": (
        *("section.html", "topic.html", "series.html", "author.html", "latest.html"),
        *("rss.xml", "atom.xml", "news-sitemap.xml"),
    ),
    "summary": ("rss.xml", "atom.xml"),
    "turning": ("section.html", "topic.html", "series.html", "author.html"),
    "urls": ("sitemap.xml",),
    "years": ("archive.html",),
}
"""The variables that some templates have, and which these are."""

COMMON = frozenset({"site", "page", "latest"})
"""The variables of every page, beside the globals that macros see too."""

_FIELDS = """
address alt archive_url atom_url authors biography body canonical caption changed content corrections credit date
date_patterns dateline description dir earlier edition extra featured focus height id image integrity key kicker lang
language latest_count latest_mode latest_url months name newer next number older pages previous role rss_url section
sections series standfirst stories summary tags teaser teaser_words text timezone title updated url width words year
"""
FIELDS = frozenset(_FIELDS.split())
"""Every documented name after a dot: templates may check whether a value has one of them."""


def slip_of(name: str, known: Iterable[str]) -> str:
    """Return the one of ``known`` names that ``name`` is a misspelling of; empty if ``name`` is documented."""
    if name in FIELDS or len(name) < 3:
        return ""
    return next((each for each in known if _one_slip(name, each)), "")


def _one_slip(written: str, meant: str) -> bool:
    """Whether a letter was left out, added, exchanged, or swapped with the next."""
    start = _alike(written, meant)
    left, right = written[start:], meant[start:]
    end = _alike(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def own_names(value: Any) -> Collection[str]:
    """Return the names that ``value`` has after a dot, if they are Newsprint's; else none."""
    if type(value) is Table:
        return value.keys()
    return getattr(type(value), "__dataclass_fields__", ())
