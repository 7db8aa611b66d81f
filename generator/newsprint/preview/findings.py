"""What is wrong with pages that were looked at: mistakes in templates show only when a page is made."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from newsprint.errors import ContentError, Problem, ThemeError
from newsprint.pages.page import Page

_PAGES = 5
"""So many pages are remembered: each is made again after every change, and a template may take long to fail."""


class Findings:
    """The problems of pages, by their URLs. What was found stays until a change puts it right."""

    def __init__(self) -> None:
        self._by_page: OrderedDict[str, tuple[Problem, ...]] = OrderedDict()
        self._fresh: set[Problem] = set()

    @property
    def problems(self) -> set[Problem]:
        """All of them."""
        return {problem for found in self._by_page.values() for problem in found}

    def of(self, url: str) -> tuple[Problem, ...]:
        """Return what was noted of the page at ``url``."""
        return self._by_page.get(url, ())

    def note(self, url: str, found: tuple[Problem, ...]) -> bool:
        """Remember what is wrong with the page at ``url``; whether some of it was not known, of this page or another.

        The same mistake on other pages is one finding: one page is enough to see whether it is put right.
        """
        new = set(found) - self.problems
        if not new:
            return False
        self._fresh |= new
        self._by_page[url] = (*self._by_page.get(url, ()), *sorted(new))
        while len(self._by_page) > _PAGES:
            self._by_page.popitem(last=False)
        return True

    def fresh(self) -> tuple[Problem, ...]:
        """Return what was noted since this was last called."""
        found, self._fresh = tuple(sorted(self._fresh)), set()
        return found

    def look_again(self, find: Callable[[str], Page | None], render: Callable[[Page], bytes]) -> None:
        """Something changed: keep what is still wrong with each page."""
        found = {url: _wrong_with(find(url), render) for url in self._by_page}
        self._by_page = OrderedDict((url, problems) for url, problems in found.items() if problems)


def _wrong_with(page: Page | None, render: Callable[[Page], bytes]) -> tuple[Problem, ...]:
    """What the theme does wrong with a page; nothing if there is none any more, or its file has mistakes."""
    try:
        if page is not None:
            render(page)
    except ThemeError as error:
        return error.problems
    except (LookupError, OSError, ValueError, ContentError):
        pass
    return ()
