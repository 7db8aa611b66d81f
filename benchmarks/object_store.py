"""The object store that deploys are measured against: Ceph's S3 gateway on this machine, started as the tests start it.

It keeps its objects in memory, so no disk is waited for: about 60 KB an object, however small that is.
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
"""What a process needs in its environment to be let in."""


class StoreMissingError(Exception):
    """There is no object store on this machine; the text says what to do."""


@dataclass(frozen=True, slots=True)
class LocalStore:
    """A store at ``endpoint`` that runs; ``client`` is boto3's."""

    endpoint: str
    client: Any

    def make_bucket(self, name: str) -> None:
        """Make an empty bucket; other commands of S3 cannot."""
        self.client.create_bucket(Bucket=name)

    def etags(self, bucket: str) -> dict[str, str]:
        """The ETag of every object in ``bucket`` by its key: the MD5 of what was sent in one piece."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        return {each["Key"]: each["ETag"].strip('"') for page in pages for each in page.get("Contents", ())}


@contextmanager
def local_store() -> Iterator[LocalStore]:
    """A store that was just started and holds nothing; it ends with all that is in it. Raises StoreMissingError."""
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
    """The first object makes the store's pools, which takes a second; it is nobody's to wait for."""
    client.create_bucket(Bucket="warm-up")
    client.put_object(Bucket="warm-up", Key="object", Body=b"warm")
    client.delete_object(Bucket="warm-up", Key="object")
    client.delete_bucket(Bucket="warm-up")
