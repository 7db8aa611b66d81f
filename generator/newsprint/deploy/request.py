"""What is asked of a deploy, what it says while it lasts, and what it says at its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from newsprint.config.site import SiteConfig
from newsprint.config.targets import TargetSettings
from newsprint.deploy.stores.patience import Patience


class Clocks(Struct, frozen=True):
    """``instant`` tells the time (aware, UTC), ``elapsed`` seconds since some instant, ``wait`` lets seconds pass."""

    instant: Callable[[], datetime]
    elapsed: Callable[[], float]
    wait: Callable[[float], None]


class Request(Struct, frozen=True, kw_only=True):
    """What to ship: the ``output`` of the outlet in ``folder``, to the target called ``name`` with its ``settings``.

    ``max_deletes`` is the number of files that may be deleted, if a person gave it. ``adopt`` lets Newsprint take over
    what it did not put there, ``older`` lets a build replace a newer one. ``verify`` looks at every file that is there,
    instead of believing the manifest. ``patience`` is for how long a store is waited for.
    """

    folder: Path
    config: SiteConfig
    output: Path
    name: str
    settings: TargetSettings
    clocks: Clocks
    dry_run: bool = False
    max_deletes: int | None = None
    adopt: bool = False
    older: bool = False
    verify: bool = False
    new_feed_id: bool = False
    patience: Patience = Patience()


class Progress(Struct, frozen=True):
    """How far a deploy is: files and bytes, done and in all. ``stage`` is ``checking``, ``sending`` or ``deleting``."""

    stage: str
    files: int
    total_files: int
    size: int = 0
    total_size: int = 0


class Listener:
    """Told how far a deploy is, and what a person should know. This one keeps silent."""

    def progress(self, progress: Progress) -> None:
        """Something was done."""

    def note(self, text: str) -> None:
        """Something is other than usual: no conditional writes, another deploy to wait for."""


class Report(Struct, frozen=True):
    """The outcome of a deploy, or with ``dry_run`` what it would be. Files by their paths below the site, sorted.

    ``kept`` are old assets that stay for a while. ``purge`` are the addresses whose content changed or went, for a
    content delivery network. ``sent`` counts bytes.
    """

    target: str
    dry_run: bool
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: tuple[str, ...]
    unchanged: int
    purge: tuple[str, ...]
    sent: int = 0
    notes: tuple[str, ...] = ()
