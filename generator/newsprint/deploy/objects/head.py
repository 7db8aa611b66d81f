"""The head of a target: the one small object that says whose site lies there, what is live, and who is at work.

It is only ever changed by compare-and-swap, so that of two deploys at once one wins whole and the other learns of it.
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
"""More bytes than any head has."""

Instant = Annotated[datetime, Meta(tz=True)]
Token = Annotated[str, Meta(pattern=r"\A[0-9a-z]{1,64}\Z")]
"""Names a deploy, and the objects that it leaves."""


class Build(Struct, frozen=True):
    """Which build: as of which instant (UTC), of which commit, and when that was committed (UTC)."""

    as_of: Instant
    commit: str = ""
    committed: Instant | None = None


def build_of(as_of: datetime, revision: Revision | None) -> Build:
    """The build as of an instant (UTC), of ``revision`` if it is of one."""
    return Build(as_of, revision.commit, revision.committed) if revision else Build(as_of)


class Holder(Struct, frozen=True):
    """Who is at work: a token of this deploy, where it runs (a digest that tells no name), and its process."""

    token: Token
    machine: str
    process: Annotated[int, Meta(ge=1, lt=2**31)]


class Head(Struct, frozen=True):
    """What is told of a target.

    ``live`` is of the last deploy that was completed; None if there was none. ``manifest`` and ``amendments`` (tokens)
    name the deploys whose lists together say what it left there. While one is at work ``holder`` says which, ``coming``
    what it ships and ``pending`` (tokens) which lists of files it and those before it that were broken off may have put
    there; ``beat`` counts its signs of life. ``conditional`` tells that the store was seen to honour conditions.
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
    """``head`` as JSON that a person can read."""
    return msgspec.json.format(_encoder.encode(head), indent=2) + b"\n"


def decode_head(data: bytes) -> Head | None:
    """The head that ``data`` holds; None if it is damaged, or of a Newsprint that does things in another way.

    Others may write there too, so nothing of it is believed that could not be ours.
    """
    try:
        head = _decoder.decode(data)
    except (ValueError, RecursionError):
        return None
    return head if head.newsprint == FORMAT else None


def manifest_key(token: str) -> str:
    """Where the manifest of the deploy ``token`` lies."""
    return f".newsprint/manifest-{token}.json.gz"


def amendment_key(token: str) -> str:
    """Where that lies which the deploy ``token`` changed in the manifest."""
    return f".newsprint/amendment-{token}.json.gz"


def lists_of(head: Head) -> list[str]:
    """Where the manifest that ``head`` names lies, and its amendments, the oldest first."""
    manifest = [manifest_key(head.manifest)] if head.manifest else []
    return manifest + [amendment_key(token) for token in head.amendments]


def pending_key(token: str) -> str:
    """Where the list of files lies that the deploy ``token`` may have put there."""
    return f".newsprint/pending-{token}.json.gz"
