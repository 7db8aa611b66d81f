"""A deploy that a person or a machine stops ends soon, and the next one takes over at once."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import pytest

from tests.deploy.commands import configure, deploy_command, run_deploy
from tests.deploy.papers import FIRST, Paper
from tests.deploy.stores.buckets import Bucket
from tests.deploy.stores.faults_proxy import Asked, Fault, FaultyProxy, Hold
from tests.support.outlets import Outlet, article
from tests.support.running import environment
from tests.support.waiting import output_of, wait_until

pytestmark = pytest.mark.store

Make = Callable[[Mapping[str, str | bytes | None]], Outlet]
HELD = {"the first request": ".newsprint/deploy.json", "pages": "index.html", "the manifest": ".json.gz"}


@pytest.fixture
def proxy(ceph_bucket: Bucket) -> Iterator[FaultyProxy]:
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        yield proxy


@pytest.fixture
def paper(outlet: Make, ceph_bucket: Bucket, proxy: FaultyProxy) -> Paper:
    paper = Paper(outlet(FIRST), ceph_bucket, ceph_bucket.at()).build()
    paper.deploy()
    paper.later(minutes=1).build({"content/new.md": article("New", date="2024-12-10")})
    return configure(paper, ceph_bucket.at(endpoint=proxy.endpoint))


@contextmanager
def held(paper: Paper, proxy: FaultyProxy, key: str) -> Iterator[subprocess.Popen[str]]:
    """A deploy that waits for the answer to a request about ``key``."""
    waiting: list[Asked] = []

    def rule(asked: Asked) -> Fault | None:
        if not asked.key.endswith(key):
            return None
        waiting.append(asked)
        return Hold()

    proxy.rule = rule
    process = subprocess.Popen(
        deploy_command(paper), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        try:
            wait_until(
                lambda: waiting,
                f"the deploy asks for {key}",
                seen=lambda: [(asked.method, asked.key) for asked in proxy.requests],
                unless=lambda: process.poll() is not None,
            )
            yield process
        finally:
            process.kill()


def takes_over_at_once(paper: Paper, proxy: FaultyProxy) -> None:
    proxy.rule = lambda asked: None
    outcome = run_deploy(paper)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert paper.live() == paper.outlet.files()


@pytest.mark.parametrize("request_held", HELD)
def test_ctrl_c_ends_a_deploy_with_one_line_that_says_how_to_finish_it(
    request_held: str, paper: Paper, proxy: FaultyProxy
) -> None:
    with held(paper, proxy, HELD[request_held]) as process:
        process.send_signal(signal.SIGINT)
        out, err = output_of(process)
    assert (process.returncode, out) == (130, "")
    assert err == "newsprint: stopped; resume with: newsprint deploy production\n"
    asked = [(each.method, each.key) for each in proxy.requests if each.key.endswith(HELD[request_held])]
    assert len(asked) == len(set(asked)), "it waited until a request had taken too long, and asked again"
    takes_over_at_once(paper, proxy)


def pressed(process: subprocess.Popen[str]) -> None:
    """Press Ctrl-C, and give the process a moment."""
    process.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(0.05)


def test_ctrl_c_pressed_again_and_again_ends_it_as_well(paper: Paper, proxy: FaultyProxy) -> None:
    with held(paper, proxy, "index.html") as process:
        wait_until(lambda: process.poll() is not None, "the deploy ends", pause=lambda: pressed(process))
        _, err = output_of(process)
    assert (process.returncode, len(err.splitlines())) == (130, 1)
    takes_over_at_once(paper, proxy)


def test_a_machine_that_ends_a_deploy_has_it_finished_by_the_next_at_once(paper: Paper, proxy: FaultyProxy) -> None:
    with held(paper, proxy, "index.html") as process:
        process.terminate()
        _, err = output_of(process)
    assert (process.returncode, err) == (-signal.SIGTERM, "")
    takes_over_at_once(paper, proxy)
