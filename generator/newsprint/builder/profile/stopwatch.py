"""Where the time of a build goes: figures, their sums, and the stopwatch of the process that builds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from heapq import nlargest

from msgspec import Struct

SLOWEST = 10
STAGES = ("start", "reading", "catalog", "planning", "printing", "placing", "recording")


class Clocks(Struct, frozen=True):
    """How to read the time, in seconds: wall time, and processor time of this process. They are sent to workers."""

    wall: Callable[[], float]
    processor: Callable[[], float]


class Stage(Struct, frozen=True):
    """A part of a build, in seconds. ``processor`` is the processor time of all processes together."""

    name: str
    wall: float
    processor: float


class Tally(Struct, frozen=True):
    """The number of pages rendered of a kind, or with a template, and the processor time of all of them (seconds)."""

    name: str
    pages: int
    seconds: float


class ArticleTime(Struct, frozen=True):
    """The processor time of one file, in seconds: reading it (which converts its Markdown), and rendering its page."""

    path: str
    reading: float
    page: float


class Profile(Struct, frozen=True):
    """Where the time of a build went, in seconds: the stages in order, everything else slowest first.

    ``writing`` is what all processes together spent on comparing pages with their files and on staging them,
    ``compiling`` on turning templates into code.
    """

    stages: tuple[Stage, ...]
    kinds: tuple[Tally, ...]
    writing: float
    templates: tuple[Tally, ...]
    compiling: float
    articles: tuple[ArticleTime, ...]


class Group(StrEnum):
    """The subject of a figure."""

    KIND = "kind"
    TEMPLATE = "template"
    WRITING = "writing"
    COMPILING = "compiling"
    READING = "reading"
    PAGE = "page"


class Figure(Struct, frozen=True):
    """How often something was done, and the processor time it took (seconds). Workers return some with each batch."""

    group: Group
    name: str
    count: int
    seconds: float


class Sums:
    """Figures of the same group and name, added up."""

    def __init__(self) -> None:
        self._sums: dict[tuple[Group, str], tuple[int, float]] = {}

    def add(self, group: Group, name: str, seconds: float, count: int = 1) -> None:
        """Add to the figure of this group and name."""
        before = self._sums.get((group, name), (0, 0.0))
        self._sums[group, name] = (before[0] + count, before[1] + seconds)

    def figures(self) -> tuple[Figure, ...]:
        """Return the sums, a figure for each group and name."""
        return tuple(Figure(group, name, *sums) for (group, name), sums in self._sums.items())


class Stopwatch:
    """Adds up where the time goes. Without ``clocks`` it is off, and no clock is read.

    ``start`` is the wall time and the processor time (seconds) that passed before the watch was made.
    """

    def __init__(self, clocks: Clocks | None, start: tuple[float, float] = (0.0, 0.0)) -> None:
        self.clocks = clocks
        self._sums = Sums()
        self._stages = dict.fromkeys(STAGES, (0.0, 0.0))
        self._elsewhere = 0.0
        if clocks:
            self._stages["start"] = start
            self._last = (clocks.wall(), clocks.processor())

    def lap(self, stage: str) -> None:
        """Count the time since the last lap towards ``stage``, one of :data:`STAGES`."""
        if not self.clocks:
            return
        now = (self.clocks.wall(), self.clocks.processor())
        wall, processor = self._stages[stage]
        processor += now[1] - self._last[1] + self._elsewhere
        self._stages[stage] = (wall + now[0] - self._last[0], processor)
        self._last, self._elsewhere = now, 0.0

    def worked_elsewhere(self, seconds: float) -> None:
        """Add processor time of another process (seconds) to the next lap."""
        self._elsewhere += seconds

    def add(self, figures: Iterable[Figure]) -> None:
        """Add the figures of a worker for a batch."""
        for figure in figures:
            self._sums.add(figure.group, figure.name, figure.seconds, figure.count)

    def profile(self) -> Profile | None:
        """Return the profile; None if the watch is off."""
        if not self.clocks:
            return None
        figures = self._sums.figures()
        return Profile(
            stages=tuple(Stage(name, *spent) for name, spent in self._stages.items()),
            kinds=_ranked(figures, Group.KIND),
            writing=_total(figures, Group.WRITING),
            templates=_ranked(figures, Group.TEMPLATE),
            compiling=_total(figures, Group.COMPILING),
            articles=_slowest(figures),
        )


def _total(figures: Iterable[Figure], group: Group) -> float:
    return sum((figure.seconds for figure in figures if figure.group is group), 0.0)


def _ranked(figures: Iterable[Figure], group: Group) -> tuple[Tally, ...]:
    tallies = [Tally(figure.name, figure.count, figure.seconds) for figure in figures if figure.group is group]
    return tuple(sorted(tallies, key=lambda tally: (-tally.seconds, tally.name)))


def _slowest(figures: Iterable[Figure]) -> tuple[ArticleTime, ...]:
    reading = {figure.name: figure.seconds for figure in figures if figure.group is Group.READING}
    pages = {figure.name: figure.seconds for figure in figures if figure.group is Group.PAGE}
    articles = (ArticleTime(path, reading.get(path, 0.0), pages.get(path, 0.0)) for path in {**reading, **pages})
    return tuple(nlargest(SLOWEST, articles, key=lambda article: (article.reading + article.page, article.path)))
