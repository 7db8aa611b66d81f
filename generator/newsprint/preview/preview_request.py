"""The request for a preview: which outlet, and how to show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from newsprint.catalog.sync.sync import Mapper, in_turn
from newsprint.preview.pages.editors import Editor, no_editor


class Request(Struct, frozen=True, kw_only=True):
    """The outlet's ``folder``, and how to preview it.

    ``as_of`` returns the instant (aware) at which the outlet is seen, which may be fixed. With ``published``, drafts,
    embargoed, scheduled and expired stories are left out, as for readers. ``mapper`` reads many files. ``editor`` makes
    links that open a file at a place. A page that takes longer than ``patience`` seconds is given up. At most
    ``picture_threads`` pictures are encoded at a time. With ``polling``, files are scanned for changes at intervals,
    without events of the operating system.
    """

    folder: Path
    as_of: Callable[[], datetime]
    published: bool = False
    mapper: Mapper = in_turn
    editor: Editor = no_editor
    patience: float = 10.0
    picture_threads: int = 2
    polling: bool = False
