"""Build an outlet of stories with photographs: ``python -m benchmarks.picture_outlet``.

It prints, as a table: the peak memory of the cold build; how many renditions are encoded cold, by a build after a word,
a template and a role were changed, and by a build from nothing with the renditions of before; and for lead pictures of
the demonstration outlet the most renditions, processor time and bytes of one.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from operator import itemgetter
from pathlib import Path

from benchmarks.generators.newsprint import VARIABLES
from benchmarks.measure import Command, Run, run
from benchmarks.photographs import write_photographs
from benchmarks.places import REPOSITORY, WORK, remove
from benchmarks.report import table
from newsprint.config.site import read_config
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.media.measuring import measured
from newsprint.media.renditions.encoding import encoded_file
from newsprint.media.renditions.recipes import recipes_for

CONFIGURATION = """\
[site]
title = "The Harbour Gazette"
url = "https://harbour-gazette.news"

[sections]
world = "World"
"""

STORY = """\
---
title: The pier in picture {number}
date: 2024-12-{day:02} {hour:02}:00
section: world
image:
  src: photograph-{number:03}.jpg
  alt: The pier
---

The pier stands.
"""

TEMPLATE = '{% extends "parent/article.html" %}{% block main %}{{ super() }}<p>More tomorrow.</p>{% endblock %}\n'
ROLE = "[pictures.card]\nwidths = [300, 400, 800]\n"
RENDITIONS = Path(".newsprint") / "renditions"


def write_outlet(folder: Path, count: int) -> None:
    """Write an outlet with ``count`` stories, each with a photograph of its own, to ``folder``."""
    photographs = write_photographs(WORK / "photographs" / str(count), count)
    remove(folder)
    world = folder / "content" / "world"
    world.mkdir(parents=True)
    (folder / "newsprint.toml").write_text(CONFIGURATION, encoding="utf-8")
    for number, path in enumerate(photographs):
        shutil.copy(path, world)
        text = STORY.format(number=number, day=1 + number % 20, hour=number % 24)
        (world / f"story-{number:03}.md").write_text(text, encoding="utf-8")


class Builds:
    """Builds of the outlet in ``folder`` by ``jobs`` processes, which count the renditions that they encode."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self._folder = folder
        arguments = ("-m", "newsprint", "build", "--jobs", str(jobs), "--as-of", "2024-12-24T08:00:00Z")
        self._command = Command((sys.executable, *arguments), folder, VARIABLES)

    def build(self, *, watch_memory: bool = False) -> tuple[int, Run]:
        """Build, and return the number of encoded renditions and the run."""
        before = self._kept()
        done = run(self._command, watch_memory=watch_memory)
        return sum(1 for name, written in self._kept().items() if before.get(name) != written), done

    def after(self, name: str, text: str) -> int:
        """Write ``text`` to the file ``name``, build, and return the number of encoded renditions."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return self.build()[0]

    def from_nothing(self) -> int:
        """Build again with the kept renditions alone, and return the number of encoded ones."""
        kept = self._folder / ".kept"
        shutil.move(self._folder / RENDITIONS, kept)
        remove(self._folder / "output", self._folder / ".newsprint")
        (self._folder / ".newsprint").mkdir()
        shutil.move(kept, self._folder / RENDITIONS)
        return self.build()[0]

    def _kept(self) -> dict[str, int]:
        folder = self._folder / RENDITIONS
        return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} if folder.is_dir() else {}


def leads(outlet: Path) -> list[tuple[str, int, float, int]]:
    """Return of each picture of an outlet, as a lead: name, number of renditions, seconds of processor time, bytes."""
    found = []
    theme = outlet_theme(outlet, read_config(outlet))
    roles = [role for role in theme.roles.values() if role.use == "lead"]
    for path in sorted((outlet / "content" / "pictures").glob("*.*")):
        size = measured(path)
        if size is None or not size.still:
            continue
        started = time.process_time()
        made = encoded_file(path.read_bytes(), recipes_for(size.width, size.height, "", roles))
        seconds = time.process_time() - started
        found.append((path.name, len(made), seconds, sum(map(len, made.values()))))
    return found


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.picture_outlet", description=__doc__.partition("\n")[0])
    parser.add_argument("--photographs", type=int, default=100, help="number of stories (default: 100)")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes (default: 2)")
    options = parser.parse_args()
    folder = WORK / "picture_outlet"
    write_outlet(folder, options.photographs)
    builds = Builds(folder, options.jobs)
    cold, memory = builds.build(watch_memory=True)
    word = STORY.format(number=0, day=1, hour=0).replace("stands", "stood")
    edits = (
        ("a word was changed", "content/world/story-000.md", word, 0),
        ("a template was changed", "themes/gazette/templates/article.html", TEMPLATE, 0),
        ("a role got another width", "themes/gazette/theme.toml", ROLE, options.photographs),
    )
    rows = [
        ("renditions encoded by a cold build", str(cold), ""),
        ("peak memory of the cold build", f"{memory.peak / 1e6:.0f} MB", "400 MB"),
        ("encoded by a build from nothing with the kept renditions", str(builds.from_nothing()), "0"),
        *((f"encoded after {what}", str(builds.after(file, text)), str(bar)) for what, file, text, bar in edits),
    ]
    pictures = leads(REPOSITORY)
    most, slowest, largest = (max(pictures, key=itemgetter(number)) for number in (1, 2, 3))
    rows += [
        (f"most renditions of a lead picture of the demonstration ({most[0]})", str(most[1]), "8"),
        (f"longest processor time of one ({slowest[0]})", f"{slowest[2]:.2f} s", "1.2 s"),
        (f"most bytes of one ({largest[0]})", f"{largest[3] / 1e3:.0f} kB", "700 kB"),
    ]
    print(f"{options.photographs} photographs, {options.jobs} processes")
    print(table(("figure", "result", "bar"), rows))


if __name__ == "__main__":
    main()
