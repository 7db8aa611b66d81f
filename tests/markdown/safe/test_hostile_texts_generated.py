"""Hostile texts from a generator: linear time, bounded memory, no traceback, and nothing on the terminal."""

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
def test_a_generated_text_takes_neither_long_nor_much_memory(engine: str) -> None:
    numbers = [str(number) for number in (0, examples(60, 1_000))]
    ran = subprocess.run(
        [sys.executable, "-W", "error", str(PROGRAM), engine, str(SIZE), *numbers], capture_output=True, text=True
    )
    assert ran.returncode == 0, f"text {ran.stdout.split()[-1:]} ended with {ran.returncode}: {ran.stderr[-2000:]}"
    assert not ran.stderr
