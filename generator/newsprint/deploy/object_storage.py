"""A deploy to object storage: :func:`deploy_to_store` is its table of contents."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from msgspec.structs import replace

from newsprint.deploy.addresses import address
from newsprint.deploy.claim import Claim, claim
from newsprint.deploy.head import KEY, Head, manifest_key, pending_key
from newsprint.deploy.leaks.scan import Scan
from newsprint.deploy.manifest import encode_manifest, encode_paths
from newsprint.deploy.outcome import broken_off
from newsprint.deploy.proposal import Proposal, propose
from newsprint.deploy.request import Listener, Report, Request
from newsprint.deploy.shipment import Shipment
from newsprint.deploy.shipping import Shipped, ship
from newsprint.deploy.stores.store import Store
from newsprint.errors import DeployError, RefusedError


def deploy_to_store(request: Request, shipment: Shipment, store: Store, scan: Scan, listener: Listener) -> Report:
    """Make the site at ``store`` the one that ``shipment`` holds.

    Raises RefusedError with nothing changed, and DeployError, which says what readers see.
    """
    proposal = propose(request, shipment, store, scan, listener)
    shipped = Shipped({})
    if not request.dry_run and not proposal.is_live:
        _carry_out(proposal, request, shipment, store, shipped, listener)
    return _report(request, store, proposal, shipped)


def _carry_out(
    proposal: Proposal, request: Request, shipment: Shipment, store: Store, shipped: Shipped, listener: Listener
) -> None:
    """Claim the target, send and delete what the plan says, and note there what lies there then."""
    token = uuid.uuid4().hex[:12]
    site = request.config.site
    head = proposal.head or Head(site=site.url, title=site.title)
    held = claim(store, head, proposal.etag, proposal.coming, token, request.clocks, listener)
    try:
        if proposal.plan.uploads:
            store.write(pending_key(token), encode_paths(_may_be_there(proposal)))
        ship(proposal.plan, shipment, store, held, shipped, listener)
        _complete(proposal, request, store, shipped, held, token)
    except DeployError as error:
        kind = RefusedError if isinstance(error, RefusedError) else DeployError
        raise kind(f"{error}\n{broken_off(proposal.plan, shipped, request.name)}") from error


def _may_be_there(proposal: Proposal) -> Iterable[str]:
    """What a deploy that is broken off may leave there beside the files of the manifest."""
    sent = {upload.path for upload in proposal.plan.uploads}
    return sent | proposal.inventory.there.keys() if proposal.inventory.listed else sent


def _complete(proposal: Proposal, request: Request, store: Store, shipped: Shipped, held: Claim, token: str) -> None:
    """Note what lies there now, give up the claim, and clear away what nobody needs any more."""
    before, plan, inventory = held.head, proposal.plan, proposal.inventory
    there = {**plan.unchanged, **plan.kept, **shipped.entries}
    head = replace(before, site=request.config.site.url, title=request.config.site.title, live=proposal.coming)
    head = replace(head, files=len(there), finished=request.clocks.instant())
    if inventory.listed or before.manifest is None or there != inventory.there:
        store.write(manifest_key(token), encode_manifest(there))
        head = replace(head, manifest=token)
    held.complete(head)
    old = {*inventory.left, *map(pending_key, before.pending)}
    if before.manifest:
        old.add(manifest_key(before.manifest))
    store.delete(sorted(old - {KEY, manifest_key(head.manifest or "")}))


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
        unchanged=len(plan.unchanged),
        purge=tuple(address(site, path) for path in sorted({*plan.replaced, *plan.deletes})),
        sent=shipped.sent,
    )
