"""Measure the live preview: ``python -m benchmarks.preview``. Tables go to standard output, progress to standard error.

It measures the time from a save to the new bytes and from the start to the first page, and memory; also with ten times
as many articles, and next to Hugo.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median
from typing import TypeVar

from benchmarks.measure import CommandError
from benchmarks.outlets import add_arguments, outlet_of
from benchmarks.peers import Installed, installed
from benchmarks.preview_runs import Effort, Previewed, SideBySide, previewed, side_by_side
from benchmarks.report import circumstances, finish, table
from benchmarks.tabs import LostError

BARS_ARE_FOR = 10_000
TIMES = 10
"""The larger outlet has this many times as many articles."""

MEDIAN, PERCENTILE_95, GROWTH = 0.1, 0.2, 1.5
"""The bars: seconds from a save to the new bytes in the median and the 95th percentile; the most growth."""

FIRST_PAGE = {1: 1.0, TIMES: 4.0}
MOST_MEMORY = 200e6

Measured = TypeVar("Measured", Previewed, SideBySide)


def main() -> int:
    """Measure; return 1 if a server failed or a save was lost."""
    arguments = _arguments()
    outlet = outlet_of(arguments)
    effort = Effort(arguments.runs, arguments.saves, arguments.idle)
    hugo = installed().of(["Hugo"]).versions
    command = " ".join(["python -m benchmarks.preview", *sys.argv[1:]]).partition(" --write")[0]
    parts = [circumstances(command, Installed(hugo, {})), f"Load of the machine before: {os.getloadavg()[0]:.1f}\n"]
    if outlet.articles != BARS_ARE_FOR:
        parts.append(f"The bars are meant for {BARS_ARE_FOR:,} articles.\n")
    failed = False
    try:
        small = _reported("newsprint serve", previewed(outlet, effort))
        larger = replace(outlet, articles=outlet.articles * TIMES)
        large = _reported(f"{TIMES} times the articles", previewed(larger, effort))
        parts += [saves_table(small, large), other_table(small, large)]
        if hugo:
            parts.append(peer_table(_reported("hugo server", side_by_side(outlet, effort))))
    except (CommandError, LostError) as error:
        parts.append(f"**Failed**: {error}\n")
        failed = True
    parts.append(f"Load of the machine after: {os.getloadavg()[0]:.1f}\n")
    text = "\n".join(parts)
    finish(text, "preview" if arguments.write else None)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description="Measure the live preview.")
    add_arguments(parser, BARS_ARE_FOR)
    parser.add_argument("--runs", type=int, default=5, help="number of starts with an up-to-date catalog (default: 5)")
    parser.add_argument("--saves", type=int, default=50, help="number of saves of each kind (default: 50)")
    parser.add_argument(
        "--idle", type=float, default=10.0, help="seconds of measuring while nothing happens (default: 10)"
    )
    parser.add_argument("--write", action="store_true", help="write the tables to RESULTS.md")
    return parser.parse_args()


def _reported(what: str, measured: Measured) -> Measured:
    """Print what was measured to standard error, and return it."""
    print(f"{what}: {measured}", file=sys.stderr, flush=True)
    return measured


def saves_table(small: Previewed, large: Previewed) -> str:
    """Return the table of times from a save to the new bytes in both outlets, and the growth."""
    rows = []
    for name in small.saves:
        middles = [median(each.saves[name]) for each in (small, large)]
        for measured, allowed in ((small, 1.0), (large, GROWTH)):
            times = measured.saves[name]
            bars = MEDIAN * allowed, PERCENTILE_95 * allowed
            met = median(times) <= bars[0] and percentile_95(times) <= bars[1]
            rows.append(
                (name, f"{measured.articles:,}", *_spread(times), "{:.0f}, {:.0f} ms".format(*_ms(bars)), _word(met))
            )
        growth = middles[1] / middles[0]
        rows.append(
            (
                name,
                f"{TIMES} times as many",
                f"**{growth:.2f} times**",
                "",
                "",
                f"{GROWTH} times",
                _word(growth <= GROWTH),
            )
        )
    head = ("saved, to the new bytes", "articles", "median", "95th percentile", "least to most", "bars", "met")
    return table(head, rows)


def other_table(small: Previewed, large: Previewed) -> str:
    """Return the table of starts, memory, and processor time while nothing happens."""
    rows: list[tuple[str, str, str, str, str]] = []
    for measured, times in ((small, 1), (large, TIMES)):
        articles = f"{measured.articles:,}"
        bar, middle = FIRST_PAGE[times], median(measured.starts)
        spread = f"**{middle:.2f} s** ({min(measured.starts):.2f} to {max(measured.starts):.2f})"
        rows.append(("first page, catalog up to date", articles, spread, f"{bar:.0f} s", _word(middle <= bar)))
        rows.append(("first answer (progress), cold", articles, f"{measured.cold_answer:.2f} s", "", ""))
        rows.append(("first page, cold", articles, f"{measured.cold:.2f} s", "", ""))
        for name, memory in zip(("after a start", "after the saves", "the most"), measured.memory, strict=True):
            rows.append(_memory_row(f"memory {name}", articles, memory))
        rows.append(_memory_row("memory of all processes, cold: the most", articles, measured.cold_memory))
        rows.append(("processor while nothing happens", articles, f"{measured.idle:.1%}", "", ""))
    return table(("", "articles", "measured", "bar", "met"), rows)


def _memory_row(name: str, articles: str, memory: int) -> tuple[str, str, str, str, str]:
    return name, articles, f"{memory / 1e6:.0f} MB", f"{MOST_MEMORY / 1e6:.0f} MB", _word(memory <= MOST_MEMORY)


def peer_table(both: SideBySide) -> str:
    """Return the table of Newsprint next to Hugo."""
    articles = f"{both.articles:,}"
    rows = [
        ("Newsprint: a body, to the new bytes", articles, *_spread(both.ours)),
        ("Hugo: a body, to the new bytes", articles, *_spread(both.theirs)),
        ("Hugo: rebuilt, as it reports", articles, *(_spread(both.rebuilt) if both.rebuilt else ("", "", ""))),
    ]
    first_page = "from the start to the first page: Newsprint {:.2f} s (catalog up to date), Hugo {:.2f} s"
    memory = "memory after the saves: Newsprint {:.0f} MB, Hugo {:.0f} MB"
    more = [first_page.format(*both.first_page), memory.format(*(each / 1e6 for each in both.memory))]
    head = ("next to Hugo, with equal templates", "articles", "median", "95th percentile", "least to most")
    return table(head, rows) + "\n" + "".join(f"- {line}\n" for line in more)


def percentile_95(times: Sequence[float]) -> float:
    """Return the 95th percentile: the smallest of ``times`` that 95 per cent of them do not exceed."""
    return sorted(times)[-(-95 * len(times) // 100) - 1]


def _spread(times: Sequence[float]) -> tuple[str, str, str]:
    middle, last, least, most = _ms((median(times), percentile_95(times), min(times), max(times)))
    return f"**{middle:.0f} ms**", f"{last:.0f} ms", f"{least:.0f} to {most:.0f}"


def _ms(seconds: Iterable[float]) -> list[float]:
    return [each * 1000 for each in seconds]


def _word(met: bool) -> str:
    return "yes" if met else "no"


if __name__ == "__main__":
    sys.exit(main())
