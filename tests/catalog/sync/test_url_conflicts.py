"""Articles with the same address or name are found by reading only the changed files."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from newsprint.catalog.sync.sync import sync
from newsprint.config.site import read_config
from tests.catalog.catalogs import Archive, instant
from tests.support.outlets import AS_OF, article

FIRST, SECOND = "world/first.md", "world/second.md"


def problems_after(paper: Archive, files: Mapping[str, str | None], *held_back: str) -> list[str]:
    """Write ``files``, scan only these and the ``held_back`` ones, and return the problems."""
    paper.outlet.write({f"content/{name}": text for name, text in files.items()})
    config = read_config(paper.outlet.folder)
    only = {*files, *held_back}
    synced = sync(paper.catalog, paper.outlet.folder, config, as_of=instant(AS_OF), drafts=True, only=only)
    return [f"{problem.path}: {problem.message}" for problem in synced.problems]


def test_a_new_article_at_a_taken_address_waits_until_the_address_is_free(paper: Archive) -> None:
    paper.sync({FIRST: article("First", slug="storm"), "world/other.md": article()})

    taken = [f"content/{SECOND}: the address /world/2024/12/20/storm/ is taken by content/{FIRST}"]
    assert problems_after(paper, {SECOND: article("Second", slug="storm")}) == taken
    assert problems_after(paper, {"world/other.md": article("Edited")}, SECOND) == taken
    assert problems_after(paper, {FIRST: article("First", slug="calm")}, SECOND) == []


def test_an_edit_that_moves_an_article_to_a_taken_address_is_reported(paper: Archive) -> None:
    paper.sync({FIRST: article("First", slug="storm"), SECOND: article("Second", slug="calm")})

    [problem] = problems_after(paper, {SECOND: article("Second", slug="storm")})
    assert problem.startswith(f"content/{SECOND}: the address /world/2024/12/20/storm/ is taken")
    assert problems_after(paper, {SECOND: article("Second", slug="calm")}) == []


@pytest.mark.parametrize(
    ("file", "bundle"), [("world/storm.md", "world/storm/index.md"), ("world/index.md", "world/index/index.md")]
)
@pytest.mark.parametrize("bundle_first", [True, False], ids=["bundle first", "file first"])
def test_a_file_and_a_bundle_with_one_name_are_reported_in_any_order(
    paper: Archive, file: str, bundle: str, bundle_first: bool
) -> None:
    first, then = (bundle, file) if bundle_first else (file, bundle)
    paper.sync({first: article("First", slug="one")})

    same = [f"content/{bundle}: content/{file} has the same story name"]
    assert problems_after(paper, {then: article("Then", slug="two")}) == same
    assert problems_after(paper, {file: None}, bundle) == []
