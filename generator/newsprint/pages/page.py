"""What a page is, and what a kind of page can do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from msgspec import Struct

from newsprint.articles.article import Instant
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.queries import Stretch
from newsprint.catalog.view import View
from newsprint.pages.grounds import Grounds
from newsprint.pages.stages import Role
from newsprint.urls import file_of, is_named, page_file

_WITH_ADDRESSES = ("article", "standing")
"""The kinds of pages whose authors choose addresses."""


class Page(Struct, frozen=True):
    """One page: its ``kind``, its ``url`` path, and what it is about.

    ``subject`` is the stream or the content file that the page is listed from: whether it is there, where, and what is
    said here of it depends on that alone, beside what every page stands on. ``stretch`` and ``number`` tell a frozen
    page of an index (or a shard) what it holds; ``newest`` marks the newest frozen page.
    ``source`` names for a person where the page comes from. ``at`` is when the newest of what it shows was published,
    where that is known without looking: pages of one time show the same stories and are best printed one after another.
    """

    kind: str
    url: str
    subject: str = ""
    source: str = ""
    stretch: Stretch | None = None
    number: int = 0
    newest: bool = False
    at: Instant | None = None

    @property
    def is_named(self) -> bool:
        """Whether its address says which file it is."""
        return not is_unnamed(self.kind, self.url)

    @property
    def file(self) -> str:
        """The file below the output folder."""
        return file_of(self.url) if self.is_named else page_file(self.url)


def is_unnamed(kind: str, url: str) -> bool:
    """Whether the address of a page does not say which file it is: servers find that, and stores have it by this name.

    Only who writes a story or a standing page can choose such an address.
    """
    return kind in _WITH_ADDRESSES and not is_named(url)


class PageKind(Protocol):
    """A kind of page. ``render`` is a pure function of its arguments and of the frame that the kind was made with."""

    @property
    def name(self) -> str:
        """The kind's name: ``article``, ``section`` and so on."""

    @property
    def role(self) -> Role:
        """What its pages are to others: it says when they are published."""

    @property
    def grounds(self) -> Grounds:
        """What all its pages depend on."""

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Every page of this kind that there is now, in an order that depends on the catalog alone."""

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Those of :meth:`pages` that have this subject."""

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """The page of this kind at the URL path ``url``, or None."""

    def render(self, page: Page, view: View) -> bytes:
        """The page's bytes. Raises ThemeError."""


def among(pages: Iterable[Page], subject: str) -> Iterator[Page]:
    """Those of ``pages`` that have this subject: what :meth:`PageKind.about` is for kinds of few pages."""
    return (page for page in pages if page.subject == subject)


def at(pages: Iterable[Page], url: str) -> Page | None:
    """The one of ``pages`` at ``url``, or None: what :meth:`PageKind.find` is for kinds of few pages."""
    return next((page for page in pages if page.url == url), None)
