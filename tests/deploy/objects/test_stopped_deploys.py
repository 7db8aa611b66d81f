"""A deploy that is stopped ends soon, and the next one resumes at once."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.deploy.commands import configure, deploy_command, run_deploy
from tests.deploy.deployed_outlets import FIRST, DeployedOutlet
from tests.deploy.stores.buckets import Bucket
from tests.deploy.stores.faults_proxy import Fault, FaultyProxy, NoAnswer, Request
from tests.support.outlets import article
from tests.support.reading import Make
from tests.support.running import environment
from tests.support.waiting import output_of, wait_until

pytestmark = pytest.mark.store

KEYS = {"the first request": ".newsprint/deploy.json", "pages": "index.html", "the manifest": ".json.gz"}


@pytest.fixture
def paper(outlet: Make, ceph_bucket: Bucket, proxy: FaultyProxy) -> DeployedOutlet:
    """Return a paper that was deployed, and built again with another story."""
    paper = DeployedOutlet(outlet(FIRST), ceph_bucket, ceph_bucket.at()).build()
    paper.deploy()
    paper.later(minutes=1).build({"content/new.md": article("New", date="2024-12-10")})
    return configure(paper, ceph_bucket.at(endpoint=proxy.endpoint))


@contextmanager
def waiting_deploy(paper: DeployedOutlet, proxy: FaultyProxy, key: str) -> Iterator[subprocess.Popen[str]]:
    """Start a deploy, and give its process when it waits for the answer to a request for ``key``."""
    waiting: list[Request] = []

    def rule(request: Request) -> Fault | None:
        if not request.key.endswith(key):
            return None
        waiting.append(request)
        return NoAnswer()

    proxy.rule = rule
    process = subprocess.Popen(
        deploy_command(paper), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        try:
            wait_until(
                lambda: waiting,
                f"the deploy requests {key}",
                seen=lambda: [(request.method, request.key) for request in proxy.requests],
                unless=lambda: process.poll() is not None,
            )
            yield process
        finally:
            process.kill()


def assert_next_deploy_resumes(paper: DeployedOutlet, proxy: FaultyProxy) -> None:
    """Deploy again without faults, and check that the target then equals the build."""
    proxy.rule = lambda request: None
    outcome = run_deploy(paper)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert paper.live() == paper.outlet.files()


@pytest.mark.parametrize("place", KEYS)
def test_ctrl_c_stops_a_deploy_and_says_how_to_resume_it(place: str, paper: DeployedOutlet, proxy: FaultyProxy) -> None:
    with waiting_deploy(paper, proxy, KEYS[place]) as process:
        process.send_signal(signal.SIGINT)
        out, err = output_of(process)
    assert (process.returncode, out) == (130, "")
    assert err == "newsprint: stopped; resume with: newsprint deploy production\n"
    requests = [(each.method, each.key) for each in proxy.requests if each.key.endswith(KEYS[place])]
    assert len(requests) == len(set(requests)), "a request timed out and was repeated"
    assert_next_deploy_resumes(paper, proxy)


def press_ctrl_c(process: subprocess.Popen[str]) -> None:
    """Press Ctrl-C, and give the process a moment."""
    process.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(0.05)


def test_ctrl_c_can_be_pressed_several_times(paper: DeployedOutlet, proxy: FaultyProxy) -> None:
    with waiting_deploy(paper, proxy, "index.html") as process:
        wait_until(lambda: process.poll() is not None, "the deploy has ended", pause=lambda: press_ctrl_c(process))
        _, err = output_of(process)
    assert (process.returncode, len(err.splitlines())) == (130, 1)
    assert_next_deploy_resumes(paper, proxy)


def test_a_terminated_deploy_is_resumed_by_the_next_at_once(paper: DeployedOutlet, proxy: FaultyProxy) -> None:
    with waiting_deploy(paper, proxy, "index.html") as process:
        process.terminate()
        _, err = output_of(process)
    assert (process.returncode, err) == (-signal.SIGTERM, "")
    assert_next_deploy_resumes(paper, proxy)
