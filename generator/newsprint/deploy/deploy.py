"""The deploy: :func:`deploy` ships the last complete build to a target, :func:`check` looks at what it would ship."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec

from newsprint.config import SiteConfig
from newsprint.dates import to_microseconds
from newsprint.deploy.edits import edits_since, others_in_words
from newsprint.deploy.edits import refusal as hidden_since
from newsprint.deploy.guards import check_address, check_place
from newsprint.deploy.leaks.scan import Leak, LeakScan, Scan, leak_scan, refusal
from newsprint.deploy.payload import text_of
from newsprint.deploy.request import Listener, Report, Request
from newsprint.deploy.shipment import Shipment, last_build
from newsprint.deploy.stores.patience import Patience
from newsprint.errors import DeployError
from newsprint.files import explained
from newsprint.state import outlet_lock
from newsprint.targets import GITHUB_PAGES


def deploy(
    request: Request, *, listener: Listener, on_wait: Callable[[], None], patience: Patience | None = None
) -> Report:
    """Ship the last complete build to the target of ``request``.

    Raises RefusedError with nothing changed, and DeployError, which says what readers see. ``on_wait`` is called if a
    build of the outlet has to end first; none begins as long as the deploy lasts. ``patience`` is for how long a store
    is waited for, if not as usual.
    """
    check_address(request.config.site, request.target)
    now = request.clocks.instant()
    check_place(request.target, request.folder, request.output)
    with _ready(request.folder, request.config, request.output, now, on_wait, listener.note) as (shipment, scan):
        if request.target.scheme == GITHUB_PAGES:
            shipment.confirm()
            from newsprint.deploy.branch.github_pages import deploy_to_branch

            return deploy_to_branch(request, shipment, listener, scan)
        from newsprint.deploy.object_storage import deploy_to_store
        from newsprint.deploy.stores.object_store import open_store

        return deploy_to_store(request, shipment, open_store(request.target, request.folder, patience), scan, listener)


def check(
    folder: Path,
    config: SiteConfig,
    output: Path,
    *,
    now: datetime,
    on_wait: Callable[[], None],
    note: Callable[[str], None] = lambda _: None,
) -> int:
    """How many files are ready to be shipped; ``note`` is called with what is worth knowing.

    Raises RefusedError if they are not as a complete build wrote them, or show what readers must not see as of ``now``
    (aware), or if no site can have the address in ``config``.
    """
    check_address(config.site, None)
    with _ready(folder, config, output, now, on_wait, note) as (shipment, scan):
        shipment.confirm()
        leaks = [leak for path in shipment.files if (leak := scan(path, text_of(shipment, path)))]
        if leaks:
            raise refusal(leaks)
        return len(shipment.files)


@contextmanager
def _ready(
    folder: Path,
    config: SiteConfig,
    output: Path,
    now: datetime,
    on_wait: Callable[[], None],
    note: Callable[[str], None],
) -> Iterator[tuple[Shipment, Scan]]:
    """The last complete build, and what looks for leaks in it, as long as nobody builds."""
    try:
        with (
            outlet_lock(folder, on_wait),
            last_build(folder, output, now) as shipment,
            edits_since(folder, config, to_microseconds(now)) as find,
        ):

            def confirm() -> None:
                shipment.confirm()
                edits = find()
                if edits.hidden:
                    raise hidden_since(edits, config.content.root, shipment.again)
                if edits.others:
                    note(others_in_words(edits))

            @cache
            def leaks() -> LeakScan:
                return leak_scan(folder, config, shipment.as_of, now, undone=find().undone)

            def scan(path: str, data: bytes) -> Leak | None:
                return leaks().scan(path, data)

            yield msgspec.structs.replace(shipment, confirm=confirm), scan
    except OSError as error:
        raise DeployError(f"{error.filename or folder}: {explained(error)}") from error
