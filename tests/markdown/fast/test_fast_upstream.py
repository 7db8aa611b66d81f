"""Python-Markdown's own tests pass with the fast parts in place of the library's. None is left out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import markdown
import pytest

HERE = Path(__file__).parent
UPSTREAM = HERE.joinpath(".upstream", f"markdown-{markdown.__version__}").resolve()
LEAST = 1_000
"""There are 1,141 in 3.11.3; of these, 65 need other packages or another Pygments, and are skipped."""


@pytest.mark.skipif(not UPSTREAM.is_dir(), reason=f"run {HERE.name}/fetch-upstream.sh for Python-Markdown's tests")
def test_the_fast_parts_pass_the_tests_of_the_library() -> None:
    command = [sys.executable, str(HERE / "upstream_runner.py"), str(UPSTREAM)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    result = json.loads(finished.stdout.splitlines()[-1])
    assert result["failed"] == [], finished.stderr
    assert result["run"] > LEAST
    assert result["made_fast"] > LEAST
