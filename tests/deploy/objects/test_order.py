"""At no moment of a deploy do readers find a dead link, whichever page they are on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import timedelta
from io import BytesIO
from itertools import groupby

import pytest
from PIL import Image

from newsprint.base.dates import parse_instant
from newsprint.base.files import digest
from newsprint.config.site import read_config
from newsprint.config.targets import HeaderRules
from newsprint.deploy.built.shipment import last_shipment
from newsprint.deploy.objects.headers import headers_for
from newsprint.deploy.objects.manifest import Entry
from newsprint.deploy.objects.transfer_plan import TransferPlan, plan_transfer
from tests.deploy.followed_links import SITE, dead_links, missing_assets
from tests.support.outlets import AS_OF, Outlet, article, at
from tests.support.reading import Make

Files = Mapping[str, bytes]
Edit = dict[str, str | bytes | None]

ENTRY_PAGES = ("index.html", "rss.xml", "atom.xml", "sitemap.xml", "latest/index.html")
headers = headers_for(HeaderRules(), {})


def picture(colour: str) -> bytes:
    """Return a PNG file of one colour."""
    data = BytesIO()
    Image.new("RGB", (20, 10), colour).save(data, "PNG")
    return data.getvalue()


def story(day: int, body: str = "Some words.", **front: object) -> str:
    front = {
        "date": f"2024-12-{day:02}",
        "tags": ["Ferry"],
        "image": {"src": "pictures/boat.png", "alt": "A boat"},
        **front,
    }
    return article(f"Story of day {day}", body, **front)


FIRST: Edit = {
    "content/pictures/boat.png": picture("navy"),
    **{f"content/story-{day}.md": story(day) for day in range(1, 6)},
}
EDITS: dict[str, Edit] = {
    "a new story": {"content/new.md": story(10)},
    "two new stories that are neighbours, with a new tag, author and picture": {
        "content/pictures/pier.png": picture("teal"),
        "content/new.md": story(10, "[Next](newer.md)", tags=["Tides"], authors=["Imogen Farrant"]),
        "content/newer.md": story(11, "[Before](new.md)", tags=["Tides"], image={"src": "pictures/pier.png", "alt": "A pier"}),
    },
    "a story that moves and leaves an alias": {
        "content/story-3.md": story(3, slug="moved", aliases=["/world/2024/12/03/story-3/"])
    },
    "a deleted story": {"content/story-2.md": None},
    "a deleted tag": {f"content/story-{day}.md": story(day, tags=[]) for day in range(1, 6)},
    "a story in another section": {"content/story-4.md": story(4, section="sport")},
    "another style": {"themes/gazette/assets/style.css": "body { color: navy }"},
    "another picture of the same name": {"content/pictures/boat.png": picture("red")},
}  # fmt: skip


def moments(
    plan: TransferPlan, before: Files, after: Files, chance: random.Random
) -> Iterator[tuple[dict[str, bytes], bool]]:
    """Yield the files at the target after each upload or delete, and whether the deletes have started.

    The files of a stage are sent at the same time, so they may arrive in any order.
    """
    files = dict(before)
    yield dict(files), False
    for _, uploads in groupby(plan.uploads, key=lambda upload: upload.stage):
        for upload in sorted(uploads, key=lambda _: chance.random()):
            files[upload.path] = after[upload.path]
            yield dict(files), False
    for path in plan.deletes:
        del files[path]
        yield dict(files), True


def plan_of(outlet: Outlet, before: Files) -> tuple[TransferPlan, Files]:
    """Return the plan of a deploy of ``outlet`` to a target with the files ``before``, and the files of the build."""
    now = parse_instant(AS_OF, read_config(outlet.folder).site.zone)
    there = {path: Entry(digest(data), len(data), headers(path), "") for path, data in before.items()}
    with last_shipment(outlet.folder, outlet.output, now) as built:
        return plan_transfer(built.files, there, headers, now=at(AS_OF), keep_assets=timedelta(days=7)), outlet.files()


@pytest.mark.parametrize("edit", EDITS)
def test_at_no_moment_does_a_page_of_the_old_site_have_a_dead_link(outlet: Make, edit: str) -> None:
    paper = outlet(FIRST)
    paper.build()
    before = paper.files()
    paper.write(EDITS[edit]).build()
    plan, after = plan_of(paper, before)
    assert not plan.is_empty
    assert any(path.startswith("renditions/") for path in before)
    for seed in range(3):
        for files, deleting in moments(plan, before, after, random.Random(seed)):
            start = {*ENTRY_PAGES, *(after if deleting else before)}
            assert dead_links(files, start) == []
            assert missing_assets(files) == []
    assert {path: data for path, data in files.items() if path not in plan.kept} == after


def test_at_no_moment_of_a_first_deploy_is_there_a_dead_link(outlet: Make) -> None:
    paper = outlet(FIRST)
    paper.build()
    plan, after = plan_of(paper, {})
    for files, _ in moments(plan, {}, after, random.Random(0)):
        assert dead_links(files, ["index.html"]) == []
        assert missing_assets(files) == []
    assert files == after


def test_these_tests_find_a_dead_link_and_a_missing_picture() -> None:
    page = f'<a href="/absent/">a</a><img src="{SITE}/media/boat.png">'.encode()
    assert dead_links({"index.html": page}, ["index.html"]) == [
        "index.html → absent/index.html",
        "index.html → media/boat.png",
    ]
    assert missing_assets({"index.html": page}) == ["index.html → media/boat.png"]
