"""Problems in templates, which are found only when a page is rendered, for the pages that were viewed."""

from __future__ import annotations

from collections.abc import Callable

from newsprint.base.bounded_cache import BoundedCache
from newsprint.base.errors import ContentError, Problem, ThemeError
from newsprint.kinds.kind import Page

_PAGES = 5
"""The most pages to remember: each is rendered again after every change, and a template may take long to fail."""


class Findings:
    """The problems of pages, by URL, until they are fixed."""

    def __init__(self) -> None:
        self._by_page: BoundedCache[str, tuple[Problem, ...]] = BoundedCache(_PAGES)
        self._fresh: set[Problem] = set()

    @property
    def problems(self) -> set[Problem]:
        """The problems of all remembered pages."""
        return {problem for found in self._by_page.values() for problem in found}

    def of(self, url: str) -> tuple[Problem, ...]:
        """Return the problems that were noted for the page at ``url``."""
        return self._by_page.get(url, ())

    def note(self, url: str, found: tuple[Problem, ...]) -> bool:
        """Remember the problems of the page at ``url``. Return whether any of them is new.

        The same problem on other pages counts once: one page is enough to notice that it is fixed.
        """
        new = set(found) - self.problems
        if not new:
            return False
        self._fresh |= new
        self._by_page.keep(url, (*self._by_page.get(url, ()), *sorted(new)))
        return True

    def fresh(self) -> tuple[Problem, ...]:
        """Return the problems that were noted since the last call."""
        found, self._fresh = tuple(sorted(self._fresh)), set()
        return found

    def check_again(self, find: Callable[[str], Page | None], render: Callable[[Page], bytes]) -> None:
        """Render each remembered page again after a change, and keep the problems that it still has."""
        for url in tuple(self._by_page):
            if found := _problems_of(find(url), render):
                self._by_page[url] = found
            else:
                self._by_page.pop(url, None)


def _problems_of(page: Page | None, render: Callable[[Page], bytes]) -> tuple[Problem, ...]:
    """Return the problems of the theme on a page; none if the page is gone, or its file has problems."""
    try:
        if page is not None:
            render(page)
    except ThemeError as error:
        return error.problems
    except (LookupError, OSError, ValueError, ContentError):
        pass
    return ()
