"""The head of a target: a small object with its site, its live build and the running deploy.

It is only changed by compare-and-swap: of two deploys at once, one succeeds and the other gets an error.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from newsprint.deploy.built.shipment import Revision

KEY = ".newsprint/deploy.json"
FORMAT = 1
LARGEST = 1024 * 1024
"""The most bytes that are read of a head; every real one is smaller."""

Instant = Annotated[datetime, Meta(tz=True)]
Token = Annotated[str, Meta(pattern=r"\A[0-9a-z]{1,64}\Z")]
"""The name of a deploy, and part of the keys of its objects."""


class Build(Struct, frozen=True):
    """The identity of a build: its instant (UTC), its commit, and the time of that (UTC)."""

    as_of: Instant
    commit: str = ""
    committed: Instant | None = None


def build_of(as_of: datetime, revision: Revision | None) -> Build:
    """Return the build as of an instant (UTC), with the commit of ``revision`` if there is one."""
    return Build(as_of, revision.commit, revision.committed) if revision else Build(as_of)


class Holder(Struct, frozen=True):
    """The deploy that is running: its token, its machine (a digest, not a name), and its process id."""

    token: Token
    machine: str
    process: Annotated[int, Meta(ge=1, lt=2**31)]


class Head(Struct, frozen=True):
    """The state of a target.

    ``live`` is the build of the last completed deploy; None if there was none. ``manifest`` and ``amendments`` are the
    tokens of the deploys whose lists together name the files that it left. While a deploy runs, ``holder`` is that
    deploy, ``coming`` its build, ``beat`` the number of its renewals of the lease, and ``pending`` the tokens of the
    lists of files that it and interrupted deploys before it may have written. ``conditional`` is true once the store
    was seen to honour conditional writes.
    """

    site: str
    title: str
    newsprint: int = FORMAT
    live: Build | None = None
    manifest: Token | None = None
    files: int = 0
    finished: Instant | None = None
    holder: Holder | None = None
    coming: Build | None = None
    pending: Annotated[tuple[Token, ...], Meta(max_length=1000)] = ()
    beat: Annotated[int, Meta(ge=0, lt=2**53)] = 0
    conditional: bool = False
    amendments: Annotated[tuple[Token, ...], Meta(max_length=16)] = ()
    feed_id: str = ""


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Head)


def encode_head(head: Head) -> bytes:
    """Return ``head`` as indented JSON."""
    return msgspec.json.format(_encoder.encode(head), indent=2) + b"\n"


def decode_head(data: bytes) -> Head | None:
    """Return the head in ``data``; None if it is damaged or of another format.

    Others may write there too, so every value is validated.
    """
    try:
        head = _decoder.decode(data)
    except (ValueError, RecursionError):
        return None
    return head if head.newsprint == FORMAT else None


def manifest_key(token: str) -> str:
    """Return the key of the manifest of the deploy ``token``."""
    return f".newsprint/manifest-{token}.json.gz"


def amendment_key(token: str) -> str:
    """Return the key of the amendment of the deploy ``token`` to the manifest."""
    return f".newsprint/amendment-{token}.json.gz"


def lists_of(head: Head) -> list[str]:
    """Return the keys of the manifest that ``head`` names, and of its amendments, oldest first."""
    manifest = [manifest_key(head.manifest)] if head.manifest else []
    return manifest + [amendment_key(token) for token in head.amendments]


def pending_key(token: str) -> str:
    """Return the key of the list of files that the deploy ``token`` may have written."""
    return f".newsprint/pending-{token}.json.gz"
