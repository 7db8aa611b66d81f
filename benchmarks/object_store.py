"""The object store for measuring deploys: Ceph's S3 gateway on this machine, started with the helper of the tests.

Its objects are in memory, so that no disk is waited for: at least about 60 KB for each object.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.places import REPOSITORY, WORK

REGION = "us-east-1"
_KEY, _SECRET = "NEWSROOMKEY", "newsroom-secret"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": _KEY, "AWS_SECRET_ACCESS_KEY": _SECRET}
"""The environment variables with the credentials."""


class StoreMissingError(Exception):
    """There is no object store on this machine; the message says what to do."""


@dataclass(frozen=True, slots=True)
class LocalStore:
    """A running store at ``endpoint``; ``client`` is that of boto3."""

    endpoint: str
    client: Any

    def make_bucket(self, name: str) -> None:
        """Make an empty bucket."""
        self.client.create_bucket(Bucket=name)

    def etags(self, bucket: str) -> dict[str, str]:
        """Return the ETag of every object in ``bucket``, by key. It is the MD5 of an object sent in one piece."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        return {each["Key"]: each["ETag"].strip('"') for page in pages for each in page.get("Contents", ())}


@contextmanager
def local_store() -> Iterator[LocalStore]:
    """Start an empty store, and stop it with the context. Raises StoreMissingError."""
    ceph = _ceph()
    if missing := ceph.missing_programs():
        raise StoreMissingError(f"{missing} of Ceph is not installed: sh tests/deploy/stores/install-stores.sh")
    WORK.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="store-", dir=WORK) as folder,
        ceph.running_ceph(Path(folder), _KEY, _SECRET) as port,
    ):
        endpoint = f"http://127.0.0.1:{port}"
        with closing(_client(endpoint)) as client:
            _warm_up(client)
            yield LocalStore(endpoint, client)


def _ceph() -> Any:
    """Return the helper of the tests that starts Ceph."""
    if str(REPOSITORY) not in sys.path:
        sys.path.append(str(REPOSITORY))
    return importlib.import_module("tests.deploy.stores.ceph")


def _client(endpoint: str) -> Any:
    boto3, config = importlib.import_module("boto3"), importlib.import_module("botocore.config")
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=_KEY,
        aws_secret_access_key=_SECRET,
        config=config.Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"),
    )


def _warm_up(client: Any) -> None:
    """Store a first object, for which the store makes its pools: this takes a second and must not be measured."""
    client.create_bucket(Bucket="warm-up")
    client.put_object(Bucket="warm-up", Key="object", Body=b"warm")
    client.delete_object(Bucket="warm-up", Key="object")
    client.delete_bucket(Bucket="warm-up")
