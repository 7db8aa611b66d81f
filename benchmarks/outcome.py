"""What the cases measured, ready to be put into tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Literal

from benchmarks.measure import Run

Quantity = Literal["wall", "memory"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Runs of Newsprint, each with the run of something else that followed it.

    ``bar`` is what the median of their ratios may be at most; None if the case has none against this peer.
    """

    case: str
    articles: int
    ours: str
    peer: str
    pairs: tuple[tuple[Run, Run], ...]
    bar: float | None = None
    quantity: Quantity = "wall"

    def ratios(self, of: Callable[[Run], float]) -> list[float]:
        """The ratio of each pair."""
        return [of(one) / of(other) for one, other in self.pairs]

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None without one."""
        if self.bar is None:
            return None
        return median(self.ratios(wall if self.quantity == "wall" else memory)) <= self.bar


@dataclass(frozen=True, slots=True)
class Reading:
    """Something of Newsprint's own that was measured several times, in ``unit`` (``s``, ``MB``, or what is counted)."""

    case: str
    articles: int
    values: tuple[float, ...]
    unit: str
    bar: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the bar is met: by the median of times, by the worst of everything else."""
        if self.bar is None:
            return None
        return (median(self.values) if self.unit == "s" else max(self.values)) <= self.bar


Outcome = Comparison | Reading


def wall(run: Run) -> float:
    """Seconds of wall clock."""
    return run.wall


def processor(run: Run) -> float:
    """Seconds of processor time."""
    return run.processor


def memory(run: Run) -> float:
    """Peak memory in millions of bytes."""
    return run.peak / 1e6


def median_of(runs: Iterable[Run], of: Callable[[Run], float]) -> float:
    """The median of one figure of ``runs``."""
    return median(of(run) for run in runs)
