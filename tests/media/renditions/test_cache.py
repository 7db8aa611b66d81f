"""Each rendition is encoded once, and a cache that is damaged or cannot be written costs time and nothing else."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsprint.media.renditions.cache import KEPT, RenditionCache
from newsprint.media.renditions.recipes import Recipe, Role, beginning_of, name_of, recipes_for

RECIPES = recipes_for(3000, 2000, "", [Role(avif=(800,), social=True)])
ONE, ANOTHER = "1" * 32, "2" * 32
NAMES = {name_of(ONE, each) for each in RECIPES}


class Encoder:
    """Stands for the encoder: counts the renditions that it was asked for."""

    def __init__(self) -> None:
        self.asked: list[Recipe] = []

    def __call__(self, recipes: Sequence[Recipe]) -> dict[Recipe, bytes]:
        self.asked += recipes
        return {each: f"{each}".encode() * 50 for each in recipes}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "renditions"


def all_of(folder: Path, digest: str = ONE) -> tuple[list[bytes], list[Recipe]]:
    """Return the renditions of a picture, as a build gets them, and those of them that were encoded for it."""
    cache, encoder = RenditionCache(folder), Encoder()
    return [cache.rendition(digest, each, RECIPES, encoder) for each in RECIPES], encoder.asked


def file_of(folder: Path, recipe: Recipe) -> Path:
    return folder / (name_of(ONE, recipe) + KEPT)


def test_a_picture_is_encoded_once(folder: Path) -> None:
    first, encoded = all_of(folder)
    assert sorted(encoded, reverse=True) == list(RECIPES)
    assert all_of(folder) == (first, [])
    assert all_of(folder, ANOTHER)[1] == encoded


def test_only_missing_renditions_are_encoded(folder: Path) -> None:
    first, _ = all_of(folder)
    for each in RECIPES[2:4]:
        file_of(folder, each).unlink()
    again, encoded = all_of(folder)
    assert (again, sorted(encoded, reverse=True)) == (first, list(RECIPES[2:4]))


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def without_its_last_block(data: bytes) -> bytes:
    return data[:-512] + bytes(512)


def without_a_block_inside(data: bytes) -> bytes:
    return data[:512] + bytes(512) + data[1024:]


DAMAGES = [
    pytest.param(lambda data: b"", id="empty"),
    pytest.param(lambda data: data[:9], id="nearly empty"),
    pytest.param(lambda data: bytes(len(data)), id="zeros"),
    cut,
    without_its_last_block,
    without_a_block_inside,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_encoded_again(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    first, _ = all_of(folder)
    path = file_of(folder, RECIPES[0])
    path.write_bytes(damage(path.read_bytes()))
    assert all_of(folder) == (first, [RECIPES[0]])
    assert all_of(folder) == (first, [])


def test_all_damaged_renditions_of_a_picture_are_encoded_together(folder: Path) -> None:
    first, _ = all_of(folder)
    for path in folder.iterdir():
        path.write_bytes(cut(path.read_bytes()))
    calls: list[int] = []

    def encode(recipes: Sequence[Recipe]) -> dict[Recipe, bytes]:
        calls.append(len(recipes))
        return Encoder()(recipes)

    cache = RenditionCache(folder)
    assert [cache.rendition(ONE, each, RECIPES, encode) for each in RECIPES] == first
    assert calls == [len(RECIPES)]


def no_longer_needed(folder: Path, *digests: str) -> int:
    """Delete what pictures with these digests had; all other renditions stay. Return the number of files."""
    beginnings = {beginning_of(digest) for digest in digests}
    return RenditionCache(folder).tidy(lambda beginning: set() if beginning in beginnings else None)


def test_renditions_that_nothing_needs_are_deleted(folder: Path) -> None:
    all_of(folder), all_of(folder, ANOTHER)
    assert no_longer_needed(folder, ANOTHER) == len(RECIPES)
    assert {path.name for path in folder.iterdir()} == {name + KEPT for name in NAMES}
    assert RenditionCache(folder).tidy(lambda beginning: NAMES - {min(NAMES)}) == 1
    assert min(NAMES) + KEPT not in {path.name for path in folder.iterdir()}
    assert no_longer_needed(folder) == 0


def test_a_cache_that_does_not_exist_needs_no_cleaning(folder: Path) -> None:
    assert no_longer_needed(folder, ONE) == 0


def test_a_folder_that_cannot_be_read_needs_no_cleaning(folder: Path) -> None:
    folder.write_text("no folder")
    assert no_longer_needed(folder, ONE) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_writer_that_is_killed_leaves_nothing_for_ever(folder: Path) -> None:
    first, _ = all_of(folder)
    child = os.fork()
    if not child:  # killed between writing and renaming
        os.replace = lambda source, target: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
        try:
            shutil.rmtree(folder)
            all_of(folder)
        finally:
            os._exit(1)
    os.waitpid(child, 0)
    assert len(list(folder.iterdir())) == 1
    assert all_of(folder)[0] == first
    assert no_longer_needed(folder) == 1
    assert {path.name for path in folder.iterdir()} == {name + KEPT for name in NAMES}


def test_a_file_that_is_tidied_while_it_is_written_is_only_not_kept(folder: Path) -> None:
    """Another process tidies: to it, a file that is being written looks like one that a killed build left."""
    first, _ = all_of(folder)
    shutil.rmtree(folder)
    replace = os.replace

    def tidied(source: str, target: str) -> None:
        no_longer_needed(folder)
        replace(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", tidied)
        assert all_of(folder)[0] == first
    assert list(folder.iterdir()) == []


def unwritable(folder: Path) -> None:
    folder.mkdir(mode=0o500)


def a_file(folder: Path) -> None:
    folder.write_text("no folder")


def a_broken_link(folder: Path) -> None:
    folder.symlink_to(folder.parent / "missing" / "folder")


PLACES = [
    pytest.param(unwritable, marks=pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")),
    a_file,
    a_broken_link,
]


@pytest.mark.parametrize("place", PLACES)
def test_a_folder_that_cannot_be_written_to_costs_only_time(folder: Path, place: Callable[[Path], None]) -> None:
    """A picture is encoded once in a build all the same."""
    first, encoded = all_of(folder.with_name("other"))
    place(folder)
    for _ in range(2):
        assert all_of(folder) == (first, encoded)


@contextmanager
def short_files(most: int) -> Iterator[None]:
    """Let no file become longer than ``most`` bytes, which writing reports as a full disk is reported."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of resources")
def test_a_full_disk_costs_only_time_and_leaves_nothing_behind(folder: Path) -> None:
    first, encoded = all_of(folder.with_name("other"))
    with short_files(100):
        assert all_of(folder) == (first, encoded)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("what", ["link", "folder", "pipe"])
def test_something_else_in_place_of_a_file_does_no_harm(folder: Path, tmp_path: Path, what: str) -> None:
    first, _ = all_of(folder)
    secret = tmp_path / "secret"
    secret.write_text("the secret of another folder")
    path = file_of(folder, RECIPES[0])
    path.unlink()
    if what == "link":
        path.symlink_to(secret)
    elif what == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    assert all_of(folder) == (first, [RECIPES[0]])
    no_longer_needed(folder, ONE)
    assert secret.read_text() == "the secret of another folder"


def test_no_file_of_others_is_deleted_through_a_link(folder: Path, tmp_path: Path) -> None:
    """The renditions in the output have the same names."""
    output = tmp_path / "output"
    output.mkdir()
    files = {name_of(ONE, RECIPES[0]), "index.html", "x.new"}
    for name in files:
        (output / name).write_bytes(b"published")
    folder.symlink_to(output)
    all_of(folder)
    assert no_longer_needed(folder, ONE) == len(RECIPES)
    assert {path.name for path in output.iterdir()} == files
