"""Build an archive of real stories, written for Hugo, with Newsprint and Hugo and the same templates.

The archive is a ``.tar.gz`` with the stories below ``*/content/news/``; docs/producers/existing-archive.md shows it.
Stories that Newsprint skips because of problems, with either engine, are deleted for both.
"""

from __future__ import annotations

import re
import shutil
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generators.hugo import Hugo, hugo_binary
from benchmarks.generators.newsprint import VARIABLES
from benchmarks.measure import Command, Run, run
from benchmarks.outlets import Outlet
from benchmarks.places import OUTLETS, THEME, remove
from benchmarks.workshop import report_of

_CONFIGURATION = """\
[site]
title = "News"
url = "https://harbour-gazette.news"
timezone = "America/New_York"
theme = "bench"
[sections]
news = "news"
[markdown]
engine = "{engine}"
shortcodes = "drop"
[content]
unknown_keys = "ignore"
entities = "decode"
[content.fields]
teaser = ["summary", "deck"]
tags = ["topics"]
"""
_HUGO_ONLY = """\
[frontmatter]
expiryDate = ['no_such_key']
"""
_SHORTCODE = re.compile(r"\{\{[<%]\s*(/?)\s*([a-z][\w-]*)")
_BUILT_IN = ("ref", "relref", "highlight")


class RealText:
    """The unpacked archive, with a site for each generator."""

    def __init__(self, archive: Path) -> None:
        self._folder = OUTLETS / "real"
        remove(self._folder)
        with tarfile.open(archive) as packed:
            packed.extraction_filter = getattr(tarfile, "data_filter", None)  # new in Python 3.11.4
            packed.extractall(self._folder)
        root = next(path for path in sorted(self._folder.glob("*/content/news")) if path.is_dir()).parents[1]
        self._outlet = root
        shutil.copytree(THEME, root / "themes" / THEME.name)
        self.articles = self._delete_invalid_stories()
        self._hugo = self._folder / "hugo"
        self._make_hugo()

    def newsprint(self, engine: str) -> Run:
        """Build the archive from nothing with Newsprint."""
        (self._outlet / "newsprint.toml").write_text(_CONFIGURATION.format(engine=engine), encoding="utf-8")
        remove(self._outlet / "output", self._outlet / ".newsprint")
        options = ("--site", str(self._outlet), "--as-of", "2026-11-01", "--skip-invalid", "--json")
        return run(Command((sys.executable, "-m", "newsprint", "build", *options), self._outlet, VARIABLES))

    def hugo(self) -> Run:
        """Build the archive from nothing with Hugo."""
        Hugo().clear(self._hugo)
        places = ("--cacheDir", str(self._hugo / "cache"), "--destination", str(self._hugo / "output"))
        arguments = (str(hugo_binary()), "--quiet", "--noTimes", "--noChmod", *places)
        return run(Command(arguments, self._hugo, {"GOGC": "300"}))

    def differences(self) -> Iterator[str]:
        """Yield a line for each generator with another number of article pages."""
        for name, output in (("Newsprint", self._outlet / "output"), ("Hugo", self._hugo / "output")):
            found = sum(1 for page in output.glob("news/*/*/*/*/index.html") if page.is_file() and _is_article(page))
            if found != self.articles:
                yield f"real text, {name}: {found:,} articles instead of {self.articles:,}"

    def remove(self) -> None:
        """Delete the archive and the sites."""
        remove(self._folder)

    def _delete_invalid_stories(self) -> int:
        """Delete the stories with problems, and return the number of published stories."""
        while True:  # a link to a deleted story is the next problem
            reports = [report_of(self.newsprint(engine)) for engine in ("commonmark", "markdown")]
            wrong = {problem["path"] for report in reports for problem in report["problems"]}
            if not wrong:
                articles: int = reports[0]["articles"]
                return articles
            for path in wrong:
                (self._outlet / path).unlink()

    def _make_hugo(self) -> None:
        """Make the site of the synthetic outlets, with the names of this archive for teaser and tags."""
        Hugo().prepare(Outlet(0, sections=1), self._outlet / "content", self._hugo)
        settings = self._hugo / "hugo.toml"
        text = settings.read_text(encoding="utf-8").partition("[permalinks.page]")[0]
        text = text.replace("disableAliases = true\ndisableLive", "disableLive").replace("'tags'", "'topics'")
        text = text.replace("tags = '/topics", "topics = '/topics")
        permalinks = "[permalinks.page]\nnews = '/news/:year/:month/:day/:slugorcontentbasename/'\n"
        references = "refLinksErrorLevel = 'WARNING'\ntimeZone = 'America/New_York'\n"
        settings.write_text(references + text + permalinks + _HUGO_ONLY, encoding="utf-8")
        for template in (self._hugo / "layouts").rglob("*.*"):
            old = template.read_text(encoding="utf-8")
            new = old.replace(".Params.teaser", ".Params.summary").replace(".Params.tags", ".Params.topics")
            template.write_text(new, encoding="utf-8")
        self._make_shortcodes()

    def _make_shortcodes(self) -> None:
        """Make a template for each shortcode that is not built into Hugo; it prints the inner text, or nothing."""
        used: dict[str, bool] = {}
        for story in (self._outlet / "content").rglob("*.md"):
            for closing, name in _SHORTCODE.findall(story.read_text(encoding="utf-8")):
                used[name] = used.get(name, False) or bool(closing)
        folder = self._hugo / "layouts" / "_shortcodes"
        folder.mkdir()
        for name, paired in used.items():
            if name not in _BUILT_IN:
                (folder / f"{name}.html").write_text("{{ .Inner }}" if paired else "", encoding="utf-8")


def _is_article(page: Path) -> bool:
    """Return whether ``page`` is not a redirect."""
    return b"<article>" in page.read_bytes()
