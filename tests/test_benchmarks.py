"""The benchmarks measure the outlet that they say: it is always the same one, and builds with their lean theme."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from loops import in_its_own_thread
from outlets import Outlet

ARTICLES = 60


@pytest.fixture
def benchmarks(monkeypatch: pytest.MonkeyPatch, repository: Path) -> SimpleNamespace:
    """The modules of the benchmarks, which no package holds."""
    monkeypatch.syspath_prepend(str(repository))
    names = ("outlets", "census", "generators.newsprint", "places", "preview", "preview_runs")
    modules = {name.rpartition(".")[2]: importlib.import_module(f"benchmarks.{name}") for name in names}
    return SimpleNamespace(**modules)


def test_the_same_parameters_give_the_same_files(benchmarks: SimpleNamespace, tmp_path: Path) -> None:
    texts = []
    for folder, seed in (("one", 1), ("again", 1), ("other", 2)):
        benchmarks.outlets.Outlet(ARTICLES, seed=seed).write(tmp_path / folder)
        files = sorted((tmp_path / folder).rglob("*.md"))
        texts.append([(path.relative_to(tmp_path / folder), path.read_bytes()) for path in files])
    assert len(texts[0]) == ARTICLES
    assert texts[0] == texts[1] != texts[2]


def test_an_outlet_builds_with_the_expected_pages(benchmarks: SimpleNamespace, tmp_path: Path) -> None:
    synthetic = benchmarks.outlets.Outlet(ARTICLES, sections=3, tags=5)
    synthetic.write(tmp_path / "content")
    newsprint = benchmarks.newsprint.Newsprint()
    newsprint.prepare(synthetic, tmp_path / "content", tmp_path)
    report = Outlet(tmp_path).build(f"{synthetic.as_of:%Y-%m-%dT%H:%M:%SZ}")
    assert (report.articles, report.hidden, report.problems) == (ARTICLES, 0, ())
    found = benchmarks.census.census(tmp_path / "output", synthetic.section_names)
    assert benchmarks.census.differences(benchmarks.census.expected(synthetic, newsprint), found) == []
    assert found.pages["article"] == ARTICLES
    assert found.stories["topic"] > ARTICLES


def test_the_preview_is_measured_in_an_outlet_of_thirty_articles(
    benchmarks: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.workshop.OUTLETS", tmp_path / "outlets")
    monkeypatch.setattr(benchmarks.places, "REMOVED", tmp_path / "removed")
    effort = benchmarks.preview_runs.Effort(starts=1, saves=1, idle=0.1)
    outlet = benchmarks.outlets.Outlet(30)
    measured = in_its_own_thread(lambda: benchmarks.preview_runs.previewed(outlet, effort))
    assert [len(times) for times in measured.saves.values()] == [1, 1, 1, 1]
    assert 0 < measured.memory[0] <= measured.memory[2]
    assert measured.cold_answer <= measured.cold

    told = benchmarks.preview.saves_table(measured, measured)
    told += benchmarks.preview.other_table(measured, measured)
    for name in ("a body", "a title", "a style sheet", "a template", "first page, cold", "processor"):
        assert f"| {name}" in told
