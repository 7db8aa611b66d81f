"""The proposal: what a deploy to object storage would do, after all guards and the scan for leaks."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from newsprint.deploy.built.payload import text_of
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.deploy_request import Listener, Progress, Request
from newsprint.deploy.feed_id import check_feed_id, feed_id_of
from newsprint.deploy.guards import check_age, check_foreign, check_site, enforce_delete_limit
from newsprint.deploy.leaks.leak_scan import Scan, refusal
from newsprint.deploy.objects.head import Build, Head, build_of
from newsprint.deploy.objects.headers import headers_for
from newsprint.deploy.objects.inventory import Inventory, take_inventory
from newsprint.deploy.objects.lease import await_holder, read_head
from newsprint.deploy.objects.transfer_plan import TransferPlan, plan_transfer
from newsprint.deploy.stores.store import Store


class Proposal(Struct, frozen=True):
    """A plan that no guard refused, with the target's ``head``, the ETag of that and the inventory.

    ``coming`` is the build that the deploy would publish.
    """

    head: Head | None
    etag: str | None
    inventory: Inventory
    coming: Build
    plan: TransferPlan
    feed_id: str

    @property
    def is_live(self) -> bool:
        """Whether the target already has this build, and its head says so."""
        complete = self.head is not None and self.head.holder is None and self.head.live == self.coming
        return complete and self.plan.is_empty and not self.inventory.listed


def propose(request: Request, shipment: Shipment, store: Store, scan: Scan, listener: Listener) -> Proposal:
    """Return how to replace the site at ``store`` by ``shipment``.

    Raises RefusedError if that would harm a site or show what readers must not see, and DeployError.
    """
    head, etag = read_head(store)
    coming = build_of(shipment.as_of, shipment.revision)
    feed_id = feed_id_of(shipment, request.config)
    _check_head(request, head, coming, feed_id, store.shown)
    if head and etag and not request.dry_run:
        await_holder(store, head, etag, request.clocks, listener)
    headers = headers_for(request.settings.headers, shipment.files)
    inventory = take_inventory(store, head, shipment, headers, verify=request.verify)
    shipment.confirm()
    check_foreign(inventory.foreign, store.shown, adopt=request.adopt)
    keep_assets = timedelta(days=request.settings.keep_assets_days)
    plan = plan_transfer(
        shipment.files, inventory.there, headers, now=request.clocks.instant(), keep_assets=keep_assets
    )
    enforce_delete_limit(request, plan.deletes, inventory.there, store.shown, listener)
    _scan(plan, shipment, scan, listener)
    return Proposal(head, etag, inventory, coming, plan, feed_id)


def _check_head(request: Request, head: Head | None, coming: Build, feed_id: str, shown: str) -> None:
    """Raise RefusedError for the target of another outlet, another feed id, or a newer build there."""
    if head is None:
        return
    check_site(request.config.site.url, head.site, shown, adopt=request.adopt)
    if head.live is not None:
        check_feed_id(feed_id, head.feed_id, head.site, shown, new=request.new_feed_id)
    for theirs in (head.live, head.coming):
        if theirs is not None:
            check_age(coming, theirs, shown, older=request.older)


def _scan(plan: TransferPlan, shipment: Shipment, scan: Scan, listener: Listener) -> None:
    leaks = []
    for number, upload in enumerate(plan.uploads, 1):
        if leak := scan(upload.file.path or upload.path, text_of(shipment, upload.path)):
            leaks.append(leak)
        listener.progress(Progress("checking", number, len(plan.uploads)))
    if leaks:
        raise refusal(leaks, shipment.again)
