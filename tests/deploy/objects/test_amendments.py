"""Amendments: a deploy of a large site records only what it changed, instead of the whole manifest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsprint.deploy.objects.amendment import MOST_AMENDMENTS, WORTH_AMENDING, amended, amendment_to, is_worth_it
from newsprint.deploy.objects.manifest import Entry, decode_manifest, encode_manifest
from tests.deploy.deployed_outlets import FIRST, DeployedOutlet
from tests.deploy.objects.test_manifest import entries, paths
from tests.deploy.stores.buckets import Bucket
from tests.support.outlets import article
from tests.support.reading import Make

LARGE: dict[str, str | bytes | None] = {
    f"content/static/{number}.txt": b"%d" % number for number in range(WORTH_AMENDING)
}
ONE, OTHER = Entry("1", 1, None, "e1"), Entry("2", 2, None, "e2")
real = entries.filter(lambda entry: entry != Entry("", 0, None, ""))
manifests = st.dictionaries(paths, real, max_size=6)


@given(st.lists(manifests, min_size=1, max_size=5))
def test_a_manifest_and_its_amendments_list_the_files_at_the_target(states: list[dict[str, Entry]]) -> None:
    """Each amendment is encoded and decoded, as at a target."""
    first, *later = states
    amendments_read, there = [], first
    for now in later:
        amendments_read.append(
            decode_manifest(encode_manifest(amendment_to(there, now, there.keys() - now.keys()))) or {}
        )
        there = now
    assert amended(first, amendments_read) == there


def test_an_amendment_contains_only_changes() -> None:
    before = {"same": ONE, "other": ONE, "deleted": ONE}
    amendment = amendment_to(before, {"same": ONE, "other": OTHER, "new": OTHER}, ["deleted"])
    assert amendment.keys() == {"other", "deleted", "new"}


@pytest.mark.parametrize(
    ("changed", "files", "amendments", "worth_it"),
    [
        (17, 100_000, 0, True),
        (17, 100_000, MOST_AMENDMENTS - 1, True),
        (17, 100_000, MOST_AMENDMENTS, False),
        (17, WORTH_AMENDING, 0, True),
        (17, WORTH_AMENDING - 1, 0, False),
        (5_000, 100_000, 0, True),
        (5_001, 100_000, 0, False),
    ],
)
def test_a_large_manifest_with_few_changes_is_amended(
    changed: int, files: int, amendments: int, worth_it: bool
) -> None:
    amendment = {str(number): ONE for number in range(changed)}
    assert is_worth_it(amendment, files, amendments) is worth_it


@pytest.fixture
def paper(outlet: Make, folder_bucket: Bucket) -> DeployedOutlet:
    """Return a large site in a folder, which reads and writes objects like any other store."""
    paper = DeployedOutlet(outlet({**FIRST, **LARGE}), folder_bucket, folder_bucket.at()).build()
    paper.deploy()
    return paper


def publish(paper: DeployedOutlet, number: int, *, in_place_of: int | None = None) -> None:
    """Deploy with one more story, ``in_place_of`` another one if given."""
    files: dict[str, str | bytes | None] = {f"content/new-{number}.md": article(f"New {number}", date="2024-12-10")}
    if in_place_of is not None:
        files[f"content/new-{in_place_of}.md"] = None
    paper.later(minutes=1).build(files).deploy()


def amendments(paper: DeployedOutlet) -> int:
    """Return the number of amendments at the target, after checking that the head names exactly the files there."""
    keys = [key.partition(".newsprint/")[2] for key in paper.bucket.objects() if ".newsprint/" in key]
    head: dict[str, Any] = json.loads(paper.bucket.objects()[".newsprint/deploy.json"])
    named = {f"manifest-{head['manifest']}", *(f"amendment-{token}" for token in head["amendments"])}
    assert {key.removesuffix(".json.gz") for key in keys} - {"deploy.json", "lock"} == named
    return len(named) - 1


def test_after_the_most_amendments_the_manifest_is_written_again(paper: DeployedOutlet) -> None:
    counts = []
    for number in range(MOST_AMENDMENTS + 2):
        publish(paper, number, in_place_of=number - 1 if number else None)
        counts.append(amendments(paper))
    assert counts == [*range(1, MOST_AMENDMENTS + 1), 0, 1]
    assert paper.live() == paper.outlet.files()
    report = paper.deploy()
    assert (report.added, report.replaced, report.deleted) == ((), (), ())


@pytest.mark.parametrize("damage", ["lost", "damaged", "cut"])
def test_if_an_amendment_cannot_be_read_the_target_is_listed(damage: str, paper: DeployedOutlet) -> None:
    publish(paper, 0)
    publish(paper, 1)
    first, _ = sorted(key for key in paper.bucket.objects() if "amendment-" in key)
    data = paper.bucket.objects()[first]
    paper.bucket.delete(first)
    if damage != "lost":
        paper.bucket.put(first, b"<html>" if damage == "damaged" else data[:-9])
    publish(paper, 2)
    assert paper.live() == paper.outlet.files()
    assert amendments(paper) == 0


@pytest.mark.parametrize("lost", ["manifest-", "amendment-"])
def test_a_story_deleted_after_a_list_was_lost_needs_no_adopt(lost: str, paper: DeployedOutlet) -> None:
    """Its files are in the remaining lists, so they are not taken for files of others."""
    publish(paper, 0)
    (kept,) = (key for key in paper.bucket.objects() if "amendment-" in key)
    publish(paper, 1)
    paper.bucket.delete(next(key for key in paper.bucket.objects() if lost in key and key != kept))
    publish(paper, 2, in_place_of=0)
    assert paper.live() == paper.outlet.files()
    assert amendments(paper) == 0


def test_changes_of_others_are_found_despite_amendments(paper: DeployedOutlet) -> None:
    publish(paper, 0)
    paper.bucket.put("1.txt", b"another's")
    report = paper.deploy(verify=True)
    assert report.replaced == ("1.txt",)
    assert paper.live() == paper.outlet.files()
    assert amendments(paper) == 0
