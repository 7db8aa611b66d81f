"""Putting waiting files in place, in this process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from newsprint.build.output import Output
from newsprint.build.staging import Staging

BATCH_SIZE = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """How many files of a batch are in place, and the folders, below the output folder, that this touched."""

    done: int
    folders: frozenset[str]


Task = tuple[Path, str, list[str]]


def place_batches(files: Iterable[str], output: Output) -> Iterator[Task]:
    """``files`` in batches that :func:`place_batch` takes."""
    names = iter(files)
    while batch := list(islice(names, BATCH_SIZE)):
        yield output.root, output.edition, batch


def place_batch(task: Task) -> Placed:
    """Put the waiting files of a batch in place below the output folder. Raises OSError."""
    root, edition, files = task
    staging = Staging(root, edition)
    for file in files:
        staging.place(file)
    return Placed(len(files), frozenset(staging.touched))
