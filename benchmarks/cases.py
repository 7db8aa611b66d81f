"""The cases: what is built, in which order, with which bars. :data:`CASES` contains them by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from benchmarks.additions import additions
from benchmarks.bench import PEERS, Bench
from benchmarks.generators.hugo import Hugo
from benchmarks.generators.newsprint import Newsprint
from benchmarks.measure import Run
from benchmarks.outcome import Comparison, Outcome, Reading, memory
from benchmarks.outlets import Outlet
from benchmarks.places import THEME
from benchmarks.real_text import RealText
from benchmarks.workshop import Site, Workshop, report_of

Case = Callable[[Bench], Iterator[Outcome]]


def alternately(ours: Callable[[], Run], theirs: Callable[[], Run], runs: int) -> tuple[tuple[Run, Run], ...]:
    """Run both in turn, A B A B, so that other load of the machine affects both; return the pairs of runs."""
    return tuple((ours(), theirs()) for _ in range(runs))


def cold_commonmark(bench: Bench) -> Iterator[Outcome]:
    """Build from nothing, with the native Markdown engine."""
    bars = {"Hugo": 0.7, "Zola": 0.7}
    yield from _cold(bench, "commonmark", {name: bars.get(name) for name in bench.taking_part(*PEERS)})


def cold_markdown(bench: Bench) -> Iterator[Outcome]:
    """Build from nothing, with Python-Markdown."""
    bars = {"Hugo": 1.2, "Pelican": 0.2}
    yield from _cold(bench, "markdown", {name: bars[name] for name in bench.taking_part("Hugo", "Pelican")})


def _cold(bench: Bench, engine: str, bars: dict[str, float | None] | dict[str, float]) -> Iterator[Outcome]:
    with Workshop(bench.outlet) as workshop:
        ours = workshop.site(Newsprint(engine))
        ours.cold()
        for name, bar in bars.items():
            theirs = workshop.site(PEERS[name]())
            theirs.cold()
            bench.check(ours, theirs)
            pairs = alternately(ours.cold, theirs.cold, bench.runs)
            yield Comparison("cold", bench.outlet.articles, ours.generator.name, name, pairs, bar)


def peak_memory(bench: Bench) -> Iterator[Outcome]:
    """Measure the memory of all processes of a cold build; Hugo has Go's default garbage collector settings."""
    with Workshop(bench.outlet) as workshop:
        ours = workshop.site(Newsprint())
        for name in bench.taking_part("Hugo", "Zola"):
            theirs = workshop.site(Hugo(collector=100) if name == "Hugo" else PEERS[name]())
            one, other = (partial(site.cold, watch_memory=True) for site in (ours, theirs))
            pairs = alternately(one, other, min(3, bench.runs))
            bar = 0.3 if name == "Hugo" else None
            yield Comparison("peak memory", bench.outlet.articles, ours.generator.name, name, pairs, bar, "memory")
        ours = workshop.site(Newsprint("markdown"))
        alone = [ours.cold(watch_memory=True) for _ in range(min(3, bench.runs))]
        yield Reading("peak memory with Python-Markdown", bench.outlet.articles, tuple(map(memory, alone)), "MB")


def nothing_changed(bench: Bench) -> Iterator[Outcome]:
    """Build again with nothing changed except the clock."""
    with _built(bench.outlet) as (workshop, ours):
        for name in bench.taking_part("Hugo"):
            theirs = workshop.site(PEERS[name]())
            theirs.cold()
            pairs = alternately(ours.build, theirs.build, bench.runs)
            yield Comparison("nothing changed", bench.outlet.articles, ours.generator.name, name, pairs, 0.1)
        again = [ours.build() for _ in range(bench.runs)]
        yield _times("nothing changed", bench.outlet, again, 0.5)
        yield _written("nothing changed", bench.outlet, again, 0)


def body_edited(bench: Bench) -> Iterator[Outcome]:
    """Build after each edit of the newest story, whose text is in four feeds."""
    story = bench.outlet.story(bench.outlet.articles)
    with _built(bench.outlet) as (workshop, ours):
        edits = iter(range(1, 1000))

        def edit_and_build() -> Run:
            workshop.write(story, f"\nA paragraph that is new: number {next(edits)}.\n")
            return ours.build()

        for name in bench.taking_part("Hugo"):
            theirs = workshop.site(PEERS[name]())
            theirs.cold()
            pairs = alternately(edit_and_build, theirs.build, bench.runs)
            yield Comparison("one body edited", bench.outlet.articles, ours.generator.name, name, pairs, 0.1)
        again = [edit_and_build() for _ in range(bench.runs)]
        yield _times("one body edited", bench.outlet, again, None)
        yield _written("one body edited: the article and the four feeds", bench.outlet, again, 5)


def story_added(bench: Bench) -> Iterator[Outcome]:
    """Build after each added story, in outlets of three sizes. The first one may start a sitemap and is not counted."""
    for factor in (0.1, 1, 10):
        outlet = bench.sized(factor)
        bench.say(f"  {outlet.articles:,} articles")
        with _built(outlet) as (workshop, ours):
            added = []
            for story, _ in zip(additions(outlet), range(bench.runs + 1), strict=False):
                workshop.write(story)
                added.append(ours.build())
            yield _times("one story added", outlet, added[1:], None)
            yield _written("one story added", outlet, added[1:], 20)


def template_edited(bench: Bench) -> Iterator[Outcome]:
    """Change every HTML page without converting a text, and compare with a cold build of Newsprint."""
    outlet = bench.outlet
    with _built(outlet, "markdown") as (_, ours):
        template = ours.folder / "themes" / THEME.name / "templates" / "base.html"
        text = template.read_text(encoding="utf-8")
        pairs, pages, bodies = [], [], []
        for number in range(bench.runs):
            template.write_text(text, encoding="utf-8")
            cold = ours.cold()
            template.write_text(text.replace("</body>", f"<!-- {number} --></body>"), encoding="utf-8")
            pairs.append((ours.build(), cold))
            report = report_of(pairs[-1][0])
            pages.append(report["pages"] - report["reasons"].get("theme", 0))
            bodies.append(report["converted"])
        yield Comparison(
            "template edited", outlet.articles, ours.generator.name, "its own cold build", tuple(pairs), 0.5
        )
        yield Reading("template edited: pages not printed again", outlet.articles, tuple(pages), "files", 0)
        yield Reading("template edited: bodies converted", outlet.articles, tuple(bodies), "bodies", 0)


def ten_times(bench: Bench) -> Iterator[Outcome]:
    """Build ten times as many articles: is the time linear, how much memory is used, how long is an idle build."""
    small, large = bench.outlet, bench.sized(10)
    runs = min(3, bench.runs)
    with _built(small) as (_, few), _built(large) as (_, many):
        pairs = alternately(many.cold, few.cold, runs)
        name = f"ten times its {small.articles:,} articles"
        tenfold = tuple((one, _tenfold(other)) for one, other in pairs)
        yield Comparison("cold", large.articles, many.generator.name, name, tenfold, 1.15)
        again = [many.build() for _ in range(bench.runs)]
        yield _times("nothing changed", large, again, 3)
        watched = [many.cold(watch_memory=True) for _ in range(runs)]
        yield Reading("peak memory, cold", large.articles, tuple(map(memory, watched)), "MB", 400)


def real_text(bench: Bench) -> Iterator[Outcome]:
    """Build an archive of real stories from nothing with both engines, if there is one."""
    if bench.archive is None or not bench.taking_part("Hugo"):
        bench.say("  skipped: no archive, or no Hugo")
        return
    text = RealText(bench.archive)
    for engine in ("commonmark", "markdown"):
        ours = partial(text.newsprint, engine)
        ours()
        text.hugo()
        bench.problems += text.differences()
        pairs = alternately(ours, text.hugo, bench.runs)
        yield Comparison("real text, cold", text.articles, f"Newsprint ({engine})", "Hugo", pairs)
    text.remove()


@contextmanager
def _built(outlet: Outlet, engine: str = "commonmark") -> Iterator[tuple[Workshop, Site]]:
    """Yield a workshop, and the site of Newsprint after one build."""
    with Workshop(outlet) as workshop:
        site = workshop.site(Newsprint(engine))
        site.cold()
        yield workshop, site


def _tenfold(run: Run) -> Run:
    return replace(run, wall=run.wall * 10, user=run.user * 10, system=run.system * 10)


def _times(case: str, outlet: Outlet, runs: Iterable[Run], bar: float | None) -> Reading:
    return Reading(case, outlet.articles, tuple(run.wall for run in runs), "s", bar)


def _written(case: str, outlet: Outlet, runs: Iterable[Run], bar: float | None) -> Reading:
    return Reading(case, outlet.articles, tuple(report_of(run)["written"] for run in runs), "files", bar)


CASES: dict[str, Case] = {
    "cold-commonmark": cold_commonmark,
    "cold-markdown": cold_markdown,
    "memory": peak_memory,
    "unchanged": nothing_changed,
    "edit": body_edited,
    "add": story_added,
    "template": template_edited,
    "ten-times": ten_times,
    "real": real_text,
}
