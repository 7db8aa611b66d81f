"""A build counts the files of the output, whatever it did to them: a build from nothing counts the same."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from newsprint.builder.report import Report
from tests.support.archives import archive
from tests.support.outlets import Outlet, article
from tests.support.reading import Make

BROKEN = "---\ntitle: Broken\ndate: nonsense\n---\n\nBroken.\n"
NAMES = [f"content/world/s{number}.md" for number in range(30)]


@pytest.fixture
def site(outlet: Make) -> Outlet:
    """Return an outlet of thirty stories after its first build."""
    site = outlet({name: article(f"Story {name}", tags=["Tide"]) for name in NAMES})
    site.build()
    return site


def photograph() -> bytes:
    target = BytesIO()
    Image.new("RGB", (1500, 1000), "navy").save(target, "JPEG")
    return target.getvalue()


def counts(report: Report) -> tuple[int, int, int]:
    """Return the numbers of articles, of pages and of files in the output."""
    return report.articles, report.pages, report.written + report.unchanged


def counts_are_right(site: Outlet, report: Report, tmp_path: Path) -> bool:
    """Return whether ``report`` counts the files of the output, as a build from nothing does."""
    clean = Outlet(site.folder).build(output=tmp_path / "clean", full=True, skip_invalid=True)
    return counts(report) == counts(clean) and report.pages == len(site.files())


def test_after_many_deletes_a_build_counts_the_stories_that_are_left(site: Outlet, tmp_path: Path) -> None:
    report = site.write(dict.fromkeys(NAMES[2:])).build()

    assert (report.articles, report.removed >= 28) == (2, True)
    assert counts_are_right(site, report, tmp_path)


def test_pages_left_out_because_of_problems_are_not_counted(site: Outlet, tmp_path: Path) -> None:
    site.write({NAMES[0]: BROKEN, "content/world/new.md": BROKEN, **dict.fromkeys(NAMES[9:])})
    site.write({NAMES[1]: article("One", "![A pier](pier.png)"), "content/world/pier.png": b"no picture"})

    report = site.build(skip_invalid=True)

    assert report.problems
    assert report.pages == len(site.files())
    site.write({NAMES[0]: None, "content/world/new.md": None, NAMES[1]: article("One")})
    assert counts_are_right(site, site.build(), tmp_path)


def test_the_pages_of_another_output_folder_are_counted_separately(site: Outlet, tmp_path: Path) -> None:
    other = tmp_path / "other"
    site.write(dict.fromkeys(NAMES[5:]))
    first = site.build(output=other)
    site.write({NAMES[4]: None})
    last = site.build()

    assert first.pages == len([path for path in other.rglob("*") if path.is_file() and path.name != ".newsprint"])
    assert counts_are_right(site, last, tmp_path)


def test_a_new_story_with_a_picture_touches_few_files_beside_its_renditions(outlet: Make) -> None:
    """A deploy sends no more than these files, however large the archive is."""
    site = outlet(archive())
    site.build()
    before = set(site.files())
    front = {"date": "2024-12-23T09:00", "tags": ["Harbour", "tide"], "authors": ["Zoë"]}
    story = article("The pier", image={"src": "pier.jpg", "alt": "The pier"}, **front)
    report = site.write({"content/world/pier.md": story, "content/world/pier.jpg": photograph()}).build()
    renditions = [name for name in site.files() if name.startswith("renditions/") and name not in before]
    assert report.written - report.renditions.written <= 20
    assert (report.renditions.written, report.renditions.removed) == (len(renditions), 0)
    assert report.renditions.pages == len([name for name in site.files() if name.startswith("renditions/")])
    assert 1 <= len(renditions) <= 8
