"""Sending files, many at once, stage by stage; and deleting at the end what is not needed any more."""

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
from newsprint.deploy.objects.claim import BEAT, Claim
from newsprint.deploy.objects.manifest import Entry
from newsprint.deploy.objects.plan import Plan, Upload
from newsprint.deploy.request import Listener, Progress
from newsprint.deploy.stores.store import Store
from newsprint.kinds.stages import Stage

AT_ONCE = 32
"""How many small files travel at the same time; more gain nothing."""

LARGE_AT_ONCE = 4
_LARGE = 256 * 1024  # bytes
_BULK = 1000  # the most that S3 deletes by one request


class Shipped(Struct):
    """What a deploy has done so far.

    ``entries`` are of the files that were sent, ``size`` is theirs before any compression, ``sent`` what travelled
    (bytes); ``deleted`` counts files.
    """

    entries: dict[str, Entry]
    size: int = 0
    sent: int = 0
    deleted: int = 0
    stage: Stage = Stage.ASSETS


def ship(plan: Plan, shipment: Shipment, store: Store, claim: Claim, shipped: Shipped, listener: Listener) -> None:
    """Do what ``plan`` says, and note in ``shipped`` what was done. Raises DeployError and RefusedError."""
    freight = _Freight(plan, shipment, store, claim, shipped, listener)
    with _signs_of_life(claim):
        for stage, staged in groupby(plan.uploads, key=lambda upload: upload.stage):
            shipped.stage = stage
            uploads = list(staged)
            freight.send([each for each in uploads if each.file.size <= _LARGE], AT_ONCE)
            freight.send([each for each in uploads if each.file.size > _LARGE], LARGE_AT_ONCE)
        shipped.stage = Stage.DELETES
        freight.delete()


class _Freight:
    """The files of one deploy on their way."""

    def __init__(
        self, plan: Plan, shipment: Shipment, store: Store, claim: Claim, shipped: Shipped, listener: Listener
    ) -> None:
        self._plan = plan
        self._shipment = shipment
        self._store = store
        self._claim = claim
        self._shipped = shipped
        self._listener = listener
        self._files, self._size = len(plan.uploads), plan.size
        self._lock = Lock()
        self._is_over = Event()

    def send(self, uploads: Sequence[Upload], at_once: int) -> None:
        """Send all ``uploads``, never more than ``at_once`` at the same time. The first mistake ends it."""
        remaining = iter(uploads)
        with ThreadPoolExecutor(at_once) as senders:
            sending = [senders.submit(self._send_some, remaining) for _ in range(min(at_once, len(uploads)))]
            try:
                for each in as_completed(sending):
                    each.result()
            except BaseException:  # Ctrl-C as well
                self._is_over.set()
                raise

    def delete(self) -> None:
        """Delete what the plan says."""
        deletes, shipped = self._plan.deletes, self._shipped
        for start in range(0, len(deletes), _BULK):
            self._claim.check()
            bulk = deletes[start : start + _BULK]
            self._store.delete(bulk)
            shipped.deleted += len(bulk)
            self._listener.progress(Progress("deleting", shipped.deleted, len(deletes)))

    def _send_some(self, remaining: Iterator[Upload]) -> None:
        """Send one after the other of what others have not taken yet."""
        while not self._is_over.is_set():
            with self._lock:
                upload = next(remaining, None)
            if upload is None:
                return
            self._claim.check()
            data = payload(self._shipment, upload.path, upload.file, upload.headers)
            etag = self._store.put(upload.path, data, upload.headers)
            if isinstance(data, Path):  # it was read once more while it was sent
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
def _signs_of_life(claim: Claim) -> Iterator[None]:
    """Give signs of life as long as the context lasts. That the claim is lost is told by :meth:`Claim.check`."""
    ended = Event()

    def beat() -> None:
        while not ended.wait(BEAT):
            claim.beat()

    beating = Thread(target=beat, name="signs of life")
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()
