"""The registry: every kind of page, in the order in which they claim URLs."""

from __future__ import annotations

from newsprint.pages.archive import ArchiveKind
from newsprint.pages.article import ArticleKind
from newsprint.pages.author import AuthorKind
from newsprint.pages.feeds import FeedKind
from newsprint.pages.files import AssetKind, MediaKind, StaticKind
from newsprint.pages.frame import Frame
from newsprint.pages.front import FrontKind
from newsprint.pages.latest import LatestKind
from newsprint.pages.page import PageKind
from newsprint.pages.redirects import RedirectKind
from newsprint.pages.section import SectionKind
from newsprint.pages.singles import NotFoundKind, RobotsKind
from newsprint.pages.sitemaps import SitemapKind
from newsprint.pages.stages import Role
from newsprint.pages.standing import StandingKind
from newsprint.pages.topic import SeriesKind, TopicKind

_KINDS = (
    FrontKind,
    SectionKind,
    LatestKind,
    ArchiveKind,
    FeedKind,
    SitemapKind,
    AssetKind,
    ArticleKind,
    TopicKind,
    SeriesKind,
    AuthorKind,
    MediaKind,
    StandingKind,
    StaticKind,
    NotFoundKind,
    RobotsKind,
    RedirectKind,
)
"""Every kind of page, in the order in which they claim addresses.

Where two pages claim one file, the one whose kind stands earlier keeps it: what Newsprint needs itself, then articles,
then what an outlet adds (standing pages, static files), then old addresses.
"""

ROLES: dict[str, Role] = {kind.name: kind.role for kind in _KINDS}
"""The roles of all kinds by their names."""


def page_kinds(frame: Frame) -> tuple[PageKind, ...]:
    """Return every kind of page of the outlet, in the order in which they claim addresses."""
    return tuple(kind(frame) for kind in _KINDS)
