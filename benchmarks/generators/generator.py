"""The interface of the generators."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from benchmarks.measure import Command
from benchmarks.outlets import Outlet


class Generator(Protocol):
    """A static site generator, set up for one outlet in a folder of its own. The pages are in ``folder / "output"``."""

    @property
    def name(self) -> str:
        """Return the name in the results."""

    def prepare(self, outlet: Outlet, content: Path, folder: Path) -> None:
        """Make ``folder`` the site of ``outlet``, whose stories are below ``content``. Not timed."""

    def command(self, outlet: Outlet, folder: Path) -> Command:
        """Return the command that builds the site."""

    def clear(self, folder: Path) -> None:
        """Remove the output and all caches, so that the next build is cold."""

    def list_pages(self, stories: int) -> int:
        """Return the number of pages of a list with this number of stories."""


def cut_from_newest(stories: int) -> int:
    """Return the number of list pages of the peers: twenty stories each from the newest on, the rest on the last."""
    return max(1, -(-stories // 20))
