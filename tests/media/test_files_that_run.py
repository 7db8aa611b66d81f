"""Files that a browser may run (HTML, scripts, some XML) are published only if the outlet allows it."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make

XHTML = '<?xml version="1.0"?>\n<r><x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script></r>'
RUNS = {
    "page.html": ("<p>Hello</p>", "HTML"),
    "PAGE.HTM": ("plain words", "HTML"),
    "page.xhtml": ("words", "HTML"),
    "page": ("\n<!-- x --><!DOCTYPE html><script>alert(1)</script>", "HTML"),
    "page.dat": ("<html><body>", "HTML"),
    "paper.pdf": ("<script>alert(1)</script>", "HTML"),
    "map.js": ("alert(1)", "a script"),
    "map.mjs": ("alert(1)", "a script"),
    "feed.xml": (XHTML, "XML with a page, a drawing or a style sheet in it"),
    "feed.data": (XHTML, "XML with a page, a drawing or a style sheet in it"),
    "styled.xml": ('<?xml-stylesheet href="x.xsl"?><r/>', "XML with a page, a drawing or a style sheet in it"),
    "broken.xml": ("<r><a></r>", "XML with a page, a drawing or a style sheet in it"),
    "entity.xml": ('<!DOCTYPE r [<!ENTITY a "b">]><r/>', "XML with a page, a drawing or a style sheet in it"),
    "style.xsl": ("<r/>", "a style sheet that runs"),
    "run.php": ("<?php phpinfo();", "a program"),
}


@pytest.mark.parametrize("name", RUNS)
def test_a_linked_file_that_runs_is_refused_with_its_story(outlet: Make, name: str) -> None:
    text, what = RUNS[name]
    site = outlet({"content/world/a.md": article(body=f"[x]({name})"), f"content/world/{name}": text})
    assert site.problems() == [
        f"content/world/{name}: the file is {what}, which a browser may run; content/world/a.md uses it (put it into "
        '"static/" of the content folder, or set raw_html = "allowed" under [markdown])'
    ]


def test_files_that_run_are_published_if_authors_may_write_any_html(outlet: Make) -> None:
    body = " ".join(f"[x]({name})" for name in RUNS)
    files = {f"content/world/{name}": text for name, (text, _) in RUNS.items()}
    allowed = {"newsprint.toml": CONFIGURATION + '\n[markdown]\nraw_html = "allowed"\n'}
    site = outlet({**allowed, "content/world/a.md": article(body=body), **files})
    site.build()
    assert {name: site.files()[f"media/world/{name}"].decode() for name in RUNS} == {
        name: text for name, (text, _) in RUNS.items()
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.txt", "<html> is how a page begins."),
        ("data.json", '{"html": "<script>"}'),
        ("data.csv", "a,b\n<b>,1"),
        ("paper.pdf", "%PDF-1.7 <script>"),
        ("data.xml", "<?xml version='1.0'?><counts><pier>3</pier></counts>"),
        ("track.gpx", "<gpx xmlns='http://www.topografix.com/GPX/1/1'/>"),
        ("sea.mp3", "ID3"),
    ],
)
def test_documents_of_a_story_are_published_unchanged(outlet: Make, name: str, text: str) -> None:
    site = outlet({"content/world/a.md": article(body=f"[x]({name})"), f"content/world/{name}": text})
    site.build()
    assert site.files()[f"media/world/{name}"].decode() == text


def test_files_that_run_are_published_from_static(outlet: Make) -> None:
    files = {"content/static/app/index.html": "<script src=app.js></script>", "content/static/app/app.js": "alert(1)"}
    site = outlet(files)
    site.build()
    assert {f"content/static/{name}" for name in site.files()} >= set(files)
