"""The cost of a save must not depend on the number of articles. Steps of SQLite are counted, not time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from tests.preview.live import live
from tests.support.outlets import AS_OF, CONFIGURATION, PICTURE, Outlet, article, at

FEW, MANY = 40, 400
SAVED = "content/world/saved.md"

EDITS: dict[str, Mapping[str, str | bytes | None]] = {
    "a body": {SAVED: article("Saved", "Another text with a link to [[aside]].")},
    "a title": {SAVED: article("Another headline", "See [[aside]].")},
    "a new story": {"content/world/new.md": article("New")},
    "a deleted story": {SAVED: None},
    "a picture": {"content/world/new.png": PICTURE},
    "a problem": {SAVED: "---\n---\n"},
}


@pytest.mark.parametrize("published", [False, True], ids=["with drafts", "as published"])
@pytest.mark.parametrize("edit", EDITS)
def test_a_save_takes_no_more_steps_in_a_large_archive(tmp_path: Path, edit: str, published: bool) -> None:
    few, many = (
        # Published, the outlet has no expired stories: SQLite would skip each of them, at a microsecond for ten.
        steps_of(paper(tmp_path / str(size), size, expired=not published), EDITS[edit], published=published)
        for size in (FEW, MANY)
    )
    assert many < few * 1.5, (few, many)


def test_a_save_does_not_check_files_with_problems_again(tmp_path: Path) -> None:
    broken = {f"content/world/broken-{number}.md": BROKEN for number in range(MANY)}
    few, many = (
        steps_of(paper(tmp_path / name, FEW, expired=False).write(more), EDITS["a body"], published=False)
        for name, more in (("good", {}), ("broken", broken))
    )
    assert many < few * 1.5, (few, many)


def paper(folder: Path, size: int, *, expired: bool) -> Outlet:
    """Write an outlet of ``size`` stories with aliases, and one story that is saved, to ``folder``.

    With ``expired`` half of the stories have expired.
    """
    stories = {
        f"content/world/{number}.md": article(
            f"Story {number}", "", expires="2024-12-21" if expired and number % 2 else None, aliases=[f"/{number}"]
        )
        for number in range(size)
    }
    saved = {"content/world/aside.md": article("Aside"), SAVED: article("Saved", "See [[aside]].")}
    return Outlet(folder).write({"newsprint.toml": CONFIGURATION, **stories, **saved})


def steps_of(site: Outlet, files: Mapping[str, str | bytes | None], *, published: bool) -> int:
    """Return how many steps SQLite takes to sync a save of ``files`` and to show the page."""
    seconds = count()
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    with live(site, lambda: at(AS_OF) + timedelta(seconds=next(seconds)), published=published) as shown:
        shown.outlet.connection.set_progress_handler(step, 10)
        shown.save(files)
        shown.ask("/world/2024/12/20/saved/")
        shown.outlet.connection.set_progress_handler(None, 0)
    return steps


BROKEN = article("Broken", "See [the other](gone.md).")
TAKEN = article("Second", slug="storm")
ELSEWHERE = {
    "a link whose file is added": (BROKEN, {"content/world/gone.md": article("Back")}),
    "an address that a draft no longer has": (
        TAKEN,
        {"content/world/first.md": article("First", slug="calm", draft=True)},
    ),
    "an address whose story is deleted": (TAKEN, {"content/world/first.md": None}),
    "a problem of its own": ("---\n---\n", {"content/world/wrong.md": article("Right")}),
}


@pytest.mark.parametrize("fixed", ELSEWHERE)
def test_problems_in_other_files_stay_until_a_change_fixes_them(tmp_path: Path, fixed: str) -> None:
    wrong, change = ELSEWHERE[fixed]
    first = article("First", slug="storm", draft=True)
    site = Outlet(tmp_path).write(
        {"newsprint.toml": CONFIGURATION, "content/world/first.md": first, "content/world/wrong.md": wrong}
    )
    with live(site, published=True) as shown:
        shown.save({"content/world/first.md": first + "More.\n"})
        assert {problem.path for problem in shown.outlet.problems} == {"content/world/wrong.md"}
        shown.save(change)
        assert shown.outlet.problems == ()
