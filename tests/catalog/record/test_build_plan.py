"""The plan of a build, made for all subjects, or only for those that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from newsprint.catalog.database import Catalog, open_catalog
from newsprint.catalog.record.build_plan import BuildPlan, Listed
from newsprint.catalog.record.build_record import BuildRecord, encode_reads
from newsprint.catalog.streams import ALL, SECTION, Read, Sensitivity

Subjects = dict[str, list[Listed]]

RECORDED: list[Listed] = [
    ("index.html", b"front", "", None, ()),
    ("world/index.html", b"index", "section/world", None, ()),
    ("world/page/1/index.html", b"first", "section/world", None, ()),
    ("world/a/index.html", b"a", "world/a.md", None, ()),
    ("old/index.html", b"alias", "world/a.md", None, ()),
]


def record_printed(plan: BuildPlan, catalog: Catalog, reads: Iterable[Read] = ()) -> int:
    """Record all outdated pages as printed, each with ``reads``. Return the number of recorded pages."""
    record = BuildRecord(catalog.connection)
    outdated = list(plan.out_of_date())
    with catalog.transaction():
        record.begin()
        record.keep([(page.file, 1, encode_reads(reads), 1, 1, bytes(16), ()) for page in outdated])
    return record.pages()


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Yield a catalog with the record of a build of five pages."""
    with open_catalog(tmp_path) as catalog:
        plan = BuildPlan(catalog.connection)
        assert plan.add_all(RECORDED)
        plan.mark_new("new", "other")
        record_printed(plan, catalog)
    with open_catalog(tmp_path) as catalog:
        yield catalog


def outcome_of(plan: BuildPlan) -> dict[str, str]:
    """Return the reason to print each outdated file, and "gone" for those to delete."""
    plan.mark_new("new", "other")
    return {page.file: page.reason for page in plan.out_of_date()} | dict.fromkeys(plan.dropped(), "gone")


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [
        pytest.param({}, {}, id="nothing changed"),
        pytest.param({"world/a.md": RECORDED[3:]}, {}, id="the same pages are listed"),
        pytest.param({"world/a.md": RECORDED[3:4]}, {"old/index.html": "gone"}, id="a page less"),
        pytest.param(
            {"world/b.md": [("b.html", b"b", "world/b.md", None, ())]}, {"b.html": "new"}, id="another subject"
        ),
        pytest.param(
            {"section/world": [RECORDED[1], ("world/page/1/index.html", b"other", "section/world", None, ())]},
            {"world/page/1/index.html": "other"},
            id="a changed page",
        ),
        pytest.param(
            {"world/a.md": RECORDED[3:4], "world/b.md": [("old/index.html", b"b", "world/b.md", None, ())]},
            {"old/index.html": "other"},
            id="a file of another subject now",
        ),
        pytest.param(
            {"world/a.md": RECORDED[3:4], "world/b.md": [("old", b"b", "world/b.md", None, ())]},
            {"old/index.html": "gone", "old": "new"},
            id="a folder becomes a file",
        ),
    ],
)
def test_planning_changed_subjects_keeps_the_other_pages(
    catalog: Catalog, listed: Subjects, outcome: dict[str, str]
) -> None:
    plan = BuildPlan(catalog.connection)
    assert plan.add_again(listed.items())
    assert outcome_of(plan) == outcome
    assert record_printed(plan, catalog) == len(RECORDED) + sum(
        (word == "new") - (word == "gone") for word in outcome.values()
    )


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param({"x": [("old/index.html", b"x", "x", None, ())]}, id="a file of a page that stays"),
        pytest.param({"x": [("old", b"x", "x", None, ())]}, id="a folder of a page that stays"),
        pytest.param({"x": [("index.html/x", b"x", "x", None, ())]}, id="a folder that is a file of a page that stays"),
        pytest.param({"x": [("x", b"x", "x", None, ()), ("x", b"y", "x", None, ())]}, id="two pages of one subject"),
        pytest.param(
            {"x": [("x", b"x", "x", None, ())], "y": [("x", b"y", "y", None, ())]}, id="two pages of two subjects"
        ),
        pytest.param(
            {"x": [("x", b"x", "x", None, ())], "y": [("x/y", b"y", "y", None, ())]}, id="a file and its folder"
        ),
        pytest.param(
            {
                "world/a.md": [RECORDED[3], ("old/index.html", b"changed", "world/a.md", None, ())],
                "x": [("old", b"x", "x", None, ())],
            },
            id="a folder of a changed page",
        ),
    ],
)
def test_nothing_is_planned_if_two_pages_have_one_file(catalog: Catalog, listed: Subjects) -> None:
    plan = BuildPlan(catalog.connection)
    assert not plan.add_again(listed.items())
    assert outcome_of(plan) == {}
    everything = [*RECORDED, *(page for pages in listed.values() for page in pages)]
    assert not plan.add_all(everything)
    assert outcome_of(plan) == {}


def recorded_reads(folder: Path, listed: Subjects, reads: set[Read]) -> list[tuple[str, str]]:
    """Plan, record the outdated pages as printed with ``reads``, and return the recorded pairs of file and stream."""
    with open_catalog(folder) as catalog:
        plan = BuildPlan(catalog.connection)
        assert plan.add_again(listed.items())
        plan.mark_new("new", "other")
        record_printed(plan, catalog, reads)
        rows = catalog.connection.execute("SELECT file, stream FROM read LEFT JOIN page ON read.page = page.id")
        return sorted(rows)


def test_old_reads_of_reprinted_and_deleted_pages_are_deleted(tmp_path: Path) -> None:
    latest = Read(ALL, None, 5, Sensitivity.CARD)
    beside = Read(SECTION + "world", 1, None, Sensitivity.CARD)
    first: Subjects = {subject: [page for page in RECORDED if page[2] == subject] for _, _, subject, *_ in RECORDED}
    assert recorded_reads(tmp_path, first, {latest, beside}) == sorted(
        (page[0], stream) for page in RECORDED for stream in (ALL, SECTION + "world")
    )

    again: Subjects = {
        "world/a.md": [("world/a/index.html", b"another", "world/a.md", None, ())],
        "section/world": [RECORDED[1]],
    }
    assert recorded_reads(tmp_path, again, {latest}) == [
        ("index.html", ALL),
        ("index.html", SECTION + "world"),
        ("world/a/index.html", ALL),
        ("world/index.html", ALL),
        ("world/index.html", SECTION + "world"),
    ]
