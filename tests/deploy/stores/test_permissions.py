"""The policy in docs/deployers/targets.md: it allows what a deploy asks of S3, and with it a deploy succeeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from newsprint.base.errors import DeployError
from tests.deploy.papers import FIRST, Paper
from tests.deploy.stores.buckets import Bucket, S3Bucket
from tests.deploy.stores.faults_proxy import Answer, Asked, FaultyProxy, whenever
from tests.support import manual
from tests.support.outlets import Outlet

pytestmark = pytest.mark.store

Make = Callable[[Mapping[str, str | bytes | None]], Outlet]

PAGE = "docs/deployers/targets.md"
LARGE = 9 * 1024 * 1024
"""Bytes; so large a file travels in parts."""


def policy() -> dict[str, Any]:
    (block,) = manual.blocks(PAGE, "json")
    return dict(json.loads(block.text))


def actions(statement: Mapping[str, Any]) -> set[str]:
    named = statement["Action"]
    return {named} if isinstance(named, str) else set(named)


ALL = sorted(action for statement in policy()["Statement"] for action in actions(statement))


def action(asked: Asked) -> str:
    """What a request has to be allowed ("Actions defined by Amazon S3", Service Authorization Reference)."""
    if not asked.key and asked.method == "GET":
        return "s3:ListBucket"
    if asked.method in ("GET", "HEAD"):
        return "s3:GetObject"
    if asked.method == "DELETE" and "uploadId" in asked.query:
        return "s3:AbortMultipartUpload"
    if asked.method == "DELETE" or asked.query.startswith("delete"):
        return "s3:DeleteObject"
    return "s3:PutObject"


def edited(paper: Paper) -> Paper:
    """The next edition: a story goes, and a large file comes."""
    return paper.later(minutes=5).build(
        {"content/story-1.md": None, "content/static/large.pdf": b"%PDF" * (LARGE // 4)}
    )


def test_it_names_just_the_actions_that_a_deploy_needs(outlet: Make, ceph_bucket: Bucket) -> None:
    """A first deploy, one that deletes, one that sends a file in parts, and one that cannot send all of them."""
    paper = Paper(outlet(FIRST), ceph_bucket, ceph_bucket.target).build()
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        paper.target = ceph_bucket.at(endpoint=proxy.endpoint)
        paper.deploy()
        edited(paper)
        proxy.rule = whenever(Answer(403, "AccessDenied"), method="PUT", key="large.pdf")
        with pytest.raises(DeployError):
            paper.deploy(max_deletes=9)
        proxy.rule = lambda asked: None
        paper.deploy(max_deletes=9)
        assert {action(asked) for asked in proxy.requests} == set(ALL)


def let_everybody_do(bucket: Bucket, allowed: set[str]) -> None:
    """Give the page's policy to everybody, as far as ``allowed`` goes.

    The bucket itself is named beside its objects: Ceph 16 asks whether a bulk may be deleted from it.
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
def nobody(ceph_bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A bucket to which we come without keys: we may do what everybody may."""
    for name in ceph_bucket.environment:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SKIP_SIGNATURE", "true")
    return ceph_bucket


def test_with_these_permissions_alone_everything_works(outlet: Make, nobody: Bucket) -> None:
    let_everybody_do(nobody, set(ALL))
    paper = Paper(outlet(FIRST), nobody, nobody.target).build()
    paper.deploy()
    edited(paper).deploy(max_deletes=9)
    paper.deploy(verify=True)
    assert paper.live() == paper.outlet.files()


@pytest.mark.parametrize("lacking", [each for each in ALL if each != "s3:AbortMultipartUpload"])
def test_without_one_of_them_it_does_not_and_says_why(outlet: Make, nobody: Bucket, lacking: str) -> None:
    paper = Paper(outlet(FIRST), nobody, nobody.target).build()
    let_everybody_do(nobody, set(ALL) - {lacking})
    with pytest.raises(DeployError, match="allow them to list, read, write and delete there"):
        paper.deploy()
        edited(paper).deploy(max_deletes=9)
