"""Files among the pages: the theme's assets, the pictures and documents of articles, and static files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from newsprint.base.errors import ContentError, Problem, ThemeError
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.view import View, media_url
from newsprint.content.types import Kind
from newsprint.kinds.files.raw_sources import without_source
from newsprint.kinds.kind import Page, PageKind
from newsprint.kinds.stages import Role
from newsprint.media.refusal import RefusedFileError
from newsprint.site.frame import Frame
from newsprint.site.grounds import FILE

if TYPE_CHECKING:
    from newsprint.media.publishing import Published


class AssetKind(PageKind):
    """The theme's assets, under names that hold their digest."""

    name = "asset"
    role = Role.ASSET
    grounds = FILE

    def __init__(self, frame: Frame) -> None:
        self._assets = {asset.url: asset for asset in frame.theme.assets.values()}

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Every asset in the order of its URL."""
        for url in sorted(self._assets):
            yield self._page(url)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """The asset at ``url``."""
        return self._page(url) if url in self._assets else None

    def render(self, page: Page, view: View) -> bytes:
        """The asset's bytes; pictures without what their metadata reveals. Raises ProblemsError."""
        from newsprint.media.publishing import published_file  # for those who print some

        asset = self._assets[page.url]
        try:
            return _reported(published_file(without_source(asset.data, page.source), asset.name), page, view)
        except RefusedFileError as error:
            raise ThemeError([problem_of(error, page.source)]) from error

    def _page(self, url: str) -> Page:
        return Page(
            self.name, url, subject=self._assets[url].name, source=f"the theme's asset {self._assets[url].name}"
        )


class FileKind(PageKind):
    """Files of the content folder."""

    role = Role.ASSET
    grounds = FILE
    of_stories: ClassVar[bool]
    """Whether they are there because stories show them or link to them."""

    def __init__(self, frame: Frame) -> None:
        self._root = frame.config.content.root
        self._may_run = frame.config.markdown.raw_html == "allowed"

    @classmethod
    def published(cls, data: bytes, name: str, *, may_run: bool) -> Published:
        """Return what readers get of the file ``name`` that holds ``data``. Raises RefusedFileError.

        ``may_run`` tells whether HTML and scripts of stories are published.
        """
        raise NotImplementedError

    def render(self, page: Page, view: View) -> bytes:
        """The file as readers get it (see :mod:`newsprint.media.publishing`). Raises ContentError."""
        try:
            data = without_source(view.file(page.subject), page.source)
            result = self.published(data, page.subject, may_run=self._may_run)
        except RefusedFileError as error:
            users = view.users_of(page.subject) if self.of_stories else ()
            raise ContentError([problem_of(error, page.source, [f"{self._root}/{user}" for user in users])]) from error
        return _reported(result, page, view)

    def _page(self, path: str) -> Page:
        return Page(self.name, media_url(path), subject=path, source=f"{self._root}/{path}")


class MediaKind(FileKind):
    """The pictures and documents that visible articles show or link to: what only a hidden story uses is not there."""

    name = "media"
    of_stories = True

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Every file that readers are shown, in the order of its path."""
        for path in queries.media(catalog.connection):
            yield self._page(path)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """The file of this path, if readers are shown it."""
        if queries.is_media(catalog.connection, subject):
            yield self._page(subject)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """The file at ``url``."""
        path = url.removeprefix("/media/")
        return self._page(path) if media_url(path) == url and queries.is_media(catalog.connection, path) else None

    @classmethod
    def published(cls, data: bytes, name: str, *, may_run: bool) -> Published:
        """Pictures without what their metadata reveals, and documents; what runs in a browser only if ``may_run``."""
        from newsprint.media.publishing import published_media  # for those who print some

        return published_media(data, name, may_run=may_run)


class StaticKind(FileKind):
    """Files in ``content/static/``, served from the site's root as they are, but for pictures."""

    name = "static"
    of_stories = False

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Every static file in the order of its path."""
        for path in queries.static_files(catalog.connection):
            yield self._page(path)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """The static file of this path."""
        if queries.source_kind(catalog.connection, subject) == Kind.STATIC:
            yield self._page(subject)

    @classmethod
    def published(cls, data: bytes, name: str, *, may_run: bool) -> Published:
        """The file's bytes; pictures without what their metadata reveals."""
        from newsprint.media.publishing import published_file  # for those who print some

        return published_file(data, name)


def _reported(result: Published, page: Page, view: View) -> bytes:
    for warning in result.warnings:
        view.warn(warning.at(page.source))
    return result.data


def problem_of(error: RefusedFileError, source: str, users: Sequence[str] = ()) -> Problem:
    """The problem that the file ``source`` is not published; ``users`` are the stories that show or link to it."""
    used = f"; {users[0]} uses it" if error.code == "active-file" and users else ""
    return Problem(source, error.line, 0, error.message + used, error.hint, code=error.code)
