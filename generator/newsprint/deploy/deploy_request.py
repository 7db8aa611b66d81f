"""The request for a deploy, its progress and notes while it runs, and its report at the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from newsprint.config.site import SiteConfig
from newsprint.config.targets import TargetSettings
from newsprint.deploy.stores.patience import Patience


class Clocks(Struct, frozen=True):
    """``instant`` returns the time (aware, UTC), ``elapsed`` monotonic seconds; ``wait`` sleeps for seconds."""

    instant: Callable[[], datetime]
    elapsed: Callable[[], float]
    wait: Callable[[float], None]


class Request(Struct, frozen=True, kw_only=True):
    """What to ship: the ``output`` of the outlet in ``folder``, to the target called ``name`` with its ``settings``.

    ``max_deletes`` is the number of files that may be deleted, if the user gave one. ``adopt`` lets Newsprint replace
    files that it did not put there, ``older`` lets a build replace a newer one. ``verify`` checks every file at the
    target instead of trusting the manifest. ``new_feed_id`` allows another feed id than the live one. ``patience`` has
    the timeouts and retries for stores.
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
    """The progress of a deploy in files and bytes, so far and in total.

    ``stage`` is ``checking``, ``sending`` or ``deleting``.
    """

    stage: str
    files: int
    total_files: int
    size: int = 0
    total_size: int = 0


class Listener:
    """Receives the progress and notes of a deploy. This base class ignores them."""

    def progress(self, progress: Progress) -> None:
        """Receive the progress so far."""

    def note(self, text: str) -> None:
        """Receive a note on something unusual: no conditional writes, another deploy to wait for."""


class Report(Struct, frozen=True):
    """The outcome of a deploy, or of a ``dry_run`` what it would be. Files are sorted paths below the site.

    ``kept`` are old assets that stay for a while. ``purge`` are the URLs whose content changed or was deleted, for a
    content delivery network. ``sent`` is in bytes.
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
