"""``newsprint build --executor dask``: the same bytes from a cluster, whatever happens to it."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.builder.workers.clusters import Cluster
from tests.support.archives import archive
from tests.support.commandline import run
from tests.support.outlets import Outlet, article
from tests.support.reading import Make
from tests.support.running import build_command, newsprint

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, and processes by their number")
SIZE = 320
HASTE = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The bytes of a build by this machine alone."""
    site = Outlet(tmp_path_factory.mktemp("clean")).write(archive(SIZE))
    site.build()
    return site.files()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers yet."""
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = Cluster(folder)
    yield cluster
    cluster.end()


def build_on(cluster: Cluster, site: Outlet, *arguments: str, hasty: bool = False) -> CompletedProcess[str]:
    words = build_command(site, "--executor", "dask", "--scheduler", cluster.address, *arguments)
    return newsprint(*words, variables=HASTE if hasty else None)


def nothing_changed(site: Outlet) -> bool:
    """Whether there is neither a page in the output nor a copy of the catalog."""
    return not site.files() and not list((site.folder / ".newsprint").glob("snapshot-*"))


def test_two_workers_leave_the_bytes_of_a_build_by_one_machine(
    outlet: Make, cluster: Cluster, clean: dict[str, bytes]
) -> None:
    """Workers outlive builds: the second one, of other content, is not printed with what they remember of the first."""
    cluster.add_workers(2)
    title = str(archive()["newsprint.toml"]).replace("Harbour Gazette", "Other Paper")
    site = outlet({**archive(SIZE), "newsprint.toml": title, "content/world/000-extra.md": article("Extra")})
    other = build_on(cluster, site)
    assert other.returncode == 0, other.stderr
    assert site.files() != clean

    site.write({**archive(SIZE), "content/world/000-extra.md": None})
    done = build_on(cluster, site)

    assert (done.returncode, done.stderr) == (0, "")
    assert site.files() == clean
    assert not list((site.folder / ".newsprint").glob("snapshot-*"))


def test_a_worker_with_several_threads_prints_the_same_bytes(
    outlet: Make, cluster: Cluster, clean: dict[str, bytes]
) -> None:
    cluster.add_workers(1, threads=4)
    site = outlet(archive(SIZE))
    done = build_on(cluster, site, "--profile")
    assert done.returncode == 0, done.stderr
    assert site.files() == clean


def test_when_a_worker_dies_in_the_middle_of_its_pages_another_one_prints_them(
    outlet: Make, cluster: Cluster, clean: dict[str, bytes]
) -> None:
    (victim,) = cluster.add_workers(1, accident="dies")
    cluster.add_workers(1)
    site = outlet(archive(SIZE))
    done = build_on(cluster, site)
    assert victim.process.wait() == -signal.SIGKILL
    assert (done.returncode, done.stderr) == (0, "")
    assert site.files() == clean


@pytest.mark.parametrize(
    ("accident", "told"),
    [
        pytest.param("dies", "it has no workers left", id="the last worker dies"),
        pytest.param(  # whichever is noticed first
            "scheduler dies", "the connection was lost|the scheduler does not answer", id="the scheduler dies"
        ),
        pytest.param("older", "install the same versions everywhere", id="a worker has another version of a library"),
    ],
)
def test_a_cluster_that_cannot_go_on_is_one_message_and_nothing_is_changed(
    outlet: Make, cluster: Cluster, clean: dict[str, bytes], accident: str, told: str
) -> None:
    cluster.add_workers(1, accident=accident)
    site = outlet(archive(SIZE))
    done = build_on(cluster, site, hasty=True)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert re.search(told, done.stderr), done.stderr
    assert nothing_changed(site)
    cluster.end()
    site.build()
    assert site.files() == clean


@pytest.mark.parametrize(
    ("address", "told"),
    [
        pytest.param("tcp://127.0.0.1:9", "no Dask scheduler answers there", id="nobody there"),
        pytest.param("nonsense://x", "the address is invalid", id="no address at all"),
    ],
)
def test_an_address_without_a_scheduler_is_one_message_and_nothing_is_changed(
    outlet: Make, address: str, told: str
) -> None:
    site = outlet(archive(SIZE))
    done = newsprint(*build_command(site, "--executor", "dask", "--scheduler", address), variables=HASTE)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert told in done.stderr
    assert nothing_changed(site)


def test_a_scheduler_without_workers_is_one_message_and_nothing_is_changed(outlet: Make, cluster: Cluster) -> None:
    site = outlet(archive(SIZE))
    done = build_on(cluster, site, hasty=True)
    assert (done.returncode, done.stderr.count("\n"), "it has no workers" in done.stderr) == (1, 1, True), done.stderr
    assert nothing_changed(site)


def test_a_small_build_asks_no_cluster(outlet: Make) -> None:
    """Publishing a story goes on while the cluster is away."""
    site = outlet({"content/world/ferry.md": article("Ferry")})
    outcome = run("build", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9", cwd=site.folder)
    assert (outcome.code, outcome.err) == (0, "")


def test_without_dask_the_message_says_what_to_install(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    site = outlet({"content/world/ferry.md": article("Ferry")})
    outcome = run("build", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9", cwd=site.folder)
    message = "newsprint: --executor dask needs Dask: pip install dask distributed\n"
    assert (outcome.code, outcome.out, outcome.err) == (2, "", message)


@pytest.mark.parametrize("words", [("--executor", "dask"), ("--scheduler", "tcp://127.0.0.1:9")])
def test_the_executor_and_the_address_go_together(outlet: Make, words: tuple[str, ...]) -> None:
    outcome = run("build", *words, cwd=outlet({}).folder)
    message = "newsprint: --executor dask and --scheduler ADDRESS must be used together\n"
    assert (outcome.code, outcome.out, outcome.err) == (2, "", message)
