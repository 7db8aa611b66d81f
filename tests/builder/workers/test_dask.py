"""``newsprint build --executor dask``: the same bytes from a cluster, or one message if the cluster fails."""

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
from tests.support.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="uses signals")
SIZE = 320
SHORT_TIMEOUT = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of a build by this machine alone."""
    site = Outlet(tmp_path_factory.mktemp("clean")).write(archive(SIZE))
    site.build()
    return site.files()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Start a scheduler, without workers yet."""
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = Cluster(folder)
    yield cluster
    cluster.end()


def build_on(cluster: Cluster, site: Outlet, *arguments: str, short_timeout: bool = False) -> CompletedProcess[str]:
    """Build ``site`` on ``cluster``."""
    words = build_command(site, "--executor", "dask", "--scheduler", cluster.address, *arguments)
    return newsprint(*words, variables=SHORT_TIMEOUT if short_timeout else None)


def nothing_changed(site: Outlet) -> bool:
    """Return whether there is no page in the output, and no copy of the catalog."""
    return not site.files() and not list((site.folder / ".newsprint").glob("snapshot-*"))


def test_two_dask_workers_print_the_same_bytes_as_one_machine(
    outlet: Make, cluster: Cluster, clean: dict[str, bytes]
) -> None:
    """Workers serve several builds: the second one, of other content, must not get values cached in the first."""
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


def test_if_a_dask_worker_dies_another_one_prints_its_pages(
    outlet: Make, cluster: Cluster, clean: dict[str, bytes]
) -> None:
    (victim,) = cluster.add_workers(1, failure="dies")
    cluster.add_workers(1)
    site = outlet(archive(SIZE))
    done = build_on(cluster, site)
    wait_until(lambda: victim.process.poll() is not None, "the worker has died", seen=lambda: victim.lines)
    assert victim.process.returncode == -signal.SIGKILL
    assert (done.returncode, done.stderr) == (0, "")
    assert site.files() == clean


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        pytest.param("dies", "it has no workers left", id="the last worker dies"),
        pytest.param(  # the message depends on what is noticed first
            "scheduler dies", "the connection was lost|the scheduler does not answer", id="the scheduler dies"
        ),
        pytest.param("older", "install the same versions everywhere", id="a worker has another version of a library"),
    ],
)
def test_a_cluster_that_fails_is_reported_and_nothing_is_changed(
    outlet: Make, cluster: Cluster, clean: dict[str, bytes], failure: str, message: str
) -> None:
    cluster.add_workers(1, failure=failure)
    site = outlet(archive(SIZE))
    done = build_on(cluster, site, short_timeout=True)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert re.search(message, done.stderr), done.stderr
    assert nothing_changed(site)
    cluster.end()
    site.build()
    assert site.files() == clean


@pytest.mark.parametrize(
    ("address", "message"),
    [
        pytest.param("tcp://127.0.0.1:9", "no Dask scheduler answers there", id="no scheduler"),
        pytest.param("nonsense://x", "the address is invalid", id="invalid address"),
    ],
)
def test_an_address_without_a_scheduler_is_reported_and_nothing_is_changed(
    outlet: Make, address: str, message: str
) -> None:
    site = outlet(archive(SIZE))
    done = newsprint(*build_command(site, "--executor", "dask", "--scheduler", address), variables=SHORT_TIMEOUT)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert message in done.stderr
    assert nothing_changed(site)


def test_a_scheduler_without_workers_is_reported_and_nothing_is_changed(outlet: Make, cluster: Cluster) -> None:
    site = outlet(archive(SIZE))
    done = build_on(cluster, site, short_timeout=True)
    assert (done.returncode, done.stderr.count("\n"), "it has no workers" in done.stderr) == (1, 1, True), done.stderr
    assert nothing_changed(site)


def test_a_small_build_does_not_use_the_cluster(outlet: Make) -> None:
    """A story can be published while the cluster is not available."""
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
def test_the_executor_and_the_scheduler_must_be_given_together(outlet: Make, words: tuple[str, ...]) -> None:
    outcome = run("build", *words, cwd=outlet({}).folder)
    message = "newsprint: --executor dask and --scheduler ADDRESS must be used together\n"
    assert (outcome.code, outcome.out, outcome.err) == (2, "", message)
