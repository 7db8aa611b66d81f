"""The addresses of the desk, and the page at each."""

from __future__ import annotations

from newsprint.preview.desk.desk_frame import ROOT, desk_page
from newsprint.preview.desk.figures import figures_page
from newsprint.preview.desk.problem_list import problems_page
from newsprint.preview.desk.stories import stories_page
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.pages.answer import Answer
from newsprint.preview.web.handler import TEXT

_PAGES = {"": stories_page, "figures/": figures_page, "problems/": problems_page}


def is_desk(path: str) -> bool:
    """Return whether the URL path ``path`` belongs to the desk."""
    return path.startswith(ROOT) or f"{path}/" == ROOT


def desk_answer(outlet: LiveOutlet, path: str, query: str) -> Answer:
    """Return the answer at ``path``, an address of the desk; ``query`` is the part after the question mark.

    The desk is not part of the site: its address does not have the site's prefix, and it works even if configuration
    or theme have problems. A preview of what readers see has no desk.
    """
    name = path.removeprefix(ROOT)
    if page := _PAGES.get(name):
        return page(outlet, query)
    if f"{path}/" == ROOT or f"{name}/" in _PAGES:
        return Answer(302, TEXT, b"", f"{path}/")
    return desk_page(outlet, "desk-missing.html", status=404, here="")
