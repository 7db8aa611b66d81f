"""Author pages: the profile and the stories of each author."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from markupsafe import Markup
from msgspec.structs import replace

from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import AUTHOR
from newsprint.content.records import Standing
from newsprint.content.types import FileType
from newsprint.kinds.kind import Page, TemplateVariables
from newsprint.kinds.lists.collection import CollectionKind
from newsprint.media.renditions.recipes import PORTRAIT
from newsprint.site.bodies import for_page
from newsprint.themes.provided import Table


class AuthorKind(CollectionKind):
    """One page for each author who wrote a visible article or has a profile in ``content/authors/``."""

    name = "author"
    templates: ClassVar[TemplateVariables] = {
        "author.html": ("author.name", "author.role", "author.image", "author.biography", "stories", "turning"),
    }
    prefix = AUTHOR
    key = "authors"

    def variables(self, page: Page, name: str, view: View) -> dict[str, Any]:
        """Return ``author``: name, role (the profile's teaser), picture and biography."""
        profile = view.profile(self._key(page.subject))
        return {
            "author": Table(
                name=name,
                role=profile.teaser if profile else "",
                image=self._frame.values.image(profile.image, PORTRAIT) if profile else None,
                biography=Markup(for_page(self._frame, profile, view)) if profile else "",
            )
        }

    def _streams(self, catalog: Catalog) -> list[str]:
        profiles = {
            self._frame.edition.stream(AUTHOR + profile.url.strip("/").removeprefix("authors/"))
            for profile in queries.undated(catalog.connection, FileType.AUTHOR)
        }
        return sorted(profiles.union(super()._streams(catalog)))

    def _listing(self, stream: str, catalog: Catalog) -> Iterator[Page]:
        """Yield the pages of an author. Several profiles all claim the address, so that the collision is reported."""
        url, _ = self._place(stream)
        root = self._frame.config.content.root
        sources = [f"{root}/{profile.path}" for profile in self._profiles(url, catalog)]
        for page in super()._listing(stream, catalog):
            yield replace(page, source=sources[0]) if len(sources) > 1 and page.url == url else page
        for source in sources[1:]:
            yield Page(self.name, url, subject=stream, source=source)

    def _has(self, stream: str, catalog: Catalog) -> bool:
        url, _ = self._place(stream)
        return super()._has(stream, catalog) or any(self._profiles(url, catalog))

    def _profiles(self, url: str, catalog: Catalog) -> Iterator[Standing]:
        """Yield the visible profiles that claim this address; the first is shown."""
        return queries.undated(catalog.connection, FileType.AUTHOR, url=url)
