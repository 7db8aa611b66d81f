"""Waiting in tests: until something holds, never for a fixed time."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

PATIENCE = 60.0
"""Seconds after which a test fails that waits for something. How long it took is for the benchmark to say."""


def wait_until(condition: Callable[[], object], pause: Callable[[], object] = lambda: sleep(0.01)) -> None:
    """Wait until ``condition`` holds; fails after a while. ``pause`` is what is done before it is asked again."""
    end = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < end, "waited in vain"
        pause()
