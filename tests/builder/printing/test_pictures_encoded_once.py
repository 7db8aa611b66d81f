"""A picture is encoded once, whichever workers print its renditions."""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from newsprint.builder.plan import make_plan
from newsprint.builder.printing.press import BATCH_SIZE, MOST_OF_WORKS, batches, is_worth_a_pool
from newsprint.catalog.database import open_catalog
from newsprint.catalog.record.build_plan import BuildPlan
from newsprint.config.site import read_config
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.kinds.registry import page_kinds
from newsprint.media.renditions import encoding
from newsprint.media.renditions.recipes import Recipe
from newsprint.site.frame import make_frame
from newsprint.site.grounds import Ground
from tests.support.outlets import Outlet, article
from tests.support.reading import Make

STORY = "content/world/pier.md"
COLOURS = ("navy", "teal", "maroon", "olive")


def photograph(colour: str, size: tuple[int, int] = (900, 600), form: str = "JPEG") -> bytes:
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, form)
    return target.getvalue()


def paper(outlet: Make, pictures: int = len(COLOURS), stories: int = 0) -> Outlet:
    """Return an outlet with ``pictures``, each as two files with the same bytes, and so many stories without any."""
    files: dict[str, str | bytes | None] = {f"content/world/{n}.md": article(f"Story {n}") for n in range(stories)}
    for colour in COLOURS[:pictures]:
        for name in (f"a-{colour}", f"z-{colour}"):
            files[f"content/world/{name}.jpg"] = photograph(colour)
            files[f"content/world/{name}.md"] = article(name, image={"src": f"{name}.jpg", "alt": ""})
    return outlet(files)


def planned(site: Outlet) -> tuple[list[list[str]], bool]:
    """Return the files of each batch in which ``site`` is printed anew, and whether they are worth a pool."""
    config = read_config(site.folder)
    with open_catalog(site.folder / ".newsprint") as catalog:
        plan = BuildPlan(catalog.connection)
        kinds = page_kinds(make_frame(config, outlet_theme(site.folder, config), catalog))
        make_plan(plan, kinds, catalog, grounds=dict.fromkeys(Ground, "another"))
        return [[file for file, _ in batch] for batch in batches(plan)], is_worth_a_pool(plan)


def test_the_renditions_of_a_picture_and_its_copies_are_one_batch(outlet: Make) -> None:
    site = paper(outlet)
    site.build()
    found, worth = planned(site)
    pictures = [{name.split("-")[0] for name in batch} for batch in found if batch[0].startswith("renditions/")]
    assert [len(names) for names in pictures] == [1] * len(COLOURS)
    assert len(set.union(*pictures)) == len(COLOURS)
    assert not any(name.startswith(("renditions/", "media/")) for name in found[-1])
    assert sorted(name for batch in found for name in batch) == sorted(site.files())
    assert worth


def test_small_pictures_are_printed_together(outlet: Make) -> None:
    """Each batch takes a while, however little there is to do in it."""
    site = outlet({})
    for number in range(16):
        site.write({f"content/world/{number}.md": article(body=f"![A dot]({number}.png)")})
        site.write({f"content/world/{number}.png": photograph("navy", (number + 1, 9), "PNG")})
    site.build()
    found = [[name for name in batch if name.startswith(("renditions/", "media/"))] for batch in planned(site)[0]]
    assert [len(batch) for batch in found if batch] == [MOST_OF_WORKS] * 4


def test_a_story_with_one_picture_is_not_worth_a_pool(outlet: Make) -> None:
    site = outlet({STORY: article(image={"src": "pier.jpg", "alt": ""}), "content/world/pier.jpg": photograph("navy")})
    site.build()
    assert not planned(site)[1]


def test_a_document_is_not_a_batch_of_its_own(outlet: Make) -> None:
    site = outlet({STORY: article(body="[The plan](plan.pdf)"), "content/world/plan.pdf": b"%PDF-1.4"})
    site.build()
    assert len(planned(site)[0]) == 1


def test_a_few_pages_are_not_worth_a_pool(outlet: Make) -> None:
    site = paper(outlet, pictures=0, stories=BATCH_SIZE)
    site.build()
    assert not planned(site)[1]


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked only on Linux")
@pytest.mark.parametrize("jobs", [1, 2])
def test_no_two_workers_encode_the_same_rendition(
    outlet: Make, jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "encoded"
    saved = encoding._saved

    def noted(image: Image.Image, recipe: Recipe, packet: bytes) -> bytes:
        data = saved(image, recipe, packet)
        with log.open("a") as file:  # one short line, which the system appends in one step
            file.write(f"{os.getpid()} {image.getpixel((0, 0))} {recipe}\n")
        return data

    monkeypatch.setattr(encoding, "_saved", noted)
    site = paper(outlet)
    site.build(jobs=jobs)
    lines = [line.split(" ", 1) for line in log.read_text().splitlines()]
    kept = list((site.folder / ".newsprint" / "renditions").iterdir())
    assert len(lines) == len(kept)
    assert (str(os.getpid()) in {process for process, _ in lines}) == (jobs == 1)
