"""An event loop of a test's own, beside the one that a browser of other tests may have in this thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def in_its_own_loop(work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """What ``work`` gives, or raises, in a thread and an event loop that end with it."""
    return in_its_own_thread(lambda: asyncio.run(work()))


def in_its_own_thread(work: Callable[[], Result]) -> Result:
    """What ``work`` gives, or raises, in a thread that ends with it."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()
