"""Renditions: the sizes and formats in which readers get the pictures of visible texts."""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

from newsprint.base.errors import ContentError
from newsprint.base.files import contents, digest
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import shown_pictures
from newsprint.catalog.reading.shown_pictures import ShownPicture
from newsprint.catalog.reading.view import View, kept_renditions
from newsprint.kinds.file_work import FileWork
from newsprint.kinds.files.published_files import problem_of
from newsprint.kinds.kind import Page, PageKind
from newsprint.kinds.stages import Role
from newsprint.media.refusal import RefusedFileError
from newsprint.media.renditions.recipes import Recipe, name_of
from newsprint.site.frame import Frame
from newsprint.site.grounds import RENDITION
from newsprint.site.rendition_urls import FOLDER, recipes_of, rendition_url


class RenditionKind(PageKind):
    """The renditions of the still pictures that visible texts show, by their uses and the roles of the theme."""

    name = "rendition"
    role = Role.RENDITION
    grounds = RENDITION
    folder = FOLDER

    def __init__(self, frame: Frame) -> None:
        self._recipes = partial(recipes_of, roles=frame.theme.roles, structured=frame.config.media.structured)
        self._root = frame.config.content.root

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield every rendition, ordered by the path of its picture; the largest of a picture first."""
        for picture in shown_pictures.shown(catalog.connection):
            yield from self._pages(picture)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield the renditions of the picture with this path."""
        for picture in shown_pictures.shown(catalog.connection, subject):
            yield from self._pages(picture)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the rendition at ``url``, or None."""
        if not url.startswith(FOLDER):
            return None
        beginning = url.removeprefix(FOLDER).partition("-")[0]
        paths = shown_pictures.beginning_with(catalog.connection, beginning)
        return next((page for path in paths for page in self.about(path, catalog) if page.url == url), None)

    def render(self, page: Page, view: View) -> bytes:
        """Return the bytes of the rendition, encoded now or earlier. Raises ContentError, OSError.

        If it has to be encoded, the others of the picture that are missing are encoded and kept as well.
        """
        picture, recipe, recipes = self._meant(page, view)

        def encode(missing: Sequence[Recipe]) -> dict[Recipe, bytes]:
            return _encoded(page, picture, view.file(page.subject), missing)

        return view.renditions.rendition(picture.digest, recipe, recipes, encode)

    def work(self, page: Page, view: View) -> FileWork | None:
        """Return the work of encoding the rendition, and no other, if it was not encoded earlier."""
        picture, recipe, _ = self._meant(page, view)
        cache = view.renditions
        if cache.kept(picture.digest, recipe):
            return None

        def make(data: bytes) -> bytes:
            return cache.rendition(picture.digest, recipe, (), lambda missing: _encoded(page, picture, data, missing))

        return FileWork(partial(contents, view.place_of(page.subject)), make, page.url)

    def _meant(self, page: Page, view: View) -> tuple[ShownPicture, Recipe, Sequence[Recipe]]:
        """Return the picture of ``page``, its recipe, and all recipes of the picture."""
        (picture,) = view.shown_picture(page.subject)
        recipes = self._recipes(picture)
        recipe = next(each for each in recipes if rendition_url(picture.path, picture.digest, each) == page.url)
        return picture, recipe, recipes

    @classmethod
    def shared_work(cls, page: Page) -> str:
        """Return the beginning of the digest of the picture: its renditions are encoded from each other."""
        return page.url.removeprefix(FOLDER).partition("-")[0]

    def tidy(self, folder: Path, catalog: Catalog, dropped: Collection[Page] | None) -> int:
        """Delete the kept renditions that no page needs any more, and return their number.

        Previews need those of drafts and of stories under embargo, and so do later builds.
        """
        shown_some_time = partial(shown_pictures.shown_some_time, catalog.connection)
        changed = {self.shared_work(page) for page in dropped} if dropped is not None else None

        def needed(beginning: str) -> set[str] | None:
            paths = shown_pictures.beginning_with(catalog.connection, beginning)
            if paths and changed is not None and beginning not in changed:
                return None
            pictures = (each for path in paths for each in shown_some_time(path))
            return {name for each in pictures for name in self._names(each)}

        return kept_renditions(folder).tidy(needed)

    def _names(self, picture: ShownPicture) -> Iterator[str]:
        """Yield the names under which renditions of ``picture`` are kept."""
        from newsprint.media.renditions.narrowing import names_of  # loaded only where files are deleted

        yield from (name_of(picture.digest, recipe) for recipe in self._recipes(picture))
        yield from names_of(picture.digest, picture.width, picture.height)

    def _pages(self, picture: ShownPicture) -> Iterator[Page]:
        for recipe in self._recipes(picture):
            yield self._page(picture, recipe)

    def _page(self, picture: ShownPicture, recipe: Recipe) -> Page:
        source = f"{self._root}/{picture.path}"
        return Page(self.name, rendition_url(picture.path, picture.digest, recipe), subject=picture.path, source=source)


def _encoded(page: Page, picture: ShownPicture, data: bytes, recipes: Sequence[Recipe]) -> dict[Recipe, bytes]:
    """Return the renditions by ``recipes`` of ``picture``, whose file has the bytes ``data``.

    Raises ContentError, and OSError if these are not the bytes that were measured.
    """
    from newsprint.media.renditions.encoding import encoded_file  # loaded only where pictures are encoded

    if digest(data) != picture.digest:  # what is encoded now would be kept as a rendition of the earlier picture
        raise OSError(errno.EBUSY, "it changed while it was read", page.source)
    try:
        return encoded_file(data, recipes)
    except RefusedFileError as error:
        raise ContentError([problem_of(error, page.source)]) from error
