"""The targets of a deploy: the protocol that each follows, and the table of them by scheme.

The settings that ``[deploy.NAME]`` may have for each scheme are in :data:`newsprint.config.targets.SETTINGS`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from newsprint.config.targets import TargetSettings
from newsprint.deploy.branch.github_pages import GitHubPages
from newsprint.deploy.buckets import BucketTarget
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.deploy_request import Listener, Report, Request
from newsprint.deploy.folder import FolderTarget
from newsprint.deploy.leaks.leak_scan import Scan
from newsprint.deploy.stores.clouds import AZURE, GOOGLE, S3


class Target(Protocol):
    """A place where readers find the site."""

    @property
    def interruptible(self) -> bool:
        """Whether the process may exit while it waits here, without leaving a child process running."""

    def check(self, request: Request) -> None:
        """Raise RefusedError if this site must not be deployed here.

        Called before any file or network is read.
        """

    def deploy(self, request: Request, shipment: Shipment, scan: Scan, listener: Listener) -> Report:
        """Replace the site here by ``shipment``.

        Raises RefusedError if a guard or ``scan`` refuses before anything is changed, and DeployError, whose text says
        what readers see, if the deploy fails.
        """


TARGETS: dict[str, Callable[[Any], Target]] = {
    "s3": partial(BucketTarget, S3),
    "gs": partial(BucketTarget, GOOGLE),
    "az": partial(BucketTarget, AZURE),
    "file": FolderTarget,
    "github-pages": GitHubPages,
}
"""By scheme, what makes a target from its settings."""


def target_of(settings: TargetSettings) -> Target:
    """Return the target with these ``settings``."""
    return TARGETS[settings.scheme](settings)
