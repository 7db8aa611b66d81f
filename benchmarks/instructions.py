"""Count instructions: ``python -m benchmarks.instructions --against COMMIT``. The table goes to standard output.

Seconds differ from run to run; instructions hardly do, so a change of one per cent is visible.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.commits import commit_named, copy_sources, current_commit, extract_sources
from benchmarks.generators.newsprint import Newsprint
from benchmarks.measure import Command, CommandError, run
from benchmarks.outlets import Outlet, add_arguments, outlet_of
from benchmarks.places import BENCHMARKS, WORK, delete_removed, remove
from benchmarks.report import library_versions, table
from benchmarks.valgrind import count, valgrind_version
from benchmarks.workshop import report_of

RESULTS = BENCHMARKS / "results" / "instructions.jsonl"
FOLDER = WORK / "instructions"
ARTICLES = 2000
COLD, UNCHANGED, EDITED = "cold build", "nothing changed", "one story edited"


@dataclass(frozen=True, slots=True)
class Count:
    """The user instructions of one build, and the number of files it wrote."""

    instructions: int
    written: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of each case with the Newsprint of one commit."""

    commit: str
    cases: Mapping[str, Count]


def main() -> int:
    """Count, print the table and store the result; return 1 if something failed."""
    arguments = _arguments()
    outlet = outlet_of(arguments)
    try:
        if not valgrind_version():
            raise CommandError("valgrind is not installed: install it with the system's packages, such as apt")
        results = counted_beside(outlet, arguments.against)
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    append_result(RESULTS, outlet, results)
    print(count_table(results))
    remove(FOLDER)
    delete_removed()
    return 0


def _arguments() -> argparse.Namespace:
    description = "Count the user instructions of Newsprint's builds, and compare them with those of another commit."
    parser = argparse.ArgumentParser(prog="python -m benchmarks.instructions", description=description)
    add_arguments(parser, ARTICLES)
    parser.add_argument("--against", metavar="COMMIT", help="the commit to compare with (default: none)")
    return parser.parse_args()


def counted_beside(outlet: Outlet, against: str | None) -> list[Counted]:
    """Return the counts of Newsprint for ``outlet``: as it is here, and at the commit ``against`` if given.

    Both are counted at the same time, which changes no count. Their paths have the same length, which would change it.
    Raises CommandError.
    """
    remove(FOLDER)
    ours, theirs = FOLDER / "1", FOLDER / "2"
    copy_sources(ours / "sources")
    sides = [(current_commit(), ours)]
    if against:
        sides.append((commit_named(against), theirs))
        extract_sources(against, theirs / "sources")
    with ThreadPoolExecutor() as threads:
        return list(threads.map(lambda side: Counted(side[0], counts(outlet, side[1])), sides))


def counts(outlet: Outlet, folder: Path) -> dict[str, Count]:
    """Return the counts of each case with the Newsprint of ``folder / "sources"``. Raises CommandError.

    Sites and caches are made beside the sources.
    """
    newsprint = Newsprint("markdown", folder / "sources" / "themes" / "gazette")
    site = folder / "site"
    outlet.write(site / "content")
    newsprint.prepare(outlet, site / "content", site)
    run(_build(newsprint, outlet, folder))  # compiles modules and templates; not counted
    newsprint.clear(site)
    found = {case: _counted(case, _build(newsprint, outlet, folder)) for case in (COLD, UNCHANGED)}
    newest = outlet.story(outlet.articles)
    (site / "content" / newest.path).write_text(f"{outlet.text(newest)}\nA new paragraph.\n", encoding="utf-8")
    return {**found, EDITED: _counted(EDITED, _build(newsprint, outlet, folder))}


def _build(newsprint: Newsprint, outlet: Outlet, folder: Path) -> Command:
    """Return the command of a build with the same instructions each time: one process, nothing random."""
    command = newsprint.command(outlet, folder / "site")
    variables = {
        "PYTHONPATH": str(folder / "sources" / "generator"),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "modules"),
        "PYTHONHASHSEED": "0",
        "XDG_CACHE_HOME": str(folder / "caches"),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }
    return Command((*command.arguments, "--jobs", "1"), folder / "site", variables)


def _counted(case: str, command: Command) -> Count:
    print(f"{case} in {command.folder} …", file=sys.stderr, flush=True)
    instructions, done = count(command)
    return Count(instructions, report_of(done)["written"])


def count_table(results: list[Counted]) -> str:
    """Return the cases as a table, in millions of instructions; with two results, their ratio too."""
    ours, *others = results
    head = ["case", "files written"]
    head += [f"instructions at {each.commit}" for each in results] + ["ratio"] * len(others)
    rows = []
    for case, found in ours.cases.items():
        row = [case, f"{found.written:,}"]
        row += [f"{each.cases[case].instructions / 1e6:,.1f} M" for each in results]
        row += [f"**{found.instructions / other.cases[case].instructions:.4f}**" for other in others]
        rows.append(row)
    return table(head, rows)


def append_result(file: Path, outlet: Outlet, results: list[Counted]) -> None:
    """Add a line of JSON to ``file``: the counts, the outlet, and the versions of Python and libraries."""
    line = {
        "results": [asdict(each) for each in results],
        "outlet": asdict(outlet),
        "versions": {"python": platform.python_version(), "valgrind": valgrind_version(), **library_versions()},
    }
    file.parent.mkdir(exist_ok=True)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main())
