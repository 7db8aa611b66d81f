"""Author pages: who they are, and what they wrote."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from newsprint.articles.sources import Kind
from newsprint.catalog import queries
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.streams import AUTHOR
from newsprint.catalog.view import View
from newsprint.pages.collection import CollectionKind
from newsprint.pages.page import Page


class AuthorKind(CollectionKind):
    """One page for everybody who wrote a visible article or has a profile in ``content/authors/``."""

    name = "author"
    prefix = AUTHOR
    key = "authors"

    def variables(self, page: Page, name: str, view: View) -> dict[str, Any]:
        """``author``: name, role (the profile's teaser), picture and biography."""
        profile = view.profile(page.subject.removeprefix(AUTHOR))
        return {
            "author": {
                "name": name,
                "role": profile.teaser if profile else "",
                "image": self._frame.flat.image(profile.image) if profile else None,
                "biography": Markup(self._frame.body(profile, view)) if profile else "",
            }
        }

    def _streams(self, catalog: Catalog) -> list[str]:
        profiles = {
            AUTHOR + profile.url.strip("/").removeprefix("authors/")
            for profile in queries.standing(catalog.connection, Kind.AUTHOR)
        }
        return sorted(profiles.union(super()._streams(catalog)))

    def _has(self, stream: str, catalog: Catalog) -> bool:
        url = f"/authors/{stream.removeprefix(AUTHOR)}/"
        return super()._has(stream, catalog) or queries.profile_at(catalog.connection, url) is not None
