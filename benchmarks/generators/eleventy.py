"""Eleventy, from npm."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.generators.generator import cut_from_newest
from benchmarks.measure import Command
from benchmarks.outlets import Outlet
from benchmarks.places import PEERS, SITES, remove


class Eleventy:
    """Eleventy with Nunjucks; collections sorted once, cards and the widget made by functions."""

    name = "Eleventy"

    def prepare(self, outlet: Outlet, content: Path, folder: Path) -> None:
        """Copy settings and templates, and link to the stories."""
        remove(folder)
        shutil.copytree(SITES / "eleventy", folder)
        (folder / "src" / "articles").symlink_to(content)

    def command(self, outlet: Outlet, folder: Path) -> Command:
        """Return a build that prints no line for each file."""
        program = PEERS / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
        return Command(("node", str(program), f"--output={folder / 'output'}", "--quiet"), folder)

    def clear(self, folder: Path) -> None:
        """Remove the output."""
        remove(folder / "output", folder / ".cache")

    def list_pages(self, stories: int) -> int:
        """Return the number of pages of twenty stories, from the newest on."""
        return cut_from_newest(stories)
