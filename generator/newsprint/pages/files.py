"""Files among the pages: the theme's assets, the pictures and documents of articles, and static files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsprint.articles.sources import Kind
from newsprint.catalog import queries
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.view import View, media_url
from newsprint.errors import ContentError, Problem, ThemeError
from newsprint.media.refusal import RefusedFileError
from newsprint.pages.frame import Frame
from newsprint.pages.grounds import FILE
from newsprint.pages.page import Page, among, at
from newsprint.pages.raw_sources import without_source
from newsprint.pages.stages import Role

if TYPE_CHECKING:
    from newsprint.media.publishing import Published


class AssetKind:
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

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """The asset of this name."""
        return among(self.pages(catalog), subject)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """The asset at ``url``."""
        return self._page(url) if url in self._assets else None

    def render(self, page: Page, view: View) -> bytes:
        """The asset's bytes; pictures without what their metadata reveals. Raises ProblemsError."""
        asset = self._assets[page.url]
        try:
            data = without_source(asset.data, page.source)
            return _reported(published(self.name, data, asset.name), page, view)
        except RefusedFileError as error:
            raise ThemeError([problem_of(error, page.source)]) from error

    def _page(self, url: str) -> Page:
        return Page(
            self.name, url, subject=self._assets[url].name, source=f"the theme's asset {self._assets[url].name}"
        )


class MediaKind:
    """The pictures and documents that visible articles show or link to: what only a hidden story uses is not there."""

    name = "media"
    role = Role.ASSET
    grounds = FILE

    def __init__(self, frame: Frame) -> None:
        self._root = frame.config.content.root
        self._may_run = frame.config.markdown.raw_html == "allowed"

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

    def render(self, page: Page, view: View) -> bytes:
        """The file as readers get it (see :mod:`newsprint.media.publishing`). Raises ContentError."""
        try:
            data = without_source(view.file(page.subject), page.source)
            result = published(self.name, data, page.subject, may_run=self._may_run)
        except RefusedFileError as error:
            users = [f"{self._root}/{user}" for user in view.users_of(page.subject)]
            raise ContentError([problem_of(error, page.source, users)]) from error
        return _reported(result, page, view)

    def _page(self, path: str) -> Page:
        return Page(self.name, media_url(path), subject=path, source=f"{self._root}/{path}")


class StaticKind:
    """Files in ``content/static/``, served from the site's root as they are, but for pictures."""

    name = "static"
    role = Role.ASSET
    grounds = FILE

    def __init__(self, frame: Frame) -> None:
        self._root = frame.config.content.root

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Every static file in the order of its path."""
        for path in queries.static_files(catalog.connection):
            yield self._page(path)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """The static file of this path."""
        if queries.source_kind(catalog.connection, subject) == Kind.STATIC:
            yield self._page(subject)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """The static file at ``url``."""
        return at(self.pages(catalog), url)

    def render(self, page: Page, view: View) -> bytes:
        """The file's bytes; pictures without what their metadata reveals. Raises ContentError."""
        try:
            data = without_source(view.file(page.subject), page.source)
            return _reported(published(self.name, data, page.subject), page, view)
        except RefusedFileError as error:
            raise ContentError([problem_of(error, page.source)]) from error

    def _page(self, path: str) -> Page:
        return Page(self.name, media_url(path), subject=path, source=f"{self._root}/{path}")


def published(kind: str, data: bytes, name: str, *, may_run: bool = False) -> Published:
    """Return what readers get of the file ``name`` with the bytes ``data``, as a page of this kind.

    ``may_run`` says whether HTML and scripts of stories are published. Raises RefusedFileError.
    """
    from newsprint.media.publishing import (
        published_file,
        published_media,
    )  # what it takes to clean pictures: for those who print some

    return published_media(data, name, may_run=may_run) if kind == MediaKind.name else published_file(data, name)


def _reported(result: Published, page: Page, view: View) -> bytes:
    for warning in result.warnings:
        view.warn(warning.at(page.source))
    return result.data


def problem_of(error: RefusedFileError, source: str, users: Sequence[str] = ()) -> Problem:
    """The problem that the file ``source`` is not published; ``users`` are the stories that show or link to it."""
    used = f"; {users[0]} uses it" if error.code == "active-file" and users else ""
    return Problem(source, error.line, 0, error.message + used, error.hint, code=error.code)
