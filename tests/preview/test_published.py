"""With ``--published`` the preview serves what a build writes, and it does not change the output."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from newsprint.base.media_types import media_type
from newsprint.catalog.sync.ingest import Batch, IngestedFile
from newsprint.catalog.sync.sync import Work
from newsprint.machine.state import STATE_FOLDER
from tests.preview.live import Live, live
from tests.support.demonstration import copied
from tests.support.outlets import AS_OF, CONFIGURATION, Outlet, article, at
from tests.support.reading import Make
from tests.support.running import snapshot

PROJECT = CONFIGURATION.replace("https://gazette.example", "https://user.github.io/repo")
SCRIPT = re.compile(rb'<script src="/_preview/preview\.js"[^>]*></script>')
TIMED = {
    "content/pages/about.md": "---\ntitle: About us\n---\nWe print.\n",
    "content/world/out.md": article("Out", "To [the draft](draft.md).", aliases=["/old/out/"], tags=["Tide"]),
    "content/world/draft.md": article("Draft", draft=True),
    "content/world/later.md": article("Later", embargo="2024-12-25"),
    "content/world/gone.md": article("Gone", expires="2024-12-22"),
    "content/world/café bar.md": article("Café", "![A bar](<Café bar.svg>)", tags=["Théâtre"]),
    "content/world/Café bar.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "content/static/.well-known/security.txt": "Contact: us\n",
    "content/static/favicon.ico": b"\x00\x00",
}


class Clock:
    """A clock that is set by hand."""

    def __init__(self, text: str) -> None:
        self.now = at(text)

    def __call__(self) -> datetime:
        return self.now


def address_of(file: str, prefix: str) -> str:
    """Return the address of a file of the output, as a browser requests it."""
    folder = file.removesuffix("index.html") if file.endswith("/index.html") or file == "index.html" else file
    return quote(f"{prefix}/{folder}")


def differences(outlet: Outlet, shown: Live) -> list[str]:
    """Return the files of the output that are not served as they were built."""
    wrong = []
    for file, built in outlet.files().items():
        got = shown.ask(address_of(file, shown.outlet.config.site.prefix))
        if (got.status, got.media_type, SCRIPT.sub(b"", got.body)) != (200, media_type(file), built):
            wrong.append(file)
    return wrong


@pytest.mark.parametrize("prefix", ["", "/repo"])
def test_every_file_of_the_demonstration_outlet_is_served_as_it_is_built(
    repository: Path, tmp_path: Path, prefix: str
) -> None:
    outlet = copied(repository, tmp_path, f"https://gazette.example{prefix}")
    outlet.build("2024-12-24", jobs=2)
    with live(outlet, "2024-12-24T00:00:00Z", published=True) as shown:
        assert len(outlet.files()) > 150
        assert differences(outlet, shown) == []
        gone = shown.ask(f"{prefix}/no/such/page/")
        assert (gone.status, SCRIPT.sub(b"", gone.body)) == (404, (outlet.output / "404.html").read_bytes())


@pytest.mark.parametrize("configuration", [CONFIGURATION, PROJECT], ids=["at the top", "below a prefix"])
@pytest.mark.parametrize("moment", ["2024-12-21T12:00:00Z", AS_OF, "2024-12-25T00:00:00Z"])
def test_every_file_is_served_as_it_is_built_at_any_instant(outlet: Make, configuration: str, moment: str) -> None:
    """The instants are before a story expires, after that, and at the end of an embargo."""
    site = outlet({"newsprint.toml": configuration, **TIMED})
    site.build(moment)
    with live(site, moment, published=True) as shown:
        assert differences(site, shown) == []
        served = {page.url for page in shown.outlet.pages()}
        hidden = {"/world/2024/12/20/draft/", "/world/2024/12/20/later/", "/world/2024/12/20/gone/"}
        built = {url for url in hidden if (site.output / url[1:] / "index.html").exists()}
        assert served & hidden == built
        for url in hidden - built:
            assert shown.ask(f"{shown.outlet.config.site.prefix}{url}").status == 404


def test_the_script_is_once_on_every_page_and_in_no_other_file(outlet: Make) -> None:
    site = outlet(TIMED)
    with live(site, published=True) as shown:
        for page in shown.outlet.pages():
            got = shown.ask(quote(page.url))
            assert len(SCRIPT.findall(got.body)) == (got.media_type == media_type("index.html")), page.url


def test_without_published_the_preview_shows_hidden_stories(outlet: Make) -> None:
    with live(outlet(TIMED)) as shown:
        for name in ("draft", "later", "gone"):
            assert shown.ask(f"/world/2024/12/20/{name}/").status == 200
        front = shown.ask("/").body.decode()
        assert all(f">{title}<" in front for title in ("Draft", "Later", "Gone", "Out"))


def test_stories_appear_and_expire_as_time_passes(outlet: Make) -> None:
    site = outlet(TIMED)
    clock = Clock("2024-12-21T23:59:59Z")

    def statuses() -> tuple[int, int]:
        return shown.ask("/world/2024/12/20/gone/").status, shown.ask("/world/2024/12/20/later/").status

    with live(site, clock, published=True) as shown:
        assert statuses() == (200, 404)
        clock.now += timedelta(seconds=1)
        assert statuses() == (404, 404)
        clock.now = at("2024-12-24T23:59:59Z")
        assert statuses() == (404, 404)
        clock.now += timedelta(seconds=1)
        assert statuses() == (404, 200)
        site.build("2024-12-25T00:00:00Z")
        assert differences(site, shown) == []


def test_a_preview_does_not_change_the_output_or_the_catalog_of_builds(outlet: Make) -> None:
    site = outlet(TIMED)
    site.build()
    before = snapshot(site.output)
    catalog = (site.folder / STATE_FOLDER / "catalog.sqlite").read_bytes()
    with live(site) as shown:
        for page in shown.outlet.pages():
            shown.ask(quote(page.url))
        shown.save({"content/world/new.md": article("New", draft=True)})
        assert shown.ask("/world/2024/12/20/new/").status == 200
    assert snapshot(site.output) == before
    assert (site.folder / STATE_FOLDER / "catalog.sqlite").read_bytes() == catalog
    assert {path.name for path in site.folder.iterdir()} == {STATE_FOLDER, "content", "newsprint.toml", "output"}
    report = site.build()
    assert report.written == 0


def test_a_preview_of_a_built_outlet_reads_no_article_again(outlet: Make) -> None:
    site = outlet(TIMED)
    site.build()
    read: list[int] = []

    def mapper(work: Work, batches: Iterable[Batch], total: int) -> Iterable[list[IngestedFile]]:
        read.append(total)
        return map(work, batches)

    with live(site, mapper=mapper) as shown:
        assert shown.ask("/world/2024/12/20/draft/").status == 200
    assert read == []


def test_a_preview_reads_all_files_if_the_catalog_is_damaged(outlet: Make) -> None:
    site = outlet(TIMED)
    (site.folder / STATE_FOLDER).mkdir()
    (site.folder / STATE_FOLDER / "catalog.sqlite").write_bytes(b"no catalog at all" * 1000)
    with live(site, published=True) as shown:
        assert shown.ask("/world/2024/12/20/out/").status == 200
