"""The base of topic, author and series pages: a page for each name that articles give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from newsprint.base.errors import Problem
from newsprint.base.names import same_name
from newsprint.catalog.database import Catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.reading.view import View
from newsprint.kinds.kind import Page, PageKind, Streams
from newsprint.kinds.lists.listing import cards_of, find_in_listing, listing_pages, turning
from newsprint.kinds.stages import Role
from newsprint.problems.levels import with_severities
from newsprint.site.frame import newest_of
from newsprint.site.template_values import STREAM_FOLDERS


class CollectionKind(PageKind):
    """Indexes of the streams whose names start with ``prefix``, rendered by the template ``{name}.html``.

    Stories name them under ``key`` of their front matter.
    """

    name: ClassVar[str]
    prefix: ClassVar[str]
    key: ClassVar[str]
    role = Role.LIST

    @property
    def _prefix(self) -> str:
        return self._frame.edition.stream(self.prefix)

    def _key(self, stream: str) -> str:
        return stream.removeprefix(self._prefix)

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        """Yield the pages of every name, ordered by slug, each index before its frozen pages."""
        for stream in self._streams(catalog):
            yield from self._listing(stream, catalog)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        """Yield the index and the frozen pages of this stream, if it belongs to this kind."""
        if subject.startswith(self._prefix) and self._has(subject, catalog):
            yield from self._listing(subject, catalog)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        """Return the page of this kind at ``url``, or None."""
        folder = self._frame.edition.url(STREAM_FOLDERS[self.prefix])
        if not url.startswith(folder):
            return None
        stream = self._prefix + url.removeprefix(folder).split("/")[0]
        if not self._has(stream, catalog):
            return None
        base, source = self._place(stream)
        return find_in_listing(self.name, stream, base, source, url, catalog, self._frame.config.listing.page_size)

    def listed(self, streams: Streams) -> Iterable[str]:
        """Return the addresses of the indexes."""
        return (self._frame.values.link(self._place(stream)[0]) for stream in streams(self._prefix))

    def render(self, page: Page, view: View) -> bytes:
        """Return the index or a frozen page."""
        frame = self._frame
        cards = cards_of(page, view, frame.config.listing.page_size)
        base, _ = self._place(page.subject)
        name = view.name_of(page.subject)
        if not page.number:
            self._warn_of_others(page, view)
        context = frame.context(
            view,
            url=page.url,
            title=name,
            newest=newest_of(cards),
            stories=frame.values.stories(cards),
            turning=turning(page, base, view, frame),
            **self.variables(page, name, view),
        )
        return frame.templates.render(f"{self.name}.html", context)

    def variables(self, page: Page, name: str, view: View) -> dict[str, Any]:
        """Return the template's variables beside those that every collection's template has."""
        return {}

    def _warn_of_others(self, page: Page, view: View) -> None:
        """Report names that are not just another spelling of the first: their stories share its page."""
        config = self._frame.config
        (first, first_path), *others = view.names_of(page.subject) or [("", "")]
        for name, path in others:
            if not same_name(first, name):
                root = config.content.root
                message = f'the {self.name} "{name}" shares its page with "{first}", {page.url} ({root}/{first_path})'
                place = self._place_in(path, view)
                problem = Problem(
                    f"{root}/{path}", *place, message, "change the spelling of one of them", "names-alike"
                )
                for each in with_severities([problem], config.checks, view.article(path).allow):
                    view.warn(each)

    def _place_in(self, path: str, view: View) -> tuple[int, int]:
        from newsprint.content.reader import position_of_key  # loaded only for such a warning

        try:
            return position_of_key(self.key, view.file(path), self._frame.config)
        except (LookupError, OSError, ValueError):
            return 0, 0

    def _streams(self, catalog: Catalog) -> list[str]:
        return list(queries.streams(catalog.connection, self._prefix))

    def _has(self, stream: str, catalog: Catalog) -> bool:
        return queries.is_stream(catalog.connection, stream)

    def _listing(self, stream: str, catalog: Catalog) -> Iterator[Page]:
        base, source = self._place(stream)
        return listing_pages(self.name, stream, base, source, catalog, self._frame.config.listing.page_size)

    def _place(self, stream: str) -> tuple[str, str]:
        key = self._key(stream)
        return self._frame.edition.url(f"{STREAM_FOLDERS[self.prefix]}{key}/"), f'{self.name} "{key}"'
