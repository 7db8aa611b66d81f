"""Of two deploys to one target at once, one succeeds, and the other is refused and changes nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.base.errors import DeployError
from tests.deploy.commands import configure, run_deploy
from tests.deploy.deployed_outlets import FIRST, DeployedOutlet
from tests.deploy.stores.buckets import Bucket
from tests.deploy.stores.faults_proxy import Call, FaultyProxy, Rule, whenever
from tests.support.outlets import article
from tests.support.reading import Make

pytestmark = pytest.mark.store


@pytest.fixture
def papers(outlet: Make, ceph_bucket: Bucket, tmp_path: Path) -> tuple[DeployedOutlet, DeployedOutlet]:
    """Return two copies of an outlet. A build of the first is live, and each has built another story since."""
    one = DeployedOutlet(outlet(FIRST), ceph_bucket, ceph_bucket.target).build()
    one.deploy()
    two = DeployedOutlet(one.outlet.copy(tmp_path / "two"), ceph_bucket, ceph_bucket.target)
    one.later(minutes=1).build({"content/one.md": article("One", date="2024-12-10")})
    two.later(minutes=2).build({"content/two.md": article("Two", date="2024-12-10")})
    return one, two


def deploy_during(
    rule: Callable[[Call], Rule], paper: DeployedOutlet, other: DeployedOutlet
) -> tuple[subprocess.CompletedProcess[str], subprocess.CompletedProcess[str]]:
    """Deploy ``paper``, and ``other`` at the request of it that ``rule`` chooses; return the result of both."""
    outcomes: list[subprocess.CompletedProcess[str]] = []
    configure(other, other.bucket.at())
    with FaultyProxy(paper.bucket.at().endpoint or "") as proxy:
        configure(paper, paper.bucket.at(endpoint=proxy.endpoint))
        proxy.rule = rule(Call(lambda: outcomes.append(run_deploy(other))))
        first = run_deploy(paper)
    return first, outcomes[0]


def test_a_deploy_during_another_is_refused(papers: tuple[DeployedOutlet, DeployedOutlet]) -> None:
    one, two = papers
    first, second = deploy_during(lambda call: whenever(call, method="PUT", key="one/index.html", times=1), one, two)
    assert (first.returncode, second.returncode) == (0, 1), first.stderr
    assert "is running: nothing was changed.\nTry again when it has finished" in second.stderr
    assert one.live() == one.outlet.files()


def test_a_deploy_that_was_overtaken_by_another_is_refused(papers: tuple[DeployedOutlet, DeployedOutlet]) -> None:
    """Both made their plan from the same state of the target; the store refuses the lease of the slower one."""
    one, two = papers
    first, second = deploy_during(lambda call: whenever(call, method="PUT", key="deploy.json", times=1), one, two)
    assert (first.returncode, second.returncode) == (1, 0), second.stderr
    assert "got there first: nothing was changed" in first.stderr
    assert two.live() == two.outlet.files()


def test_a_deploy_that_lost_its_lease_stops(papers: tuple[DeployedOutlet, DeployedOutlet]) -> None:
    """Its machine sleeps for an hour during the deploy, so that its lease has expired."""
    one, two = papers
    slept: list[str] = []

    def sleep() -> None:
        if not slept:
            slept.append("an hour")
            one.later(hours=1)

    with FaultyProxy(one.bucket.at().endpoint or "") as proxy:
        proxy.rule = whenever(Call(sleep, after=True), method="PUT", key="one/index.html", times=1)
        one.target = one.bucket.at(endpoint=proxy.endpoint)
        with pytest.raises(DeployError, match="could not renew its lease"):
            one.deploy()
    two.later(hours=2).deploy(max_deletes=5)
    assert two.live() == two.outlet.files()
