"""The registry: every kind of page, in the order in which they claim URLs."""

from __future__ import annotations

from newsprint.kinds.files.published_files import AssetKind, FileKind, MediaKind, StaticKind
from newsprint.kinds.files.rendition_files import RenditionKind
from newsprint.kinds.kind import PageKind
from newsprint.kinds.lists.archive import ArchiveKind
from newsprint.kinds.lists.author import AuthorKind
from newsprint.kinds.lists.front import FrontKind
from newsprint.kinds.lists.latest import LatestKind
from newsprint.kinds.lists.section import SectionKind
from newsprint.kinds.lists.topic import SeriesKind, TopicKind
from newsprint.kinds.programs.feeds import FeedKind
from newsprint.kinds.programs.fixed_pages import NotFoundKind, RobotsKind
from newsprint.kinds.programs.redirects import RedirectKind
from newsprint.kinds.programs.sitemaps import SitemapKind
from newsprint.kinds.texts.article import ArticleKind
from newsprint.kinds.texts.standing import StandingKind
from newsprint.site.frame import Frame

_FIRST = (FrontKind, SectionKind, LatestKind, ArchiveKind, FeedKind)
_NEXT = (
    AssetKind,
    ArticleKind,
    TopicKind,
    AuthorKind,
    SeriesKind,
    MediaKind,
    RenditionKind,
    StandingKind,
    StaticKind,
    NotFoundKind,
    RobotsKind,
    RedirectKind,
)

KINDS: dict[str, type[PageKind]] = {kind.name: kind for kind in (*_FIRST, SitemapKind, *_NEXT)}
"""Every kind of page by its name, in the order in which they claim addresses.

If two pages claim one file, the one whose kind comes first keeps it: what Newsprint needs itself, then articles, then
what an outlet adds (standing pages, static files), then old addresses.
"""

FILE_KINDS: dict[str, type[FileKind]] = {name: kind for name, kind in KINDS.items() if issubclass(kind, FileKind)}
"""The kinds whose pages are files of the content folder, by name."""


def page_kinds(frame: Frame) -> tuple[PageKind, ...]:
    """Return every kind of page of the outlet, in the order in which they claim addresses.

    Kinds without a template in the theme are left out: they have no pages, and no links in sitemaps.
    """
    first, following = ([kind(frame) for kind in kinds if _is_printed(kind, frame)] for kinds in (_FIRST, _NEXT))
    return (*first, SitemapKind(frame, (*first, *following)), *following)


def _is_printed(kind: type[PageKind], frame: Frame) -> bool:
    return frame.theme.lacks.isdisjoint(kind.templates)
