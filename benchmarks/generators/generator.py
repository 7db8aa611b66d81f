"""What the benchmarks need of a generator."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from benchmarks.measure import Command
from benchmarks.outlets import Outlet


class Generator(Protocol):
    """A static site generator, set up for one outlet in a folder of its own. The pages are in ``folder / "output"``."""

    @property
    def name(self) -> str:
        """What it is called in the results."""

    def prepare(self, outlet: Outlet, content: Path, folder: Path) -> None:
        """Make ``folder`` the site of ``outlet``, whose stories are below ``content``. Not timed."""

    def command(self, outlet: Outlet, folder: Path) -> Command:
        """The command that builds the site."""

    def clear(self, folder: Path) -> None:
        """Remove the output and everything that is kept between builds, so that the next one is cold."""

    def list_pages(self, stories: int) -> int:
        """Over how many pages a list of ``stories`` goes."""


def cut_from_newest(stories: int) -> int:
    """How the peers cut a list: pages of twenty from the newest on, the last one with what is left."""
    return max(1, -(-stories // 20))
