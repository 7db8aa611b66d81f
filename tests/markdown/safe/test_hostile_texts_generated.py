"""Generated hostile texts: linear time, bounded memory, no traceback, and no output on the terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.soak import SOAKING, examples

PROGRAM = Path(__file__).parent / "hostile_texts.py"
SIZE = 256 * 1024 if SOAKING else 32 * 1024


@pytest.mark.soak
@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_a_generated_text_needs_little_time_and_memory(engine: str) -> None:
    numbers = [str(number) for number in (0, examples(60, 1_000))]
    result = subprocess.run(
        [sys.executable, "-W", "error", str(PROGRAM), engine, str(SIZE), *numbers], capture_output=True, text=True
    )
    assert result.returncode == 0, (
        f"text {result.stdout.split()[-1:]} ended with {result.returncode}: {result.stderr[-2000:]}"
    )
    assert not result.stderr
