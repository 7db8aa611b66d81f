"""A folder of this machine as a target: for web servers that serve files, and for sites that rsync takes further."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from newsprint.config.targets import FolderSettings
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.guards import check_address, check_folder
from newsprint.deploy.leaks.scan import Scan
from newsprint.deploy.objects.object_storage import deploy_to_store
from newsprint.deploy.request import Listener, Report, Request
from newsprint.deploy.stores.folder_store import FolderStore


class FolderTarget(Struct, frozen=True):
    """A folder; see :class:`newsprint.deploy.target.Target`. Its web server finds the file of a page by itself."""

    settings: FolderSettings

    interruptible: ClassVar[bool] = True

    def check(self, request: Request) -> None:
        """Raise RefusedError if no reader can reach the site's address, or the folder is one of the outlet's."""
        check_address(request.config.site, in_one_network=self.settings.in_one_network)
        check_folder(self.settings.folder, self.settings.target, request.folder, request.output)

    def deploy(self, request: Request, shipment: Shipment, scan: Scan, listener: Listener) -> Report:
        """Make the site in the folder the one that ``shipment`` holds."""
        return deploy_to_store(request, shipment, FolderStore(self.settings, request.folder), scan, listener)
