"""Object stores, spoken to through obstore: S3 and what speaks it, Google Cloud Storage, Azure Blob Storage.

Only calls that wait for their answer are used, from as many threads as there is to do: obstore's other ones call back
into Python from threads of its own, and if Python ends in that moment, the process is aborted.
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
from newsprint.deploy.stores.faults import is_missing, may_pass, told, was_cut
from newsprint.deploy.stores.keys import checked
from newsprint.deploy.stores.patience import Patience
from newsprint.deploy.stores.store import LARGEST_READ, Headers, Listed

if TYPE_CHECKING:
    from obstore import Attributes, GetResult, ObjectMeta, PutMode

_PAGE = 1000  # objects of a listing that are held at the same time
_BULK = 1000  # the most that S3 deletes by one request
_ONE_BY_ONE = 16  # requests at the same time where a bulk cannot be used
_PARTS_AT_ONCE = 4
_NO_ETAG = "0" * 32  # the MD5 of nothing that anybody has
_NO_GENERATION = "1"  # Google numbers them by microseconds since 1970


class ObjectStore:
    """A bucket or container below a prefix; see :class:`newsprint.deploy.stores.store.Store`.

    ETags go in and out without quotes.
    """

    def __init__(self, settings: BucketSettings, cloud: Cloud, patience: Patience) -> None:
        """The bucket in ``settings``; nothing there is read or changed yet.

        Raises DeployError if it cannot be reached as it is written, or if there are no credentials for it.
        """
        self._cloud = cloud
        self._shown = settings.shown
        self._patience = patience
        self._clients = connect(settings, cloud, patience)

    @property
    def shown(self) -> str:
        """The place for a person: ``s3://bucket/prefix``."""
        return self._shown

    def read(self, key: str, most: int = LARGEST_READ) -> tuple[bytes, str] | None:
        """An object's bytes and ETag; None if there is none. Raises DeployError if it has more than ``most`` bytes."""
        found = self._read(key, most)
        return None if found is None else (found[0], _plain(found[1]["e_tag"]))

    def etag(self, key: str) -> str | None:
        """An object's ETag, however large it is; None if there is none."""
        with told(self._shown, f'look at "{key}"'):
            found = self._found(key)
            return None if found is None else _plain(found.meta["e_tag"])

    def write(self, key: str, data: bytes) -> None:
        """Write an object for machines, never to be cached."""
        with told(self._shown, f'write "{key}"'):
            self._put(key, data, "overwrite")

    def list(self) -> Iterator[Listed]:
        """Every object below the prefix, a page of them at a time."""
        import obstore
        from obstore.exceptions import BaseError

        pages, last, left = iter(obstore.list(self._clients.quick, chunk_size=_PAGE)), "", self._patience.tries
        while True:
            with told(self._shown, "list what is there"):
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
                if last:  # none for the mark of a folder that consoles leave at the prefix itself
                    yield Listed(last, meta["size"], _plain(meta["e_tag"]))

    def holds(self, listed: Listed, data: bytes | Path) -> bool:
        """Whether the object that was listed holds just ``data``.

        Where ETags tell, they are believed. Where a bucket encrypts with keys of its own, that of a small object says
        nothing; such an object does not count as the same.
        """
        with told(self._shown, f'read "{listed.key}"'):
            if listed.size != size_of(data):
                return False
            if self._cloud.etags_tell:
                same = listed.etag.lower() == etag_of(data)
                if same or "-" not in listed.etag:
                    return same
            found = self._found(listed.key)
            return found is not None and is_same(map(bytes, found.stream(PART)), data)

    def honours_conditions(self, key: str) -> bool:
        """Whether writes with a condition fail here if it does not hold.

        Found out by writing the object at ``key`` as it is, on a condition that cannot hold: that changes nothing,
        whoever wins. Raises DeployError if there is no such object.
        """
        from obstore.exceptions import PreconditionError

        found = self._read(key)
        if found is None:
            raise DeployError(f'{self._shown}: "{key}" has gone while it was looked at; deploy again')
        never: PutMode = {"version": _NO_GENERATION} if self._cloud.generations else _if_match(_NO_ETAG)
        with told(self._shown, f'write "{key}"'):
            try:
                self._put(key, found[0], never)
            except PreconditionError:
                return True
        return False

    def swap(self, key: str, data: bytes, etag: str | None) -> str | None:
        """Write ``data`` only if the object's ETag still is ``etag``; None if there is none.

        Gives the new ETag, or None if somebody else was there first. That a write is refused is not believed at once:
        it may have been ours that came first, when its answer was lost and obstore sent it again, and Ceph refuses an
        ETag in its quotes. So what is there is looked at, and if that has not changed, it is tried again.
        """
        with told(self._shown, f'write "{key}"'):
            for mode in self._conditions(key, etag):
                if written := self._put_if(key, data, mode):
                    return written
                found = self.read(key)
                if found is not None and found[0] == data:
                    return found[1]
                if (found[1] if found else None) != etag:
                    return None
        raise DeployError(
            f'{self._shown}: could not write "{key}": the store refuses it again and again, though nobody else has '
            "written it; deploy again"
        )

    def _conditions(self, key: str, etag: str | None) -> Iterator[PutMode]:
        """The conditions to try, one after the other, to replace what has ``etag``."""
        for number in range(self._patience.tries + 1):
            if etag is None:
                yield "create"
            elif self._cloud.generations:
                yield {"version": self._generation(key, etag)}
            else:
                yield {"e_tag": etag} if self._cloud.bare_etags and number % 2 else _if_match(etag)

    def _generation(self, key: str, etag: str) -> str:
        """The generation by which Google knows what has this ETag; one that nothing has if that is not there."""
        found = self._read(key)
        same = found is not None and _plain(found[1]["e_tag"]) == etag
        return (found[1]["version"] if found and same else None) or _NO_GENERATION

    def _put_if(self, key: str, data: bytes, mode: PutMode) -> str | None:
        """Write on the condition ``mode``; the ETag. None if it does not hold, or if no answer tells."""
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
        """Write an object, whole or not at all; its ETag. A Path is a file too large to hold, sent in parts."""
        import obstore

        client, attributes = self._clients.patient, _attributes(headers)
        with told(self._shown, f'write "{self._checked(key)}"'):
            if isinstance(data, bytes):
                result = obstore.put(client, key, data, attributes=attributes, use_multipart=False)
                return _plain(result["e_tag"])
            self._put_in_parts(key, data, attributes)
            # Of what came in parts Ceph answers no ETag, and rclone another one than it lists.
            return _plain(obstore.head(client, key)["e_tag"])

    def _put_in_parts(self, key: str, path: Path, attributes: Attributes) -> None:
        """Send the file at ``path``; from its beginning again if the answer to the first or last request broke off."""
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
        """Delete objects, in bulk where the store can; those that are gone already are no mistake."""
        remaining = iter(keys)
        while bulk := [self._checked(key) for key in islice(remaining, _BULK)]:
            with told(self._shown, f'delete "{bulk[0]}"' + (f" and {len(bulk) - 1:,} more" if bulk[1:] else "")):
                if not self._is_deleted(bulk):  # Azure and Google stop at the first one that is gone
                    with ThreadPoolExecutor(_ONE_BY_ONE) as deleters:
                        list(deleters.map(self._is_deleted, ([key] for key in bulk)))

    def _is_deleted(self, keys: Sequence[str]) -> bool:
        """Delete ``keys`` by one request, if the store can; False if one of them is not there."""
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
            except BaseError as error:  # obstore itself does not try again whatever it sends by POST
                if not (left and may_pass(error)):
                    raise
                self._pause()
        return True

    def _read(self, key: str, most: int = LARGEST_READ) -> tuple[bytes, ObjectMeta] | None:
        with told(self._shown, f'read "{key}"'):
            found = self._found(key)
            if found is None:
                return None
            check_size(found.meta["size"], most, key, self._shown)
            return bytes(found.bytes()), found.meta

    def _found(self, key: str) -> GetResult | None:
        """The object, of which nothing is read yet; None if there is none."""
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
    """An ETag without its quotes (RFC 9110, 8.8.3); some listings have them, some not."""
    return (etag or "").removeprefix("W/").strip('"')


def _if_match(etag: str) -> PutMode:
    return {"e_tag": f'"{etag}"'}
