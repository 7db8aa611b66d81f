"""Sending files, many at once, stage by stage; and deleting at the end what is not needed any more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from itertools import groupby

from msgspec import Struct

from newsprint.deploy.claim import BEAT, Claim
from newsprint.deploy.manifest import Entry
from newsprint.deploy.payload import payload
from newsprint.deploy.plan import Plan, Upload
from newsprint.deploy.request import Listener, Progress
from newsprint.deploy.shipment import Shipment
from newsprint.deploy.stages import Stage
from newsprint.deploy.store import Store

AT_ONCE = 64
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
    """Do what ``plan`` says, and note in ``shipped`` what was done. Raises DeployError, RefusedError and OSError."""
    try:
        asyncio.run(_Freight(plan, shipment, store, claim, shipped, listener).ship())
    except BaseExceptionGroup as group:
        raise _first(group) from None


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

    async def ship(self) -> None:
        async with _signs_of_life(self._claim):
            for stage, staged in groupby(self._plan.uploads, key=lambda upload: upload.stage):
                self._shipped.stage = stage
                uploads = list(staged)
                await self._send([each for each in uploads if each.file.size <= _LARGE], AT_ONCE)
                await self._send([each for each in uploads if each.file.size > _LARGE], LARGE_AT_ONCE)
            self._shipped.stage = Stage.DELETES
            await self._delete()

    async def _send(self, uploads: Iterable[Upload], at_once: int) -> None:
        """Send all ``uploads``, never more than ``at_once`` at the same time. The first mistake ends it."""
        remaining = iter(uploads)

        async def sender() -> None:
            for upload in remaining:
                await self._send_one(upload)

        async with asyncio.TaskGroup() as senders:
            for _ in range(at_once):
                senders.create_task(sender())

    async def _send_one(self, upload: Upload) -> None:
        self._claim.check()
        data = payload(self._shipment, upload)
        etag = await self._store.put(upload.path, data, upload.headers)
        shipped, file = self._shipped, upload.file
        shipped.entries[upload.path] = Entry(file.digest, file.size, upload.headers, etag)
        shipped.size += file.size
        shipped.sent += len(data) if isinstance(data, bytes) else file.size
        self._listener.progress(Progress("sending", len(shipped.entries), self._files, shipped.size, self._size))

    async def _delete(self) -> None:
        deletes, shipped = self._plan.deletes, self._shipped
        for start in range(0, len(deletes), _BULK):
            self._claim.check()
            bulk = deletes[start : start + _BULK]
            await self._store.delete(bulk)
            shipped.deleted += len(bulk)
            self._listener.progress(Progress("deleting", shipped.deleted, len(deletes)))


@asynccontextmanager
async def _signs_of_life(claim: Claim) -> AsyncIterator[None]:
    """Give signs of life as long as the context lasts. If the claim is lost, what is done in it ends."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(BEAT)
            await asyncio.to_thread(claim.beat)

    async with asyncio.TaskGroup() as group:
        beating = group.create_task(beat())
        try:
            yield
        finally:
            beating.cancel()


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The mistake that ended it all; what came of stopping the others is not told."""
    first = group.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first
