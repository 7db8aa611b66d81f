"""A deploy to object storage or a folder: :func:`deploy_to_store` shows its steps in order."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from newsprint.base.errors import DeployError, RefusedError
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.deploy_request import Listener, Report, Request
from newsprint.deploy.leaks.leak_scan import Scan
from newsprint.deploy.objects.amendment import amended, amendment_to, is_worth_it
from newsprint.deploy.objects.head import KEY, Head, amendment_key, lists_of, manifest_key, pending_key
from newsprint.deploy.objects.inventory import Inventory
from newsprint.deploy.objects.lease import Lease, acquire_lease
from newsprint.deploy.objects.manifest import Manifest, encode_manifest, encode_paths
from newsprint.deploy.objects.outcome import interrupted, not_started
from newsprint.deploy.objects.proposal import Proposal, propose
from newsprint.deploy.objects.sending import Shipped, ship
from newsprint.deploy.served_urls import address
from newsprint.deploy.stores.store import Store


def deploy_to_store(request: Request, shipment: Shipment, store: Store, scan: Scan, listener: Listener) -> Report:
    """Replace the site at ``store`` by ``shipment``.

    Raises RefusedError if the deploy is refused before anything is changed, and DeployError, whose text says what
    readers see, if it fails.
    """
    shipped = Shipped({})
    with _with_outcome(lambda: not_started(request.name)):
        proposal = propose(request, shipment, store, scan, listener)
        if request.dry_run or proposal.is_live:
            return _report(request, store, proposal, shipped)
        lease = _acquired(proposal, request, store, listener)
    with _with_outcome(lambda: interrupted(proposal.plan, shipped, request.name), changed=True):
        if proposal.plan.uploads:
            store.write(pending_key(lease.token), encode_paths(_possible_files(proposal)))
        ship(proposal.plan, shipment, store, lease, shipped, listener)
        obsolete = _complete(proposal, request, store, shipped, lease)
    _delete_old_state(obsolete, store, listener)
    return _report(request, store, proposal, shipped)


@contextmanager
def _with_outcome(outcome: Callable[[], str], *, changed: bool = False) -> Iterator[None]:
    """Add the ``outcome`` to the text of every DeployError.

    It is not added to a refusal while nothing is ``changed``.
    """
    try:
        yield
    except DeployError as error:
        if isinstance(error, RefusedError) and not changed:
            raise
        raise DeployError(f"{error}\n{outcome()}") from error


def _acquired(proposal: Proposal, request: Request, store: Store, listener: Listener) -> Lease:
    """Acquire the lease on the target, under a new token."""
    site, token = request.config.site, uuid.uuid4().hex[:12]
    head = proposal.head or Head(site=site.url, title=site.title)
    return acquire_lease(store, head, proposal.etag, proposal.coming, token, request.clocks, listener)


def _possible_files(proposal: Proposal) -> Iterable[str]:
    """Return the files that this deploy, if interrupted, may leave beside those of the manifest."""
    sent = {upload.path for upload in proposal.plan.uploads}
    return sent | proposal.inventory.there.keys() if proposal.inventory.listed else sent


def _complete(proposal: Proposal, request: Request, store: Store, shipped: Shipped, lease: Lease) -> Sequence[str]:
    """Write the new state of the target and release the lease.

    Returns the keys of the state objects that are obsolete now.
    """
    before, plan, inventory = lease.head, proposal.plan, proposal.inventory
    amendment = amendment_to(inventory.there, {**plan.kept, **plan.needed, **shipped.entries}, plan.deletes)
    head = replace(before, site=request.config.site.url, title=request.config.site.title, live=proposal.coming)
    head = replace(head, files=plan.files, finished=request.clocks.instant(), feed_id=proposal.feed_id)
    if inventory.listed or before.manifest is None or amendment:
        head = _listed(amendment, inventory, head, lease.token, store)
    lease.complete(head)
    old = {*inventory.state_keys, *map(pending_key, before.pending), *lists_of(before)}
    return sorted(old - {KEY, *lists_of(head)})


def _listed(amendment: Manifest, inventory: Inventory, head: Head, token: str, store: Store) -> Head:
    """Write the ``amendment``, or else a whole new manifest; return ``head`` with its token."""
    if head.manifest and not inventory.listed and is_worth_it(amendment, head.files, len(head.amendments)):
        store.write(amendment_key(token), encode_manifest(amendment))
        return replace(head, amendments=(*head.amendments, token))
    store.write(manifest_key(token), encode_manifest(amended(inventory.there, [amendment])))
    return replace(head, manifest=token, amendments=())


def _delete_old_state(obsolete: Sequence[str], store: Store, listener: Listener) -> None:
    """Delete ``obsolete`` state objects.

    A failure is only noted, because the site is live by now.
    """
    try:
        store.delete(obsolete)
    except DeployError as error:
        listener.note(
            f"{error}\nThe site is live. Only obsolete files of earlier deploys are left there, which do no harm."
        )


def _report(request: Request, store: Store, proposal: Proposal, shipped: Shipped) -> Report:
    plan = proposal.plan
    site = request.config.site.url
    return Report(
        target=store.shown,
        dry_run=request.dry_run,
        added=plan.added,
        replaced=plan.replaced,
        deleted=plan.deletes,
        kept=tuple(sorted(plan.kept)),
        unchanged=plan.unchanged,
        purge=tuple(address(site, path) for path in sorted({*plan.replaced, *plan.deletes})),
        sent=shipped.sent,
    )
