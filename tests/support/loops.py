"""A separate event loop for a test: a browser of other tests may have one running in this thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def in_its_own_loop(work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Run ``work`` in a new thread and event loop; return or raise what it returns or raises."""
    return in_its_own_thread(lambda: asyncio.run(work()))


def in_its_own_thread(work: Callable[[], Result]) -> Result:
    """Run ``work`` in a new thread; return or raise what it returns or raises."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()
