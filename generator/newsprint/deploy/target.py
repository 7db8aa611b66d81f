"""The targets of a deploy: what each of them does, and the table of them by scheme.

What ``[deploy.NAME]`` may say of each is in the other table, :data:`newsprint.config.targets.SETTINGS`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from newsprint.config.targets import TargetSettings
from newsprint.deploy.branch.github_pages import GitHubPages
from newsprint.deploy.buckets import BucketTarget
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.folder import FolderTarget
from newsprint.deploy.leaks.scan import Scan
from newsprint.deploy.request import Listener, Report, Request
from newsprint.deploy.stores.clouds import AZURE, GOOGLE, S3


class Target(Protocol):
    """A place where readers find the site."""

    @property
    def interruptible(self) -> bool:
        """Whether the process may be left while it waits here; no program that it started would go on."""

    def check(self, request: Request) -> None:
        """Raise RefusedError if this site must not be deployed here. Nothing is read yet, and nobody asked."""

    def deploy(self, request: Request, shipment: Shipment, scan: Scan, listener: Listener) -> Report:
        """Make the site here the one that ``shipment`` holds.

        Raises RefusedError with nothing changed, if a guard or ``scan`` says no; DeployError, which says what readers
        see.
        """


TARGETS: dict[str, Callable[[Any], Target]] = {
    "s3": partial(BucketTarget, S3),
    "gs": partial(BucketTarget, GOOGLE),
    "az": partial(BucketTarget, AZURE),
    "file": FolderTarget,
    "github-pages": GitHubPages,
}
"""What makes the target of a scheme from its settings."""


def target_of(settings: TargetSettings) -> Target:
    """Return the target that has these ``settings``."""
    return TARGETS[settings.scheme](settings)
