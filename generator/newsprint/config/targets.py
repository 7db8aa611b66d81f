"""The settings of deploy targets: ``[deploy.NAME]`` in ``newsprint.toml``, with one type for each scheme.

How a deploy to each of them works is declared in :mod:`newsprint.deploy.target`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, ClassVar, Literal
from urllib.parse import unquote, urlsplit

from msgspec import Meta, Struct

from newsprint.base.fields import FieldProblem, Text
from newsprint.base.redaction import redacted

_BUCKET = re.compile(r"\$?[A-Za-z0-9][A-Za-z0-9._-]{1,254}")  # $web is the container of a website on Azure

Patterns = dict[str, str]


class HeaderRules(Struct, frozen=True, kw_only=True):
    """The headers with which files are served.

    ``cache`` and ``content_types`` give headers by pattern. The first pattern that matches a file is used; it takes
    precedence over Newsprint's defaults.
    """

    gzip: bool = False
    page_cache: Text = "public, max-age=60"
    cache: Patterns = {}
    content_types: Patterns = {}


class TargetSettings(Struct, frozen=True, kw_only=True):
    """The settings that every ``[deploy.NAME]`` has. Credentials are never here, but in the usual places of each cloud.

    ``keep_assets_days`` is the number of days for which fingerprinted assets are kept that no page needs any more.
    ``max_deletes`` limits the number of files that one deploy may delete.
    """

    target: Text
    max_deletes: Annotated[int, Meta(ge=0)] | None = None
    keep_assets_days: Annotated[int, Meta(ge=0, le=3650)] = 7

    scheme: ClassVar[str] = ""
    """``s3``, ``file``, ``github-pages``."""
    is_url: ClassVar[bool] = True
    """Whether ``target`` is a URL with the scheme, not only its name."""
    in_one_network: ClassVar[bool] = False
    """Whether the site may be reachable only inside one network."""
    at_github: ClassVar[bool] = False
    """Whether GitHub publishes the site, at an address that contains the name of the repository."""
    title: ClassVar[str] = ""
    """The name in messages: ``an S3 bucket``. Only targets that are URLs have this, ``usage`` and ``example``."""
    usage: ClassVar[str] = ""
    """The form on the command line: ``s3://BUCKET``."""
    example: ClassVar[str] = ""
    """A short example: ``s3://my-bucket``."""
    credentials: ClassVar[str] = "set the credentials in the environment"
    """The advice if no credentials are found."""

    @property
    def shown(self) -> str:
        """Return the place for messages: ``s3://bucket/prefix``."""
        return self.target.rstrip("/")

    @property
    def headers(self) -> HeaderRules:
        """Return the headers of files; most servers set their own."""
        return HeaderRules()

    def problems(self, prefix: str) -> list[FieldProblem]:
        """Return the problems of the values, with keys that begin with ``prefix``."""
        return []


class BucketSettings(TargetSettings, frozen=True, kw_only=True):
    """The settings of a bucket in any cloud. See :class:`HeaderRules`."""

    endpoint: Text | None = None
    gzip: bool = HeaderRules().gzip
    page_cache: Text = HeaderRules().page_cache
    cache: Patterns = {}
    content_types: Patterns = {}

    @property
    def bucket(self) -> str:
        """Return the name of the bucket or container."""
        return urlsplit(self.target).netloc

    @property
    def prefix(self) -> str:
        """Return the folder of the site in the bucket, without slashes at either end."""
        return urlsplit(self.target).path.strip("/")

    @property
    def headers(self) -> HeaderRules:
        """Return the headers of files."""
        return HeaderRules(
            gzip=self.gzip, page_cache=self.page_cache, cache=self.cache, content_types=self.content_types
        )

    def problems(self, prefix: str) -> list[FieldProblem]:
        """Return the problems of bucket, prefix and endpoint."""
        found = []
        if not _BUCKET.fullmatch(self.bucket):
            hint = f'for example: target = "{self.usage.lower()}/prefix"'
            found.append(FieldProblem(f"{prefix}target", f'"{redacted(self.target)}" has no bucket', hint))
        elif any(part in ("", ".", "..", ".newsprint") for part in self.prefix.split("/") if self.prefix):
            message = f'"{redacted(self.prefix)}" cannot be a prefix'
            found.append(FieldProblem(f"{prefix}target", message, "write names between single slashes"))
        key = f"{prefix}endpoint"
        if self.endpoint and not self.endpoint.startswith(("https://", "http://")):
            found.append(FieldProblem(key, '"endpoint" must start with https:// (or http://)'))
        elif self.endpoint and re.search(r"[?#@\s]", self.endpoint):
            message = '"endpoint" must contain only scheme, host and path'
            found.append(FieldProblem(key, message, "credentials come from the environment"))
        return found


class S3Settings(BucketSettings, frozen=True, kw_only=True):
    """``s3://BUCKET``: Amazon S3 and compatible services."""

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
    """``file:///FOLDER``: a folder on this machine (RFC 8089). Its web server sets the headers of files."""

    scheme = "file"
    in_one_network = True
    title = "a folder"
    usage = "file:///FOLDER"
    example = "file:///srv/www"

    @property
    def folder(self) -> Path:
        """Return the path of the folder."""
        return Path(unquote(urlsplit(self.target).path))

    @property
    def shown(self) -> str:
        """Return the place for messages: ``file:///srv/www``."""
        return f"file://{urlsplit(self.target).path.rstrip('/')}"

    def problems(self, prefix: str) -> list[FieldProblem]:
        """Return the problems of the path: it must be absolute, on this machine, and not the root folder."""
        parts = urlsplit(self.target)
        if not parts.netloc and parts.path.startswith("/") and parts.path.strip("/"):
            return []
        return [FieldProblem(f"{prefix}target", "a folder needs three slashes", f"for example: {self.example}")]


class GitHubPagesSettings(TargetSettings, frozen=True, kw_only=True):
    """``github-pages``: a branch that GitHub publishes. With ``history`` "squash" it has only one commit."""

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
"""The settings of targets by scheme, in the order in which they are listed for users."""
