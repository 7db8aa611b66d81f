"""Object stores, accessed through obstore: S3 and compatible stores, Google Cloud Storage, Azure Blob Storage.

Only synchronous calls are used, from several threads. obstore's asynchronous calls call back into Python from threads
of their own, and if Python exits at that moment, the process is aborted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from newsprint.base.errors import DeployError
from newsprint.base.media_types import media_type
from newsprint.config.targets import BucketSettings
from newsprint.deploy.stores.clouds import Cloud, connect
from newsprint.deploy.stores.comparing import PART, check_size, etag_of, is_same, size_of
from newsprint.deploy.stores.failures import is_missing, may_pass, reported, was_cut
from newsprint.deploy.stores.keys import checked
from newsprint.deploy.stores.patience import Patience
from newsprint.deploy.stores.store import BULK, LARGEST_READ, Headers, Listed

if TYPE_CHECKING:
    from obstore import Attributes, GetResult, ObjectMeta, PutMode

_PAGE = 1000  # objects of a listing in memory at the same time
_ONE_BY_ONE = 16  # requests at the same time if there is no bulk request
_PARTS_AT_ONCE = 4
_NO_ETAG = "0" * 32  # the MD5 of no object
_NO_GENERATION = "1"  # of no object: Google's generations are microseconds since 1970


class ObjectStore:
    """A bucket or container below a prefix; see :class:`newsprint.deploy.stores.store.Store`.

    ETags are passed and returned without quotes.
    """

    def __init__(self, settings: BucketSettings, cloud: Cloud, patience: Patience) -> None:
        """Use the bucket in ``settings``; no request is sent yet.

        Raises DeployError if the settings are wrong or there are no credentials.
        """
        self._cloud = cloud
        self._shown = settings.shown
        self._patience = patience
        self._clients = connect(settings, cloud, patience)

    @property
    def shown(self) -> str:
        """The bucket as messages name it: ``s3://bucket/prefix``."""
        return self._shown

    def read(self, key: str, most: int = LARGEST_READ) -> tuple[bytes, str] | None:
        """Return an object's bytes and ETag; None if there is none.

        Raises DeployError if it is over ``most`` bytes.
        """
        found = self._read(key, most)
        return None if found is None else (found[0], _plain(found[1]["e_tag"]))

    def etag(self, key: str) -> str | None:
        """Return the ETag of an object of any size; None if there is none."""
        with reported(self._shown, f'check "{key}"'):
            found = self._found(key)
            return None if found is None else _plain(found.meta["e_tag"])

    def write(self, key: str, data: bytes) -> None:
        """Write an object of Newsprint's own state, with caching turned off."""
        with reported(self._shown, f'write "{key}"'):
            self._put(key, data, "overwrite")

    def list(self) -> Iterator[Listed]:
        """Yield every object below the prefix; one page of the listing is in memory at a time."""
        import obstore
        from obstore.exceptions import BaseError

        pages, last, left = iter(obstore.list(self._clients.quick, chunk_size=_PAGE)), "", self._patience.tries
        while True:
            with reported(self._shown, "list the files"):
                try:
                    page = next(pages, None)
                except BaseError as error:
                    if not (left and was_cut(error)):
                        raise
                    left -= 1
                    self._pause()
                    pages = iter(obstore.list(self._clients.quick, chunk_size=_PAGE, offset=last or None))
                    continue
            if page is None:
                return
            for meta in page:
                last = meta["path"]
                if last:  # empty for the folder marker that consoles leave at the prefix
                    yield Listed(last, meta["size"], _plain(meta["e_tag"]))

    def holds(self, listed: Listed, data: bytes | Path) -> bool:
        """Return whether the ``listed`` object is exactly ``data``.

        ETags are trusted at clouds where they are MD5s. In a bucket that encrypts with its own keys, the ETag of a
        small object is no MD5; such an object counts as different.
        """
        with reported(self._shown, f'read "{listed.key}"'):
            if listed.size != size_of(data):
                return False
            if self._cloud.etags_are_md5:
                same = listed.etag.lower() == etag_of(data)
                if same or "-" not in listed.etag:
                    return same
            found = self._found(listed.key)
            return found is not None and is_same(map(bytes, found.stream(PART)), data)

    def honours_conditions(self, key: str) -> bool:
        """Return whether a conditional write fails here if its condition is false.

        This is tested by writing the object at ``key`` unchanged with a condition that is always false, so nothing
        changes in either case. Raises DeployError if there is no such object.
        """
        from obstore.exceptions import PreconditionError

        found = self._read(key)
        if found is None:
            raise DeployError(f'{self._shown}: "{key}" was deleted during the deploy; deploy again')
        never: PutMode = {"version": _NO_GENERATION} if self._cloud.generations else _if_match(_NO_ETAG)
        with reported(self._shown, f'write "{key}"'):
            try:
                self._put(key, found[0], never)
            except PreconditionError:
                return True
        return False

    def swap(self, key: str, data: bytes, etag: str | None) -> str | None:
        """Write ``data`` only if the object's ETag is still ``etag`` (None: no object); return the new ETag.

        Returns None if someone else changed the object first. A refused write does not prove that: its response may
        have been lost, so that obstore sent it again after it had succeeded, and Ceph refuses an ETag in quotes. So the
        object is read after a refusal, and if it has not changed, the write is tried again.
        """
        with reported(self._shown, f'write "{key}"'):
            for mode in self._conditions(key, etag):
                if written := self._put_if(key, data, mode):
                    return written
                found = self.read(key)
                if found is not None and found[0] == data:
                    return found[1]
                if (found[1] if found else None) != etag:
                    return None
        raise DeployError(
            f'{self._shown}: could not write "{key}": the store keeps refusing it, although nobody else has '
            "written it; deploy again"
        )

    def _conditions(self, key: str, etag: str | None) -> Iterator[PutMode]:
        """Yield the conditions to try, one after another, to replace the object with ``etag``."""
        for number in range(self._patience.tries + 1):
            if etag is None:
                yield "create"
            elif self._cloud.generations:
                yield {"version": self._generation(key, etag)}
            else:
                yield {"e_tag": etag} if self._cloud.bare_etags and number % 2 else _if_match(etag)

    def _generation(self, key: str, etag: str) -> str:
        """Return Google's generation of the object, if it has this ETag.

        Otherwise returns a generation that no object has.
        """
        found = self._read(key)
        same = found is not None and _plain(found[1]["e_tag"]) == etag
        return (found[1]["version"] if found and same else None) or _NO_GENERATION

    def _put_if(self, key: str, data: bytes, mode: PutMode) -> str | None:
        """Write with the condition ``mode``; return the ETag.

        None if the condition is false or no response arrives.
        """
        from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError

        try:
            return self._put(key, data, mode)
        except (AlreadyExistsError, PreconditionError):
            return None
        except BaseError as error:
            if not may_pass(error):
                raise
            return None

    def put(self, key: str, data: bytes | Path, headers: Headers) -> str:
        """Write an object atomically; return its ETag.

        A Path is a large file, which is sent in parts.
        """
        import obstore

        client, attributes = self._clients.patient, _attributes(headers)
        with reported(self._shown, f'write "{self._checked(key)}"'):
            if isinstance(data, bytes):
                result = obstore.put(client, key, data, attributes=attributes, use_multipart=False)
                return _plain(result["e_tag"])
            self._put_in_parts(key, data, attributes)
            # For an upload in parts Ceph returns no ETag, and rclone another one than it lists.
            return _plain(obstore.head(client, key)["e_tag"])

    def _put_in_parts(self, key: str, path: Path, attributes: Attributes) -> None:
        """Send the file at ``path``; start again if the response to the first or last request broke off."""
        import obstore
        from obstore.exceptions import BaseError

        client = self._clients.patient
        for left in reversed(range(self._patience.tries + 1)):
            try:
                obstore.put(client, key, path, attributes=attributes, chunk_size=PART, max_concurrency=_PARTS_AT_ONCE)
                break
            except (BaseError, FileNotFoundError) as error:
                if not (left and was_cut(error)):
                    raise
                self._pause()

    def delete(self, keys: Iterable[str]) -> None:
        """Delete objects, in bulk if the store can. A missing object is not an error."""
        remaining = iter(keys)
        while bulk := [self._checked(key) for key in islice(remaining, BULK)]:
            with reported(self._shown, f'delete "{bulk[0]}"' + (f" and {len(bulk) - 1:,} more" if bulk[1:] else "")):
                if not self._is_deleted(bulk):  # Azure and Google stop at the first missing object
                    with ThreadPoolExecutor(_ONE_BY_ONE) as deleters:
                        list(deleters.map(self._is_deleted, ([key] for key in bulk)))

    def _is_deleted(self, keys: Sequence[str]) -> bool:
        """Delete ``keys``, in one request if the store can; return False if one of them does not exist."""
        import obstore
        from obstore.exceptions import BaseError

        for left in reversed(range(self._patience.tries + 1)):
            try:
                obstore.delete(self._clients.quick, keys)
                break
            except FileNotFoundError as error:
                if not is_missing(error):
                    raise
                return False
            except BaseError as error:  # obstore itself does not retry POST requests
                if not (left and may_pass(error)):
                    raise
                self._pause()
        return True

    def _read(self, key: str, most: int = LARGEST_READ) -> tuple[bytes, ObjectMeta] | None:
        with reported(self._shown, f'read "{key}"'):
            found = self._found(key)
            if found is None:
                return None
            check_size(found.meta["size"], most, key, self._shown)
            return bytes(found.bytes()), found.meta

    def _found(self, key: str) -> GetResult | None:
        """Request the object without reading its body; return None if there is none."""
        import obstore

        try:
            return obstore.get(self._clients.quick, self._checked(key))
        except FileNotFoundError as error:
            if not is_missing(error):
                raise
            return None

    def _pause(self) -> None:
        Event().wait(self._patience.first_pause)

    def _put(self, key: str, data: bytes, mode: PutMode) -> str:
        import obstore

        attributes = _attributes(Headers(media_type(key), "no-store"))
        result = obstore.put(
            self._clients.quick, self._checked(key), data, attributes=attributes, mode=mode, use_multipart=False
        )
        return _plain(result["e_tag"])

    def _checked(self, key: str) -> str:
        return checked(key, self._shown, self._cloud.forbidden)


def _attributes(headers: Headers) -> Attributes:
    attributes: Attributes = {"Content-Type": headers.content_type, "Cache-Control": headers.cache_control}
    return attributes | ({"Content-Encoding": headers.encoding} if headers.encoding else {})


def _plain(etag: str | None) -> str:
    """Return an ETag without its quotes (RFC 9110, 8.8.3), which only some listings have."""
    return (etag or "").removeprefix("W/").strip('"')


def _if_match(etag: str) -> PutMode:
    return {"e_tag": f'"{etag}"'}
