"""``newsprint build --profile``: it contains every part of a build and every page. No test expects a certain time."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

import pytest

from newsprint.builder.profile.stopwatch import SLOWEST, STAGES, Clocks, Figure, Group, Stopwatch
from tests.support.archives import archive
from tests.support.commandline import run
from tests.support.outlets import AS_OF, Outlet, article
from tests.support.reading import Make

AT = ("--as-of", AS_OF)
SLOW = "content/world/slow.md"


def profile(site: Outlet, *words: str) -> dict[str, Any]:
    """Build ``site`` and return the profile from the JSON object."""
    outcome = run("build", "--profile", "--json", *AT, *words, cwd=site.folder)
    assert outcome.code == 0, outcome.err
    return dict(json.loads(outcome.out)["profile"])


def durations(value: Any) -> list[float]:
    """Return all times in a profile."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [each for part in value for each in durations(part)]
    return [value] if isinstance(value, float) else []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_profile_contains_every_stage_kind_template_and_page(outlet: Make, jobs: str) -> None:
    """It makes no difference whether one process prints the pages or several do."""
    site = outlet(archive(320))
    measured = profile(site, "--jobs", jobs)
    assert [stage["name"] for stage in measured["stages"]] == list(STAGES)
    kinds = {kind["name"]: kind["pages"] for kind in measured["kinds"]}
    templates = {template["name"]: template["pages"] for template in measured["templates"]}
    assert sum(kinds.values()) == len(site.files())
    assert kinds["article"] == templates["article.html"] > 250
    assert {"front", "section", "topic", "author", "archive", "feed", "sitemap", "media", "redirect"} <= kinds.keys()
    assert {"front.html", "section.html", "404.html"} <= templates.keys()
    assert len(measured["articles"]) == SLOWEST
    assert min(durations(measured)) >= 0


def test_a_profile_contains_only_the_work_that_was_done(outlet: Make) -> None:
    """An edited text is one file to read and one page to print, besides the feeds that contain it."""

    def story(day: int, text: str) -> dict[str, str]:
        return {f"content/world/{day}.md": article(f"Story {day}", text, teaser="Brief.", date=f"2024-12-0{day}")}

    site = outlet({**story(1, "Words."), **story(2, "Words."), **story(3, "Words.")})
    profile(site)
    site.write(story(1, "Other words."))
    measured = profile(site)
    assert {kind["name"]: kind["pages"] for kind in measured["kinds"]}["article"] == 1
    assert [each["path"] for each in measured["articles"]] == ["content/world/1.md"]
    assert {template["name"]: template["pages"] for template in measured["templates"]} == {
        "article.html": 1,
        "rss.xml": 2,
        "atom.xml": 2,
    }

    measured = profile(site)
    assert (measured["kinds"], measured["templates"], measured["articles"]) == ([], [], [])


def test_an_article_a_thousand_times_as_long_is_the_slowest(outlet: Make) -> None:
    text = "A *word* and [another](https://example.com/) one.\n\n"
    site = outlet({f"content/world/{number}.md": article(f"Story {number}", text) for number in range(20)})
    site.write({SLOW: article("Slow", text * 1000)})
    measured = profile(site)
    assert measured["articles"][0]["path"] == SLOW
    assert measured["articles"][0]["reading"] > measured["articles"][1]["reading"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_with_a_profile_writes_the_same_bytes(outlet: Make, jobs: str) -> None:
    site = outlet(archive(320))
    profile(site, "--jobs", jobs)
    assert site.build(full=True).written == 0


def test_the_tables_of_a_profile_fit_a_terminal(outlet: Make) -> None:
    name = "a-long-name-" * 12
    site = outlet({f"content/world/{name}.md": article("A")})
    outcome = run("build", "--profile", *AT, cwd=site.folder)
    lines = outcome.out.splitlines()
    tables = lines[: lines.index(next(line for line in lines if line.startswith("1 article on")))]
    heads = ["milliseconds by stage", "rendering by kind of page", "rendering by template", "slowest articles"]
    assert [line[:44].rstrip() for line in tables if line[:44].rstrip() in heads] == heads
    assert max(map(len, tables)) <= 80


def test_a_broken_template_is_reported_as_without_a_profile(outlet: Make) -> None:
    site = outlet({"content/world/a.md": article("A"), "themes/gazette/templates/404.html": "{% if %}"})
    without, with_profile = (run("build", *words, *AT, cwd=site.folder) for words in ((), ("--profile",)))
    assert with_profile == without
    assert with_profile.code == 1


def test_without_a_profile_no_clock_is_read(outlet: Make) -> None:
    assert outlet(archive(20)).build().profile is None


def test_a_lap_counts_its_own_time_and_the_time_of_workers_for_its_stage() -> None:
    wall, processor = count(0, 10), count(0, 1)
    watch = Stopwatch(Clocks(lambda: next(wall), lambda: next(processor)), (5, 4))
    watch.lap("reading")
    watch.worked_elsewhere(7)
    watch.lap("printing")
    watch.lap("reading")
    measured = watch.profile()
    assert measured
    spent = {stage.name: (stage.wall, stage.processor) for stage in measured.stages if stage.wall}
    assert spent == {"start": (5, 4), "reading": (20, 2), "printing": (10, 8)}


def test_figures_of_several_batches_are_added_and_sorted_slowest_first() -> None:
    watch = Stopwatch(Clocks(lambda: 0, lambda: 0))
    watch.add([Figure(Group.KIND, "feed", 1, 3.0), Figure(Group.KIND, "article", 2, 2.0)])
    watch.add([Figure(Group.KIND, "article", 3, 2.0), Figure(Group.READING, "a.md", 1, 1.0)])
    watch.add([Figure(Group.PAGE, "a.md", 1, 2.0), Figure(Group.PAGE, "b.md", 1, 4.0)])
    measured = watch.profile()
    assert measured
    assert [(each.name, each.pages, each.seconds) for each in measured.kinds] == [("article", 5, 4.0), ("feed", 1, 3.0)]
    assert [(each.path, each.reading, each.page) for each in measured.articles] == [
        ("b.md", 0.0, 4.0),
        ("a.md", 1.0, 2.0),
    ]
