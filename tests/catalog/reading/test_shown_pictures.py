"""Asking for one picture takes the same work in a large archive: each page that shows a picture asks for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image

from newsprint.catalog.database import open_catalog
from newsprint.catalog.reading.shown_pictures import ShownPicture, shown, shown_some_time
from tests.support.outlets import Outlet, article
from tests.support.reading import Make

Ask = Callable[[sqlite3.Connection, str], Iterator[ShownPicture]]


def add(site: Outlet, numbers: range) -> None:
    """Add stories to ``site``, each with a picture of its own, and build."""
    for number in numbers:
        target = BytesIO()
        Image.new("RGB", (30, 20), (number, 0, 0)).save(target, "PNG")
        shown = article(f"Story {number}", image={"src": f"p{number}.png", "alt": ""})
        site.write({f"content/s{number}.md": shown, f"content/p{number}.png": target.getvalue()})
    site.build()


def steps_for_one(connection: sqlite3.Connection, ask: Ask) -> int:
    """Return the number of steps of SQLite's virtual machine that asking for one picture takes."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    connection.set_progress_handler(count, 1)
    (picture,) = ask(connection, "p7.png")
    connection.set_progress_handler(None, 1)
    assert (picture.path, picture.width) == ("p7.png", 30)
    return steps


@pytest.mark.parametrize("ask", [shown, shown_some_time])
def test_asking_for_a_picture_takes_the_same_steps_in_a_large_archive(outlet: Make, ask: Ask) -> None:
    steps, site = [], outlet({})
    for numbers in (range(10), range(10, 100)):
        add(site, numbers)
        with open_catalog(site.folder / ".newsprint") as catalog:
            steps.append(steps_for_one(catalog.connection, ask))
    assert steps[0] == steps[1]
