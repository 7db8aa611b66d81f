"""A new bucket of a real store for one test, read and changed by other libraries than the tested one."""

from __future__ import annotations

import http.client
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from newsprint.config.target_tables import settings_type_of
from newsprint.config.targets import FolderSettings, TargetSettings
from newsprint.deploy.stores.folder_store import FolderStore
from newsprint.deploy.stores.object_store import ObjectStore
from newsprint.deploy.stores.patience import Patience
from newsprint.deploy.stores.store import Store
from newsprint.deploy.target import target_of
from tests.deploy.stores.azure_requests import AzureAccount
from tests.deploy.stores.ceph import WEBSITES
from tests.support.waiting import PATIENCE

LOCK = (".newsprint", "lock")


def settings_of(target: str, **keys: Any) -> TargetSettings:
    """Return the settings of ``target`` with other ``keys``, unchecked."""
    return settings_type_of(target)(target=target, **keys)


def open_store(settings: TargetSettings, outlet: Path, patience: Patience | None = None) -> Store:
    """Open the store in ``settings``, as a deploy of the ``outlet`` does."""
    if isinstance(settings, FolderSettings):
        return FolderStore(settings, outlet)
    return ObjectStore(settings, target_of(settings).cloud, patience or Patience())


@dataclass(frozen=True)
class Response:
    """A response over HTTP; the names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def fetch(address: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Response:
    """Request ``address`` without following redirects, and return the response."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
    try:
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request(method, target, headers=dict(headers or {}))
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Response(response.status, headers, response.read())
    finally:
        connection.close()


class Bucket(Protocol):
    """A new bucket (container, folder) of a store. Keys are those of the whole bucket, without regard to the prefix."""

    store: str
    """``ceph``, ``rclone``, ``azurite`` or ``folder``."""
    target: TargetSettings
    """The settings as in ``[deploy.NAME]``, without a prefix."""
    environment: dict[str, str]
    """Environment variables with the credentials, for ``monkeypatch.setenv`` and for subprocesses."""

    def at(self, prefix: str = "", **more: Any) -> TargetSettings:
        """Return the settings for a site below ``prefix``; ``more`` are other keys (``endpoint`` of a proxy)."""

    def objects(self) -> dict[str, bytes]:
        """Return all objects by key, but not the lock of a folder, which is empty."""

    def put(self, key: str, data: bytes) -> None:
        """Write an object, as another program would."""

    def delete(self, key: str) -> None:
        """Delete an object, as another program would."""

    def head(self, key: str) -> dict[str, str]:
        """Return the headers with which an object is served over HTTP, names in lower case."""

    def get(self, path: str) -> Response:
        """Return what a reader gets at ``path`` (``/world/``), in website mode if the store has one."""


@dataclass
class S3Bucket:
    """A bucket of Ceph or rclone, by boto3. With ``website``, readers can read it as a website."""

    store: str
    name: str
    endpoint: str
    client: Any
    environment: dict[str, str]
    website: bool
    target: TargetSettings = field(init=False)

    def __post_init__(self) -> None:
        self.target = self.at()
        self.client.create_bucket(Bucket=self.name)
        if self.website:
            everybody = {
                "Effect": "Allow",
                "Principal": "*",
                "Action": ["s3:GetObject", "s3:ListBucket"],  # without ListBucket, missing objects give 403
                "Resource": [f"arn:aws:s3:::{self.name}", f"arn:aws:s3:::{self.name}/*"],
            }
            policy = json.dumps({"Version": "2012-10-17", "Statement": [everybody]})
            self.client.put_bucket_policy(Bucket=self.name, Policy=policy)
            pages = {"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "404.html"}}
            self.client.put_bucket_website(Bucket=self.name, WebsiteConfiguration=pages)

    def at(self, prefix: str = "", **more: Any) -> TargetSettings:
        place = f"s3://{self.name}/{prefix}".rstrip("/")
        return settings_of(**{"target": place, "endpoint": self.endpoint, "region": "us-east-1", **more})

    def objects(self) -> dict[str, bytes]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name)
        keys = [each["Key"] for page in pages for each in page.get("Contents", ())]
        with ThreadPoolExecutor(8) as readers:  # Ceph is slow between the head and the body of a response
            return dict(zip(keys, readers.map(self._object, keys), strict=True))

    def _object(self, key: str) -> bytes:
        data: bytes = self.client.get_object(Bucket=self.name, Key=key)["Body"].read()
        return data

    def put(self, key: str, data: bytes) -> None:
        self.client.put_object(Bucket=self.name, Key=key, Body=data)

    def delete(self, key: str) -> None:
        self.client.delete_object(Bucket=self.name, Key=key)

    def head(self, key: str) -> dict[str, str]:
        return self._read(key).headers

    def get(self, path: str) -> Response:
        if not self.website:
            return self._read(path.strip("/"))
        return fetch(self.endpoint + path, {"Host": f"{self.name}.{WEBSITES}"})

    def _read(self, key: str) -> Response:
        wanted = {"Bucket": self.name, "Key": key}
        return fetch(self.client.generate_presigned_url("get_object", Params=wanted))


@dataclass
class AzureBucket:
    """A public container of Azurite, by plain requests."""

    store: str
    name: str
    account: AzureAccount
    environment: dict[str, str]
    target: TargetSettings = field(init=False)

    def __post_init__(self) -> None:
        self.target = self.at()
        public = {"x-ms-blob-public-access": "container"}
        self.account.ask("PUT", f"/{self.name}", {"restype": "container"}, headers=public)

    def at(self, prefix: str = "", **more: Any) -> TargetSettings:
        place = f"az://{self.name}/{prefix}".rstrip("/")
        return settings_of(**{"target": place, "endpoint": self.account.endpoint, "account": self.account.name, **more})

    def objects(self) -> dict[str, bytes]:
        wanted = {"restype": "container", "comp": "list"}
        listing = ElementTree.fromstring(self.account.ask("GET", f"/{self.name}", wanted))
        assert not listing.findtext("NextMarker"), "more objects than one page of a listing has"
        return {key: self.get("/" + quote(key)).body for key in (each.text or "" for each in listing.iter("Name"))}

    def put(self, key: str, data: bytes) -> None:
        self.account.ask("PUT", f"/{self.name}/{quote(key)}", headers={"x-ms-blob-type": "BlockBlob"}, body=data)

    def delete(self, key: str) -> None:
        self.account.ask("DELETE", f"/{self.name}/{quote(key)}")

    def head(self, key: str) -> dict[str, str]:
        return self.get("/" + quote(key)).headers

    def get(self, path: str) -> Response:
        return fetch(f"{self.account.endpoint}/{self.name}{path}")


@dataclass
class FolderBucket:
    """A local folder, as a web server would serve it, which sets its own headers."""

    folder: Path
    store: str = "folder"
    environment: dict[str, str] = field(default_factory=dict)
    target: TargetSettings = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.target = self.at()

    def at(self, prefix: str = "", **more: Any) -> TargetSettings:
        place = self.folder / prefix
        place.parent.mkdir(exist_ok=True, parents=True)
        return settings_of(**{"target": place.as_uri(), **more})

    def objects(self) -> dict[str, bytes]:
        files = (path for path in self.folder.rglob("*") if path.is_file() and path.parts[-2:] != LOCK)
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in files}

    def put(self, key: str, data: bytes) -> None:
        (self.folder / key).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / key).write_bytes(data)

    def delete(self, key: str) -> None:
        (self.folder / key).unlink()

    def head(self, key: str) -> dict[str, str]:
        return {"content-length": str((self.folder / key).stat().st_size)}

    def get(self, path: str) -> Response:
        file = self.folder / path.lstrip("/")
        file = file / "index.html" if path.endswith("/") else file
        return Response(200, {}, file.read_bytes()) if file.is_file() else Response(404, {}, b"")
