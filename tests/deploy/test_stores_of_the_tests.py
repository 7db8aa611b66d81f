"""The stores that other tests rely on do what those tests take for granted."""

from __future__ import annotations

import pytest
from buckets import Bucket

pytestmark = pytest.mark.store


def test_what_is_put_into_a_bucket_is_there_until_it_is_deleted(bucket: Bucket) -> None:
    bucket.put("world/ä b+c%.html", b"<p>")
    bucket.put("index.html", b"front")
    assert bucket.objects() == {"world/ä b+c%.html": b"<p>", "index.html": b"front"}
    assert bucket.head("index.html")["content-length"] == "5"
    assert bucket.get("/index.html").body == b"front"
    bucket.delete("world/ä b+c%.html")
    assert list(bucket.objects()) == ["index.html"]


def test_a_fresh_bucket_is_empty_and_has_a_name_of_its_own(bucket: Bucket, request: pytest.FixtureRequest) -> None:
    other = request.getfixturevalue(f"{bucket.store}_store")()
    bucket.put("index.html", b"front")
    assert other.target != bucket.target
    assert other.objects() == {}


def test_ceph_serves_a_bucket_as_a_website(ceph_bucket: Bucket) -> None:
    ceph_bucket.put("index.html", b"front")
    ceph_bucket.put("world/index.html", b"world")
    ceph_bucket.put("404.html", b"gone")
    assert ceph_bucket.get("/").body == b"front"
    assert ceph_bucket.get("/world/").body == b"world"
    missing = ceph_bucket.get("/sport/")
    assert (missing.status, missing.body) == (404, b"gone")
