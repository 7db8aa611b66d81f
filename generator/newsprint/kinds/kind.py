"""Pages, and the interface of a kind of page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar, TypeAlias

from msgspec import Struct

from newsprint.base.urls import file_of, is_named, page_file
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading.queries import Stretch
from newsprint.catalog.reading.view import View
from newsprint.content.records import Instant
from newsprint.kinds.file_work import FileWork
from newsprint.kinds.stages import Role
from newsprint.site.frame import Frame
from newsprint.site.grounds import TEMPLATE, Grounds

TemplateVariables: TypeAlias = Mapping[str, tuple[str, ...]]
"""The names of templates, each with the names of its variables as in ``docs/producers/templates.md``."""

Streams: TypeAlias = Callable[[str], Iterable[str]]
"""Returns the names of all streams that start with a prefix."""


class Page(Struct, frozen=True, omit_defaults=True):
    """One page: its ``kind``, its ``url`` path, and its ``subject``.

    The subject is the stream or the content file that the page is listed from. Whether the page exists, where, and the
    values here depend only on the subject and on the grounds of the kind. ``stretch`` and ``number`` say what a frozen
    page of an index (or a shard of a sitemap, or a month of an archive) shows; ``newest`` marks the newest frozen page.
    ``source`` says for a person where the page comes from. ``at`` is when the newest story on the page was published
    (for a month, its end), if that is known without a query: pages of one time show the same stories, and are best
    printed one after another. ``chosen`` is true if an author or a permalink pattern gives the address: then it need
    not end with a slash or name a file. ``linked`` is true for a picture or document to which a text links.
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
    linked: bool = False

    @property
    def is_named(self) -> bool:
        """Whether the address names the file; if not, servers find the file, and stores keep it under the address."""
        return not self.chosen or is_named(self.url)

    @property
    def file(self) -> str:
        """The path of the page's file, relative to the output folder."""
        return file_of(self.url) if self.is_named else page_file(self.url)


class PageKind(ABC):
    """A kind of page. A subclass declares how its pages are handled, and defines which there are and what they show.

    ``role`` says when its pages are published; ``grounds`` what they depend on, beside what they read; ``templates``
    which templates of the theme they use, with the variables of each beside those of every page; ``claim`` what
    problems call its addresses. An ``optional`` kind has no pages if the theme has no template for them. ``folder`` is
    a URL path (``/renditions/``) below which no other kind may have pages; empty if there is none.
    """

    name: ClassVar[str]
    role: ClassVar[Role]
    grounds: ClassVar[Grounds] = TEMPLATE
    templates: ClassVar[TemplateVariables] = {}
    folder: ClassVar[str] = ""
    optional: ClassVar[bool] = False
    claim: ClassVar[str] = "the address"

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    @abstractmethod
    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield every page of this kind that there is now, in an order that depends only on the catalog."""

    def scheduled(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the pages that will appear without an edit, at a later time."""
        return iter(())

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield those of :meth:`pages` that have this subject. Kinds of many pages find them without listing all."""
        return (page for page in self.pages(catalog) if page.subject == subject)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the page at the URL path ``url``, or None. Kinds of many pages find it without listing all."""
        return next((page for page in self.pages(catalog) if page.url == url), None)

    def listed(self, streams: Streams) -> Iterable[str]:
        """Return the addresses, as pages link to them, of its pages that belong in the sitemap of lists and pages."""
        return ()

    def work(self, page: Page, view: View) -> FileWork | None:
        """Return what :meth:`render` does after its queries, if that may take long, as for pictures; else None.

        A preview does such work beside its other work. Raises the errors of these queries: LookupError, ValueError.
        """
        return None

    @classmethod
    def shared_work(cls, page: Page) -> str:
        """Return the name of the work that ``page`` shares with other pages; empty if it is printed as most pages are.

        Pages that share work are printed by one worker, in a batch without many others: the work takes much longer
        than printing other pages.
        """
        return ""

    def tidy(self, folder: Path, catalog: Catalog, dropped: Collection[Page] | None) -> int:
        """Delete the files that the outlet in ``folder`` keeps for pages that no longer exist. Return their number.

        ``dropped`` are these pages; None if they are unknown, because no earlier build is recorded.
        """
        return 0

    @abstractmethod
    def render(self, page: Page, view: View) -> bytes:
        """Return the page's bytes. They depend only on the arguments and the frame. Raises ContentError, ThemeError."""
