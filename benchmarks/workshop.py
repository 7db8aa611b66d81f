"""An outlet on disk, with a site for each generator."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.generators.generator import Generator
from benchmarks.measure import Run, run
from benchmarks.outlets import Outlet, Story
from benchmarks.places import OUTLETS, remove


@dataclass(frozen=True, slots=True)
class Site:
    """The site of one generator for an outlet."""

    generator: Generator
    outlet: Outlet
    folder: Path

    @property
    def output(self) -> Path:
        """Return the output folder."""
        return self.folder / "output"

    def build(self, *, watch_memory: bool = False) -> Run:
        """Build incrementally, after the last build. Raises CommandError."""
        os.sync()  # this run must not wait for files that were written before
        return run(self.generator.command(self.outlet, self.folder), watch_memory=watch_memory)

    def cold(self, *, watch_memory: bool = False) -> Run:
        """Build from nothing. Raises CommandError."""
        self.generator.clear(self.folder)
        return self.build(watch_memory=watch_memory)


class Workshop:
    """A context manager that writes and changes the stories of an outlet, makes sites, and deletes them at the end."""

    def __init__(self, outlet: Outlet) -> None:
        self.outlet = outlet
        self._folder = OUTLETS / f"{outlet.articles}-{outlet.seed}"
        self.content = self._folder / "newsprint" / "content"

    def __enter__(self) -> Workshop:
        remove(self._folder)
        self.outlet.write(self.content)
        return self

    def __exit__(self, *_exception: object) -> None:
        remove(self._folder)

    def site(self, generator: Generator) -> Site:
        """Make the site of ``generator`` from the current stories. The engines of Newsprint share one folder."""
        folder = self._folder / generator.name.split()[0].lower()
        generator.prepare(self.outlet, self.content, folder)
        return Site(generator, self.outlet, folder)

    def write(self, story: Story, more: str = "") -> None:
        """Write the file of ``story``, with ``more`` at the end of its text."""
        path = self.content / story.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.outlet.text(story) + more, encoding="utf-8")

    def delete(self, story: Story) -> None:
        """Delete the file of ``story``."""
        (self.content / story.path).unlink()


def report_of(run: Run) -> dict[str, Any]:
    """Return what ``newsprint build --json`` printed."""
    line = next(line for line in reversed(run.output.splitlines()) if line.startswith("{"))
    report: dict[str, Any] = json.loads(line)
    return report
