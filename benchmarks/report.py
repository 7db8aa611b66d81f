"""Tables in Markdown, and writing them to RESULTS.md."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.commits import current_commit
from benchmarks.outcome import Comparison, Outcome, Reading, median_of, memory, processor, wall
from benchmarks.peers import Installed
from benchmarks.places import RESULTS, delete_removed

_LIBRARIES = ("cmarkgfm", "jinja2", "markdown", "msgspec")


def tables(outcomes: Iterable[Outcome]) -> str:
    """Return comparisons in one table, and readings of Newsprint alone in another."""
    outcomes = list(outcomes)
    compared = [_compared(each) for each in outcomes if isinstance(each, Comparison)]
    alone = [_alone(each) for each in outcomes if isinstance(each, Reading)]
    parts = []
    if compared:
        head = ("case", "articles", "A", "B", "A took", "B took", "A : B", "of processor time", "bar", "met")
        parts.append(table(head, compared))
    if alone:
        parts.append(table(("case", "articles", "median", "least to most", "bar", "met"), alone))
    return "\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _compared(outcome: Comparison) -> list[str]:
    ours, theirs = zip(*outcome.pairs, strict=True)
    if outcome.quantity == "memory":
        took = [f"{median_of(runs, memory):,.0f} MB" for runs in (ours, theirs)]
        ratios, of_processor = outcome.ratios(memory), ""
    else:
        took = [
            f"{median_of(runs, wall):.2f} s, processor {median_of(runs, processor):.2f} s" for runs in (ours, theirs)
        ]
        ratios, of_processor = outcome.ratios(wall), _spread(outcome.ratios(processor))
    bar = f"{outcome.bar}" if outcome.bar is not None else ""
    what = (outcome.case, f"{outcome.articles:,}", outcome.ours, outcome.peer)
    return [*what, *took, f"**{_spread(ratios)}**", of_processor, bar, _verdict(outcome.met)]


def _alone(outcome: Reading) -> list[str]:
    form = ".2f" if outcome.unit == "s" else ",.0f"
    least, most = min(outcome.values), max(outcome.values)
    bar = f"{outcome.bar:g} {outcome.unit}" if outcome.bar is not None else ""
    middle = f"**{median(outcome.values):{form}} {outcome.unit}**"
    spread = f"{least:{form}} to {most:{form}}"
    return [outcome.case, f"{outcome.articles:,}", middle, spread, bar, _verdict(outcome.met)]


def _spread(ratios: list[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def _verdict(met: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[met]


def circumstances(command: str, peers: Installed | None = None) -> str:
    """Return lines with the command, the versions and the machine."""
    versions = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version, **library_versions()}
    listed = ", ".join(f"{name} {number}" for name, number in versions.items())
    lines = [
        f"`{command}`",
        f"Newsprint at {current_commit()}, {listed}",
    ]
    if peers:
        lines += [f"{name} {number}" for name, number in peers.versions.items()]
        lines += [f"{name} is skipped: {reason}" for name, reason in peers.missing.items()]
    lines.append(f"{len(os.sched_getaffinity(0))} cores ({_processor()}), {platform.system()} {platform.release()}")
    return "".join(f"- {line}\n" for line in lines)


def library_versions() -> dict[str, str]:
    """Return the versions of the libraries in which builds spend their time."""
    return {name: version(name) for name in _LIBRARIES}


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1].strip() if found else platform.machine()


def finish(text: str, part: str | None) -> None:
    """Print the report of a benchmark, write it to this ``part`` of RESULTS.md if given, and clean up."""
    print(text)
    if part:
        write_results(part, text)
    delete_removed()


def write_results(section: str, text: str) -> None:
    """Replace the text between the marks of ``section`` in RESULTS.md."""
    start, end = f"<!-- {section} -->\n", f"<!-- /{section} -->\n"
    old = RESULTS.read_text(encoding="utf-8")
    before, _, rest = old.partition(start)
    _, _, after = rest.partition(end)
    RESULTS.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8")
