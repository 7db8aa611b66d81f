"""A deploy that is killed at any of its requests harms no reader, and the next one finishes it."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping
from itertools import cycle

import pytest

from tests.deploy.commands import configure, deploy_command, run_deploy
from tests.deploy.papers import Paper
from tests.deploy.readers import dead_links, missing_assets
from tests.deploy.stores.buckets import Bucket
from tests.deploy.stores.faults_proxy import Call, FaultyProxy, at_request
from tests.support.outlets import Outlet, article
from tests.support.running import environment

pytestmark = pytest.mark.store

Files = dict[str, str | bytes | None]
Make = Callable[[Mapping[str, str | bytes | None]], Outlet]
DELETES = ("--max-deletes", "50")
STEP = int(os.environ.get("NEWSPRINT_DEPLOY_KILLS_STEP", "5"))
"""How many requests further each deploy gets; with 1 every request is one at which a deploy is killed."""

EDITIONS: tuple[Files, Files] = (
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
"""From one to the other stories and pages come, change and go, and so does the style sheet."""

FIRST = {name: text for name, text in EDITIONS[0].items() if text is not None}


def killed_at(number: int, paper: Paper, proxy: FaultyProxy) -> bool:
    """Deploy, and kill the process when it asks for the ``number``-th time, which the store may or may not hear of."""
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
    _, said = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), said.decode()
    proxy.rule = lambda asked: None
    proxy.settle()
    return process.returncode != 0


def finished(paper: Paper) -> None:
    outcome = run_deploy(paper, *DELETES)
    assert outcome.returncode == 0, outcome.stderr


def harm(before: Mapping[str, bytes], now: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """What a reader may meet at this moment who began on a page that was there, or at the front page."""
    start = {*(before.keys() & after.keys()), "index.html"}
    return [*dead_links(now, start), *missing_assets(now)]


def test_a_deploy_that_is_killed_at_any_request_harms_no_reader_and_is_finished_by_the_next(
    outlet: Make, ceph_bucket: Bucket
) -> None:
    """One edition after the other is deployed, each deploy killed one request later than the one before."""
    paper = Paper(outlet(FIRST), ceph_bucket, ceph_bucket.target).build()
    editions = cycle(reversed(EDITIONS))
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        configure(paper, ceph_bucket.at(endpoint=proxy.endpoint))
        finished(paper)
        number, killed = 1, True
        while killed:
            before = paper.live()
            paper.later(minutes=1).build(next(editions))
            after = paper.outlet.files()
            killed = killed_at(number, paper, proxy)
            assert harm(before, paper.live(), after) == [], f"killed at request {number}"
            if killed:
                finished(paper)
            live = paper.live()
            assert {path: live.get(path) for path in after} == after, f"killed at request {number}"
            assert all(path.startswith("assets/") for path in live.keys() - after.keys()), f"killed at request {number}"
            number += STEP
    assert number > 20


def test_a_first_deploy_that_is_killed_shows_nothing_that_leads_nowhere(outlet: Make, ceph_bucket: Bucket) -> None:
    paper = Paper(outlet(FIRST), ceph_bucket, ceph_bucket.target).build()
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        configure(paper, ceph_bucket.at(endpoint=proxy.endpoint))
        for number in (1, 4, 9, 16, 25):
            assert killed_at(number, paper, proxy)
            assert harm({}, paper.live(), paper.outlet.files()) == [], f"killed at request {number}"
        sent = paper.live()
        proxy.requests.clear()
        finished(paper)
        again = [asked.key for asked in proxy.requests if asked.method == "PUT"]
        assert sent.keys() & set(again) == set()
    assert paper.live() == paper.outlet.files()
