"""The picture of the paper that ``newsprint init`` makes."""

from __future__ import annotations

import shutil
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PIL import Image

from newsprint.cli import new_outlet
from tests.support.commandline import run
from tests.support.outlets import Outlet

if TYPE_CHECKING:
    from docs.pictures.take import Studio

CREATED = datetime(2024, 12, 23, 23, 30, tzinfo=ZoneInfo("UTC"))
"""Half an hour before the instant of the pictures."""


def new_paper(studio: Studio) -> Image.Image:
    """Take the front page of a new paper as readers get it."""
    folder = studio.folder / "new"
    run("init", folder, "--title", "The Harbour Gazette", cwd=studio.folder)
    shutil.rmtree(folder / "content")  # its stories are dated today: pictures have an instant of their own
    new_outlet.copy(new_outlet.pattern("starter/paper"), folder, {}, CREATED)
    with studio.preview(Outlet(folder), "--published") as preview:
        page = studio.page(f"{preview.address}/", 1240, 836, scale=0.75)
        return Image.open(BytesIO(page.screenshot())).convert("RGB")
