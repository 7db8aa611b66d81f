"""Redirects: a small page at every old address of an article, page or profile that leads to its new address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import ClassVar

from newsprint.base.urls import redirect_address
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import aliases
from newsprint.catalog.reading.view import View
from newsprint.content.types import is_dated
from newsprint.kinds.kind import Page, PageKind, TemplateVariables
from newsprint.kinds.stages import Role


class RedirectKind(PageKind):
    """One page for every alias of a visible article, standing page or author's profile."""

    name = "redirect"
    role = Role.MACHINE
    templates: ClassVar[TemplateVariables] = {"redirect.html": ()}
    claim = "the alias"

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the redirects, ordered by URL. An alias that is given with and without a slash has one redirect."""
        connection = catalog.connection
        return self._pages(chain(aliases.aliases(connection), aliases.aliases_of_pages(connection)))

    def scheduled(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the redirects of scheduled articles, which will appear without an edit."""
        return self._pages(aliases.scheduled_aliases(catalog.connection))

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield the redirects to the visible article, page or profile of this file."""
        of_kind = aliases.aliases if is_dated(subject) else aliases.aliases_of_pages
        return self._pages(of_kind(catalog.connection, subject))

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the redirect at ``url``, or None."""
        spellings = [url, url.removesuffix("/")] if url.endswith("/") else [url]
        of_articles = aliases.aliases_at(catalog.connection, spellings)
        pages = self._pages(chain(of_articles, aliases.aliases_of_pages(catalog.connection)))
        return next((page for page in pages if page.url == url), None)

    def render(self, page: Page, view: View) -> bytes:
        """Return a page that redirects automatically, and has a link to the new address."""
        target = view.card(page.subject) if is_dated(page.subject) else view.standing(page.subject)
        context = self._frame.context(view, url=target.url, title=target.title)
        return self._frame.templates.render("redirect.html", context)

    def _pages(self, found: Iterable[tuple[str, str]]) -> Iterator[Page]:
        for url, path in dict.fromkeys((redirect_address(alias), path) for alias, path in found):
            source = f"an alias of {self._frame.config.content.root}/{path}"
            yield Page(self.name, url, subject=path, source=source)
