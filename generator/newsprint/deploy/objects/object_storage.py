"""A deploy to object storage: :func:`deploy_to_store` is its table of contents."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from newsprint.base.errors import DeployError, RefusedError
from newsprint.deploy.addresses import address
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.leaks.scan import Scan
from newsprint.deploy.objects.amendment import amended, amendment_to, is_worth_it
from newsprint.deploy.objects.claim import Claim, claim
from newsprint.deploy.objects.head import KEY, Head, amendment_key, lists_of, manifest_key, pending_key
from newsprint.deploy.objects.inventory import Inventory
from newsprint.deploy.objects.manifest import Manifest, encode_manifest, encode_paths
from newsprint.deploy.objects.outcome import broken_off, not_begun
from newsprint.deploy.objects.proposal import Proposal, propose
from newsprint.deploy.objects.shipping import Shipped, ship
from newsprint.deploy.request import Listener, Report, Request
from newsprint.deploy.stores.store import Store


def deploy_to_store(request: Request, shipment: Shipment, store: Store, scan: Scan, listener: Listener) -> Report:
    """Make the site at ``store`` the one that ``shipment`` holds.

    Raises RefusedError with nothing changed, and DeployError, which says what readers see.
    """
    shipped = Shipped({})
    with _adding(lambda: not_begun(request.name)):
        proposal = propose(request, shipment, store, scan, listener)
        if request.dry_run or proposal.is_live:
            return _report(request, store, proposal, shipped)
        held = _claimed(proposal, request, store, listener)
    with _adding(lambda: broken_off(proposal.plan, shipped, request.name), changed=True):
        if proposal.plan.uploads:
            store.write(pending_key(held.token), encode_paths(_may_be_there(proposal)))
        ship(proposal.plan, shipment, store, held, shipped, listener)
        useless = _complete(proposal, request, store, shipped, held)
    _clear_away(useless, store, listener)
    return _report(request, store, proposal, shipped)


@contextmanager
def _adding(outcome: Callable[[], str], *, changed: bool = False) -> Iterator[None]:
    """Have every DeployError say the ``outcome`` too; but for a refusal, as long as nothing is ``changed``."""
    try:
        yield
    except DeployError as error:
        if isinstance(error, RefusedError) and not changed:
            raise
        raise DeployError(f"{error}\n{outcome()}") from error


def _claimed(proposal: Proposal, request: Request, store: Store, listener: Listener) -> Claim:
    """The claim on the target, for a deploy of its own name."""
    site, token = request.config.site, uuid.uuid4().hex[:12]
    head = proposal.head or Head(site=site.url, title=site.title)
    return claim(store, head, proposal.etag, proposal.coming, token, request.clocks, listener)


def _may_be_there(proposal: Proposal) -> Iterable[str]:
    """What a deploy that is broken off may leave there beside the files of the manifest."""
    sent = {upload.path for upload in proposal.plan.uploads}
    return sent | proposal.inventory.there.keys() if proposal.inventory.listed else sent


def _complete(proposal: Proposal, request: Request, store: Store, shipped: Shipped, held: Claim) -> Sequence[str]:
    """Note what lies there now, and give up the claim; the keys of the notes that nobody needs any more."""
    before, plan, inventory = held.head, proposal.plan, proposal.inventory
    amendment = amendment_to(inventory.there, {**plan.kept, **plan.needed, **shipped.entries}, plan.deletes)
    head = replace(before, site=request.config.site.url, title=request.config.site.title, live=proposal.coming)
    head = replace(head, files=plan.files, finished=request.clocks.instant(), feed_id=proposal.feed_id)
    if inventory.listed or before.manifest is None or amendment:
        head = _listed(amendment, inventory, head, held.token, store)
    held.complete(head)
    old = {*inventory.left, *map(pending_key, before.pending), *lists_of(before)}
    return sorted(old - {KEY, *lists_of(head)})


def _listed(amendment: Manifest, inventory: Inventory, head: Head, token: str, store: Store) -> Head:
    """``head`` for what is there now, which is noted beside it: the ``amendment`` to what was there, or all of it."""
    if head.manifest and not inventory.listed and is_worth_it(amendment, head.files, len(head.amendments)):
        store.write(amendment_key(token), encode_manifest(amendment))
        return replace(head, amendments=(*head.amendments, token))
    store.write(manifest_key(token), encode_manifest(amended(inventory.there, [amendment])))
    return replace(head, manifest=token, amendments=())


def _clear_away(useless: Sequence[str], store: Store, listener: Listener) -> None:
    """Delete ``useless`` notes. The site is live by now: that they stay is no reason to call the deploy a failure."""
    try:
        store.delete(useless)
    except DeployError as error:
        listener.note(
            f"{error}\nThe site is live all the same: what was left are old notes about it, which do no harm."
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
