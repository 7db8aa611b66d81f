"""Moving staged files into place, in this process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from newsprint.build.output import Output

BATCH_SIZE = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """How many files of a batch are in place, and the folders that this touched."""

    done: int
    folders: frozenset[Path]


Task = tuple[Path, str, list[str]]


def place_batches(files: Iterable[str], output: Output) -> Iterator[Task]:
    """``files`` in batches that :func:`place_batch` takes."""
    names = iter(files)
    while batch := list(islice(names, BATCH_SIZE)):
        yield output.root, output.edition, batch


def place_batch(task: Task) -> Placed:
    """Place the staged files of a batch below the output folder. Raises OSError."""
    root, edition, files = task
    output = Output(root, edition)
    for file in files:
        output.place(file)
    return Placed(len(files), output.touched)
