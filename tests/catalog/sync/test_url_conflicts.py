"""Articles that claim one address or one name are found from what was read alone, however large the archive is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from newsprint.catalog.sync.sync import sync
from newsprint.config.site import read_config
from tests.catalog.catalogs import Archive, instant
from tests.support.outlets import AS_OF, article

FIRST, SECOND = "world/first.md", "world/second.md"


def told(paper: Archive, files: Mapping[str, str | None], *held_back: str) -> list[str]:
    """What is told after ``files`` were written, if only they and what was ``held_back`` are looked at."""
    paper.outlet.write({f"content/{name}": text for name, text in files.items()})
    config = read_config(paper.outlet.folder)
    only = {*files, *held_back}
    synced = sync(paper.catalog, paper.outlet.folder, config, as_of=instant(AS_OF), drafts=True, only=only)
    return [f"{problem.path}: {problem.message}" for problem in synced.problems]


def test_a_new_article_at_a_taken_address_is_held_back_until_the_address_is_free(paper: Archive) -> None:
    paper.sync({FIRST: article("First", slug="storm"), "world/other.md": article()})

    taken = [f"content/{SECOND}: the address /world/2024/12/20/storm/ is taken by content/{FIRST}"]
    assert told(paper, {SECOND: article("Second", slug="storm")}) == taken
    assert told(paper, {"world/other.md": article("Edited")}, SECOND) == taken
    assert told(paper, {FIRST: article("First", slug="calm")}, SECOND) == []


def test_an_edit_that_moves_an_article_to_a_taken_address_holds_it_back(paper: Archive) -> None:
    paper.sync({FIRST: article("First", slug="storm"), SECOND: article("Second", slug="calm")})

    [problem] = told(paper, {SECOND: article("Second", slug="storm")})
    assert problem.startswith(f"content/{SECOND}: the address /world/2024/12/20/storm/ is taken")
    assert told(paper, {SECOND: article("Second", slug="calm")}) == []


@pytest.mark.parametrize(
    ("file", "bundle"), [("world/storm.md", "world/storm/index.md"), ("world/index.md", "world/index/index.md")]
)
@pytest.mark.parametrize("bundle_first", [True, False], ids=["the bundle is there", "the file is there"])
def test_a_file_and_a_bundle_of_one_name_are_found_whichever_was_there(
    paper: Archive, file: str, bundle: str, bundle_first: bool
) -> None:
    first, then = (bundle, file) if bundle_first else (file, bundle)
    paper.sync({first: article("First", slug="one")})

    same = [f"content/{bundle}: content/{file} has the same story name"]
    assert told(paper, {then: article("Then", slug="two")}) == same
    assert told(paper, {file: None}, bundle) == []
