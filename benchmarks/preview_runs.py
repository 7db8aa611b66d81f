"""What is measured of an outlet's preview: starts, saves, memory, and what it does while nothing happens."""

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
    """How much is measured: so many starts, so many saves of each kind, so many seconds of doing nothing."""

    starts: int = 5
    saves: int = 50
    idle: float = 10.0


@dataclass(frozen=True, slots=True)
class Previewed:
    """What was measured of an outlet's preview. Times are in seconds, memory is in bytes.

    ``cold_answer`` is the time to the first answer, which says how far it is, ``cold`` that to the first page;
    ``cold_memory`` the peak of all processes until then. ``memory`` is that after a start, after the saves, and the
    most in between. ``idle`` is the share of a processor that it takes while nothing happens.
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

    ``rebuilt`` is what Hugo itself says of each, ``first_page`` how long both took from their start, ``memory`` what
    they had after the saves, in bytes; Newsprint's first.
    """

    articles: int
    ours: list[float]
    theirs: list[float]
    rebuilt: list[float]
    first_page: tuple[float, float]
    memory: tuple[int, int]


def previewed(outlet: Outlet, effort: Effort) -> Previewed:
    """Measure the preview of ``outlet`` with the theme and the engine that a new outlet has. Raises CommandError."""
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
            rebuilt = [int(said) / 1000 for said in _REBUILT.findall(server.output)][: effort.saves]
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
    """The share of a processor that ``server`` takes in so many seconds in which nothing happens."""
    time.sleep(1)
    before = server.processor
    time.sleep(seconds)
    return (server.processor - before) / seconds
