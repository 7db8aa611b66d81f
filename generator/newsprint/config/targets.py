"""The settings of deploy targets: what ``[deploy.NAME]`` in ``newsprint.toml`` may say, one type for each scheme.

What a deploy to each of them does is declared in :mod:`newsprint.deploy.target`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, ClassVar, Literal
from urllib.parse import unquote, urlsplit

from msgspec import Meta, Struct

from newsprint.base.fields import FieldMistake, Text
from newsprint.base.redaction import shown

_BUCKET = re.compile(r"\$?[A-Za-z0-9][A-Za-z0-9._-]{1,254}")  # $web is the container of a website on Azure

Patterns = dict[str, str]


class HeaderRules(Struct, frozen=True, kw_only=True):
    """The headers that files are served with.

    ``cache`` and ``content_types`` give headers by pattern, and the first pattern that fits a file counts; they come
    before what Newsprint says by itself.
    """

    gzip: bool = False
    page_cache: Text = "public, max-age=60"
    cache: Patterns = {}
    content_types: Patterns = {}


class TargetSettings(Struct, frozen=True, kw_only=True):
    """What every ``[deploy.NAME]`` may say. Credentials are never here: they come from the usual places of each cloud.

    ``keep_assets_days`` is for how long fingerprinted assets that no page needs any more stay. ``max_deletes`` bounds
    what one deploy may delete.
    """

    target: Text
    max_deletes: Annotated[int, Meta(ge=0)] | None = None
    keep_assets_days: Annotated[int, Meta(ge=0, le=3650)] = 7

    scheme: ClassVar[str] = ""
    """``s3``, ``file``, ``github-pages``."""
    is_url: ClassVar[bool] = True
    """Whether ``target`` is a URL of the scheme, and not just its name."""
    in_one_network: ClassVar[bool] = False
    """Whether all readers may be in one network, where others cannot reach the site."""
    at_github: ClassVar[bool] = False
    """Whether GitHub publishes the site, at an address that tells the repository."""
    title: ClassVar[str] = ""
    """What it is to a person: ``an S3 bucket``. This and the next two are of URLs."""
    usage: ClassVar[str] = ""
    """How it is written on the command line: ``s3://BUCKET``."""
    example: ClassVar[str] = ""
    """A short one: ``s3://my-bucket``."""
    credentials: ClassVar[str] = "set the credentials in the environment"
    """What to do where none are found."""

    @property
    def shown(self) -> str:
        """The place for a person: ``s3://bucket/prefix``."""
        return self.target.rstrip("/")

    @property
    def headers(self) -> HeaderRules:
        """What files are served with; most servers give them headers of their own."""
        return HeaderRules()

    def mistakes(self, prefix: str) -> list[FieldMistake]:
        """Return what is wrong with the values, under keys that begin with ``prefix``."""
        return []


class BucketSettings(TargetSettings, frozen=True, kw_only=True):
    """What the table of a bucket may say, whichever cloud it is in. See :class:`HeaderRules`."""

    endpoint: Text | None = None
    gzip: bool = HeaderRules().gzip
    page_cache: Text = HeaderRules().page_cache
    cache: Patterns = {}
    content_types: Patterns = {}

    @property
    def bucket(self) -> str:
        """The bucket or container."""
        return urlsplit(self.target).netloc

    @property
    def prefix(self) -> str:
        """Where in the bucket the site lies, without slashes around it."""
        return urlsplit(self.target).path.strip("/")

    @property
    def headers(self) -> HeaderRules:
        """What files are served with."""
        return HeaderRules(
            gzip=self.gzip, page_cache=self.page_cache, cache=self.cache, content_types=self.content_types
        )

    def mistakes(self, prefix: str) -> list[FieldMistake]:
        """Return what is wrong with bucket, prefix and endpoint."""
        found = []
        if not _BUCKET.fullmatch(self.bucket):
            hint = f'for example: target = "{self.usage.lower()}/prefix"'
            found.append(FieldMistake(f"{prefix}target", f'"{shown(self.target)}" has no bucket', hint))
        elif any(part in ("", ".", "..", ".newsprint") for part in self.prefix.split("/") if self.prefix):
            message = f'"{shown(self.prefix)}" cannot be a prefix'
            found.append(FieldMistake(f"{prefix}target", message, "write names between single slashes"))
        key = f"{prefix}endpoint"
        if self.endpoint and not self.endpoint.startswith(("https://", "http://")):
            found.append(FieldMistake(key, '"endpoint" must start with https:// (or http://)'))
        elif self.endpoint and re.search(r"[?#@\s]", self.endpoint):
            message = '"endpoint" must be just scheme, host and path'
            found.append(FieldMistake(key, message, "credentials come from the environment"))
        return found


class S3Settings(BucketSettings, frozen=True, kw_only=True):
    """``s3://BUCKET``: Amazon S3 and what speaks like it."""

    region: Text | None = None
    profile: Text | None = None

    scheme = "s3"
    title = "an S3 bucket"
    usage = "s3://BUCKET"
    example = "s3://my-bucket"
    credentials = (
        'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, name a "profile" in [deploy.NAME]'
    )


class GoogleSettings(BucketSettings, frozen=True, kw_only=True):
    """``gs://BUCKET``: Google Cloud Storage."""

    scheme = "gs"
    title = "Google Cloud Storage"
    usage = "gs://BUCKET"
    example = "gs://my-bucket"
    credentials = "set GOOGLE_APPLICATION_CREDENTIALS in the environment, type gcloud auth application-default login"


class AzureSettings(BucketSettings, frozen=True, kw_only=True):
    """``az://CONTAINER``: Azure Blob Storage."""

    account: Text | None = None

    scheme = "az"
    title = "Azure"
    usage = "az://CONTAINER"
    example = "az://my-bucket"
    credentials = "set AZURE_STORAGE_ACCOUNT_KEY in the environment, type az login"


class FolderSettings(TargetSettings, frozen=True, kw_only=True):
    """``file:///FOLDER``: a folder of this machine (RFC 8089). Its web server gives files their headers."""

    scheme = "file"
    in_one_network = True
    title = "a folder"
    usage = "file:///FOLDER"
    example = "file:///srv/www"

    @property
    def folder(self) -> Path:
        """The folder that is meant."""
        return Path(unquote(urlsplit(self.target).path))

    @property
    def shown(self) -> str:
        """The place for a person: ``file:///srv/www``."""
        return f"file://{urlsplit(self.target).path.rstrip('/')}"

    def mistakes(self, prefix: str) -> list[FieldMistake]:
        """Return what is wrong with the path: it must be absolute, on this machine, and not all of it."""
        parts = urlsplit(self.target)
        if not parts.netloc and parts.path.startswith("/") and parts.path.strip("/"):
            return []
        return [FieldMistake(f"{prefix}target", "a folder needs three slashes", f"for example: {self.example}")]


class GitHubPagesSettings(TargetSettings, frozen=True, kw_only=True):
    """``github-pages``: a branch that GitHub publishes. With ``history`` "squash" it has one commit only."""

    branch: Text = "gh-pages"
    remote: Text = "origin"
    history: Literal["keep", "squash"] = "keep"
    cname: str | None = None

    scheme = "github-pages"
    is_url = False
    at_github = True


SETTINGS: dict[str, type[TargetSettings]] = {
    kind.scheme: kind
    for kind in (
        S3Settings,
        GoogleSettings,
        AzureSettings,
        FolderSettings,
        GitHubPagesSettings,
    )
}
"""The settings of a target by its scheme, in the order in which a person is told of them."""
