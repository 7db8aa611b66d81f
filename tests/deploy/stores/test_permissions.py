"""The policy in docs/deployers/targets.md: it allows exactly what a deploy needs of S3."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from newsprint.base.errors import DeployError
from tests.deploy.deployed_outlets import FIRST, DeployedOutlet
from tests.deploy.stores.buckets import Bucket, S3Bucket
from tests.deploy.stores.faults_proxy import Answer, FaultyProxy, Request, whenever
from tests.support import manual
from tests.support.reading import Make

pytestmark = pytest.mark.store


PAGE = "docs/deployers/targets.md"
LARGE = 9 * 1024 * 1024
"""Bytes; a file of this size is sent in parts."""


def policy() -> dict[str, Any]:
    """Return the policy in the documentation."""
    (block,) = manual.blocks(PAGE, "json")
    return dict(json.loads(block.text))


def actions(statement: Mapping[str, Any]) -> set[str]:
    """Return the actions that a statement of the policy allows."""
    named = statement["Action"]
    return {named} if isinstance(named, str) else set(named)


ALL_ACTIONS = sorted(action for statement in policy()["Statement"] for action in actions(statement))


def action(request: Request) -> str:
    """Return the action that a request needs ("Actions defined by Amazon S3", Service Authorization Reference)."""
    if not request.key and request.method == "GET":
        return "s3:ListBucket"
    if request.method in ("GET", "HEAD"):
        return "s3:GetObject"
    if request.method == "DELETE" and "uploadId" in request.query:
        return "s3:AbortMultipartUpload"
    if request.method == "DELETE" or request.query.startswith("delete"):
        return "s3:DeleteObject"
    return "s3:PutObject"


def build_edited(paper: DeployedOutlet) -> DeployedOutlet:
    """Build again after a story was deleted and a large file was added."""
    return paper.later(minutes=5).build(
        {"content/story-1.md": None, "content/static/large.pdf": b"%PDF" * (LARGE // 4)}
    )


def test_the_policy_names_exactly_the_actions_that_a_deploy_needs(outlet: Make, ceph_bucket: Bucket) -> None:
    """Deploy a first time, with deletes, with a file in parts, and with a part that cannot be sent."""
    paper = DeployedOutlet(outlet(FIRST), ceph_bucket, ceph_bucket.target).build()
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        paper.target = ceph_bucket.at(endpoint=proxy.endpoint)
        paper.deploy()
        build_edited(paper)
        proxy.rule = whenever(Answer(403, "AccessDenied"), method="PUT", key="large.pdf")
        with pytest.raises(DeployError):
            paper.deploy(max_deletes=9)
        proxy.rule = lambda request: None
        paper.deploy(max_deletes=9)
        assert {action(request) for request in proxy.requests} == set(ALL_ACTIONS)


def allow_everybody(bucket: Bucket, allowed: set[str]) -> None:
    """Give everybody the actions in ``allowed`` of the documented policy.

    The bucket itself is named beside its objects, because Ceph 16 checks it for bulk deletes.
    """
    assert isinstance(bucket, S3Bucket)
    place = f"arn:aws:s3:::{bucket.name}"
    statements = [
        {
            **statement,
            "Principal": "*",
            "Action": sorted(actions(statement) & allowed),
            "Resource": [place, statement["Resource"].replace("gazette-example", bucket.name)],
        }
        for statement in policy()["Statement"]
        if actions(statement) & allowed
    ]
    document = json.dumps({**policy(), "Statement": statements})
    bucket.client.put_bucket_policy(Bucket=bucket.name, Policy=document)


@pytest.fixture
def anonymous_bucket(ceph_bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """Return a bucket that is used without keys, so that only actions allowed to everybody work."""
    for name in ceph_bucket.environment:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SKIP_SIGNATURE", "true")
    return ceph_bucket


def test_a_deploy_works_with_these_permissions_alone(outlet: Make, anonymous_bucket: Bucket) -> None:
    allow_everybody(anonymous_bucket, set(ALL_ACTIONS))
    paper = DeployedOutlet(outlet(FIRST), anonymous_bucket, anonymous_bucket.target).build()
    paper.deploy()
    build_edited(paper).deploy(max_deletes=9)
    paper.deploy(verify=True)
    assert paper.live() == paper.outlet.files()


@pytest.mark.parametrize("missing", [each for each in ALL_ACTIONS if each != "s3:AbortMultipartUpload"])
def test_a_deploy_without_one_of_the_permissions_says_what_to_allow(
    outlet: Make, anonymous_bucket: Bucket, missing: str
) -> None:
    paper = DeployedOutlet(outlet(FIRST), anonymous_bucket, anonymous_bucket.target).build()
    allow_everybody(anonymous_bucket, set(ALL_ACTIONS) - {missing})
    with pytest.raises(DeployError, match="allow them to list, read, write and delete there"):
        paper.deploy()
        build_edited(paper).deploy(max_deletes=9)
