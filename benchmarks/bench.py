"""What all cases use: the outlet, the peers, and the check that all generators did the same work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.census import census, differences, expected, unequal_texts
from benchmarks.generators.eleventy import Eleventy
from benchmarks.generators.generator import Generator
from benchmarks.generators.hugo import Hugo
from benchmarks.generators.pelican import Pelican
from benchmarks.generators.zola import Zola
from benchmarks.outlets import Outlet
from benchmarks.workshop import Site

MOST_TEXTS = 10_000
PEERS: dict[str, Callable[[], Generator]] = {"Hugo": Hugo, "Zola": Zola, "Eleventy": Eleventy, "Pelican": Pelican}


@dataclass
class Bench:
    """What all cases use: the parameters, the installed peers, and the results of the checks."""

    outlet: Outlet
    runs: int
    peers: tuple[str, ...]
    archive: Path | None = None
    checked: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def taking_part(self, *names: str) -> list[str]:
        """Return those of these peers that take part."""
        return [name for name in names if name in self.peers]

    def sized(self, factor: float) -> Outlet:
        """Return the outlet with ``factor`` times as many stories."""
        return replace(self.outlet, articles=round(self.outlet.articles * factor))

    def say(self, text: str) -> None:
        """Print progress to standard error."""
        print(text, file=sys.stderr, flush=True)

    def check(self, ours: Site, theirs: Site) -> None:
        """Compare two outputs with the expected files, and with each other; record the problems."""
        found = []
        for site in (ours, theirs):
            counted = census(site.output, site.outlet.section_names)
            found += [
                f"{site.generator.name}: {each}" for each in differences(expected(site.outlet, site.generator), counted)
            ]
        stories = ours.outlet.stories()
        step = -(-ours.outlet.articles // MOST_TEXTS)
        compared = [story for story in stories if story.number % step == 0]
        unequal = unequal_texts(compared, ours.output, theirs.output)
        names = f"{ours.generator.name} and {theirs.generator.name}"
        found += [f"{names}: different texts: {page}" for page in unequal[:5]]
        self.problems += found
        if not found:
            self.checked.append(
                f"{names}, {ours.outlet.articles:,} articles: the expected number of pages of each kind, "
                f"{len(compared):,} article texts equal"
            )
