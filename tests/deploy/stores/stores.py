"""The object stores that tests run against: started for the first test that needs one, stopped after the last."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.stores.azure_requests import AzureAccount
from tests.deploy.stores.buckets import AzureBucket, Bucket, FolderBucket, S3Bucket
from tests.deploy.stores.ceph import missing_programs, running_ceph
from tests.deploy.stores.daemons import Daemon
from tests.support.ports import free_ports

NewBucket = Callable[[], Bucket]

KEY, SECRET = "NEWSROOMKEY", "newsroom-secret-which-nobody-may-see"
AZURITE_ACCOUNT = "devstoreaccount1"
AZURITE_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
"""The public key of every Azurite, from its manual."""
S3_ENVIRONMENT = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
CLOUD_VARIABLES = ("AWS_", "AZURE_", "GOOGLE_", "IDENTITY_", "MSI_")
"""Prefixes of the environment variables that contain credentials or addresses of clouds."""


def without_clouds(environment: dict[str, str]) -> dict[str, str]:
    """Return ``environment`` without the credentials of a user's account or the machine's role."""
    return {name: value for name, value in environment.items() if not name.startswith(CLOUD_VARIABLES)}


@contextmanager
def ceph_buckets(state: Path) -> Iterator[NewBucket]:
    """Start Ceph's gateway, and give a function that makes buckets, which readers can read as websites."""
    if missing := missing_programs():
        pytest.skip(f"Ceph is not installed ({missing} is missing): see tests/deploy/stores/install-stores.sh")
    with running_ceph(state, KEY, SECRET, undelayed=True) as port:
        yield from _s3_buckets("ceph", port, website=True)


@contextmanager
def rclone_buckets(state: Path) -> Iterator[NewBucket]:
    """Start ``rclone serve s3`` (from pip), and give a function that makes buckets without conditional writes."""
    program = Path(sys.prefix) / "bin" / "rclone"
    if not program.exists():
        pytest.skip("rclone is not installed: make setup installs it")
    served, cache, (port,) = state / "served", state / "cache", free_ports(1)
    served.mkdir(parents=True)
    options = ["--config", os.devnull, "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}"]
    # Two requests that make the same folder at once each make one, and rclone loses the files of the first until it
    # reads the disk again. So it reads the disk every time, and caches no writes.
    options += ["--vfs-cache-mode", "off", "--dir-cache-time", "1ms", "--cache-dir", str(cache)]
    daemon = Daemon([str(program), "serve", "s3", *options, str(served)], state / "log")
    try:
        daemon.wait_for_port(port)
        yield from _s3_buckets("rclone", port, website=False)
    finally:
        daemon.stop()


def _s3_buckets(store: str, port: int, *, website: bool) -> Iterator[NewBucket]:
    client, names = _s3_client(f"http://127.0.0.1:{port}"), count(1)
    try:
        yield lambda: S3Bucket(
            store, f"gazette-{next(names)}", client.meta.endpoint_url, client, dict(S3_ENVIRONMENT), website
        )
    finally:
        client.close()


def _s3_client(endpoint: str) -> Any:
    import boto3
    from botocore.config import Config

    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        retries={"max_attempts": 1},
    )
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        config=config,
    )


@contextmanager
def azurite_buckets(state: Path) -> Iterator[NewBucket]:
    """Start Azurite, an emulator of Azure Blob Storage, and give a function that makes public containers."""
    program = Path(sys.prefix) / "azurite" / "node_modules" / ".bin" / "azurite-blob"
    if not program.exists() or shutil.which("node") is None:
        pytest.skip(f"Azurite is not in {program.parents[2]}: see tests/deploy/stores/install-stores.sh")
    state.mkdir(parents=True)
    (port,) = free_ports(1)
    options = ["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"]
    daemon = Daemon([str(program), *options, "--blobHost", "127.0.0.1", "--blobPort", str(port)], state / "log")
    account = AzureAccount(AZURITE_ACCOUNT, AZURITE_KEY, f"http://127.0.0.1:{port}/{AZURITE_ACCOUNT}")
    names = count(1)
    try:
        daemon.wait_for_port(port)
        key = {"AZURE_STORAGE_ACCOUNT_KEY": AZURITE_KEY}
        yield lambda: AzureBucket("azurite", f"gazette-{next(names)}", account, dict(key))
    finally:
        daemon.stop()


@contextmanager
def folder_buckets(state: Path) -> Iterator[NewBucket]:
    """Give a function that makes folders for sites."""
    state.mkdir(parents=True)
    names = count(1)
    yield lambda: FolderBucket(state / f"gazette-{next(names)}")
