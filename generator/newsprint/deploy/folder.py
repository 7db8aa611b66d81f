"""A folder of this machine as a target: for local web servers, and for sites that rsync copies on."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from newsprint.config.targets import FolderSettings
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.deploy_request import Listener, Report, Request
from newsprint.deploy.guards import check_address, check_folder
from newsprint.deploy.leaks.leak_scan import Scan
from newsprint.deploy.objects.object_storage import deploy_to_store
from newsprint.deploy.stores.folder_store import FolderStore


class FolderTarget(Struct, frozen=True):
    """A folder; see :class:`newsprint.deploy.target.Target`.

    Its web server maps URLs to files.
    """

    settings: FolderSettings

    interruptible: ClassVar[bool] = True

    def check(self, request: Request) -> None:
        """Raise RefusedError if readers cannot reach the site's URL, or if the folder overlaps the outlet's."""
        check_address(request.config.site, in_one_network=self.settings.in_one_network)
        check_folder(self.settings.folder, self.settings.target, request.folder, request.output)

    def deploy(self, request: Request, shipment: Shipment, scan: Scan, listener: Listener) -> Report:
        """Replace the site in the folder by ``shipment``.

        Raises what :func:`deploy_to_store` does.
        """
        return deploy_to_store(request, shipment, FolderStore(self.settings, request.folder), scan, listener)
