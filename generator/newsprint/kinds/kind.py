"""What a page is, and what a kind of page can do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar, TypeAlias

from msgspec import Struct

from newsprint.base.urls import file_of, is_named, page_file
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading.queries import Stretch
from newsprint.catalog.reading.view import View
from newsprint.content.article import Instant
from newsprint.kinds.stages import Role
from newsprint.site.frame import Frame
from newsprint.site.grounds import TEMPLATE, Grounds

TemplateVariables: TypeAlias = Mapping[str, tuple[str, ...]]
"""Templates, each with the names of its variables as in ``docs/themes.md``."""

Streams: TypeAlias = Callable[[str], Iterable[str]]
"""The names of all streams that start with a prefix."""


class Page(Struct, frozen=True, omit_defaults=True):
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
    chosen: bool = False

    @property
    def is_named(self) -> bool:
        """Whether its address says which file it is; if not, servers find that, and stores have it by this name."""
        return not self.chosen or is_named(self.url)

    @property
    def file(self) -> str:
        """The file below the output folder."""
        return file_of(self.url) if self.is_named else page_file(self.url)


class PageKind:
    """A kind of page: in declarations what its pages are to others, in functions which there are and what they hold.

    ``role`` says when its pages are published; ``grounds`` what they stand on, beside what they read; ``templates``
    which of the theme's they are printed with, and the variables of these beside those of every page; ``claim`` how
    problems call its addresses. An ``optional`` kind has no pages where the theme has no template for them.
    """

    name: ClassVar[str]
    role: ClassVar[Role]
    grounds: ClassVar[Grounds] = TEMPLATE
    templates: ClassVar[TemplateVariables] = {}
    optional: ClassVar[bool] = False
    claim: ClassVar[str] = "the address"

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Every page of this kind that there is now, in an order that depends on the catalog alone."""
        raise NotImplementedError

    def scheduled(self, catalog: Catalog) -> Iterator[Page]:
        """The pages that appear by the passing of time alone."""
        return iter(())

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Those of :meth:`pages` that have this subject. Kinds of many pages do not look at all of them."""
        return (page for page in self.pages(catalog) if page.subject == subject)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """The page of this kind at the URL path ``url``, or None. Kinds of many pages do not look at all of them."""
        return next((page for page in self.pages(catalog) if page.url == url), None)

    def listed(self, streams: Streams) -> Iterable[str]:
        """The addresses, as pages link to them, of those of its pages that the sitemap of lists and pages has."""
        return ()

    def render(self, page: Page, view: View) -> bytes:
        """The page's bytes, which depend on the arguments and on the frame alone. Raises ContentError, ThemeError."""
        raise NotImplementedError
