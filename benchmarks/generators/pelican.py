"""Pelican, from PyPI."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.generators.generator import cut_from_newest
from benchmarks.measure import Command
from benchmarks.outlets import Outlet
from benchmarks.places import PEERS, SITES, remove


class Pelican:
    """Pelican with Newsprint's Markdown extensions and the plugin that reads YAML; the widget rendered once."""

    name = "Pelican"

    def prepare(self, outlet: Outlet, content: Path, folder: Path) -> None:
        """Copy settings and templates, and link to the stories."""
        remove(folder)
        shutil.copytree(SITES / "pelican", folder)
        (folder / "content").symlink_to(content)

    def command(self, outlet: Outlet, folder: Path) -> Command:
        """Return a build without caches, which make a cold build slower."""
        program = PEERS / "python" / "bin" / "pelican"
        options = ("content", "-s", "pelicanconf.py", "-o", str(folder / "output"), "-q")
        return Command((str(program), *options), folder)

    def clear(self, folder: Path) -> None:
        """Remove output and caches."""
        remove(folder / "output", folder / "cache")

    def list_pages(self, stories: int) -> int:
        """Return the number of pages of twenty stories, from the newest on."""
        return cut_from_newest(stories)
