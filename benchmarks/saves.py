"""The saves of an author while the preview runs: the same few files, each time with other words."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.outlets import Outlet
from benchmarks.tabs import Tab

PAUSE = 0.1
"""Seconds between a page that shows a save and the next save."""

_TITLE = re.compile(r"^title: .*$", re.MULTILINE)
_numbers = count(1)

Edit = Callable[[str, str], str]
"""Returns the text of a file with words added."""


@dataclass(frozen=True, slots=True)
class Save:
    """A save of the file ``path`` with this ``edit``, while the page at ``address`` is shown."""

    name: str
    path: Path
    address: str
    edit: Edit


def body(outlet: Outlet, content: Path) -> Save:
    """Return a save of the text of the newest story, while it is shown."""
    story = outlet.story(outlet.articles)
    address = "/" + story.page.removesuffix("index.html")
    return Save("a body", content / story.path, address, lambda text, words: f"{text}\nA new paragraph: {words}.\n")


def saves(outlet: Outlet, folder: Path, theme: str) -> tuple[Save, ...]:
    """Return all kinds of saves in ``outlet``, which is in ``folder`` and has the theme with this name."""
    text = body(outlet, folder / "content")
    themed = folder / "themes" / theme
    return (
        text,
        Save(
            "a title, with the front page shown",
            text.path,
            "/",
            lambda before, words: _TITLE.sub(f'title: "A headline: {words}"', before, count=1),
        ),
        Save(
            "a style sheet",
            themed / "assets" / "style.css",
            text.address,
            lambda before, words: f"{before}\n/* {words} */\n",
        ),
        Save(
            "a template",
            themed / "templates" / "base.html",
            text.address,
            lambda before, words: before.replace("</body>", f"<!-- {words} --></body>"),
        ),
    )


async def times_of(save: Save, port: int, times: int) -> list[float]:
    """Save several times, and return the seconds until the page shows each save. Raises LostError.

    Afterwards the file is as before.
    """
    before = save.path.read_text(encoding="utf-8")
    tab = Tab(port, save.address)
    taken = []
    try:
        for _ in range(times):
            await tab.load()
            await asyncio.sleep(PAUSE)
            words = f"save-{next(_numbers):06}"
            after = save.edit(before, words)
            taken.append(await tab.shown_after(partial(save.path.write_text, after, encoding="utf-8"), words))
    finally:
        tab.close()
        save.path.write_text(before, encoding="utf-8")
    return taken
