"""Encode photographs with Newsprint and with a peer, and compare the time: ``python -m benchmarks.pictures``.

Both make the same renditions of each photograph (formats, widths, quality, effort), each in one thread. The runs
alternate; the table has the processor time of each pair of runs, and the ratio.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.cases import alternately
from benchmarks.generators.hugo import hugo_binary
from benchmarks.measure import Command, Run, run
from benchmarks.outcome import Comparison, processor
from benchmarks.peers import installed
from benchmarks.photographs import SIZE, write_photographs
from benchmarks.places import PEERS, REPOSITORY, SITES, WORK, remove
from benchmarks.report import table
from newsprint.media.formats import JPEG
from newsprint.media.renditions.encoding import OPTIONS, encoded
from newsprint.media.renditions.recipes import Recipe, Role, recipes_for

ROLE = Role(avif=(800, 1600))
WITH_CROP = Role(avif=(800, 1600), social=True)
_PROGRAM = Path(__file__).parent / "generators" / "eleventy_img.cjs"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that makes renditions in ``role``; ``command`` makes those of a folder of photographs in another."""

    role: Role
    command: Callable[[Path, Path], Command]

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """Return the recipes of a photograph."""
        return recipes_for(*SIZE, "", [self.role])


def _eleventy_img(photographs: Path, target: Path) -> Command:
    settings = json.dumps({"widths": {"webp": ROLE.widths, "avif": ROLE.avif}, "options": OPTIONS})
    places = (str(PEERS / "eleventy-img" / "node_modules"), str(photographs), str(target))
    return Command(("node", str(_PROGRAM), *places, settings), REPOSITORY)


def _hugo(photographs: Path, target: Path) -> Command:
    """Hugo's default encoders, with the settings of Newsprint. It writes into ``target`` by itself."""
    site = WORK / "hugo_pictures"
    remove(site)
    shutil.copytree(SITES / "hugo_pictures", site)
    lines = [
        "baseURL = 'https://harbour-gazette.news/'",
        "disableKinds = ['taxonomy', 'term', 'rss', 'sitemap', 'robotstxt', '404', 'section', 'page']",
        "[params]",
        f"webp = {list(WITH_CROP.widths)}",
        f"avif = {list(WITH_CROP.avif)}",
        "[imaging]",
        "resampleFilter = 'lanczos'",
        "[imaging.webp]",
        f"quality = {OPTIONS['webp']['quality']}",
        f"method = {OPTIONS['webp']['method']}",
        "[imaging.avif]",
        f"quality = {OPTIONS['avif']['quality']}",
        f"encoderSpeed = {OPTIONS['avif']['speed']}",
        "[imaging.jpeg]",
        f"quality = {OPTIONS['jpg']['quality']}",
        "[[module.mounts]]",
        f"source = '{photographs}'",
        "target = 'assets/photographs'",
        "[[module.mounts]]",
        "source = 'layouts'",
        "target = 'layouts'",
    ]
    (site / "hugo.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    places = ("--cacheDir", str(site / "cache"), "--destination", str(target))
    return Command((str(hugo_binary()), "--quiet", *places), site, {"GOMAXPROCS": "1"})


PROGRAMS = {"eleventy-img": Peer(ROLE, _eleventy_img), "Hugo": Peer(WITH_CROP, _hugo)}
"""The peers by name. eleventy-img does not crop."""


def encode(photographs: Path, target: Path, recipes: Sequence[Recipe]) -> None:
    """Encode all ``photographs`` with Newsprint into the folder ``target``."""
    for path in sorted(photographs.iterdir()):
        for recipe, data in encoded(path.read_bytes(), JPEG, recipes):
            (target / f"{path.stem}-{recipe.width}.{recipe.format}").write_bytes(data)


def measured(name: str, count: int, rounds: int) -> Comparison:
    """Encode ``count`` photographs with Newsprint and the peer ``name`` in turn, ``rounds`` times."""
    photographs, target = WORK / "photographs" / str(count), WORK / "renditions"
    write_photographs(photographs, count)
    peer = PROGRAMS[name]
    arguments = ("-m", "benchmarks.pictures", "--encode", name, str(photographs), str(target))
    ours = Command((sys.executable, *arguments), REPOSITORY, {"PYTHONPATH": str(REPOSITORY / "generator")})

    def encode_all(program: str, command: Callable[[], Command]) -> Run:
        remove(target)
        target.mkdir(parents=True)
        done = run(command())
        files = [path for path in target.rglob("*") if path.suffix in (".webp", ".avif", ".jpg")]
        assert len(files) == count * len(peer.recipes), f"{program} made {len(files)} files"
        size = sum(path.stat().st_size for path in files)
        print(f"{program}: {done.processor:.1f} s, {size / 1e6:.1f} MB", file=sys.stderr)
        return done

    theirs = partial(encode_all, name, lambda: peer.command(photographs, target))
    pairs = alternately(partial(encode_all, "Newsprint", lambda: ours), theirs, rounds)
    return Comparison("renditions", count, "Newsprint", name, pairs)


def report(comparison: Comparison) -> str:
    """Return the runs as a table: processor milliseconds for a photograph, and the ratio of each pair of runs."""
    ratios = comparison.ratios(processor)
    milliseconds = [
        [f"{processor(each) / comparison.articles * 1e3:,.0f}" for each in pair] for pair in comparison.pairs
    ]
    rows = [
        (str(number), *pair, f"{ratio:.2f}")
        for number, (pair, ratio) in enumerate(zip(milliseconds, ratios, strict=True), 1)
    ]
    head = ("run", "Newsprint, ms of processor a photograph", f"{comparison.peer}, ms", "ratio")
    return table(head, [*rows, ("median", "", "", f"**{median(ratios):.2f}**")])


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__.partition("\n")[0])
    parser.add_argument("peer", choices=PROGRAMS, nargs="?", default="eleventy-img", help="default: eleventy-img")
    parser.add_argument("--photographs", type=int, default=100, help="number of photographs (default: 100)")
    parser.add_argument("--rounds", type=int, default=5, help="number of runs of each (default: 5)")
    parser.add_argument("--encode", nargs=3, metavar=("PEER", "FROM", "TO"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.encode:
        peer, photographs, target = options.encode
        encode(Path(photographs), Path(target), PROGRAMS[peer].recipes)
        return
    versions = installed().versions
    if options.peer not in versions:
        parser.error(f"{options.peer} is not installed: python -m benchmarks.peers {options.peer}")
    print(
        f"{options.peer} {versions[options.peer]}; {options.photographs} photographs of {SIZE[0]} by {SIZE[1]} pixels"
    )
    print(report(measured(options.peer, options.photographs, options.rounds)))


if __name__ == "__main__":
    main()
