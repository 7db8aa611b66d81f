"""What ``[deploy.NAME]`` in ``newsprint.toml`` says: where a site is shipped to, and how it is to lie there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Meta, Struct

from newsprint.errors import suggestion
from newsprint.fields import FieldMistake, Text, convert, unknown_keys
from newsprint.redaction import shown
from newsprint.urls import SLUG

GITHUB_PAGES = "github-pages"
STORES = {"s3": "s3", "gs": "gs", "az": "az", "file": "file"}
EXAMPLE = 'for example: target = "s3://bucket/prefix"'
"""For whom no cloud is known to be meant."""
_OF_ALL = ("target", "max_deletes", "keep_assets_days")
_HEADERS = ("gzip", "page_cache", "cache", "content_types")
_KEYS = {
    "s3": (*_OF_ALL, "endpoint", "region", "profile", *_HEADERS),
    "gs": (*_OF_ALL, "endpoint", *_HEADERS),
    "az": (*_OF_ALL, "endpoint", "account", *_HEADERS),
    "file": _OF_ALL,
    GITHUB_PAGES: (*_OF_ALL, "branch", "remote", "history", "cname"),
}
"""The keys of the table of each kind of target; folders and GitHub have no headers, because their servers set them."""

_SECRETS = re.compile(r"key|secret|token|password|credential|sas", re.I)
_BUCKET = re.compile(r"\$?[A-Za-z0-9][A-Za-z0-9._-]{1,254}")  # $web is the container of a website on Azure

Patterns = dict[str, str]


class TargetTable(Struct, frozen=True, kw_only=True):
    """``[deploy.NAME]``. Credentials are never here: they come from the usual places of each cloud.

    ``cache`` and ``content_types`` give headers by pattern, and the first pattern that fits a file counts; they come
    before what Newsprint says by itself. ``keep_assets_days`` is for how long fingerprinted assets that no page needs
    any more stay. With ``history`` "squash" a branch has one commit only. ``max_deletes`` bounds what one
    deploy may delete.
    """

    target: Text
    endpoint: Text | None = None
    region: Text | None = None
    account: Text | None = None
    profile: Text | None = None
    branch: Text = "gh-pages"
    remote: Text = "origin"
    history: Literal["keep", "squash"] = "keep"
    cname: str | None = None
    max_deletes: Annotated[int, Meta(ge=0)] | None = None
    keep_assets_days: Annotated[int, Meta(ge=0, le=3650)] = 7
    gzip: bool = False
    page_cache: Text = "public, max-age=60"
    cache: Patterns = {}
    content_types: Patterns = {}

    @property
    def scheme(self) -> str:
        """``s3``, ``gs``, ``az``, ``file`` or ``github-pages``."""
        return self.target if self.target == GITHUB_PAGES else urlsplit(self.target).scheme

    @property
    def bucket(self) -> str:
        """The bucket or container; empty for a folder and for GitHub Pages."""
        return urlsplit(self.target).netloc

    @property
    def prefix(self) -> str:
        """Where in the bucket the site lies, without slashes around it; for ``file`` the folder as it is written."""
        path = urlsplit(self.target).path
        return path if self.scheme == "file" else path.strip("/")

    @property
    def folder(self) -> Path:
        """The folder that a target of the scheme ``file`` means (RFC 8089)."""
        return Path(unquote(self.prefix))


def read_targets(tables: Any) -> tuple[dict[str, TargetTable], list[FieldMistake]]:
    """The targets of ``[deploy]`` by name, and every mistake in them."""
    if not isinstance(tables, dict):
        return {}, [FieldMistake("deploy", '"deploy" must hold tables', "write [deploy.NAME]")]
    targets: dict[str, TargetTable] = {}
    mistakes: list[FieldMistake] = []
    for name, table in tables.items():
        target, found = _read_target(name, table)
        mistakes += found
        if target:
            targets[name] = target
    return targets, mistakes


def _read_target(name: str, table: Any) -> tuple[TargetTable | None, list[FieldMistake]]:
    prefix = f"deploy.{name}"
    if not SLUG.fullmatch(name):
        return None, [
            FieldMistake(prefix, f'"{name}" cannot be the name of a target', "lower-case letters, digits and hyphens")
        ]
    if not isinstance(table, dict) or "target" not in table:
        return None, [FieldMistake(prefix, f'deploy target "{name}" needs a "target"', EXAMPLE)]
    known = tuple(field.name for field in msgspec.structs.fields(TargetTable))
    mistakes = [_secret_or_unknown(mistake) for mistake in unknown_keys(table, known, prefix=f"{prefix}.")]
    target, found = convert(table, TargetTable, prefix=f"{prefix}.")
    if target:
        found = _value_mistakes(target, prefix)
        if not found:
            found = _keys_of_others(target, [key for key in table if key in known], prefix)
    return target, mistakes + found


def _keys_of_others(target: TargetTable, keys: Iterable[str], prefix: str) -> list[FieldMistake]:
    """Return a problem for each of ``keys`` that has no meaning for this kind of target."""
    own = _KEYS[target.scheme]
    kind = target.scheme if target.scheme == GITHUB_PAGES else f"{target.scheme}://"
    hint = f"its keys are {', '.join(own)}"
    return [
        FieldMistake(f"{prefix}.{key}", f'unknown key "{key}" for a target {kind}', hint, "unknown-key")
        for key in keys
        if key not in own
    ]


def _secret_or_unknown(mistake: FieldMistake) -> FieldMistake:
    """An unknown key, with better advice if it looks like a credential."""
    key = mistake.key.rpartition(".")[2]
    if not _SECRETS.search(key):
        return mistake
    hint = "take it out: credentials come from the environment, a profile or the machine's role, never from this file"
    return FieldMistake(mistake.key, f'"{key}" looks like a credential', hint)


def _value_mistakes(target: TargetTable, prefix: str) -> list[FieldMistake]:
    key = f"{prefix}.target"
    try:
        parts = urlsplit(target.target)
        if parts.username or parts.password or parts.query or parts.fragment:
            return [FieldMistake(key, "a target is just scheme, bucket and prefix", EXAMPLE)]
        if target.target == GITHUB_PAGES:
            return []
        mistakes = _place_mistakes(target, key)
    except ValueError as error:
        return [FieldMistake(key, f"not a target: {shown(str(error))}", EXAMPLE)]
    if target.endpoint and not target.endpoint.startswith(("https://", "http://")):
        mistakes.append(FieldMistake(f"{prefix}.endpoint", '"endpoint" must start with https:// (or http://)'))
    elif target.endpoint and re.search(r"[?#@\s]", target.endpoint):
        message = '"endpoint" must be just scheme, host and path'
        mistakes.append(FieldMistake(f"{prefix}.endpoint", message, "credentials come from the environment"))
    return mistakes


def _example(scheme: str) -> str:
    """An example of a target in the cloud that is meant."""
    return f'for example: target = "{scheme}://{"container" if scheme == "az" else "bucket"}/prefix"'


def _place_mistakes(target: TargetTable, key: str) -> list[FieldMistake]:
    if target.scheme not in STORES:
        hint = suggestion(target.scheme, [*STORES, GITHUB_PAGES]) if target.scheme else EXAMPLE
        return [FieldMistake(key, f'"{shown(target.target)}" is not a target that Newsprint knows', hint)]
    if target.scheme == "file":
        absolute = not target.bucket and target.prefix.startswith("/") and target.prefix.strip("/")
        return [] if absolute else [FieldMistake(key, "a folder needs three slashes", "for example: file:///srv/www")]
    if not _BUCKET.fullmatch(target.bucket):
        return [FieldMistake(key, f'"{shown(target.target)}" has no bucket', _example(target.scheme))]
    if any(part in ("", ".", "..", ".newsprint") for part in target.prefix.split("/") if target.prefix):
        return [FieldMistake(key, f'"{shown(target.prefix)}" cannot be a prefix', "write names between single slashes")]
    return []
