"""Problems that are found only when a page is made, for the pages that were viewed: in templates, and in pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from newsprint.base.bounded_cache import BoundedCache
from newsprint.base.errors import ContentError, Problem, ThemeError
from newsprint.kinds.kind import Page
from newsprint.preview.watching.changed import Changed

_PAGES = 5
"""The most pages to remember: each is rendered again after every change, and a template may take long to fail."""

_PICTURES = 100
_PASSING = ("template-deadline", "unreadable-file")
"""The codes of problems of a picture that may be gone when it is next requested, although its file is the same."""


class Findings:
    """The problems of pages, by URL, until they are fixed."""

    def __init__(self) -> None:
        self._by_page: BoundedCache[str, tuple[Problem, ...]] = BoundedCache(_PAGES)
        self._by_picture: BoundedCache[str, tuple[Problem, ...]] = BoundedCache(_PICTURES)
        self._fresh: set[Problem] = set()

    @property
    def problems(self) -> set[Problem]:
        """The problems of all remembered pages and pictures."""
        found = (*self._by_page.values(), *self._by_picture.values())
        return {problem for problems in found for problem in problems}

    def of(self, url: str) -> tuple[Problem, ...]:
        """Return the problems that were noted for the page or picture at ``url``."""
        return self._by_page.get(url, ()) + self._by_picture.get(url, ())

    def note(self, url: str, found: Iterable[Problem]) -> bool:
        """Remember the problems of the page at ``url``. Return whether any of them is new.

        The same problem on other pages counts once: one page is enough to notice that it is fixed.
        """
        return self._note(self._by_page, url, set(found))

    def note_picture(self, url: str, found: Iterable[Problem]) -> bool:
        """Remember those problems of the picture at ``url`` that stay until its file changes; as :meth:`note`."""
        return self._note(self._by_picture, url, {problem for problem in found if problem.code not in _PASSING})

    def _note(self, remembered: BoundedCache[str, tuple[Problem, ...]], url: str, found: set[Problem]) -> bool:
        new = found - self.problems
        if not new:
            return False
        self._fresh |= new
        remembered.keep(url, (*remembered.get(url, ()), *sorted(new)))
        return True

    def fresh(self) -> tuple[Problem, ...]:
        """Return the problems that were noted since the last call."""
        found, self._fresh = tuple(sorted(self._fresh)), set()
        return found

    def check_again(
        self, changed: Changed, find: Callable[[str], Page | None], render: Callable[[Page], bytes]
    ) -> None:
        """After ``changed``, forget the problems that are gone.

        Each remembered page is rendered again. A picture is not made again: its problems are forgotten if its file
        changed, and found again when a browser requests it.
        """
        for url in tuple(self._by_page):
            self._by_page[url] = _problems_of(find(url), render)
        for url, found in self._by_picture.items():
            same = tuple(problem for problem in found if not changed.touches(problem.path))
            self._by_picture[url] = same if find(url) else ()
        for remembered in (self._by_page, self._by_picture):
            for url in [url for url, found in remembered.items() if not found]:
                del remembered[url]


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
