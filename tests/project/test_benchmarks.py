"""The benchmarks measure a reproducible outlet, which builds with their theme, and report the right numbers."""

from __future__ import annotations

import importlib
import json
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from newsprint.preview.pages.fingerprints import Fingerprint, with_script
from newsprint.preview.pages.page_notes import Notes
from newsprint.preview.web.sockets import _fingerprint_in
from tests.support.loops import in_its_own_thread
from tests.support.outlets import Outlet
from tests.support.soak import SOAKING

ARTICLES = 60


@pytest.fixture
def benchmarks(monkeypatch: pytest.MonkeyPatch, repository: Path) -> SimpleNamespace:
    """Return the modules of the benchmarks, which are in no package."""
    monkeypatch.syspath_prepend(str(repository))
    names = ("outlets", "census", "generators.newsprint", "places", "preview", "preview_runs")
    names += ("deploy", "deploy_runs", "object_store", "pass_through", "uploaders", "workshop")
    names += ("commits", "instructions", "measure", "tabs", "valgrind")
    modules = {name.rpartition(".")[2]: importlib.import_module(f"benchmarks.{name}") for name in names}
    return SimpleNamespace(**modules)


@pytest.fixture
def own_folders(benchmarks: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the benchmarks create and remove their outlets in a folder of the test."""
    monkeypatch.setattr(benchmarks.workshop, "OUTLETS", tmp_path / "outlets")
    monkeypatch.setattr(benchmarks.places, "REMOVED", tmp_path / "removed")
    monkeypatch.setattr(benchmarks.instructions, "FOLDER", tmp_path / "instructions")


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


def test_the_preview_of_an_outlet_of_thirty_articles_is_measured(
    benchmarks: SimpleNamespace, own_folders: None
) -> None:
    effort = benchmarks.preview_runs.Effort(starts=1, saves=1, idle=0.1)
    outlet = benchmarks.outlets.Outlet(30)
    measured = in_its_own_thread(lambda: benchmarks.preview_runs.previewed(outlet, effort))
    assert [len(times) for times in measured.saves.values()] == [1, 1, 1, 1]
    assert 0 < measured.memory[0] <= measured.memory[2]
    assert measured.cold_answer <= measured.cold

    report_text = benchmarks.preview.saves_table(measured, measured)
    report_text += benchmarks.preview.other_table(measured, measured)
    for name in ("a body", "a title", "a style sheet", "a template", "first page, cold", "processor"):
        assert f"| {name}" in report_text


def test_a_tab_reports_the_same_fingerprint_as_a_page_in_a_browser(benchmarks: SimpleNamespace) -> None:
    fingerprint = Fingerprint("page", "styles", "notes", "outlet")
    page = with_script(b"<head></head>", fingerprint, Notes("Draft")).decode()
    sent = benchmarks.tabs.fingerprint_in(page)
    assert _fingerprint_in({"plugins": {"newsprint": sent}}) == fingerprint


@pytest.mark.store
@pytest.mark.soak
@pytest.mark.skipif(not SOAKING, reason="measuring deploys takes long: make soak runs it")
def test_the_deploy_of_an_outlet_of_thirty_articles_is_measured(
    benchmarks: SimpleNamespace, own_folders: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmarks.object_store, "WORK", tmp_path)
    runs = benchmarks.deploy_runs
    try:
        with benchmarks.workshop.Workshop(benchmarks.outlets.Outlet(30)) as workshop:
            site = runs.built(workshop)
            files = len(runs.digests(site.output))
            twice = runs.shipped(benchmarks.uploaders.newsprint(), site.output)
            grown = runs.growth(workshop, site, 1)
    except benchmarks.object_store.StoreMissingError as error:
        pytest.skip(str(error))
    assert [benchmarks.workshop.report_of(run)["unchanged"] for run in (twice.first, twice.again)] == [0, files]
    assert grown.files > files
    for run, traffic in zip(grown.counted, grown.traffic, strict=True):
        report = benchmarks.workshop.report_of(run)
        assert traffic.uploads == len(report["added"]) + len(report["replaced"]) < traffic.requests
        assert traffic.sent > report["sent"]
        assert run.peak > 0 < traffic.listed

    report_text = benchmarks.deploy.compared_table("itself", files, ((twice, twice),))
    report_text += benchmarks.deploy.tables(benchmarks.deploy.growth_outcomes(grown))
    for name in ("files a second", "processor time", "one story: time", "one story: uploads", "peak memory, first"):
        assert f"| {name}" in report_text
    assert list(tmp_path.glob("store-*")) == []


@pytest.mark.soak
@pytest.mark.skipif(not SOAKING, reason="counting instructions takes a minute: make soak runs it")
def test_the_instructions_of_builds_of_twenty_articles_are_counted(
    benchmarks: SimpleNamespace, own_folders: None, tmp_path: Path
) -> None:
    if not benchmarks.valgrind.valgrind_version():
        pytest.skip("valgrind is not installed")
    instructions = benchmarks.instructions
    outlet = benchmarks.outlets.Outlet(20)
    (counted,) = instructions.counted_beside(outlet, None)
    cold, unchanged, edited = counted.cases.values()
    assert list(counted.cases) == ["cold build", "nothing changed", "one story edited"]
    assert cold.instructions > edited.instructions > unchanged.instructions > 0
    assert (cold.written > 20, unchanged.written, edited.written) == (True, 0, 5)

    instructions.append_result(tmp_path / "results" / "kept.jsonl", outlet, [counted])
    (line,) = (tmp_path / "results" / "kept.jsonl").read_text().splitlines()
    assert json.loads(line)["results"][0]["cases"]["cold build"]["instructions"] == cold.instructions


def test_counted_instructions_are_reported_with_the_ratio_to_a_commit(benchmarks: SimpleNamespace) -> None:
    count, counted = benchmarks.instructions.Count, benchmarks.instructions.Counted
    ours = counted("1234567", {"cold build": count(10_100_000, 60)})
    theirs = counted("89abcde", {"cold build": count(10_000_000, 60)})
    report_text = benchmarks.instructions.count_table([ours, theirs])
    assert "| cold build | 60 | 10.1 M | 10.0 M | **1.0100** |" in report_text
    assert "ratio" not in benchmarks.instructions.count_table([ours])


def test_sources_of_the_current_commit_equal_those_of_the_working_tree(
    benchmarks: SimpleNamespace, tmp_path: Path
) -> None:
    commits = benchmarks.commits
    if commits.current_commit() == "an unknown commit":
        pytest.skip("the project is not a git repository")
    commits.extract_sources("HEAD", tmp_path / "commit")
    commits.copy_sources(tmp_path / "here")
    for name in ("generator/newsprint/__init__.py", "themes/gazette/theme.toml"):
        assert (tmp_path / "commit" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    with pytest.raises(benchmarks.measure.CommandError, match="no-such-branch"):
        commits.commit_named("no-such-branch")


def test_the_proxy_counts_traffic_and_changes_nothing(benchmarks: SimpleNamespace) -> None:
    seen = []

    class Store(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen.append((self.command, self.path, self.headers["Host"], body))
            self.send_response_only(200 if self.command == "PUT" else 404)
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else b"done")

        do_GET = do_HEAD = do_PUT = answer  # noqa: N815 - http.server calls these names

        def log_message(self, *_words: object) -> None:
            pass

    requests = [("PUT", "/site/a%20b.html?x=1", b"12345"), ("HEAD", "/site/gone", None), ("GET", "/site/gone", None)]
    with ThreadingHTTPServer(("127.0.0.1", 0), Store) as store:
        serving = Thread(target=store.serve_forever)
        serving.start()
        with benchmarks.pass_through.PassThrough(f"http://127.0.0.1:{store.server_address[1]}") as proxy:
            connection = HTTPConnection(urlsplit(proxy.endpoint).netloc)
            for method, path, body in requests:
                connection.request(method, path, body, {"Host": "signed.example"})
                answer = connection.getresponse()
                assert (answer.status, answer.read()) == (200 if body else 404, b"" if method == "HEAD" else b"done")
            connection.close()
        store.shutdown()
        serving.join()
    assert seen == [(method, path, "signed.example", body or b"") for method, path, body in requests]
    assert [(each.method, each.key) for each in proxy.exchanges] == [
        ("PUT", "a b.html"),
        ("HEAD", "gone"),
        ("GET", "gone"),
    ]
    put, head, get = proxy.exchanges
    assert get.received == head.received + len(b"done")
    assert put.sent > len(b"12345")


def test_traffic_of_the_manifest_is_counted_separately(benchmarks: SimpleNamespace) -> None:
    exchange = benchmarks.pass_through.Exchange
    traffic = benchmarks.deploy_runs.traffic_of(
        [
            exchange("GET", ".newsprint/deploy.json", 1, 10),
            exchange("GET", ".newsprint/manifest-1.json.gz", 100, 100),
            exchange("PUT", "index.html", 20, 2),
            exchange("PUT", ".newsprint/manifest-2.json.gz", 100, 100),
        ]
    )
    assert traffic == benchmarks.deploy_runs.Traffic(requests=4, uploads=1, sent=21, received=12, listed=400)
