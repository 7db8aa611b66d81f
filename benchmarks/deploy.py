"""Measure the deploy: ``python -m benchmarks.deploy``. Tables go to standard output, progress to standard error.

It measures first deploys next to ``rclone sync`` and ``aws s3 sync``, the cost of one more story, and memory. The
store is local.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from statistics import median

from benchmarks.deploy_runs import Growth, Shipped, built, digests, fastest, growth, shipped
from benchmarks.measure import CommandError, Run
from benchmarks.object_store import StoreMissingError
from benchmarks.outcome import Outcome, Reading, memory, processor, wall
from benchmarks.outlets import add_arguments, outlet_of
from benchmarks.peers import UPLOADERS, installed
from benchmarks.report import circumstances, finish, table, tables
from benchmarks.uploaders import DEFAULTS, TUNED, Uploader, newsprint
from benchmarks.workshop import Site, Workshop

BARS_ARE_FOR = 10_000
LARGE = 100_000
RATE, SHARE = 2.0, 0.5
"""The bars: at least this many times the files per second of the peers, and this share of their processor time."""

MOST_UPLOADS, MOST_SECONDS, MOST_MEMORY = 30, 2.0, 200.0
"""The bars for one story: uploaded files, seconds, and MB."""

Pairs = tuple[tuple[Shipped, Shipped], ...]


def main() -> int:
    """Measure; return 1 if something failed."""
    arguments = _arguments()
    peers = installed().of(arguments.peers)
    command = " ".join(["python -m benchmarks.deploy", *sys.argv[1:]]).partition(" --write")[0]
    parts = [circumstances(command, peers), f"Load of the machine before: {os.getloadavg()[0]:.1f}\n"]
    if arguments.articles != BARS_ARE_FOR:
        parts.append(f"The bars are meant for {BARS_ARE_FOR:,} articles.\n")
    missing = [
        f"{name} is not installed: run make bench-setup" for name in arguments.peers if name not in peers.versions
    ]
    failed = bool(missing)
    parts += [f"**Skipped**: {each}\n" for each in missing]
    try:
        for part in _measured(arguments, list(peers.versions)):
            print(part, file=sys.stderr, flush=True)
            parts.append(part)
    except (CommandError, StoreMissingError) as error:
        parts.append(f"**Failed**: {error}\n")
        failed = True
    parts.append(f"Load of the machine after: {os.getloadavg()[0]:.1f}\n")
    text = "\n".join(parts)
    finish(text, "deploy" if arguments.write else None)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.deploy", description="Measure the deploy.")
    add_arguments(parser, BARS_ARE_FOR)
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs, and number of timed stories (default: 5)")
    parser.add_argument(
        "--large",
        type=int,
        nargs="?",
        const=LARGE,
        metavar="N",
        help=f"also measure one story in an outlet of N articles ({LARGE:,} if N is omitted)",
    )
    parser.add_argument(
        "--peers",
        nargs="*",
        metavar="PEER",
        default=UPLOADERS,
        choices=UPLOADERS,
        help=f"some of: {' '.join(UPLOADERS)}; with no name, only one more story is measured",
    )
    parser.add_argument("--write", action="store_true", help="write the tables to RESULTS.md")
    return parser.parse_args()


def _measured(arguments: argparse.Namespace, peers: list[str]) -> Iterator[str]:
    """Yield the parts of the report as they are measured. Raises CommandError and StoreMissingError."""
    outlet = outlet_of(arguments)
    with Workshop(outlet) as workshop:
        site = built(workshop)
        for name in peers:
            yield f"{name} with its default settings:\n"
            yield _compared(DEFAULTS[name], site, arguments.runs)
            best, lines = fastest(TUNED[name], site.output / outlet.section_names[0])
            yield f"Settings tried with the files of one section, first sync:\n\n{_list(lines)}"
            yield f"Compared with the fastest, {best.name} with {best.settings}:\n"
            yield _compared(best, site, arguments.runs)
        small = growth(workshop, site, arguments.runs)
    yield tables(growth_outcomes(small))
    if arguments.large:
        with Workshop(replace(outlet, articles=arguments.large)) as workshop:
            yield tables(growth_outcomes(growth(workshop, built(workshop), arguments.runs)))


def _compared(peer: Uploader, site: Site, runs: int) -> str:
    """Measure first deploys of ``site`` and of ``peer`` in turn, and return the table.

    Raises CommandError and StoreMissingError.
    """
    ours, theirs = partial(shipped, newsprint()), partial(shipped, peer)
    pairs = tuple((ours(site.output), theirs(site.output)) for _ in range(runs))
    return compared_table(peer.name, len(digests(site.output)), pairs)


def compared_table(peer: str, files: int, pairs: Pairs) -> str:
    """Return the table of first and unchanged deploys next to those of ``peer``; ``files`` is the number of files."""
    first = [(ours.first, theirs.first) for ours, theirs in pairs]
    again = [(ours.again, theirs.again) for ours, theirs in pairs]
    rates = [theirs.wall / ours.wall for ours, theirs in first]
    shares = [ours.processor / theirs.processor for ours, theirs in first]
    idle = [ours.wall / theirs.wall for ours, theirs in again]
    rows = [
        _row("files a second", _rates(first, files), rates, f"at least {RATE:g}", median(rates) >= RATE),
        _row("processor time", _seconds(first, processor), shares, f"at most {SHARE:g}", median(shares) <= SHARE),
        _row("nothing changed: time", _seconds(again, wall), idle, "", None),
    ]
    head = (f"{files:,} files to a local S3", "Newsprint", peer, "Newsprint : peer", "bar", "met")
    return table(head, rows)


def growth_outcomes(grown: Growth) -> list[Outcome]:
    """Return the readings for one story and for memory."""

    def reading(case: str, values: Iterable[float], unit: str, bar: float | None = None) -> Reading:
        return Reading(case, grown.articles, tuple(values), unit, bar)

    traffic = grown.traffic
    return [
        reading("files of the site", [grown.files], "files"),
        reading("one story: time", [each.wall for each in grown.quick], "s", MOST_SECONDS),
        reading("one story: processor time", [each.processor for each in grown.quick], "s"),
        reading("one story: uploads", [each.uploads for each in traffic], "files", MOST_UPLOADS),
        reading("one story: requests", [each.requests for each in traffic], "requests"),
        reading("one story: sent, without the manifest", [each.sent / 1e3 for each in traffic], "kB"),
        reading("one story: received, without the manifest", [each.received / 1e3 for each in traffic], "kB"),
        reading("one story: the manifest, both ways", [each.listed / 1e3 for each in traffic], "kB"),
        reading("peak memory, first deploy", [memory(grown.first)], "MB", MOST_MEMORY),
        reading("peak memory, one story", map(memory, grown.counted), "MB", MOST_MEMORY),
    ]


def _rates(pairs: Iterable[tuple[Run, Run]], files: int) -> tuple[str, str]:
    ours, theirs = zip(*pairs, strict=True)
    return f"{files / median(map(wall, ours)):,.0f}", f"{files / median(map(wall, theirs)):,.0f}"


def _seconds(pairs: Iterable[tuple[Run, Run]], of: Callable[[Run], float]) -> tuple[str, str]:
    ours, theirs = zip(*pairs, strict=True)
    return f"{median(map(of, ours)):.2f} s", f"{median(map(of, theirs)):.2f} s"


def _row(name: str, both: tuple[str, str], ratios: list[float], bar: str, met: bool | None) -> list[str]:
    spread = f"**{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})**"
    return [name, *both, spread, bar, {True: "yes", False: "no", None: ""}[met]]


def _list(lines: Iterable[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
