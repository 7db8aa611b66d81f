"""The results of the cases, ready for tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Literal

from benchmarks.measure import Run

Quantity = Literal["wall", "memory"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Runs of Newsprint, each with the run of a peer that followed it.

    ``bar`` is the limit for the median of their ratios; None if the case has no bar against this peer.
    """

    case: str
    articles: int
    ours: str
    peer: str
    pairs: tuple[tuple[Run, Run], ...]
    bar: float | None = None
    quantity: Quantity = "wall"

    def ratios(self, of: Callable[[Run], float]) -> list[float]:
        """Return the ratio of each pair."""
        return [of(one) / of(other) for one, other in self.pairs]

    @property
    def met(self) -> bool | None:
        """Return whether the bar is met; None without a bar."""
        if self.bar is None:
            return None
        return median(self.ratios(wall if self.quantity == "wall" else memory)) <= self.bar


@dataclass(frozen=True, slots=True)
class Reading:
    """Values measured several times of Newsprint alone, in ``unit`` (``s``, ``MB``, or what is counted)."""

    case: str
    articles: int
    values: tuple[float, ...]
    unit: str
    bar: float | None = None

    @property
    def met(self) -> bool | None:
        """Return whether the bar is met: by the median of times, by the largest of other values; None without a bar."""
        if self.bar is None:
            return None
        return (median(self.values) if self.unit == "s" else max(self.values)) <= self.bar


Outcome = Comparison | Reading


def wall(run: Run) -> float:
    """Return the seconds of wall clock time."""
    return run.wall


def processor(run: Run) -> float:
    """Return the seconds of processor time."""
    return run.processor


def memory(run: Run) -> float:
    """Return the peak memory in MB."""
    return run.peak / 1e6


def median_of(runs: Iterable[Run], of: Callable[[Run], float]) -> float:
    """Return the median of one value of ``runs``."""
    return median(of(run) for run in runs)
