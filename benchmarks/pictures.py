"""Encode photographs with Newsprint and with eleventy-img, and compare the time: ``python -m benchmarks.pictures``.

Both make the same renditions of each photograph (formats, widths, quality, effort), with one process. The runs
alternate; the table has the processor time of each pair of runs, and the ratio.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.cases import alternately
from benchmarks.measure import Command, Run, run
from benchmarks.outcome import Comparison, processor
from benchmarks.peers import installed
from benchmarks.photographs import SIZE, write_photographs
from benchmarks.places import PEERS, REPOSITORY, WORK
from benchmarks.report import table
from newsprint.media.formats import JPEG
from newsprint.media.renditions.encoding import OPTIONS, encoded
from newsprint.media.renditions.recipes import Recipe, Role, recipes_for

PEER = "eleventy-img"
ROLE = Role(avif=(800, 1600))
"""The renditions of a lead picture that eleventy-img can make as well: no crop."""

_PROGRAM = Path(__file__).parent / "generators" / "eleventy_img.cjs"


def recipes() -> tuple[Recipe, ...]:
    """Return the recipes of a photograph."""
    return recipes_for(*SIZE, "", [ROLE])


def encode(photographs: Path, target: Path) -> None:
    """Encode all ``photographs`` with Newsprint into the folder ``target``."""
    for path in sorted(photographs.iterdir()):
        for recipe, data in encoded(path.read_bytes(), JPEG, recipes()):
            (target / f"{path.stem}-{recipe.width}.{recipe.format}").write_bytes(data)


def commands(photographs: Path, target: Path) -> tuple[Command, Command]:
    """Return the commands of Newsprint and of the peer, which encode ``photographs`` into ``target``."""
    python = {"PYTHONPATH": str(REPOSITORY / "generator")}
    ours = (sys.executable, "-m", "benchmarks.pictures", "--encode", str(photographs), str(target))
    settings = json.dumps({"widths": {"webp": ROLE.widths, "avif": ROLE.avif}, "options": OPTIONS})
    theirs = ("node", str(_PROGRAM), str(PEERS / PEER / "node_modules"), str(photographs), str(target), settings)
    return Command(ours, REPOSITORY, python), Command(theirs, REPOSITORY)


def measured(count: int, rounds: int) -> Comparison:
    """Encode ``count`` photographs with both in turn, ``rounds`` times."""
    photographs, target = WORK / "photographs" / str(count), WORK / "renditions"
    write_photographs(photographs, count)

    def encode_all(name: str, command: Command) -> Run:
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        done = run(command)
        files = list(target.iterdir())
        assert len(files) == count * len(recipes()), f"{name} made {len(files)} files"
        size = sum(path.stat().st_size for path in files)
        print(f"{name}: {done.processor:.1f} s, {size / 1e6:.1f} MB", file=sys.stderr)
        return done

    ours, theirs = commands(photographs, target)
    pairs = alternately(partial(encode_all, "Newsprint", ours), partial(encode_all, PEER, theirs), rounds)
    return Comparison("renditions", count, "Newsprint", PEER, pairs)


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
    head = ("run", "Newsprint, ms of processor a photograph", f"{PEER}, ms", "ratio")
    return table(head, [*rows, ("median", "", "", f"**{median(ratios):.2f}**")])


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__.partition("\n")[0])
    parser.add_argument("--photographs", type=int, default=100, help="number of photographs (default: 100)")
    parser.add_argument("--rounds", type=int, default=5, help="number of runs of each (default: 5)")
    parser.add_argument("--encode", nargs=2, type=Path, metavar=("FROM", "TO"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.encode:
        encode(*options.encode)
        return
    versions = installed().versions
    if PEER not in versions:
        parser.error(f"{PEER} is not installed: python -m benchmarks.peers {PEER}")
    print(f"{PEER} {versions[PEER]}; {options.photographs} photographs of {SIZE[0]} by {SIZE[1]} pixels")
    print(report(measured(options.photographs, options.rounds)))


if __name__ == "__main__":
    main()
