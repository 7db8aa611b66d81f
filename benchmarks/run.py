"""Measure builds: ``python -m benchmarks.run``. Tables go to standard output, progress to standard error."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.bench import PEERS, Bench
from benchmarks.cases import CASES
from benchmarks.measure import CommandError
from benchmarks.outcome import Outcome
from benchmarks.outlets import add_arguments, outlet_of
from benchmarks.peers import GENERATORS, installed
from benchmarks.places import REPOSITORY
from benchmarks.report import circumstances, finish, tables

BARS_ARE_FOR = 10_000
ARCHIVE = REPOSITORY.parent / "shared" / "corpora" / "digitalgov-news.tar.gz"


def main() -> int:
    """Run the cases; return 1 if a generator failed or its output was not as expected."""
    arguments = _arguments()
    found = installed().of(GENERATORS)
    details = circumstances(_command(), found)  # first: the sources may change in the hour that it takes
    wanted = arguments.peers or list(found.versions)
    peers = tuple(name for name in wanted if name in found.versions)
    archive = arguments.archive if arguments.archive.is_file() else None
    bench = Bench(outlet_of(arguments), arguments.runs, peers, archive)
    for name in arguments.peers or []:
        if name not in found.versions:
            bench.problems.append(f"{name} is not installed: {found.missing.get(name, 'run make bench-setup')}")
    outcomes: list[Outcome] = []
    for name in arguments.cases or CASES:
        bench.say(f"{name} …")
        try:
            for outcome in CASES[name](bench):
                outcomes.append(outcome)
                bench.say(tables([outcome]))
        except CommandError as error:
            bench.problems.append(f"{name}: {error}")
    text = _text(bench, outcomes, details)
    finish(text, arguments.write)
    return 1 if bench.problems else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description="Measure Newsprint and its peers.")
    add_arguments(parser, 10_000)
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs in each comparison (default: 5)")
    parser.add_argument("--cases", nargs="+", choices=CASES, metavar="CASE", help=f"some of: {' '.join(CASES)}")
    parser.add_argument("--peers", nargs="+", choices=PEERS, metavar="PEER", help=f"some of: {' '.join(PEERS)}")
    parser.add_argument("--archive", type=Path, default=ARCHIVE, help="the archive for the case real (a .tar.gz)")
    parser.add_argument(
        "--write", nargs="?", const="cases", metavar="PART", help="write the tables to a part of RESULTS.md"
    )
    return parser.parse_args()


def _command() -> str:
    return " ".join(["python -m benchmarks.run", *sys.argv[1:]]).partition(" --write")[0]


def _text(bench: Bench, outcomes: list[Outcome], details: str) -> str:
    parts = [details, tables(outcomes)]
    if bench.outlet.articles != BARS_ARE_FOR:
        parts.append(f"The bars are meant for {BARS_ARE_FOR:,} articles.\n")
    if bench.checked:
        parts.append("Checked:\n\n" + "".join(f"- {each}\n" for each in dict.fromkeys(bench.checked)))
    if bench.problems:
        parts.append("**Failed**:\n\n" + "".join(f"- {each}\n" for each in bench.problems))
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
