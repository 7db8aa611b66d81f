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
from newsprint.pages.singles import not_found_kind, robots_kind
from newsprint.pages.sitemaps import SitemapKind
from newsprint.pages.standing import StandingKind
from newsprint.pages.topic import series_kind, topic_kind


def page_kinds(frame: Frame) -> tuple[PageKind, ...]:
    """Every kind of page of the outlet.

    Where two pages claim one file, the one whose kind stands earlier keeps it: what Newsprint needs itself, then
    articles, then what an outlet adds (standing pages, static files), then old addresses.
    """
    return (
        FrontKind(frame),
        SectionKind(frame),
        LatestKind(frame),
        ArchiveKind(frame),
        FeedKind(frame),
        SitemapKind(frame),
        AssetKind(frame),
        ArticleKind(frame),
        topic_kind(frame),
        series_kind(frame),
        AuthorKind(frame),
        MediaKind(frame),
        StandingKind(frame),
        StaticKind(frame),
        not_found_kind(frame),
        robots_kind(frame),
        RedirectKind(frame),
    )
