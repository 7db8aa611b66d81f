"""The worked example of docs/producers/existing-archive.md, built: two thousand articles of another publisher."""

from __future__ import annotations

import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsprint.builder.report import Report
from newsprint.config.site import read_config
from newsprint.content.reader import read_article
from tests.support import manual
from tests.support.feeds import feed_files
from tests.support.outlets import Outlet

PAGE = "docs/producers/existing-archive.md"
ARCHIVE = manual.REPOSITORY.parent / "shared" / "corpora" / "digitalgov-news.tar.gz"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not ARCHIVE.is_file(), reason=f"the archive {ARCHIVE.name} is not beside the repository"),
]

DAY = r"news/\d{4}/\d{2}/\d{2}"
KINDS = {
    "articles": rf"{DAY}/[^/]+/index\.html",
    "authors": r"authors/.*",
    "topics": r"topics/.*",
    "archive by month, for the outlet and the section": r"(?:news/)?archive/.*",
    "section index and its numbered pages": r"news/(?:page/\d+/)?index\.html",
    "Latest Contents": r"latest/.*",
    "feeds": "|".join(map(re.escape, sorted(feed_files() | feed_files("news")))),
    "sitemaps": r"sitemap\.xml|news-sitemap\.xml|sitemaps/.*",
    "front page, 404 and robots.txt": r"index\.html|404\.html|robots\.txt",
}
REDIRECTS = "redirects from old addresses"


@dataclass(frozen=True)
class Archive:
    """The built archive."""

    outlet: Outlet
    report: Report
    files: dict[str, bytes]

    def articles(self) -> Iterator[Path]:
        content = self.outlet.folder / "content"
        return (path for path in sorted(content.rglob("*.md")) if not path.name.startswith("_"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Build the archive once, and return it."""
    folder = tmp_path_factory.mktemp("archive")
    with tarfile.open(ARCHIVE) as packed:
        packed.extraction_filter = getattr(tarfile, "data_filter", None)  # new in Python 3.11.4
        packed.extractall(folder)
    outlet = Outlet(folder / "digitalgov")
    outlet.write({"newsprint.toml": manual.blocks(PAGE, "toml")[0].text})
    report = outlet.build(as_of="2026-11-01", skip_invalid=True, jobs=2)
    return Archive(outlet, report, outlet.files())


def number(cell: str) -> int:
    """Return the number in a cell of the table."""
    return int(cell.replace(",", ""))


def table(first: str) -> dict[str, int]:
    """Return the names and counts of the table "The outcome" whose first row is named ``first``."""
    text = next(text for text in manual.part(PAGE, "The outcome").split("\n\n") if f"\n| {first} |" in text)
    return {row[0]: number(row[1]) for row in manual.rows(text)}


def test_the_page_gives_the_right_numbers_of_articles(archive: Archive) -> None:
    counted = table("in the archive")
    report = archive.report
    assert counted == {
        "in the archive": len(list(archive.articles())),
        "published": report.articles,
        "a draft": report.hidden,
        "held back": len({problem.path for problem in report.problems}),
    }
    assert counted["in the archive"] == counted["published"] + counted["a draft"] + counted["held back"]


def test_the_page_gives_the_right_numbers_of_pages(archive: Archive) -> None:
    counted = table("articles")
    files = [name for name in archive.files if not name.startswith("assets/")]
    kinds = Counter(
        next((kind for kind, pattern in KINDS.items() if re.fullmatch(pattern, name)), REDIRECTS) for name in files
    )
    assert counted.pop("together, without the theme's assets") == len(files)
    assert counted == kinds


def test_the_files_counted_as_redirects_are_redirects(archive: Archive) -> None:
    others = [
        data
        for name, data in archive.files.items()
        if not any(re.fullmatch(pattern, name) for pattern in [*KINDS.values(), r"assets/.*"])
    ]
    assert len(others) == table("articles")[REDIRECTS]
    assert all(b'http-equiv="refresh"' in data for data in others)


def test_the_page_gives_the_right_numbers_of_problems(archive: Archive) -> None:
    reasons = {row[0]: number(row[1]) for row in manual.rows(manual.part(PAGE, "The outcome")) if len(row) == 3}
    messages = [problem.message for problem in archive.report.problems]
    assert {reason: sum(message.startswith(reason) for message in messages) for reason in reasons} == reasons
    assert sum(reasons.values()) == len(messages)


def test_every_article_without_a_problem_has_its_page(archive: Archive) -> None:
    """The pages are counted from the files: exactly the valid and visible articles have a page."""
    held_back = {problem.path for problem in archive.report.problems}
    config = read_config(archive.outlet.folder)
    pages = set()
    for path in archive.articles():
        name = path.relative_to(archive.outlet.folder).as_posix()
        if name in held_back:
            continue
        article = read_article(name.removeprefix("content/"), path.read_bytes(), config).content
        if not article.draft:
            pages.add(article.url.strip("/") + "/index.html")
    assert pages == {name for name in archive.files if re.fullmatch(KINDS["articles"], name)}


def test_every_held_back_article_is_reported_with_path_line_and_reason(archive: Archive) -> None:
    for problem in archive.report.problems:
        path = archive.outlet.folder / problem.path
        lines = path.read_text(encoding="utf-8").count("\n") + 1
        assert (path.is_file(), 1 <= problem.line <= lines, problem.message != "") == (True, True, True)


def test_no_headline_shows_an_entity(archive: Archive) -> None:
    """``&amp;`` and ``&#8217;`` in the archive's headlines are printed as characters."""
    headlines = [
        re.search(r"<h1[^>]*>(.*?)</h1>", data.decode(), re.S)
        for name, data in archive.files.items()
        if re.fullmatch(KINDS["articles"], name)
    ]
    written = [path.read_text(encoding="utf-8").split("---", 2)[1] for path in archive.articles()]
    assert any(re.search(r"^title:.*&(?:amp|#\d+);", front, re.M) for front in written)
    assert [head[1] for head in headlines if head and re.search(r"&amp;(?:amp|#\d+);", head[1])] == []


def test_no_page_shows_a_shortcode(archive: Archive) -> None:
    left = [name for name, data in archive.files.items() if b"{{&lt;" in data or b"{{%" in data]
    assert left == []
