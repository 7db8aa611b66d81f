"""The pages of a content type without dates: one for each file that readers may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.content.records import Standing
from newsprint.content.types import FileType
from newsprint.kinds.kind import Page, PageKind
from newsprint.kinds.stages import Role


class UndatedKind(PageKind):
    """Lists the pages of one type of files, ``files``; subclasses render them."""

    files: ClassVar[FileType]
    role = Role.STORY

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the pages, ordered by the paths of their files."""
        return map(self._page, queries.undated(catalog.connection, self.files))

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield the page of this file."""
        return map(self._page, queries.undated(catalog.connection, self.files, path=subject))

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the page at this address, of the first file that claims it, or None."""
        return next(map(self._page, queries.undated(catalog.connection, self.files, url=url)), None)

    def _page(self, kept: Standing) -> Page:
        source = f"{self._frame.config.content.root}/{kept.path}"
        return Page(self.name, kept.url, subject=kept.path, source=source, chosen=True)
