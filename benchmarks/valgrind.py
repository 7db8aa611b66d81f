"""Count the user instructions of a command and of all processes that it starts, with valgrind."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import Command, CommandError, Run, run

# Without the simulation of caches, cachegrind is the fastest tool of valgrind that counts instructions.
_CACHEGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_TOTAL = re.compile(r"I\s+refs:\s+([\d,]+)")


def valgrind_version() -> str:
    """Return the installed version of valgrind, or an empty text."""
    if shutil.which("valgrind") is None:
        return ""
    printed = subprocess.run(["valgrind", "--version"], capture_output=True, text=True, check=True).stdout
    return printed.strip().removeprefix("valgrind-")


def count(command: Command) -> tuple[int, Run]:
    """Run ``command``, and return its instructions and what it printed. Raises CommandError.

    Programs that it starts are counted too. A forked process would be counted with everything that its parent did
    before the fork, so the command must not fork.
    """
    with tempfile.TemporaryDirectory() as logs:
        options = ("--trace-children=yes", f"--log-file={logs}/%p.log")
        done = run(replace(command, arguments=(*_CACHEGRIND, *options, *command.arguments)))
        return sum(map(_total, Path(logs).iterdir())), done


def _total(log: Path) -> int:
    text = log.read_text(encoding="utf-8", errors="replace")
    found = _TOTAL.search(text)
    if found is None:
        raise CommandError(f"a process was killed before valgrind could count it:\n{text[-3000:]}")
    return int(found[1].replace(",", ""))
