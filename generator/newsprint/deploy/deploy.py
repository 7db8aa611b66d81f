"""Deploys: :func:`deploy` ships the last complete build, :func:`check` only checks its files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from newsprint.base.dates import to_microseconds
from newsprint.base.errors import DeployError
from newsprint.base.files import explained
from newsprint.config.site import SiteConfig
from newsprint.config.targets import TargetSettings
from newsprint.deploy.budgets import GIT_FILE, Share, Usage, check_large_files, limits_for, shares, usages, warnings
from newsprint.deploy.built.edits import edits_since, note_on_others
from newsprint.deploy.built.edits import refusal as hidden_since
from newsprint.deploy.built.payload import text_of
from newsprint.deploy.built.shipment import Shipment, last_shipment
from newsprint.deploy.deploy_request import Listener, Report, Request
from newsprint.deploy.guards import check_address
from newsprint.deploy.leaks.leak_scan import Leak, LeakScan, Scan, leak_scan, refusal
from newsprint.deploy.target import target_of
from newsprint.machine.state import outlet_lock


def deploy(request: Request, *, listener: Listener, on_wait: Callable[[], None]) -> Report:
    """Ship the last complete build to the target of ``request``.

    Raises RefusedError if the deploy is refused before anything is changed, and DeployError, whose text says what
    readers see, if it fails. ``on_wait`` is called if the deploy has to wait for a build of the outlet to end. No build
    can start during the deploy.
    """
    target = target_of(request.settings)
    target.check(request)
    now = request.clocks.instant()
    with _ready(request.folder, request.config, request.output, now, on_wait, listener.note) as (shipment, scan):
        return target.deploy(request, shipment, scan, listener)


class Checked(Struct, frozen=True):
    """What a deploy would publish: the number of ``files``, their ``shares``, and the ``budgets`` of hosts."""

    files: int
    shares: tuple[Share, ...]
    budgets: tuple[Usage, ...]


def check(
    folder: Path,
    config: SiteConfig,
    output: Path,
    *,
    now: datetime,
    on_wait: Callable[[], None],
    note: Callable[[str], None] = lambda _: None,
    targets: Collection[TargetSettings] = (),
) -> Checked:
    """Return what a deploy to ``targets`` would publish; ``note`` is called with each remark.

    Without ``targets``, it is not known who serves the site. Raises RefusedError if the files differ from what a
    complete build wrote, if they show what readers must not see as of ``now`` (aware), if the URL in ``config`` is a
    placeholder, or if a host refuses one of the files.
    """
    check_address(config.site, in_one_network=True)  # without a target, readers may be in a private network
    with _ready(folder, config, output, now, on_wait, note) as (shipment, scan):
        shipment.confirm()
        leaks = [leak for path in shipment.files if (leak := scan(path, text_of(shipment, path)))]
        if leaks:
            raise refusal(leaks, shipment.again)
        limits = limits_for(targets)
        if GIT_FILE in limits:
            check_large_files(shipment.files)
        for text in warnings(shipment.files, limits):
            note(text)
        return Checked(len(shipment.files), shares(shipment.files), usages(shipment.files, limits))


@contextmanager
def _ready(
    folder: Path,
    config: SiteConfig,
    output: Path,
    now: datetime,
    on_wait: Callable[[], None],
    note: Callable[[str], None],
) -> Iterator[tuple[Shipment, Scan]]:
    """Yield the last complete build and its scan for leaks, with the outlet locked against builds."""
    try:
        with (
            outlet_lock(folder, on_wait),
            last_shipment(folder, output, now) as shipment,
            edits_since(folder, config, to_microseconds(now)) as find,
        ):

            def confirm() -> None:
                shipment.confirm()
                edits = find()
                if edits.hidden:
                    raise hidden_since(edits, config.content.root, shipment.again)
                if edits.others:
                    note(note_on_others(edits))

            @cache
            def leaks() -> LeakScan:
                return leak_scan(folder, config, shipment.as_of, now, undone=find().undone)

            def scan(path: str, data: bytes) -> Leak | None:
                return leaks().scan(path, data)

            yield msgspec.structs.replace(shipment, confirm=confirm), scan
    except OSError as error:
        raise DeployError(f"{error.filename or folder}: {explained(error)}") from error
