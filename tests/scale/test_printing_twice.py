"""Work that is done twice, or too late: what happens when a cluster gives a worker up that still goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.build.output import Output

SHARED = [pytest.param(False, id="this machine"), pytest.param(True, id="several machines")]


@pytest.fixture
def output(tmp_path: Path) -> Callable[..., Output]:
    """Makes an output that is ready; each edition is a build of its own."""

    def make(edition: str, *, shared: bool = True) -> Output:
        output = Output(tmp_path / "output", edition, shared=shared)
        output.open()
        return output

    return make


@pytest.mark.parametrize("shared", SHARED)
def test_a_page_that_is_staged_twice_is_placed_once(output: Callable[..., Output], shared: bool) -> None:
    first = output("one", shared=shared)
    again = Output(first.root, "one", shared=shared)
    assert first.stage("a/index.html", b"page")
    assert again.stage("a/index.html", b"page")
    first.place("a/index.html")
    first.close()
    files = [path.relative_to(first.root).as_posix() for path in first.root.rglob("*") if path.is_file()]
    assert sorted(files) == [".newsprint", "a/index.html"]
    assert (first.root / "a/index.html").read_bytes() == b"page"


def test_a_page_that_is_staged_again_is_whole_at_every_moment(output: Callable[..., Output]) -> None:
    """Whoever holds the bytes that were staged first still reads them: they are replaced and not overwritten."""
    first = output("one")
    first.stage("index.html", b"page")
    (staged,) = (path for path in first.staging.rglob("*") if path.is_file())
    with open(staged, "rb") as placed_already:
        first.stage("index.html", b"page")
        assert not placed_already.read(0)
        assert staged.stat().st_ino != Path(f"/proc/self/fd/{placed_already.fileno()}").stat().st_ino
        assert placed_already.read() == b"page"


def test_a_page_for_a_build_that_is_over_finds_no_place(output: Callable[..., Output]) -> None:
    late = output("yesterday")
    today = output("today")
    with pytest.raises(FileNotFoundError):
        late.stage("index.html", b"old")
    assert today.stage("index.html", b"new")
    today.place("index.html")
    assert (today.root / "index.html").read_bytes() == b"new"
    shutil.rmtree(today.root)
