"""What is asked of a preview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from newsprint.catalog.sync.sync import Mapper, in_turn
from newsprint.preview.pages.editors import Editor, no_editor


class Request(Struct, frozen=True, kw_only=True):
    """The outlet's ``folder``, and how it is looked at.

    ``as_of`` returns the instant (aware) at which the outlet is seen, which may be fixed. If it is ``published``,
    drafts, embargoed, scheduled and expired stories are left out, as readers would see it. ``mapper`` reads many files,
    ``editor`` leads to a place in one. A page that takes longer than ``patience``, in seconds, is given up. With
    ``polling``, files are checked for changes in turn, and the system is asked for no events.
    """

    folder: Path
    as_of: Callable[[], datetime]
    published: bool = False
    mapper: Mapper = in_turn
    editor: Editor = no_editor
    patience: float = 10.0
    polling: bool = False
