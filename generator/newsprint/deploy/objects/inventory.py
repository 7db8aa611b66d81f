"""The inventory of a target: its files by the manifest, or by a listing if the manifest cannot be trusted."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from msgspec import Struct

from newsprint.deploy.built.payload import payload
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.objects.amendment import amended
from newsprint.deploy.objects.head import Head, lists_of, pending_key
from newsprint.deploy.objects.manifest import Entry, Manifest, decode_manifest, decode_paths
from newsprint.deploy.stores.keys import OWN
from newsprint.deploy.stores.store import Headers, Listed, Store

FRONT_PAGE = "index.html"


class Inventory(Struct, frozen=True):
    """The files at a target, and the ``foreign`` ones among them, which Newsprint did not put there.

    ``listed`` is true if the target was listed file by file instead of trusting the manifest; ``state_keys`` are those
    of the state objects (below ``.newsprint/``) in that listing.
    """

    there: Manifest
    foreign: tuple[str, ...] = ()
    listed: bool = False
    state_keys: tuple[str, ...] = ()


def take_inventory(
    store: Store, head: Head | None, shipment: Shipment, headers: Callable[[str], Headers], *, verify: bool
) -> Inventory:
    """Return the files at ``store``, whose head is ``head``. Raises DeployError.

    The manifest is trusted if the last deploy was completed and the front page has not changed since. Otherwise, and
    with ``verify``, all objects there are listed and compared.
    """
    manifest, is_whole = _manifest(store, head, shipment)
    complete = head is not None and head.holder is None
    if is_whole and complete and not verify and _front_page_is_unchanged(store, manifest):
        return Inventory(manifest)
    known = {path for token in (head.pending if head else ()) for path in _pending(store, token)}
    return _compared(store, manifest, known, shipment, headers, ours=head is not None)


def _manifest(store: Store, head: Head | None, shipment: Shipment) -> tuple[Manifest, bool]:
    """Return the amended manifest, and whether it is complete: not if a part is missing or damaged."""
    if head is None or head.manifest is None:
        return {}, False
    keys = lists_of(head)
    with ThreadPoolExecutor(len(keys)) as readers:
        found = list(readers.map(store.read, keys))
    lists = [decode_manifest(each[0], shipment.files) if each else None for each in found]
    first, *later = [each for each in lists if each is not None] or [{}]
    return amended(first, later), None not in lists


def _pending(store: Store, token: str) -> list[str]:
    found = store.read(pending_key(token))
    return decode_paths(found[0]) if found else []


def _front_page_is_unchanged(store: Store, manifest: Manifest) -> bool:
    """Check the one file that every other upload tool would also replace."""
    entry = manifest.get(FRONT_PAGE)
    return store.etag(FRONT_PAGE) == (entry.etag if entry else None)


def _compared(
    store: Store,
    manifest: Manifest,
    known: set[str],
    shipment: Shipment,
    headers: Callable[[str], Headers],
    *,
    ours: bool,
) -> Inventory:
    """List the target; return each file with what is known of it.

    ``ours``: Newsprint has deployed there before.
    """
    there: dict[str, Entry] = {}
    foreign, state_keys = [], []
    for listed in store.list():
        path = listed.key
        if path.startswith(OWN):
            state_keys.append(path)
            continue
        there[path] = _entry(store, listed, manifest.get(path), shipment, headers if ours else None)
        if not ours or not (path in manifest or path in known or path in shipment.files):
            foreign.append(path)
    return Inventory(there, tuple(sorted(foreign)), listed=True, state_keys=tuple(state_keys))


def _entry(
    store: Store,
    listed: Listed,
    entry: Entry | None,
    shipment: Shipment,
    headers: Callable[[str], Headers] | None,
) -> Entry:
    """Return the entry of an object.

    It is complete if the object matches the manifest or what an interrupted deploy would have written. The headers of
    other objects are not known: these are sent again even if their bytes are the same.
    """
    if entry is not None and entry.etag == listed.etag:
        return entry
    file = shipment.files.get(listed.key)
    if file is not None and headers is not None:
        wanted = headers(listed.key)
        may_be = wanted.encoding or file.size == listed.size
        if may_be and store.holds(listed, payload(shipment, listed.key, file, wanted)):
            return Entry(file.digest, file.size, wanted, listed.etag)
    return Entry("", listed.size, None, listed.etag)
