"""Real object stores, and a new bucket for each test.

A test that needs a store is marked ``@pytest.mark.store`` and uses ``ceph_bucket`` (or ``rclone_bucket``,
``azurite_bucket``, ``folder_bucket``), or ``bucket``, with which it runs once against each of them. Environment
variables of the developer's own cloud accounts are removed, and those of the bucket are set.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.deploy.stores.buckets import Bucket
from tests.deploy.stores.daemons import assert_daemons_run
from tests.deploy.stores.faults_proxy import FaultyProxy
from tests.deploy.stores.stores import (
    NewBucket,
    azurite_buckets,
    ceph_buckets,
    folder_buckets,
    rclone_buckets,
    without_clouds,
)
from tests.support.outlets import LIVE, Outlet


@pytest.fixture
def outlet(tmp_path: Path) -> Callable[[Mapping[str, str | bytes | None]], Outlet]:
    """Return a function that makes an outlet like that of other tests, but with a public address."""

    def make(files: Mapping[str, str | bytes | None]) -> Outlet:
        folder = tmp_path / "outlet"
        (folder / "content").mkdir(parents=True)
        return Outlet(folder).write({"newsprint.toml": LIVE, **files})

    return make


@pytest.fixture(scope="session")
def ceph_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewBucket]:
    """Start Ceph, and give a function that makes buckets."""
    with ceph_buckets(tmp_path_factory.mktemp("ceph") / "state") as new:
        yield new


@pytest.fixture(scope="session")
def rclone_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewBucket]:
    """Start ``rclone serve s3``, and give a function that makes buckets."""
    with rclone_buckets(tmp_path_factory.mktemp("rclone") / "state") as new:
        yield new


@pytest.fixture(scope="session")
def azurite_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewBucket]:
    """Start Azurite, and give a function that makes containers."""
    with azurite_buckets(tmp_path_factory.mktemp("azurite") / "state") as new:
        yield new


@pytest.fixture(scope="session")
def folder_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewBucket]:
    """Give a function that makes folders for sites."""
    with folder_buckets(tmp_path_factory.mktemp("folders") / "state") as new:
        yield new


@pytest.fixture
def no_clouds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the environment variables with which cloud libraries find credentials and their files."""
    for name in os.environ.keys() - without_clouds(dict(os.environ)).keys():
        monkeypatch.delenv(name)


def _new_bucket(new: NewBucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """Return a new bucket, and set the environment variables that give access to it."""
    assert_daemons_run()
    bucket = new()
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)
    return bucket


@pytest.fixture
def ceph_bucket(ceph_store: NewBucket, no_clouds: None, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """Return a new bucket in Ceph."""
    return _new_bucket(ceph_store, monkeypatch)


@pytest.fixture
def rclone_bucket(rclone_store: NewBucket, no_clouds: None, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """Return a new bucket in rclone, which has no conditional writes."""
    return _new_bucket(rclone_store, monkeypatch)


@pytest.fixture
def azurite_bucket(azurite_store: NewBucket, no_clouds: None, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """Return a new container in Azurite."""
    return _new_bucket(azurite_store, monkeypatch)


@pytest.fixture
def folder_bucket(folder_store: NewBucket) -> Bucket:
    """Return a new folder."""
    return folder_store()


@pytest.fixture(params=["ceph", "rclone", "azurite", "folder"])
def bucket(request: pytest.FixtureRequest) -> Bucket:
    """Return a new bucket, of each store in turn."""
    made: Bucket = request.getfixturevalue(f"{request.param}_bucket")
    return made


@pytest.fixture
def proxy(ceph_bucket: Bucket) -> Iterator[FaultyProxy]:
    """Yield a proxy in front of Ceph, which can cause faults."""
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        yield proxy
