"""Pages that are files: the theme's assets, the pictures and documents of articles, and static files."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from newsprint.base.errors import ContentError, Problem, ThemeError
from newsprint.base.files import contents
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.view import View, media_url
from newsprint.content.types import FileType
from newsprint.kinds.file_work import FileWork
from newsprint.kinds.files.raw_sources import without_source
from newsprint.kinds.kind import Page, PageKind
from newsprint.kinds.stages import Role
from newsprint.media.refusal import RefusedFileError
from newsprint.site.frame import Frame
from newsprint.site.grounds import FILE

if TYPE_CHECKING:
    from newsprint.media.publishing import Published
    from newsprint.media.renditions.cache import RenditionCache


class AssetKind(PageKind):
    """The theme's assets, under names that contain their digest."""

    name = "asset"
    role = Role.ASSET
    grounds = FILE

    def __init__(self, frame: Frame) -> None:
        self._assets = {asset.url: asset for asset in frame.theme.assets.values()}

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield every asset, ordered by URL."""
        for url in sorted(self._assets):
            yield self._page(url)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the asset at ``url``, or None."""
        return self._page(url) if url in self._assets else None

    def render(self, page: Page, view: View) -> bytes:
        """Return the asset's bytes; pictures without what their metadata reveals. Raises ProblemsError."""
        return _reported(self._made(page, self._assets[page.url].data), page, view)

    def work(self, page: Page, view: View) -> FileWork | None:
        """Return the work of decoding a picture."""
        from newsprint.media.formats import has_picture_ending  # loaded only where files are printed

        asset = self._assets[page.url]
        if not has_picture_ending(asset.name):
            return None
        return FileWork(lambda: asset.data, lambda data: self._made(page, data).data)

    def _made(self, page: Page, data: bytes) -> Published:
        from newsprint.media.publishing import published_file  # loaded only where files are printed

        try:
            return published_file(without_source(data, page.source), page.subject)
        except RefusedFileError as error:
            raise ThemeError([problem_of(error, page.source)]) from error

    def _page(self, url: str) -> Page:
        asset = self._assets[url]
        return Page(self.name, url, subject=asset.name, source=asset.source or f"the theme's asset {asset.name}")


class FileKind(PageKind):
    """Files of the content folder."""

    role = Role.ASSET
    grounds = FILE
    of_stories: ClassVar[bool]
    """Whether the files are published because stories show them or link to them."""

    def __init__(self, frame: Frame) -> None:
        self._root = frame.config.content.root
        self._may_run = frame.config.markdown.raw_html == "allowed"

    @classmethod
    @abstractmethod
    def published(
        cls, data: bytes, name: str, *, may_run: bool, linked: bool, cache: RenditionCache | None = None
    ) -> Published:
        """Return what readers get of the file ``name`` with the content ``data``. Raises RefusedFileError.

        ``may_run`` says whether HTML and scripts of stories are published, ``linked`` whether a text links to the file.
        ``cache`` has pictures that were encoded before.
        """

    def render(self, page: Page, view: View) -> bytes:
        """Return the file as readers get it (see :mod:`newsprint.media.publishing`). Raises ContentError."""
        return _reported(self._make(page, view)(view.file(page.subject)), page, view)

    def work(self, page: Page, view: View) -> FileWork | None:
        """Return the work of decoding a picture."""
        from newsprint.media.formats import has_picture_ending  # loaded only where files are printed

        if not has_picture_ending(page.subject):
            return None
        make = self._make(page, view)
        return FileWork(partial(contents, view.place_of(page.subject)), lambda data: make(data).data)

    def _make(self, page: Page, view: View) -> Callable[[bytes], Published]:
        """Return what makes ``page`` from the bytes of its file, after all queries. It raises ContentError."""
        users = [f"{self._root}/{user}" for user in view.users_of(page.subject)] if self.of_stories else []
        publish = partial(self.published, may_run=self._may_run, linked=page.linked, cache=view.renditions)

        def make(data: bytes) -> Published:
            try:
                return publish(without_source(data, page.source), page.subject)
            except RefusedFileError as error:
                raise ContentError([problem_of(error, page.source, users)]) from error

        return make

    def _page(self, path: str) -> Page:
        return Page(self.name, media_url(path), subject=path, source=f"{self._root}/{path}")


class MediaKind(FileKind):
    """The pictures and documents that visible articles, pages and profiles show or link to; no others are published."""

    name = "media"
    of_stories = True

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield every file that visible texts use, ordered by path."""
        for path, linked in queries.media(catalog.connection):
            yield replace(self._page(path), linked=linked)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield the file with this path, if a visible article uses it."""
        linked = queries.media_at(catalog.connection, subject)
        if linked is not None:
            yield replace(self._page(subject), linked=linked)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the file at ``url``, or None."""
        path = url.removeprefix("/media/")
        return next(self.about(path, catalog), None) if media_url(path) == url else None

    @classmethod
    def published(
        cls, data: bytes, name: str, *, may_run: bool, linked: bool, cache: RenditionCache | None = None
    ) -> Published:
        """Return documents, and pictures without revealing metadata; files that run in browsers only if ``may_run``.

        A picture to which no text links is no wider than pages and feeds show it.
        """
        from newsprint.media.publishing import published_media  # loaded only where files are printed
        from newsprint.media.renditions.narrowing import narrowed

        clean = None if linked else partial(narrowed, cache=cache)
        return published_media(data, name, may_run=may_run, clean=clean)

    @classmethod
    def shared_work(cls, page: Page) -> str:
        """Return the path of a picture that only pages show: if it is wider than they need it, it is encoded."""
        return "" if page.linked else page.subject


class StaticKind(FileKind):
    """Files in ``content/static/``, published unchanged (except for pictures) at the site's root."""

    name = "static"
    of_stories = False

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield every static file, ordered by path."""
        for path in queries.static_files(catalog.connection):
            yield self._page(path)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield the static file with this path."""
        if queries.source_type(catalog.connection, subject) == FileType.STATIC:
            yield self._page(subject)

    @classmethod
    def published(
        cls, data: bytes, name: str, *, may_run: bool, linked: bool, cache: RenditionCache | None = None
    ) -> Published:
        """Return the file's bytes; pictures without what their metadata reveals."""
        from newsprint.media.publishing import published_file  # loaded only where files are printed

        return published_file(data, name)


def _reported(result: Published, page: Page, view: View) -> bytes:
    for warning in result.warnings:
        view.warn(warning.at(page.source))
    return result.data


def problem_of(error: RefusedFileError, source: str, users: Sequence[str] = ()) -> Problem:
    """Return the problem that ``source`` is not published; ``users`` are the stories that show it or link to it."""
    used = f"; {users[0]} uses it" if error.code == "active-file" and users else ""
    return Problem(source, error.line, 0, error.message + used, error.hint, code=error.code)
