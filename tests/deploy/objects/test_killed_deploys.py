"""A deploy that is killed at any of its requests leaves no dead links, and the next deploy finishes it."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping
from itertools import cycle

import pytest

from tests.deploy.commands import configure, deploy_command, run_deploy
from tests.deploy.deployed_outlets import DeployedOutlet
from tests.deploy.followed_links import dead_links, missing_assets
from tests.deploy.stores.buckets import Bucket
from tests.deploy.stores.faults_proxy import Call, FaultyProxy, at_request
from tests.support.outlets import article
from tests.support.reading import Make
from tests.support.running import environment
from tests.support.waiting import output_of

pytestmark = pytest.mark.store

Files = dict[str, str | bytes | None]
DELETES = ("--max-deletes", "50")
STEP = int(os.environ.get("NEWSPRINT_DEPLOY_KILLS_STEP", "5"))
"""The number of requests between two kills; with 1, a deploy is killed at every request."""

VERSIONS: tuple[Files, Files] = (
    {
        "content/boat.md": article("The boat", date="2024-12-01", tags=["Ferry"]),
        "content/lamp.md": article("The lamp", "[The boat](boat.md)", date="2024-12-03", tags=["Light"]),
        "content/pier.md": None,
        "themes/gazette/assets/style.css": "body { color: black }",
    },
    {
        "content/boat.md": article("The boat", "It has come home.", date="2024-12-01", tags=["Harbour"]),
        "content/lamp.md": None,
        "content/pier.md": article("The pier", "[The boat](boat.md)", date="2024-12-02", tags=["Tides"]),
        "themes/gazette/assets/style.css": "body { color: navy }",
    },
)
"""Two versions of a site: between them, stories, pages and the style sheet are added, changed and deleted."""

FIRST = {name: text for name, text in VERSIONS[0].items() if text is not None}


def deploy_and_kill(number: int, paper: DeployedOutlet, proxy: FaultyProxy) -> bool:
    """Deploy, and kill the process at its ``number``-th request, which may or may not reach the store.

    Return whether the process was killed.
    """
    running: list[subprocess.Popen[bytes]] = []
    ready = threading.Event()

    def kill() -> None:
        ready.wait()
        running[0].send_signal(signal.SIGKILL)
        running[0].wait()

    proxy.requests.clear()
    proxy.rule = at_request(number, Call(kill, drop=number % 2 == 0))
    process = subprocess.Popen(
        deploy_command(paper, *DELETES), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    running.append(process)
    ready.set()
    _, err = output_of(process)
    assert process.returncode in (0, -signal.SIGKILL), err.decode()
    proxy.rule = lambda request: None
    proxy.settle()
    return process.returncode != 0


def deploy_to_the_end(paper: DeployedOutlet) -> None:
    """Deploy, and check that it succeeds."""
    outcome = run_deploy(paper, *DELETES)
    assert outcome.returncode == 0, outcome.stderr


def defects(before: Mapping[str, bytes], now: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Return the dead links and missing pictures that readers may find.

    They start at the front page or at a page of both versions.
    """
    start = {*(before.keys() & after.keys()), "index.html"}
    return [*dead_links(now, start), *missing_assets(now)]


def test_a_deploy_killed_at_any_request_leaves_no_dead_links(outlet: Make, ceph_bucket: Bucket) -> None:
    """Deploy the two versions in turn, and kill each deploy some requests later than the one before."""
    paper = DeployedOutlet(outlet(FIRST), ceph_bucket, ceph_bucket.target).build()
    versions = cycle(reversed(VERSIONS))
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        configure(paper, ceph_bucket.at(endpoint=proxy.endpoint))
        deploy_to_the_end(paper)
        number, killed = 1, True
        while killed:
            before = paper.live()
            paper.later(minutes=1).build(next(versions))
            after = paper.outlet.files()
            killed = deploy_and_kill(number, paper, proxy)
            assert defects(before, paper.live(), after) == [], f"killed at request {number}"
            if killed:
                deploy_to_the_end(paper)
            live = paper.live()
            assert {path: live.get(path) for path in after} == after, f"killed at request {number}"
            assert all(path.startswith("assets/") for path in live.keys() - after.keys()), f"killed at request {number}"
            number += STEP
    assert number > 20


def test_a_first_deploy_that_is_killed_leaves_no_dead_links(outlet: Make, ceph_bucket: Bucket) -> None:
    paper = DeployedOutlet(outlet(FIRST), ceph_bucket, ceph_bucket.target).build()
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        configure(paper, ceph_bucket.at(endpoint=proxy.endpoint))
        for number in (1, 4, 9, 16, 25):
            assert deploy_and_kill(number, paper, proxy)
            assert defects({}, paper.live(), paper.outlet.files()) == [], f"killed at request {number}"
        sent = paper.live()
        proxy.requests.clear()
        deploy_to_the_end(paper)
        sent_again = [request.key for request in proxy.requests if request.method == "PUT"]
        assert sent.keys() & set(sent_again) == set()
    assert paper.live() == paper.outlet.files()
