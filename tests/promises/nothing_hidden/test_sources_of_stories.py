"""The source of a story is read as a story or refused, but never published, whatever its name and place."""

from __future__ import annotations

import bz2
import lzma
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.base.errors import Problem
from tests.content.files.test_raw_source import SOURCES, tarred, zipped
from tests.support.outlets import Outlet, article
from tests.support.soak import examples

SECRET = "SECRET-OF-THE-NEWSROOM"
HIDDEN = article("Not yet", f"Words. <!-- {SECRET} -->", draft=True)
LEADS = "leads to the source of a story, which is never published"
NEVER = "the file has the front matter of a story, and the source of a story is never published"


def codes(site: Outlet) -> set[tuple[str, str, str]]:
    """Build, and return the path, code and severity of each problem."""
    report = site.build(skip_invalid=True)
    return {(problem.path, problem.code, problem.severity) for problem in report.problems}


@pytest.mark.parametrize("extension", [".markdown", ".MD", ".mkd", ".mdown", ".Markdown"])
def test_a_file_with_any_markdown_extension_is_read_as_a_story(outlet: Callable[..., Outlet], extension: str) -> None:
    site = outlet(
        {
            f"content/world/storm{extension}": article("The storm", tags=["tide"]),
            f"content/pages/about{extension}": "---\ntitle: About us\n---\nWords.",
            f"content/authors/ann{extension}": "---\ntitle: Ann Other\n---\nWords.",
            "content/world/a.md": article(
                "Links",
                f"[one](storm{extension}) [two](storm) [three](../pages/about) [four](../authors/ann{extension})",
            ),
        }
    )
    site.build()

    links = {link.get_text(): link["href"] for link in site.page("/world/2024/12/20/a/").select("a[href]")}
    assert (links["one"], links["two"]) == ("/world/2024/12/20/storm/", "/world/2024/12/20/storm/")
    assert (links["three"], links["four"]) == ("/about/", "/authors/ann/")
    assert site.pages_with("The storm") >= {"index.html", "rss.xml", "world/2024/12/20/storm/index.html"}
    assert not [name for name in site.files() if name.startswith("media/")]


def test_a_story_keeps_its_id_in_feeds_when_its_extension_changes(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/storm.md": article()})
    site.build()
    before = site.text("atom.xml")
    site.write({"content/world/storm.md": None, "content/world/storm.markdown": article()})
    site.build()

    assert site.text("atom.xml") == before


def test_a_link_to_a_folder_leads_to_its_story_with_any_extension(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "content/world/storm/index.markdown": article("The storm"),
            "content/world/a.md": article("Links", '[one](storm/) [two](storm) [three]({{< ref "storm" >}})'),
        }
    )
    site.build()

    hrefs = [link["href"] for link in site.page("/world/2024/12/20/a/").select("a") if link.get_text() == "one"]
    assert hrefs == ["/world/2024/12/20/storm/"]


@pytest.mark.parametrize("other", ["storm.markdown", "storm.MD", "storm/index.mkd"])
def test_two_files_that_differ_only_in_the_extension_are_reported(outlet: Callable[..., Outlet], other: str) -> None:
    site = outlet({"content/world/storm.md": article("One"), f"content/world/{other}": article("Two", slug="two")})

    [problem] = site.problems()
    assert "has the same story name (delete or rename one of the two)" in problem
    assert site.build(skip_invalid=True).articles == 1


def test_two_stories_with_similar_names_are_not_reported(outlet: Callable[..., Outlet]) -> None:
    names = ("storm.md", "storm.final.md", "storm-2.md", "index.md", "index/a.md", "storm/index.final.md")
    site = outlet({f"content/world/{name}": article(name, slug=f"s{at}") for at, name in enumerate(names)})

    assert site.problems() == []


EXTENSIONS = (".mdx", ".html", ".rst", ".txt", ".org", ".adoc", ".md.bak", ".md~", ".md.orig", ".json", ".docx", "")


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_link_to_a_source_under_another_name_is_refused_with_its_line(
    outlet: Callable[..., Outlet], extension: str
) -> None:
    site = outlet(
        {f"content/world/notes{extension}": HIDDEN, "content/world/a.md": article(body=f"\n[notes](notes{extension})")}
    )

    problems = [problem for problem in site.problems() if LEADS in problem]
    if extension != ".docx":  # a .docx file is opened only where it would be published
        assert [problem.partition(" (")[0] for problem in problems] == [
            f'content/world/a.md:8: the link "notes{extension}" {LEADS}'
        ]
    site.build(skip_invalid=True)
    assert not site.pages_with(SECRET)


@pytest.mark.parametrize("name", ["files.zip", "static/files.zip", "files.tar.bz2", "static/files", "a/files.dat"])
def test_an_archive_with_the_source_of_a_story_is_refused(outlet: Callable[..., Outlet], name: str) -> None:
    files = {"data.csv": b"a,b", "world/hidden.md": HIDDEN.encode()}
    data = bz2.compress(tarred(files)) if "tar" in name else zipped(files)
    site = outlet({f"content/{name}": data, "content/a.md": article(section="world", body=f"[files]({name})")})

    problems = site.problems()
    expected = 'contains the source of a story, "world/hidden.md", which is never published ('
    assert all(expected in problem and f"content/{name}" in problem for problem in problems)
    assert {problem.partition(":")[0] for problem in problems} <= {"content/a.md", f"content/{name}"}
    assert len(problems) == 1 or name == "static/files"  # a static file would be published without the link too
    site.build(skip_invalid=True)
    assert not [path for path in site.files() if "files" in path]


def test_an_archive_of_data_and_office_files_are_published(outlet: Callable[..., Outlet]) -> None:
    names = ("data.zip", "report.docx")
    data = zipped({"data.csv": b"title,date\n", "README.md": b"# Data\n", "word/document.xml": b"<?xml?><a/>"})
    links = " ".join(f"[x]({name})" for name in names)
    site = outlet({**{f"content/{name}": data for name in names}, "content/a.md": article(section="world", body=links)})
    site.build()
    assert {f"media/{name}" for name in names} <= site.files().keys()


@pytest.mark.parametrize(
    "text", ["Pandoc", "AsciiDoc with only a headline", "Org with only a title", "a patch of a commit"]
)
@pytest.mark.parametrize("extension", [".bz2", ".txt", ".xz"])
@pytest.mark.parametrize("folder", ["world", "static"])
def test_sources_of_other_systems_are_refused(
    outlet: Callable[..., Outlet], text: str, extension: str, folder: str
) -> None:
    data = {".bz2": bz2.compress, ".xz": lzma.compress, ".txt": bytes}[extension](SOURCES[text].encode("utf-16"))
    site = outlet(
        {f"content/{folder}/a{extension}": data, "content/world/b.md": article(body=f"[a](../{folder}/a{extension})")}
    )

    assert any("source of a story" in problem for problem in site.problems())
    site.build(skip_invalid=True)
    assert not [path for path in site.files() if path.endswith(f"a{extension}")]


@pytest.mark.parametrize("name", ["portrait.jpg", "portrait.svg", "portrait"])
def test_a_source_with_the_name_of_a_picture_is_refused(outlet: Callable[..., Outlet], name: str) -> None:
    site = outlet(
        {
            f"content/authors/{name}": HIDDEN,
            "content/authors/ann.md": f"---\ntitle: Ann\nimage: {{src: {name}, alt: Ann}}\n---\nWords.",
        }
    )

    assert [problem for problem in site.problems() if "source of a story" in problem]
    assert ("source-published", "error") in {each[1:] for each in codes(site)}
    assert not site.pages_with(SECRET)


@pytest.mark.parametrize("name", ["storm.md", "notes.txt", "favicon.ico", "deep/er/story"])
def test_a_source_among_the_static_files_is_refused(outlet: Callable[..., Outlet], name: str) -> None:
    site = outlet({f"content/static/{name}": HIDDEN, "content/world/a.md": article()})

    assert [problem.partition(" (")[0] for problem in site.problems()] == [f"content/static/{name}:1: {NEVER}"]
    assert codes(site) == {(f"content/static/{name}", "source-published", "error")}
    assert not site.pages_with(SECRET)


def test_a_source_among_the_assets_of_a_theme_is_refused(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/a.md": article(), "themes/gazette/assets/notes.txt": HIDDEN})

    assert [problem.partition(" (")[0] for problem in site.problems()] == [f"the theme's asset notes.txt:1: {NEVER}"]
    assert {each[1:] for each in codes(site)} == {("source-published", "error")}
    assert not site.pages_with(SECRET)


def test_a_link_to_a_folder_of_stories_in_the_static_files_is_refused(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/hidden.md": HIDDEN, "content/static/a.txt": "For readers"})
    (site.folder / "content/static/world").symlink_to("../world")

    assert ("content/static/world/hidden.md", "source-published", "error") in codes(site)
    assert not site.pages_with(SECRET)


@pytest.mark.parametrize("kind", ["symbolic link", "hard link", "copy"])
@pytest.mark.parametrize("place", ["static/notes.txt", "static/storm.md", "world/notes.txt", "world/notes.jpg"])
def test_no_link_or_copy_of_a_story_is_published(outlet: Callable[..., Outlet], kind: str, place: str) -> None:
    name = place.rpartition("/")[2]
    body = f"[notes]({name})" if place.startswith("world/") else "Words."
    site = outlet({"content/world/hidden.md": HIDDEN, "content/world/a.md": article(body=body)})
    path, story = site.folder / "content" / place, site.folder / "content/world/hidden.md"
    path.parent.mkdir(exist_ok=True)
    if kind == "symbolic link":
        path.symlink_to(os.path.relpath(story, path.parent))
    elif kind == "hard link":
        path.hardlink_to(story)
    else:
        path.write_bytes(story.read_bytes())

    assert site.problems()
    site.build(skip_invalid=True)
    assert not site.pages_with(SECRET)


def test_a_file_that_becomes_a_source_is_removed_from_the_output(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "content/world/notes.txt": "For readers",
            "content/static/more.txt": "For readers",
            "content/world/a.md": article(body="[notes](notes.txt)"),
        }
    )
    site.build()
    assert {"media/world/notes.txt", "more.txt"} <= site.files().keys()
    site.write({"content/world/notes.txt": HIDDEN, "content/static/more.txt": HIDDEN})

    site.build(skip_invalid=True)
    assert not {"media/world/notes.txt", "more.txt"} & site.files().keys()
    site.write({"content/world/notes.txt": "Again", "content/static/more.txt": "Again"})
    site.build()
    assert {"media/world/notes.txt", "more.txt"} <= site.files().keys()


def test_the_severity_of_a_published_source_cannot_be_lowered() -> None:
    from newsprint.problems.codes import CODES

    assert Problem("a", 0, 0, "m", code="source-published").severity == "error"
    assert not CODES["source-published"].adjustable
    assert not CODES["source-published"].allowable


STORY = "title: Not yet\ndate: 2024-12-20\nsection: world\ndraft: true"
HEADERS = (
    f"---\n{STORY}\n---\n",
    f"-----  \n# a note\n{STORY}\n-----\n",
    '+++\ntitle = "Not yet"\ndate = 2024-12-20\nsection = "world"\ndraft = true\n+++\n',
    '{\n  "title": "Not yet",\n  "date": "2024-12-20",\n  "section": "world",\n  "draft": true\n}\n',
    "Title: Not yet\nDate: 2024-12-20\nStatus: draft\n",
)
NAMES = ("story", "2024-12-20-story", "été", "a b", "index", "story.final", "README")
MORE_EXTENSIONS = (
    *EXTENSIONS,
    ".md",
    ".markdown",
    ".MD",
    ".mkd",
    ".jpg",
    ".pdf",
    ".svg",
    ".xml",
    ".swp",
    ".mdown",
    ".htm",
)
ENCODED = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1")
PLACES = ("world", "world/deep", "static", "static/.well-known", "authors", "pages", "sport", "attachments", "")
REFERENCES = ("[it]({0})", "![it]({0})", '<a href="{0}">it</a>', '<img src="{0}" alt="">', '[it]({{{{< ref "{1}" >}}}})',
              '<video src="{0}" poster="{0}"></video>', '<source srcset="{0} 2x">', "[it][1]\n\n[1]: {0}")  # fmt: skip


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(examples(30, 500)))
def test_a_source_of_a_story_is_never_published(outlet: Callable[..., Outlet], seed: int) -> None:
    """Names, places, encodings, headers and links of visible stories are random."""
    chance = random.Random(seed)
    files: dict[str, str | bytes | None] = {}
    paths = []
    for _ in range(3):
        place, name = chance.choice(PLACES), chance.choice(NAMES) + chance.choice(MORE_EXTENSIONS)
        text = "\n" * chance.choice((0, 0, 3)) + chance.choice(HEADERS) + f"\n{SECRET} <!-- {SECRET} -->\n"
        data = text.replace("\n", chance.choice(("\n", "\r\n", "\r"))).encode(chance.choice(ENCODED))
        paths.append(path := f"{place}/{name}".lstrip("/"))
        files[f"content/{path}"] = data
    links = []
    for path in paths:
        target = chance.choice((f"/{path}", os.path.relpath(path, "world"), f"/{path}".rpartition(".")[0] or "/"))
        links.append(chance.choice(REFERENCES).format(target.replace(" ", "%20"), os.path.basename(path)))
    for number, link in enumerate(links):
        files[f"content/world/visible-{number}.md"] = article(f"Visible {number}", link)
    picture = os.path.relpath(chance.choice(paths), "authors")
    files["content/authors/ann.md"] = f"---\ntitle: Ann\nimage: {{src: '{picture}', alt: Ann}}\n---\nWords."
    site = outlet(files)
    _add_link(chance, site.folder / "content", chance.choice(paths))

    site.build(skip_invalid=True)

    written = [SECRET.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")]
    found = [path for path in site.output.rglob("*") if path.is_file()]
    assert not [path for path in found if any(word in path.read_bytes() for word in written)]


def _add_link(chance: random.Random, content: Path, story: str) -> None:
    """Add a symbolic or hard link to ``story`` at a random place of the content folder."""
    link = content / chance.choice(("static/linked.txt", "static/linked.md", "world/linked"))
    link.parent.mkdir(exist_ok=True)
    if chance.random() < 0.5:
        link.symlink_to(os.path.relpath(content / story, link.parent))
    else:
        link.hardlink_to(content / story)
