"""The proxy between clients and stores passes everything on, except for the faults that a test chooses."""

from __future__ import annotations

from datetime import timedelta

import obstore
import pytest
from obstore.exceptions import BaseError
from obstore.store import AzureStore, S3Store

from tests.deploy.stores.buckets import Bucket
from tests.deploy.stores.faults_proxy import (
    SLOW_DOWN,
    Call,
    Cut,
    Drop,
    Fault,
    FaultyProxy,
    NoAnswer,
    Reset,
    at_request,
    whenever,
)
from tests.deploy.stores.stores import AZURITE_KEY, KEY, SECRET
from tests.support.waiting import PATIENCE

pytestmark = pytest.mark.store
NO_RETRIES = {"max_retries": 0, "retry_timeout": timedelta(seconds=PATIENCE)}


def client(bucket: Bucket, proxy: FaultyProxy, timeout: float = PATIENCE) -> S3Store:
    """Return a client that reaches ``bucket`` through ``proxy`` and never tries again."""
    return S3Store(
        bucket.target.bucket,
        endpoint=proxy.endpoint,
        region="us-east-1",
        access_key_id=KEY,
        secret_access_key=SECRET,
        client_options={"allow_http": True, "timeout": timedelta(seconds=timeout)},
        retry_config=NO_RETRIES,
    )


def test_signed_requests_pass_and_are_counted_by_method_and_key(ceph_bucket: Bucket, proxy: FaultyProxy) -> None:
    store = client(ceph_bucket, proxy)
    obstore.put(store, "world/ä b.html", b"<p>" * 5000)
    assert bytes(obstore.get(store, "world/ä b.html").bytes()) == b"<p>" * 5000
    assert [(each.number, each.method, each.key) for each in proxy.requests] == [
        (1, "PUT", "world/ä b.html"),
        (2, "GET", "world/ä b.html"),
    ]
    assert proxy.count("PUT") == proxy.count(key="b.html") - 1 == 1


def test_large_files_pass_in_parts(ceph_bucket: Bucket, proxy: FaultyProxy) -> None:
    data = bytes(range(256)) * 50_000
    obstore.put(client(ceph_bucket, proxy), "film.mp4", data)
    assert ceph_bucket.objects() == {"film.mp4": data}
    assert proxy.count("PUT") == 3


def test_signed_requests_to_azure_pass(azurite_bucket: Bucket) -> None:
    with FaultyProxy(azurite_bucket.target.endpoint or "") as proxy:
        store = AzureStore(
            azurite_bucket.target.bucket,
            account_name="devstoreaccount1",
            account_key=AZURITE_KEY,
            endpoint=proxy.endpoint,
            client_options={"allow_http": True},
        )
        obstore.put(store, "world/index.html", b"<p>")
    assert azurite_bucket.objects() == {"world/index.html": b"<p>"}
    assert [each.key for each in proxy.requests] == ["world/index.html"]


@pytest.mark.parametrize(
    ("fault", "arrives"),
    [
        (Drop(), False),
        (Drop(after=True), True),
        (Cut(), False),
        (Reset(3), False),
        (SLOW_DOWN, False),
        (NoAnswer(), False),
    ],
    ids=repr,
)
def test_a_fault_only_fails_its_own_request(
    fault: Fault, arrives: bool, ceph_bucket: Bucket, proxy: FaultyProxy
) -> None:
    impatient = client(ceph_bucket, proxy, timeout=1)
    store = client(ceph_bucket, proxy)
    proxy.rule = whenever(fault, key="b", times=1)
    obstore.put(store, "a", b"one")
    if isinstance(fault, Cut):  # the answer to an upload has no body that could be cut
        ceph_bucket.put("b", b"two")
        with pytest.raises((BaseError, OSError)):
            obstore.get(store, "b").bytes()
    else:
        with pytest.raises((BaseError, OSError)):
            obstore.put(impatient if isinstance(fault, NoAnswer) else store, "b", b"two")
        assert ("b" in ceph_bucket.objects()) == arrives
    obstore.put(store, "b", b"three")
    assert ceph_bucket.objects() == {"a": b"one", "b": b"three"}


@pytest.mark.parametrize("after", [False, True])
def test_a_hook_is_called_at_its_request(after: bool, ceph_bucket: Bucket, proxy: FaultyProxy) -> None:
    seen = []
    proxy.rule = at_request(2, Call(lambda: seen.append(sorted(ceph_bucket.objects())), after=after))
    for key in ("a", "b", "c"):
        obstore.put(client(ceph_bucket, proxy), key, b"x")
    assert seen == [["a", "b"] if after else ["a"]]
