"""Sending files stage by stage, many at once, and then deleting those that are no longer needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from threading import Event, Lock, Thread

from msgspec import Struct

from newsprint.deploy.built.payload import check_large, payload
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.deploy_request import Listener, Progress
from newsprint.deploy.objects.lease import RENEWAL, Lease
from newsprint.deploy.objects.manifest import Entry
from newsprint.deploy.objects.transfer_plan import TransferPlan, Upload
from newsprint.deploy.stores.store import BULK, Store
from newsprint.kinds.stages import Stage

AT_ONCE = 32
"""The number of small files sent at the same time; more are not faster."""

LARGE_AT_ONCE = 4
_LARGE = 256 * 1024  # bytes


class Shipped(Struct):
    """What a deploy has done so far.

    ``entries`` are those of the files sent, ``size`` is their size before compression and ``sent`` the size of what was
    sent (both in bytes); ``deleted`` is a number of files.
    """

    entries: dict[str, Entry]
    size: int = 0
    sent: int = 0
    deleted: int = 0
    stage: Stage = Stage.ASSETS


def ship(
    plan: TransferPlan, shipment: Shipment, store: Store, lease: Lease, shipped: Shipped, listener: Listener
) -> None:
    """Carry out ``plan``, and record in ``shipped`` what was done.

    Raises DeployError and RefusedError.
    """
    transfer = _Transfer(plan, shipment, store, lease, shipped, listener)
    with _renewing(lease):
        for stage, staged in groupby(plan.uploads, key=lambda upload: upload.stage):
            shipped.stage = stage
            uploads = list(staged)
            transfer.send([each for each in uploads if each.file.size <= _LARGE], AT_ONCE)
            transfer.send([each for each in uploads if each.file.size > _LARGE], LARGE_AT_ONCE)
        shipped.stage = Stage.DELETES
        transfer.delete()


class _Transfer:
    """The transfer of the files of one deploy."""

    def __init__(
        self, plan: TransferPlan, shipment: Shipment, store: Store, lease: Lease, shipped: Shipped, listener: Listener
    ) -> None:
        self._plan = plan
        self._shipment = shipment
        self._store = store
        self._lease = lease
        self._shipped = shipped
        self._listener = listener
        self._files, self._size = len(plan.uploads), plan.size
        self._lock = Lock()
        self._is_stopped = Event()

    def send(self, uploads: Sequence[Upload], at_once: int) -> None:
        """Send all ``uploads``, at most ``at_once`` at the same time.

        The first error stops the others.
        """
        remaining = iter(uploads)
        with ThreadPoolExecutor(at_once) as senders:
            sending = [senders.submit(self._send_some, remaining) for _ in range(min(at_once, len(uploads)))]
            try:
                for each in as_completed(sending):
                    each.result()
            except BaseException:  # Ctrl-C as well
                self._is_stopped.set()
                raise

    def delete(self) -> None:
        """Delete the files that the plan deletes."""
        deletes, shipped = self._plan.deletes, self._shipped
        for start in range(0, len(deletes), BULK):
            self._lease.check()
            bulk = deletes[start : start + BULK]
            self._store.delete(bulk)
            shipped.deleted += len(bulk)
            self._listener.progress(Progress("deleting", shipped.deleted, len(deletes)))

    def _send_some(self, remaining: Iterator[Upload]) -> None:
        """Send uploads one after another, until other threads have taken the rest."""
        while not self._is_stopped.is_set():
            with self._lock:
                upload = next(remaining, None)
            if upload is None:
                return
            self._lease.check()
            data = payload(self._shipment, upload.path, upload.file, upload.headers)
            etag = self._store.put(upload.path, data, upload.headers)
            if isinstance(data, Path):  # the store read it again while sending it
                check_large(self._shipment, upload.path, upload.file)
            with self._lock:
                self._note(upload, etag, len(data) if isinstance(data, bytes) else upload.file.size)

    def _note(self, upload: Upload, etag: str, sent: int) -> None:
        shipped, file = self._shipped, upload.file
        shipped.entries[upload.path] = Entry(file.digest, file.size, upload.headers, etag)
        shipped.size += file.size
        shipped.sent += sent
        self._listener.progress(Progress("sending", len(shipped.entries), self._files, shipped.size, self._size))


@contextmanager
def _renewing(lease: Lease) -> Iterator[None]:
    """Renew the lease in another thread. :meth:`Lease.check` raises the error if it is lost."""
    ended = Event()

    def renew() -> None:
        while not ended.wait(RENEWAL):
            lease.renew()

    renewing = Thread(target=renew, name="renewal of the lease")
    renewing.start()
    try:
        yield
    finally:
        ended.set()
        renewing.join()
