"""Pages that are staged twice or too late, as by a worker that the cluster lost and that still works."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.builder.output import Output
from newsprint.builder.printing.staging import Staging

SHARED = [pytest.param(False, id="this machine"), pytest.param(True, id="several machines")]


@pytest.fixture
def staging(tmp_path: Path) -> Callable[..., Staging]:
    """Return a function that opens the output for a build with this id, and returns a staging for it."""

    def make(build_id: str, *, shared: bool = True) -> Staging:
        Output(tmp_path / "output", build_id).open()
        return Staging(tmp_path / "output", build_id, shared=shared)

    return make


@pytest.mark.parametrize("shared", SHARED)
def test_a_page_that_is_staged_twice_is_placed_once(staging: Callable[..., Staging], shared: bool) -> None:
    first = staging("one", shared=shared)
    again = Staging(first.root, "one", shared=shared)
    assert first.stage("a/index.html", b"page").differs
    assert again.stage("a/index.html", b"page").differs
    first.place("a/index.html")
    Output(first.root, "one").close()
    files = [path.relative_to(first.root).as_posix() for path in first.root.rglob("*") if path.is_file()]
    assert sorted(files) == [".newsprint", "a/index.html"]
    assert (first.root / "a/index.html").read_bytes() == b"page"


def test_a_page_that_is_staged_again_is_complete_at_every_moment(staging: Callable[..., Staging]) -> None:
    """A process that has the first file open still reads its bytes: the file is replaced, and not overwritten."""
    first = staging("one")
    first.stage("index.html", b"page")
    (staged,) = (path for path in first.root.glob(".newsprint-*") if path.is_file())
    with open(staged, "rb") as placed_already:
        first.stage("index.html", b"page")
        assert not placed_already.read(0)
        assert staged.stat().st_ino != Path(f"/proc/self/fd/{placed_already.fileno()}").stat().st_ino
        assert placed_already.read() == b"page"


def test_a_page_of_a_build_that_has_ended_is_not_staged(staging: Callable[..., Staging]) -> None:
    late = staging("yesterday")
    today = staging("today")
    with pytest.raises(FileNotFoundError):
        late.stage("index.html", b"old")
    assert today.stage("index.html", b"new").differs
    today.place("index.html")
    assert (today.root / "index.html").read_bytes() == b"new"
    shutil.rmtree(today.root)
