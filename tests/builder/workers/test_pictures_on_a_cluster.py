"""Pictures are encoded by the workers of a build: the same bytes from one, from two and from a cluster."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.builder.workers.clusters import Cluster
from tests.support.outlets import Outlet, article
from tests.support.reading import Make
from tests.support.running import build_command, newsprint

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="uses signals")
KEPT = ".newsprint/renditions"


def photograph(number: int) -> bytes:
    """Return a photograph that no other number has."""
    target = BytesIO()
    gradient = Image.linear_gradient("L").resize((900, 600)).rotate(number * 30)
    Image.merge("RGB", (gradient, gradient.transpose(Image.Transpose.ROTATE_180), gradient)).save(target, "JPEG")
    return target.getvalue()


@pytest.fixture
def paper(outlet: Make) -> Outlet:
    """Return an outlet with five pictures, which are enough work for a cluster."""
    files: dict[str, str | bytes | None] = {}
    for number in range(5):
        files[f"content/world/{number}.md"] = article(f"Story {number}", image={"src": f"{number}.jpg", "alt": ""})
        files[f"content/world/{number}.jpg"] = photograph(number)
    return outlet(files)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Start a scheduler and two workers."""
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = Cluster(folder)
    cluster.add_workers(2)
    yield cluster
    cluster.end()


def kept(site: Outlet) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (site.folder / KEPT).iterdir()}


def test_pictures_have_the_same_bytes_whoever_encodes_them(paper: Outlet, cluster: Cluster, tmp_path: Path) -> None:
    paper.build(jobs=1)
    two, many, unkept = (paper.copy(tmp_path / name) for name in ("two", "many", "unkept"))
    two.build(jobs=2)
    assert (two.files(), kept(two)) == (paper.files(), kept(paper))

    (unkept.folder / ".newsprint").mkdir()
    (unkept.folder / KEPT).write_text("workers cannot write into this folder: it is a file")
    for site in (many, unkept):
        done = newsprint(*build_command(site, "--executor", "dask", "--scheduler", cluster.address))
        assert (done.returncode, done.stderr) == (0, "")
        assert site.files() == paper.files()
    assert kept(many) == kept(paper)
