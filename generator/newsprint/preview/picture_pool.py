"""The threads that decode and encode pictures, so that a save need not wait until a page's pictures are ready.

Threads are enough: Pillow lets other threads run while it decodes, scales and encodes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Condition
from typing import TypeAlias

from newsprint.base.errors import Problem, ProblemsError
from newsprint.base.files import explained
from newsprint.kinds.file_work import FileWork
from newsprint.machine.deadline import DeadlineError, deadline
from newsprint.media.measuring import pixels_of
from newsprint.media.opening import MAX_PIXELS
from newsprint.preview.worker import Worker

Made: TypeAlias = "bytes | tuple[Problem, ...]"
"""The bytes of a page, or the problems because of which it cannot be made."""


class PixelBudget:
    """How many pixels may be in memory at once."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._free = limit
        self._change = Condition()

    @contextmanager
    def spent(self, pixels: int) -> Iterator[None]:
        """Wait until there is room for so many ``pixels`` (at most all of it), and keep it during the context."""
        pixels = min(pixels, self._limit)
        with self._change:
            self._change.wait_for(lambda: self._free >= pixels)
            self._free -= pixels
        try:
            yield
        finally:
            with self._change:
                self._free += pixels
                self._change.notify_all()


def made_in_time(source: str, work: FileWork, patience: float, budget: PixelBudget) -> Made:
    """Do ``work`` on the file ``source``, as problems name it, within ``patience`` seconds and the ``budget``."""
    message = f"the picture was still being made after {patience:g} seconds"
    try:
        data = work.read()
        with budget.spent(pixels_of(data)), deadline(patience, message):
            return work.make(data)
    except (DeadlineError, ProblemsError) as error:
        if isinstance(error, DeadlineError) or _is_late(error):
            return (Problem(source, 0, 0, message, "save it smaller", code="template-deadline"),)
        return error.problems
    except (LookupError, OSError, ValueError) as error:  # it was deleted, or is being saved: a change follows
        reason = explained(error) if isinstance(error, OSError) else error
        return (Problem(source, 0, 0, f"cannot be read at the moment: {reason}", code="unreadable-file"),)


class PicturePool:
    """Some threads for the work on pictures. Use it from an event loop."""

    def __init__(self, threads: int, patience: float) -> None:
        """Start ``threads``. Work on one picture that takes longer than ``patience`` seconds is given up."""
        self._worker = Worker("newsprint-pictures", threads)
        self._patience = patience
        self._pixels = PixelBudget(MAX_PIXELS)
        self._jobs: dict[str, _Job] = {}

    async def made(self, source: str, work: FileWork) -> Made:
        """Return what ``work`` makes of the file ``source``, as problems name it.

        Work that is already under way is not done twice. If the caller is cancelled and nobody else waits for the work,
        it is not begun.
        """
        job = self._jobs.get(work.name) or self._begun(source, work)
        job.waiting += 1
        try:
            return await asyncio.shield(job.result)
        finally:
            job.waiting -= 1
            if not job.waiting and job.future.cancel():
                self._forget(job)

    def end(self, patience: float) -> None:
        """End the threads, after the work that they have begun, within ``patience`` seconds."""
        self._worker.end(patience)

    def _begun(self, source: str, work: FileWork) -> _Job:
        job = _Job(work.name, self._worker.submit(self._make, source, work))
        if work.name:
            self._jobs[work.name] = job
            job.result.add_done_callback(lambda _: self._forget(job))
        return job

    def _forget(self, job: _Job) -> None:
        if self._jobs.get(job.name) is job:
            del self._jobs[job.name]

    def _make(self, source: str, work: FileWork) -> Made:
        return made_in_time(source, work, self._patience, self._pixels)


class _Job:
    """Work that is to be done, or under way, and the number of those who wait for it."""

    def __init__(self, name: str, future: Future[Made]) -> None:
        self.name = name
        self.future = future
        self.result = asyncio.wrap_future(future)
        self.waiting = 0


def _is_late(error: BaseException | None) -> bool:
    """Return whether a deadline caused ``error``: a decoder that it stops says that the picture is damaged."""
    return error is not None and (isinstance(error, DeadlineError) or _is_late(error.__cause__))
