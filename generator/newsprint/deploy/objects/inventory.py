"""What lies at a target: as the manifest has it, or as the target lists it where the manifest cannot be believed."""

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
    """The files at a target, and those ``foreign`` ones among them that Newsprint did not put there.

    ``listed`` tells that the target was listed, file by file, and the manifest not simply believed; ``left`` are the
    objects of the site's own state that were listed.
    """

    there: Manifest
    foreign: tuple[str, ...] = ()
    listed: bool = False
    left: tuple[str, ...] = ()


def take_inventory(
    store: Store, head: Head | None, shipment: Shipment, headers: Callable[[str], Headers], *, verify: bool
) -> Inventory:
    """What lies at ``store``, of which ``head`` tells. Raises DeployError.

    The manifest is believed if the last deploy was completed and the front page is still the one that it left. With
    ``verify``, and wherever it is not believed, everything there is listed and compared.
    """
    manifest, is_whole = _manifest(store, head, shipment)
    complete = head is not None and head.holder is None
    if is_whole and complete and not verify and _front_page_is_as_left(store, manifest):
        return Inventory(manifest)
    known = {path for token in (head.pending if head else ()) for path in _pending(store, token)}
    return _compared(store, manifest, known, shipment, headers, ours=head is not None)


def _manifest(store: Store, head: Head | None, shipment: Shipment) -> tuple[Manifest, bool]:
    """The manifest with its amendments, and whether that is all: not if there is none, or one is lost or damaged."""
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


def _front_page_is_as_left(store: Store, manifest: Manifest) -> bool:
    """A look at the one file that every tool that uploads a site writes."""
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
    """Everything that is listed, each file as far as it is known. ``ours`` if Newsprint has deployed there before."""
    there: dict[str, Entry] = {}
    foreign, left = [], []
    for listed in store.list():
        path = listed.key
        if path.startswith(OWN):
            left.append(path)
            continue
        there[path] = _entry(store, listed, manifest.get(path), shipment, headers if ours else None)
        if not ours or not (path in manifest or path in known or path in shipment.files):
            foreign.append(path)
    return Inventory(there, tuple(sorted(foreign)), listed=True, left=tuple(left))


def _entry(
    store: Store,
    listed: Listed,
    entry: Entry | None,
    shipment: Shipment,
    headers: Callable[[str], Headers] | None,
) -> Entry:
    """What is known of an object: all if it is as the manifest has it, or as a deploy that was broken off wrote it.

    Of what others put there no headers are known: it is sent anew even if its bytes are the same.
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
