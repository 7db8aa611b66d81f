"""What a build counts is what lies in the output: a build from nothing counts the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsprint.builder.report import Report
from tests.support.outlets import Outlet, article
from tests.support.reading import Make

BROKEN = "---\ntitle: Broken\ndate: nonsense\n---\n\nBroken.\n"
NAMES = [f"content/world/s{number}.md" for number in range(30)]


@pytest.fixture
def site(outlet: Make) -> Outlet:
    """An outlet of thirty stories that was built."""
    site = outlet({name: article(f"Story {name}", tags=["Tide"]) for name in NAMES})
    site.build()
    return site


def counts(report: Report) -> tuple[int, int, int]:
    return report.articles, report.pages, report.written + report.unchanged


def agrees(site: Outlet, report: Report, tmp_path: Path) -> bool:
    """Whether ``report`` counts the files of the output, and what a build from nothing counts."""
    clean = Outlet(site.folder).build(output=tmp_path / "clean", full=True, skip_invalid=True)
    return counts(report) == counts(clean) and report.pages == len(site.files())


def test_after_many_deletes_a_build_counts_what_is_left(site: Outlet, tmp_path: Path) -> None:
    report = site.write(dict.fromkeys(NAMES[2:])).build()

    assert (report.articles, report.removed >= 28) == (2, True)
    assert agrees(site, report, tmp_path)


def test_pages_left_out_for_mistakes_are_not_counted(site: Outlet, tmp_path: Path) -> None:
    site.write({NAMES[0]: BROKEN, "content/world/new.md": BROKEN, **dict.fromkeys(NAMES[9:])})
    site.write({NAMES[1]: article("One", "![A pier](pier.png)"), "content/world/pier.png": b"no picture"})

    report = site.build(skip_invalid=True)

    assert report.problems
    assert report.pages == len(site.files())
    site.write({NAMES[0]: None, "content/world/new.md": None, NAMES[1]: article("One")})
    assert agrees(site, site.build(), tmp_path)


def test_another_output_folder_is_counted_by_itself(site: Outlet, tmp_path: Path) -> None:
    other = tmp_path / "other"
    site.write(dict.fromkeys(NAMES[5:]))
    first = site.build(output=other)
    site.write({NAMES[4]: None})
    back = site.build()

    assert first.pages == len([path for path in other.rglob("*") if path.is_file() and path.name != ".newsprint"])
    assert agrees(site, back, tmp_path)
