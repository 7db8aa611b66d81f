"""Measure a preview: starts, saves, memory, and processor time while nothing happens."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.generators.hugo import Hugo
from benchmarks.generators.newsprint import Newsprint
from benchmarks.outlets import Outlet
from benchmarks.places import REPOSITORY
from benchmarks.saves import body, saves, times_of
from benchmarks.servers import MemoryWatch, Server, free_port
from benchmarks.workshop import Site, Workshop

GAZETTE = REPOSITORY / "themes" / "gazette"
_REBUILT = re.compile(r"^Total in (\d+) ms", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: the numbers of starts and of saves of each kind, and the seconds of idle time."""

    starts: int = 5
    saves: int = 50
    idle: float = 10.0


@dataclass(frozen=True, slots=True)
class Previewed:
    """The measurements of a preview. Times are in seconds, memory is in bytes.

    ``cold_answer`` is the time to the first answer, which shows progress, ``cold`` the time to the first page;
    ``cold_memory`` is the peak of all processes until then. ``memory`` is the memory after a start and after the
    saves, and the peak in between. ``idle`` is the share of a processor that is used while nothing happens.
    """

    articles: int
    saves: Mapping[str, list[float]]
    starts: tuple[float, ...]
    cold_answer: float
    cold: float
    cold_memory: int
    memory: tuple[int, int, int]
    idle: float


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The same saves of a body in Newsprint and Hugo, with the same templates; seconds.

    ``rebuilt`` are the times that Hugo reports, ``first_page`` the times from start to first page of both, and
    ``memory`` the memory of both after the saves, in bytes; Newsprint is first.
    """

    articles: int
    ours: list[float]
    theirs: list[float]
    rebuilt: list[float]
    first_page: tuple[float, float]
    memory: tuple[int, int]


def previewed(outlet: Outlet, effort: Effort) -> Previewed:
    """Measure the preview of ``outlet`` with the theme and engine of a new outlet. Raises CommandError."""
    with Workshop(outlet) as workshop:
        site = workshop.site(Newsprint("markdown", GAZETTE))
        with _server(site) as server:
            cold_answer, cold = server.first_answer(), server.first_page()
        starts = tuple(_start(site) for _ in range(effort.starts))
        with _server(site) as server:
            server.first_page()
            fresh = server.memory
            taken = {
                save.name: asyncio.run(times_of(save, server.port, effort.saves))
                for save in saves(outlet, site.folder, GAZETTE.name)
            }
            memory = fresh, server.memory, server.most_memory
            idle = _idle(server, effort.idle)
        site.generator.clear(site.folder)
        with _server(site) as server, MemoryWatch(server) as watch:
            server.first_page()
    return Previewed(outlet.articles, taken, starts, cold_answer, cold, watch.peak, memory, idle)


def side_by_side(outlet: Outlet, effort: Effort) -> SideBySide:
    """Measure Newsprint and Hugo, one after the other. Raises CommandError."""
    with Workshop(outlet) as workshop:
        save = body(outlet, workshop.content)
        ours = workshop.site(Newsprint("markdown"))
        with _server(ours) as server:
            server.first_page()
        with _server(ours) as server:
            our_start = server.first_page()
            our_times = asyncio.run(times_of(save, server.port, effort.saves))
            our_memory = server.memory
        theirs = workshop.site(Hugo())
        with _server(theirs) as server:
            their_start = server.first_page()
            their_times = asyncio.run(times_of(save, server.port, effort.saves))
            rebuilt = [int(milliseconds) / 1000 for milliseconds in _REBUILT.findall(server.output)][: effort.saves]
            their_memory = server.memory
    first_page, memory = (our_start, their_start), (our_memory, their_memory)
    return SideBySide(outlet.articles, our_times, their_times, rebuilt, first_page, memory)


def _server(site: Site) -> Server:
    assert isinstance(site.generator, Newsprint | Hugo)
    port = free_port()
    return Server(site.generator.preview(site.folder, port), port)


def _start(site: Site) -> float:
    with _server(site) as server:
        return server.first_page()


def _idle(server: Server, seconds: float) -> float:
    """Return the share of a processor that ``server`` uses for some seconds while nothing happens."""
    time.sleep(1)
    before = server.processor
    time.sleep(seconds)
    return (server.processor - before) / seconds
