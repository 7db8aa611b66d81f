"""Two real archives that were written for other systems keep the addresses that their authors gave, exactly."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from newsprint.config.site import SiteConfig, parse_config
from newsprint.content.header.split import HeaderError, split
from newsprint.content.reader import decoded, read_article
from newsprint.content.reading_results import ReadingError
from tests.support import manual

CORPORA = manual.REPOSITORY.parent / "shared" / "corpora"
JEKYLL = """
[site]
title = "News"
url = "https://news.example"

[sections]
news = "News"

[content]
default_section = "news"
unknown_keys = "ignore"
"""


def hugo_settings() -> SiteConfig:
    """Return the configuration for the archive of a Hugo site."""
    return parse_config(manual.blocks("docs/producers/existing-archive.md", "toml")[0].text)


def jekyll_settings() -> SiteConfig:
    """Return the configuration for the archive of a Jekyll site."""
    return parse_config(JEKYLL)


def stories(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Yield path, content and slug of every story whose header can be read and has a slug."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".md", ".markdown") and not path.name.startswith("_"):
            data = path.read_bytes()
            try:
                slug = split(decoded(data)).header.values.get("slug")
            except HeaderError:
                continue
            if slug is not None:
                yield path.relative_to(folder).as_posix(), data, str(slug)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("archive", "folder", "settings", "least"),
    [
        pytest.param("digitalgov-news", "digitalgov/content", hugo_settings, 2000, id="Hugo"),
        pytest.param("opensuse-news", "opensuse-news/_posts", jekyll_settings, 1600, id="Jekyll"),
    ],
)
def test_every_slug_of_an_archive_is_kept(
    tmp_path: Path, archive: str, folder: str, settings: Callable[[], SiteConfig], least: int
) -> None:
    packed = CORPORA / f"{archive}.tar.gz"
    if not packed.is_file():
        pytest.skip(f"the archive {packed.name} is not beside the repository")
    with tarfile.open(packed) as file:
        file.extraction_filter = getattr(tarfile, "data_filter", None)  # new in Python 3.11.4
        file.extractall(tmp_path)
    config, kept = settings(), 0
    for path, data, slug in stories(tmp_path / folder):
        try:
            address = read_article(path, data, config).content.url
        except ReadingError as error:
            assert [problem for problem in error.problems if "slug" in problem.message] == []
        else:
            assert address.rstrip("/").rpartition("/")[2] == unquote(slug), path
            kept += 1
    assert kept > least
