"""At no moment of a deploy does a reader meet a dead link, wherever the reader stands and whatever is still to come."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from io import BytesIO
from itertools import groupby

import pytest
from PIL import Image

from newsprint.base.dates import parse_instant
from newsprint.base.files import digest
from newsprint.config.site import read_config
from newsprint.config.targets import HeaderRules
from newsprint.deploy.built.shipment import last_build
from newsprint.deploy.objects.headers import headers_for
from newsprint.deploy.objects.manifest import Entry
from newsprint.deploy.objects.transfer_plan import Plan, make_plan
from tests.deploy.readers import SITE, dead_links, missing_assets
from tests.support.outlets import AS_OF, Outlet, article, at

Files = Mapping[str, bytes]
Edit = dict[str, str | bytes | None]
Make = Callable[[Edit], Outlet]

ENTRANCES = ("index.html", "rss.xml", "atom.xml", "sitemap.xml", "latest/index.html")
headers = headers_for(HeaderRules(), {})


def picture(colour: str) -> bytes:
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
    "a story that goes": {"content/story-2.md": None},
    "a tag that goes": {f"content/story-{day}.md": story(day, tags=[]) for day in range(1, 6)},
    "a story in another section": {"content/story-4.md": story(4, section="sport")},
    "another style": {"themes/gazette/assets/style.css": "body { color: navy }"},
    "another picture of the same name": {"content/pictures/boat.png": picture("red")},
}  # fmt: skip


def moments(plan: Plan, before: Files, after: Files, chance: random.Random) -> Iterator[tuple[dict[str, bytes], bool]]:
    """What lies at the target after each file that is sent or deleted, and whether the deletes have begun.

    Within a stage files travel side by side: they may arrive in any order.
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


def shipped(outlet: Outlet, before: Files) -> tuple[Plan, Files]:
    """The plan of a deploy of ``outlet`` to where ``before`` lies, and the files that it ships."""
    now = parse_instant(AS_OF, read_config(outlet.folder).site.zone)
    there = {path: Entry(digest(data), len(data), headers(path), "") for path, data in before.items()}
    with last_build(outlet.folder, outlet.output, now) as built:
        return make_plan(built.files, there, headers, now=at(AS_OF), keep_assets=timedelta(days=7)), outlet.files()


@pytest.mark.parametrize("edit", EDITS)
def test_whoever_stands_on_a_page_of_before_meets_no_dead_link_at_any_moment(outlet: Make, edit: str) -> None:
    paper = outlet(FIRST)
    paper.build()
    before = paper.files()
    paper.write(EDITS[edit]).build()
    plan, after = shipped(paper, before)
    assert not plan.is_empty
    for seed in range(3):
        for files, deleting in moments(plan, before, after, random.Random(seed)):
            start = {*ENTRANCES, *(after if deleting else before)}
            assert dead_links(files, start) == []
            assert missing_assets(files) == []
    assert {path: data for path, data in files.items() if path not in plan.kept} == after


def test_a_first_deploy_shows_nothing_before_all_that_it_leads_to_is_there(outlet: Make) -> None:
    paper = outlet(FIRST)
    paper.build()
    plan, after = shipped(paper, {})
    for files, _ in moments(plan, {}, after, random.Random(0)):
        assert dead_links(files, ["index.html"]) == []
        assert missing_assets(files) == []
    assert files == after


def test_the_readers_of_these_tests_notice_a_dead_link_and_a_missing_picture() -> None:
    page = f'<a href="/gone/">a</a><img src="{SITE}/media/boat.png">'.encode()
    assert dead_links({"index.html": page}, ["index.html"]) == [
        "index.html → gone/index.html",
        "index.html → media/boat.png",
    ]
    assert missing_assets({"index.html": page}) == ["index.html → media/boat.png"]
