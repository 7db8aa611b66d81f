"""What the cases share: the outlet, the peers that take part, and the check that they did the same work."""

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
    """What the cases share: parameters, the peers that are there, and what the checks of the output found."""

    outlet: Outlet
    runs: int
    peers: tuple[str, ...]
    archive: Path | None = None
    checked: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def those(self, *names: str) -> list[str]:
        """The peers of these names that take part."""
        return [name for name in names if name in self.peers]

    def sized(self, factor: float) -> Outlet:
        """The outlet with another number of stories."""
        return replace(self.outlet, articles=round(self.outlet.articles * factor))

    def say(self, text: str) -> None:
        """Tell how far it is."""
        print(text, file=sys.stderr, flush=True)

    def check(self, ours: Site, theirs: Site) -> None:
        """Compare two outputs with what they must hold, and with each other."""
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
        found += [f"{names}: another text: {page}" for page in unequal[:5]]
        self.mistakes += found
        if not found:
            self.checked.append(
                f"{names}, {ours.outlet.articles:,} articles: every kind of page as often as it must be, "
                f"{len(compared):,} article texts equal"
            )
