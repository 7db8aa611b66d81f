"""Work that is done twice, or too late: what happens when a cluster gives a worker up that still goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.build.staging import WAITING, Staging
from outlets import Outlet, article

EDITIONS = [pytest.param("", id="this machine"), pytest.param("0123", id="several machines")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An output folder."""
    (tmp_path / "output").mkdir()
    return tmp_path / "output"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_that_is_staged_twice_is_placed_once(root: Path, edition: str) -> None:
    first, again = Staging(root, edition), Staging(root, edition)
    assert first.stage("a/index.html", b"page")
    assert again.stage("a/index.html", b"page")
    first.place("a/index.html")
    assert files(root) == {"a/index.html": b"page"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_a_failed_build_staged_is_dropped(root: Path, edition: str) -> None:
    Staging(root, edition).stage("a/index.html", b"page")
    Staging(root, edition).drop("a/index.html")
    assert list(root.iterdir()) == []


def test_a_page_that_is_staged_again_on_another_machine_is_whole_at_every_moment(root: Path) -> None:
    """The waiting file is replaced and not overwritten: who holds it, or has placed it, has it as it was."""
    staging = Staging(root, "0123")
    staging.stage("index.html", b"page")
    (waiting,) = root.iterdir()
    placed = waiting.rename(root / "index.html")
    kept = placed.stat()
    late = Staging(root, "0123")
    late.stage("index.html", b"page, cut off")
    assert (placed.read_bytes(), placed.stat()) == (b"page", kept)


def test_a_page_for_a_build_that_is_over_is_never_placed(root: Path) -> None:
    late, today = Staging(root, "yesterday"), Staging(root, "today")
    today.stage("index.html", b"new")
    late.stage("index.html", b"old")
    today.place("index.html")
    assert (root / "index.html").read_bytes() == b"new"


def test_what_was_printed_too_late_is_removed_by_the_next_build(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/ferry.md": article("Ferry")})
    site.build()
    before = files(site.output)
    late = Staging(site.output, "yesterday")
    for name in ("index.html", "world/index.html", "gone/for/good/index.html"):
        late.stage(name, b"old")
    assert len([name for name in files(site.output) if WAITING in name]) == 3
    site.build()
    assert files(site.output) == before
    assert not (site.output / "gone").exists()
