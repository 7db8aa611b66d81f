"""Newsprint, from the sources beside this folder, with the lean theme of the benchmarks."""

from __future__ import annotations

import shutil
import sys
from datetime import timedelta
from pathlib import Path

from benchmarks.measure import Command
from benchmarks.outlets import Outlet
from benchmarks.places import REPOSITORY, THEME, WORK, remove

VARIABLES = {
    "PYTHONPATH": str(REPOSITORY / "generator"),
    # Modules are compiled once, as pip does on installation, even if this environment forbids it.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(WORK / "bytecode"),
}
"""The environment variables of Newsprint's commands."""


class Newsprint:
    """Newsprint with one of its Markdown engines; ``theme`` is the folder of its theme."""

    def __init__(self, engine: str = "commonmark", theme: Path = THEME) -> None:
        self.name = f"Newsprint ({engine})"
        self.theme = theme
        self._engine = engine
        self._minutes = 0

    def prepare(self, outlet: Outlet, content: Path, folder: Path) -> None:
        """Write configuration and theme beside the stories: ``content`` must be ``folder / "content"``."""
        assert content == folder / "content", "an outlet of Newsprint contains its stories"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "newsprint.toml").write_text(configuration(outlet, self._engine, self.theme.name), encoding="utf-8")
        remove(folder / "themes")
        shutil.copytree(self.theme, folder / "themes" / self.theme.name)
        self.clear(folder)

    def command(self, outlet: Outlet, folder: Path) -> Command:
        """Return a build a minute after the last one, since time passes between the builds of a real outlet."""
        self._minutes += 1
        as_of = outlet.as_of + timedelta(minutes=self._minutes)
        options = ("--site", str(folder), "--as-of", f"{as_of:%Y-%m-%dT%H:%M:%SZ}", "--json")
        return Command((sys.executable, "-m", "newsprint", "build", *options), folder, VARIABLES)

    def preview(self, folder: Path, port: int) -> Command:
        """Return the command of a preview as an author starts it; compiled modules are kept, as in an installation."""
        options = ("--site", str(folder), "--port", str(port))
        variables = {"PYTHONPATH": str(REPOSITORY / "generator"), "PYTHONDONTWRITEBYTECODE": ""}
        return Command((sys.executable, "-m", "newsprint", "serve", *options), folder, variables)

    def clear(self, folder: Path) -> None:
        """Remove output and catalog."""
        remove(folder / "output", folder / ".newsprint")

    def list_pages(self, stories: int) -> int:
        """Return the number of pages: the index has 20 to 39 stories, and full pages are frozen from the oldest on."""
        return max(1, stories // 20)


def configuration(outlet: Outlet, engine: str, theme: str = THEME.name) -> str:
    """Return the ``newsprint.toml`` of ``outlet``."""
    sections = "\n".join(f'{name} = "{name}"' for name in outlet.section_names)
    return (
        f'[site]\ntitle = "News"\nurl = "https://harbour-gazette.news"\ntheme = "{theme}"\n\n'
        f'[sections]\n{sections}\n\n[markdown]\nengine = "{engine}"\n'
    )
