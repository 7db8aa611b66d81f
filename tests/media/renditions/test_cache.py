"""Each rendition is encoded once, and a damaged or read-only cache costs time and nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from newsprint.media.renditions.cache import RenditionCache
from newsprint.media.renditions.recipes import Recipe, Role, name_of, recipes_for

RECIPES = recipes_for(3000, 2000, "", [Role(avif=(800,), social=True)])
STARTS = {"webp": b"RIFF", "avif": b"\0\0\0 ftyp", "jpg": b"\xff\xd8\xff"}


class Encoder:
    """Stands for the encoder: counts the renditions that it was asked for."""

    def __init__(self) -> None:
        self.asked: list[Recipe] = []

    def __call__(self, recipes: Sequence[Recipe]) -> dict[Recipe, bytes]:
        self.asked += recipes
        return {each: STARTS[each.format] + f"{each}".encode() for each in recipes}


@pytest.fixture
def cache(tmp_path: Path) -> RenditionCache:
    return RenditionCache(tmp_path / "renditions")


def all_of(cache: RenditionCache, digest: str = "one") -> tuple[list[bytes], list[Recipe]]:
    """Return the renditions of a picture, and those of them that were encoded for it."""
    encoder = Encoder()
    return [cache.rendition(digest, each, RECIPES, encoder) for each in RECIPES], encoder.asked


def test_a_picture_is_encoded_once(cache: RenditionCache) -> None:
    first, encoded = all_of(cache)
    assert sorted(encoded, reverse=True) == list(RECIPES)
    assert all_of(cache) == (first, [])
    assert all_of(cache, "another")[1] == encoded


def test_only_missing_renditions_are_encoded(cache: RenditionCache, tmp_path: Path) -> None:
    first, _ = all_of(cache)
    for each in RECIPES[2:4]:
        (tmp_path / "renditions" / name_of("one", each)).unlink()
    again, encoded = all_of(cache)
    assert (again, sorted(encoded, reverse=True)) == (first, list(RECIPES[2:4]))


@pytest.mark.parametrize("damage", [b"", b"\0" * 900, b"RIFF" + b"\0" * 900])
def test_a_damaged_file_is_encoded_again(cache: RenditionCache, tmp_path: Path, damage: bytes) -> None:
    first, _ = all_of(cache)
    path = tmp_path / "renditions" / name_of("one", RECIPES[0])
    path.write_bytes(damage)
    assert all_of(cache) == (first, [RECIPES[0]])
    assert all_of(cache) == (first, [])


def test_renditions_that_nothing_needs_are_deleted(cache: RenditionCache, tmp_path: Path) -> None:
    all_of(cache), all_of(cache, "another")
    (tmp_path / "renditions" / "tmp123.new").write_bytes(b"left by a build that was killed")
    needed = {name_of("one", each) for each in RECIPES}
    assert cache.remove_others(needed) == len(RECIPES) + 1
    assert {path.name for path in (tmp_path / "renditions").iterdir()} == needed
    assert cache.remove_others(needed) == 0


def test_a_cache_that_does_not_exist_needs_no_cleaning(cache: RenditionCache) -> None:
    assert cache.remove_others(set()) == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_costs_only_time(cache: RenditionCache, tmp_path: Path) -> None:
    (tmp_path / "renditions").mkdir(mode=0o500)
    assert all_of(cache)[0] == all_of(cache)[0]


def test_a_file_in_place_of_the_folder_costs_only_time(cache: RenditionCache, tmp_path: Path) -> None:
    (tmp_path / "renditions").write_text("no folder")
    assert all_of(cache)[0] == all_of(cache)[0]
