"""A bucket as a target: Amazon S3 and compatible stores, Google Cloud Storage, Azure Blob Storage."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from newsprint.config.targets import BucketSettings
from newsprint.deploy.built.shipment import Shipment, for_stores
from newsprint.deploy.deploy_request import Listener, Report, Request
from newsprint.deploy.guards import check_address
from newsprint.deploy.leaks.leak_scan import Scan
from newsprint.deploy.objects.object_storage import deploy_to_store
from newsprint.deploy.stores.clouds import Cloud
from newsprint.deploy.stores.object_store import ObjectStore


class BucketTarget(Struct, frozen=True):
    """A bucket of a ``cloud``; see :class:`newsprint.deploy.target.Target`."""

    cloud: Cloud
    settings: BucketSettings

    interruptible: ClassVar[bool] = True

    def check(self, request: Request) -> None:
        """Raise RefusedError if the site's URL names a host that cannot be reached from the internet."""
        check_address(request.config.site)

    def deploy(self, request: Request, shipment: Shipment, scan: Scan, listener: Listener) -> Report:
        """Replace the site in the bucket by ``shipment``.

        Raises what :func:`deploy_to_store` does.
        """
        store = ObjectStore(self.settings, self.cloud, request.patience)
        return deploy_to_store(request, for_stores(shipment), store, scan, listener)
