"""Object stores, spoken to through obstore: S3 and what speaks it, Google Cloud Storage, Azure Blob Storage."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from hashlib import md5
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from newsprint.deploy.clouds import connect
from newsprint.deploy.faults import is_missing, told
from newsprint.deploy.folder_store import FolderStore
from newsprint.deploy.keys import checked
from newsprint.deploy.patience import Patience
from newsprint.deploy.store import Headers, Listed, Store
from newsprint.errors import DeployError
from newsprint.media_types import media_type
from newsprint.targets import TargetTable

if TYPE_CHECKING:
    from obstore import Attributes, ObjectMeta, PutMode

_PAGE = 1000  # objects of a listing that are held at the same time
_BULK = 1000  # the most that S3 deletes by one request
_ONE_BY_ONE = 16  # requests at the same time where a bulk cannot be used
_PART = 8 * 1024 * 1024  # bytes; S3 takes 10,000 parts
_PARTS_AT_ONCE = 4
_NO_ETAG = "0" * 32  # the MD5 of nothing that anybody has


def open_store(target: TargetTable, folder: Path, patience: Patience | None = None) -> Store:
    """The store of ``target``, for the outlet in ``folder``; nothing there is read or changed yet.

    Raises DeployError if the target cannot be one, or if there are no credentials for it.
    """
    if target.scheme == "file":
        return FolderStore(target, folder)
    return ObjectStore(target, patience or Patience())


class ObjectStore:
    """A bucket or container below a prefix; see :class:`newsprint.deploy.store.Store`.

    ETags go in and out without quotes.
    """

    def __init__(self, target: TargetTable, patience: Patience) -> None:
        self._scheme = target.scheme
        self._shown = target.target.rstrip("/")
        self._clients = connect(target, patience)

    @property
    def shown(self) -> str:
        """The place for a person: ``s3://bucket/prefix``."""
        return self._shown

    def read(self, key: str) -> tuple[bytes, str] | None:
        """An object's bytes and ETag; None if there is none."""
        found = self._read(key)
        return None if found is None else (found[0], _plain(found[1]["e_tag"]))

    def write(self, key: str, data: bytes) -> None:
        """Write an object for machines, never to be cached."""
        with told(self._shown, f'write "{key}"'):
            self._put(key, data, "overwrite")

    def remove(self, keys: Iterable[str]) -> None:
        """Delete a few objects; those that are gone already are no mistake."""
        asyncio.run(self.delete(keys))

    def list(self) -> Iterator[Listed]:
        """Every object below the prefix, a page of them at a time."""
        import obstore

        with told(self._shown, "list what is there"):
            pages = iter(obstore.list(self._clients.quick, chunk_size=_PAGE))
        while True:
            with told(self._shown, "list what is there"):
                page = next(pages, None)
            if page is None:
                return
            for meta in page:
                if meta["path"]:  # none for the mark of a folder that consoles leave at the prefix itself
                    yield Listed(meta["path"], meta["size"], _plain(meta["e_tag"]))

    def holds(self, listed: Listed, data: bytes) -> bool:
        """Whether the object that was listed holds just ``data``.

        At S3 the ETag tells: it is the MD5, unless the object was sent in parts. Where a bucket encrypts with keys of
        its own it is not; such an object does not count as the same.
        """
        if listed.size != len(data):
            return False
        if self._scheme == "s3" and "-" not in listed.etag:
            return listed.etag.lower() == md5(data, usedforsecurity=False).hexdigest()
        found = self.read(listed.key)
        return found is not None and found[0] == data

    def honours_conditions(self, key: str) -> bool:
        """Whether writes with a condition fail here if it does not hold.

        Found out by writing the object at ``key`` as it is, on a condition that cannot hold: that changes nothing,
        whoever wins. Raises DeployError if there is no such object.
        """
        found = self._read(key)
        if found is None:
            raise DeployError(f'{self._shown}: "{key}" has gone while it was looked at; deploy again')
        return not self._write_if(key, found[0], {"version": "1"} if self._scheme == "gs" else _if_match(_NO_ETAG))

    def swap(self, key: str, data: bytes, etag: str | None) -> str | None:
        """Write ``data`` only if the object's ETag still is ``etag``; None if there is none.

        Gives the new ETag, or None if somebody else was there first. A write may be refused although nobody was: when
        the answer to it was lost and it was sent again, and by Ceph, which takes an ETag only without its quotes.
        """
        mode: PutMode = "create" if etag is None else _if_match(etag)
        if etag is not None and self._scheme == "gs":
            generation = self._generation(key, etag)
            if generation is None:
                return None
            mode = {"version": generation}
        if written := self._write_if(key, data, mode):
            return written
        found = self.read(key)
        if found is not None and found[0] != data and found[1] == etag and self._scheme == "s3":
            if written := self._write_if(key, data, {"e_tag": etag}):
                return written
            found = self.read(key)
        return found[1] if found is not None and found[0] == data else None

    async def put(self, key: str, data: bytes | Path, headers: Headers) -> str:
        """Write an object, whole or not at all; its ETag. A Path is a file too large to hold, sent in parts."""
        import obstore

        client, attributes = self._clients.patient, _attributes(headers)
        with told(self._shown, f'write "{self._checked(key)}"'):
            if isinstance(data, bytes):
                result = await obstore.put_async(client, key, data, attributes=attributes, use_multipart=False)
                return _plain(result["e_tag"])
            await obstore.put_async(
                client, key, data, attributes=attributes, chunk_size=_PART, max_concurrency=_PARTS_AT_ONCE
            )
            # Of what came in parts Ceph answers no ETag, and rclone another one than it lists.
            return _plain((await obstore.head_async(client, key))["e_tag"])

    async def delete(self, keys: Iterable[str]) -> None:
        """Delete objects, in bulk where the store can; those that are gone already are no mistake."""
        import obstore

        remaining = iter(keys)
        while bulk := [self._checked(key) for key in islice(remaining, _BULK)]:
            with told(self._shown, f'delete "{bulk[0]}"' + (f" and {len(bulk) - 1:,} more" if bulk[1:] else "")):
                try:
                    await obstore.delete_async(self._clients.quick, bulk)
                except FileNotFoundError as error:  # Azure and Google: of the rest nothing is known then
                    if not is_missing(error):
                        raise
                    await self._delete_each(bulk)

    async def _delete_each(self, keys: Iterable[str]) -> None:
        import obstore

        remaining = iter(keys)

        async def deleter() -> None:
            for key in remaining:
                try:
                    await obstore.delete_async(self._clients.quick, key)
                except FileNotFoundError as error:
                    if not is_missing(error):
                        raise

        await asyncio.gather(*(deleter() for _ in range(_ONE_BY_ONE)))

    def _read(self, key: str) -> tuple[bytes, ObjectMeta] | None:
        import obstore

        with told(self._shown, f'read "{self._checked(key)}"'):
            try:
                result = obstore.get(self._clients.quick, key)
                return bytes(result.bytes()), result.meta
            except FileNotFoundError as error:
                if not is_missing(error):
                    raise
                return None

    def _generation(self, key: str, etag: str) -> str | None:
        """The generation by which Google knows the object with this ETag; None if that is not what is there."""
        found = self._read(key)
        return found[1]["version"] if found and _plain(found[1]["e_tag"]) == etag else None

    def _write_if(self, key: str, data: bytes, mode: PutMode) -> str | None:
        """Write on the condition ``mode``; the ETag, or None if it was refused."""
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        with told(self._shown, f'write "{key}"'):
            try:
                return self._put(key, data, mode)
            except (AlreadyExistsError, PreconditionError):
                return None

    def _put(self, key: str, data: bytes, mode: PutMode) -> str:
        import obstore

        attributes = _attributes(Headers(media_type(key), "no-store"))
        result = obstore.put(
            self._clients.quick, self._checked(key), data, attributes=attributes, mode=mode, use_multipart=False
        )
        return _plain(result["e_tag"])

    def _checked(self, key: str) -> str:
        return checked(key, self._shown, forbidden="\\" if self._scheme == "az" else "")


def _attributes(headers: Headers) -> Attributes:
    attributes: Attributes = {"Content-Type": headers.content_type, "Cache-Control": headers.cache_control}
    return attributes | ({"Content-Encoding": headers.encoding} if headers.encoding else {})


def _plain(etag: str | None) -> str:
    """An ETag without its quotes (RFC 9110, 8.8.3); some listings have them, some not."""
    return (etag or "").removeprefix("W/").strip('"')


def _if_match(etag: str) -> PutMode:
    return {"e_tag": f'"{etag}"'}
