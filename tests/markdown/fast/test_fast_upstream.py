"""Python-Markdown's own tests pass with the fast parts in place of the library's. None is left out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import markdown
import pytest

from tests.support.waiting import finished

HERE = Path(__file__).parent
UPSTREAM = HERE.joinpath(".upstream", f"markdown-{markdown.__version__}").resolve()
MINIMUM = 1_000
"""There are 1,141 in 3.11.3; of these, 65 need other packages or another Pygments, and are skipped."""


@pytest.mark.skipif(not UPSTREAM.is_dir(), reason=f"run {HERE.name}/fetch-upstream.sh for Python-Markdown's tests")
def test_the_fast_parts_pass_the_tests_of_the_library() -> None:
    command = [sys.executable, str(HERE / "upstream_runner.py"), str(UPSTREAM)]
    run = finished(command)
    assert run.returncode == 0, run.stderr
    result = json.loads(run.stdout.splitlines()[-1])
    assert result["failed"] == [], run.stderr
    assert result["run"] > MINIMUM
    assert result["made_fast"] > MINIMUM
