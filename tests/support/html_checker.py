"""Check pages with the Nu Html Checker (vnu), which knows the HTML standard."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

_JAR = Path(sys.prefix) / "vnu/node_modules/vnu-jar/build/dist/vnu.jar"


def html_problems(folders: Iterable[Path]) -> list[str]:
    """Return the problems of all HTML below ``folders``, with file and line, or skip if vnu is missing."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java found, which the Nu Html Checker needs")
    if not _JAR.is_file():
        pytest.skip("the Nu Html Checker is not installed: tests/support/install-html-checker.sh installs it")
    command = [
        java,
        "-Xss4m",
        "-jar",
        str(_JAR),
        "--errors-only",
        "--skip-non-html",
        "--format",
        "json",
        *map(str, folders),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stderr or done.stdout)["messages"]
    return sorted({_shown(message) for message in found})


def _shown(message: dict[str, object]) -> str:
    """Return a message of the checker on one line."""
    place = f"{str(message.get('url', '')).removeprefix('file:')}:{message.get('lastLine', 0)}"
    return f"{place}: {message['message']} [{message.get('subType', message['type'])}] {message.get('extract', '')!r}"
