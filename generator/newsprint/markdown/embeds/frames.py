"""An embed: what a page shows in a frame after a reader's click."""

from __future__ import annotations

from msgspec import Struct


class Embed(Struct, frozen=True):
    """What a page shows in a frame after a reader's click.

    ``url`` is the author's address and ``frame`` that of the frame: both are ``https``, in characters of URLs.
    ``provider`` is a name for readers. ``ratio`` is that of width and height (``16/9``, ``9/16``); if it is empty,
    ``height`` is in pixels.
    """

    url: str
    provider: str
    frame: str
    ratio: str
    height: int
