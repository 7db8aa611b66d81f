"""Pictures are measured when a text that shows them is read, and again when they change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from newsprint.base.files import digest
from newsprint.catalog.database import open_catalog
from newsprint.catalog.sync.pictures import Measure, picture
from newsprint.media import measuring
from tests.support.outlets import CONFIGURATION, Outlet, article


def png(width: int, height: int, orientation: int = 1) -> bytes:
    target, exif = BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", (width, height)).save(target, "PNG", exif=exif)
    return target.getvalue()


def measured(site: Outlet, path: str) -> Measure | None:
    with open_catalog(site.folder / ".newsprint") as catalog:
        return picture(catalog.connection, path)


def test_pictures_in_texts_and_front_matter_are_measured_after_rotation(outlet: Callable[..., Outlet]) -> None:
    pictures = {"content/world/lead.png": png(30, 20), "content/world/turned.png": png(40, 10, orientation=6)}
    story = article(body="![The wall](turned.png)\n\n[A plan](plan.png)", image={"src": "lead.png", "alt": "The pier"})
    site = outlet({"content/world/a.md": story, "content/world/plan.png": png(5, 5), **pictures})
    site.build()

    for path, size in {"world/lead.png": (30, 20), "world/turned.png": (10, 40)}.items():
        found = Measure(path, *size, digest(pictures[f"content/{path}"]), still=True, colour="#000000")
        assert measured(site, path) == found
    assert measured(site, "world/plan.png") is None  # it is linked to, but not shown


def test_a_replaced_picture_is_measured_again_and_a_deleted_one_forgotten(
    outlet: Callable[..., Outlet],
) -> None:
    site = outlet({"content/world/a.md": article(body="![The wall](wall.png)"), "content/world/wall.png": png(9, 9)})
    site.build()
    site.write({"content/world/wall.png": png(8, 4)}).build()
    found = measured(site, "world/wall.png")
    assert found is not None and (found.width, found.height) == (8, 4)

    site.write({"content/world/wall.png": None, "content/world/a.md": article()}).build()
    assert measured(site, "world/wall.png") is None


def test_a_picture_in_the_picture_folder_is_measured_there(outlet: Callable[..., Outlet]) -> None:
    settings = f'{CONFIGURATION}\n[content]\npictures = ["photos"]\n'
    text = article(body="![The wall](wall.png)")
    site = outlet({"newsprint.toml": settings, "content/world/a.md": text, "content/photos/wall.png": png(7, 3)})
    site.build()
    found = measured(site, "photos/wall.png")
    assert found is not None and (found.width, found.height) == (7, 3)
    assert measured(site, "world/wall.png") is None


@pytest.fixture
def measurings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the name of each picture that is measured is added."""
    names: list[str] = []
    real = measuring.measured

    def noting(path: Path, wanted: Collection[str]) -> measuring.Measures | None:
        names.append(path.name)
        return real(path, wanted)

    monkeypatch.setattr(measuring, "measured", noting)
    return names


def test_a_picture_is_measured_again_only_if_it_has_changed(
    outlet: Callable[..., Outlet], measurings: list[str]
) -> None:
    site = outlet({"content/world/a.md": article(body="![The wall](wall.png)"), "content/world/wall.png": png(9, 9)})
    site.build()
    measurings.clear()
    site.write({"content/world/a.md": article("Another headline", body="![The wall](wall.png)")}).build()
    assert measurings == []
    site.write({"content/world/wall.png": png(8, 4), "content/world/b.md": article(body="![A](wall.png)")}).build()
    assert set(measurings) == {"wall.png"}
    found = measured(site, "world/wall.png")
    assert found is not None and (found.width, found.height) == (8, 4)


def test_a_picture_that_changed_while_its_story_had_errors_is_measured_again(outlet: Callable[..., Outlet]) -> None:
    good = article(body="![The wall](wall.png)")
    site = outlet({"content/world/a.md": good, "content/world/wall.png": png(9, 9)})
    site.write({"content/world/b.md": article()}).build()
    site.write({"content/world/a.md": "---\nwrong\n---\n", "content/world/wall.png": png(8, 4)})
    assert site.problems()
    site.write({"content/world/a.md": good}).build()
    found = measured(site, "world/wall.png")
    assert found is not None and (found.width, found.height) == (8, 4)


def test_with_other_settings_pictures_are_measured_again(outlet: Callable[..., Outlet], measurings: list[str]) -> None:
    site = outlet({"content/world/a.md": article(body="![The wall](wall.png)"), "content/world/wall.png": png(9, 9)})
    site.build()
    measurings.clear()
    site.write({"newsprint.toml": f'{CONFIGURATION}\n[content]\npictures = ["photos"]\n'}).build()
    assert set(measurings) == {"wall.png"}
