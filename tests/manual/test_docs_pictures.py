"""The pictures of the manual are those that the script takes, and each is shown on a page."""

from __future__ import annotations

import os
from pathlib import Path

from docs.pictures.take import FOLDER, MOST_BYTES, PICTURES
from tests.support import manual

FILES = {path.name: path for path in FOLDER.iterdir() if path.suffix == ".png"}


def test_the_script_takes_every_picture() -> None:
    assert FILES.keys() == PICTURES.keys()


def test_every_picture_is_shown_on_a_page() -> None:
    shown = {
        Path(os.path.normpath((manual.REPOSITORY / page).parent / link))
        for page in manual.PAGES
        for link in manual.links(page)
        if link.endswith(".png")
    }
    assert {name for name, path in FILES.items() if path not in shown} == set()


def test_no_picture_is_too_large() -> None:
    assert {name for name, path in FILES.items() if path.stat().st_size > MOST_BYTES} == set()
