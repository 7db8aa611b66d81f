"""A story's source is read as a story or refused; it is never published, whatever it is called and however it got there."""

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
    """The path, code and severity of what a build reports that skips mistakes."""
    report = site.build(skip_invalid=True)
    return {(problem.path, problem.code, problem.severity) for problem in report.problems}


@pytest.mark.parametrize("ending", [".markdown", ".MD", ".mkd", ".mdown", ".Markdown"])
def test_every_ending_of_markdown_is_read_as_a_story(outlet: Callable[..., Outlet], ending: str) -> None:
    site = outlet(
        {
            f"content/world/storm{ending}": article("The storm", tags=["tide"]),
            f"content/pages/about{ending}": "---\ntitle: About us\n---\nWords.",
            f"content/authors/ann{ending}": "---\ntitle: Ann Other\n---\nWords.",
            "content/world/a.md": article(
                "Links", f"[one](storm{ending}) [two](storm) [three](../pages/about) [four](../authors/ann{ending})"
            ),
        }
    )
    site.build()

    links = {link.get_text(): link["href"] for link in site.page("/world/2024/12/20/a/").select("a[href]")}
    assert (links["one"], links["two"]) == ("/world/2024/12/20/storm/", "/world/2024/12/20/storm/")
    assert (links["three"], links["four"]) == ("/about/", "/authors/ann/")
    assert site.pages_with("The storm") >= {"index.html", "rss.xml", "world/2024/12/20/storm/index.html"}
    assert not [name for name in site.files() if name.startswith("media/")]


def test_a_story_with_another_ending_keeps_its_identity_in_feeds(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/storm.md": article()})
    site.build()
    before = site.text("atom.xml")
    site.write({"content/world/storm.md": None, "content/world/storm.markdown": article()})
    site.build()

    assert site.text("atom.xml") == before


def test_a_folder_means_its_story_whatever_the_ending(outlet: Callable[..., Outlet]) -> None:
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
def test_two_files_that_differ_in_the_ending_alone_are_a_problem(outlet: Callable[..., Outlet], other: str) -> None:
    site = outlet({"content/world/storm.md": article("One"), f"content/world/{other}": article("Two", slug="two")})

    [problem] = site.problems()
    assert "has the same story name (delete or rename one of the two)" in problem
    assert site.build(skip_invalid=True).articles == 1


def test_two_stories_that_only_look_alike_are_no_problem(outlet: Callable[..., Outlet]) -> None:
    names = ("storm.md", "storm.final.md", "storm-2.md", "index.md", "index/a.md", "storm/index.final.md")
    site = outlet({f"content/world/{name}": article(name, slug=f"s{at}") for at, name in enumerate(names)})

    assert site.problems() == []


ENDINGS = (".mdx", ".html", ".rst", ".txt", ".org", ".adoc", ".md.bak", ".md~", ".md.orig", ".json", ".docx", "")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_link_to_a_source_under_another_name_is_refused_with_its_line(
    outlet: Callable[..., Outlet], ending: str
) -> None:
    site = outlet(
        {f"content/world/notes{ending}": HIDDEN, "content/world/a.md": article(body=f"\n[notes](notes{ending})")}
    )

    problems = [problem for problem in site.problems() if LEADS in problem]
    if ending != ".docx":  # is opened only where it would be published
        assert [problem.partition(" (")[0] for problem in problems] == [
            f'content/world/a.md:8: the link "notes{ending}" {LEADS}'
        ]
    site.build(skip_invalid=True)
    assert not site.pages_with(SECRET)


@pytest.mark.parametrize("name", ["files.zip", "static/files.zip", "files.tar.bz2", "static/files", "a/files.dat"])
def test_an_archive_with_the_source_of_a_story_is_refused(outlet: Callable[..., Outlet], name: str) -> None:
    files = {"data.csv": b"a,b", "world/hidden.md": HIDDEN.encode()}
    data = bz2.compress(tarred(files)) if "tar" in name else zipped(files)
    site = outlet({f"content/{name}": data, "content/a.md": article(section="world", body=f"[files]({name})")})

    problems = site.problems()
    told = 'contains the source of a story, "world/hidden.md", which is never published ('
    assert all(told in problem and f"content/{name}" in problem for problem in problems)
    assert {problem.partition(":")[0] for problem in problems} <= {"content/a.md", f"content/{name}"}
    assert len(problems) == 1 or name == "static/files"  # which would be published without the link too
    site.build(skip_invalid=True)
    assert not [path for path in site.files() if "files" in path]


def test_an_archive_of_data_and_office_files_are_published(outlet: Callable[..., Outlet]) -> None:
    names = ("data.zip", "report.docx")
    data = zipped({"data.csv": b"title,date\n", "README.md": b"# Data\n", "word/document.xml": b"<?xml?><a/>"})
    links = " ".join(f"[x]({name})" for name in names)
    site = outlet({**{f"content/{name}": data for name in names}, "content/a.md": article(section="world", body=links)})
    site.build()
    assert {f"media/{name}" for name in names} <= site.files().keys()


@pytest.mark.parametrize("text", ["Pandoc", "AsciiDoc with a headline alone", "Org with a title alone", "a commit"])
@pytest.mark.parametrize("ending", [".bz2", ".txt", ".xz"])
@pytest.mark.parametrize("folder", ["world", "static"])
def test_sources_of_other_systems_are_refused(
    outlet: Callable[..., Outlet], text: str, ending: str, folder: str
) -> None:
    data = {".bz2": bz2.compress, ".xz": lzma.compress, ".txt": bytes}[ending](SOURCES[text].encode("utf-16"))
    site = outlet(
        {f"content/{folder}/a{ending}": data, "content/world/b.md": article(body=f"[a](../{folder}/a{ending})")}
    )

    assert any("source of a story" in problem for problem in site.problems())
    site.build(skip_invalid=True)
    assert not [path for path in site.files() if path.endswith(f"a{ending}")]


@pytest.mark.parametrize("name", ["portrait.jpg", "portrait.svg", "portrait"])
def test_a_source_that_is_called_a_picture_is_refused(outlet: Callable[..., Outlet], name: str) -> None:
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


def test_a_folder_of_stories_that_is_linked_among_the_static_files_is_refused(outlet: Callable[..., Outlet]) -> None:
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


def test_a_file_that_becomes_the_source_of_a_story_goes_from_the_output(outlet: Callable[..., Outlet]) -> None:
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


def test_a_problem_of_a_source_can_not_be_lowered() -> None:
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
MORE_ENDINGS = (*ENDINGS, ".md", ".markdown", ".MD", ".mkd", ".jpg", ".pdf", ".svg", ".xml", ".swp", ".mdown", ".htm")
ENCODED = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1")
PLACES = ("world", "world/deep", "static", "static/.well-known", "authors", "pages", "sport", "attachments", "")
REFERENCES = ("[it]({0})", "![it]({0})", '<a href="{0}">it</a>', '<img src="{0}" alt="">', '[it]({{{{< ref "{1}" >}}}})',
              '<video src="{0}" poster="{0}"></video>', '<source srcset="{0} 2x">', "[it][1]\n\n[1]: {0}")  # fmt: skip


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(examples(30, 500)))
def test_a_source_of_a_story_is_never_published(outlet: Callable[..., Outlet], seed: int) -> None:
    """Whatever its name, its place, its encoding and its header, and whatever visible stories do to show it."""
    chance = random.Random(seed)
    files: dict[str, str | bytes | None] = {}
    paths = []
    for _ in range(3):
        place, name = chance.choice(PLACES), chance.choice(NAMES) + chance.choice(MORE_ENDINGS)
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
    _link(chance, site.folder / "content", chance.choice(paths))

    site.build(skip_invalid=True)

    written = [SECRET.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")]
    found = [path for path in site.output.rglob("*") if path.is_file()]
    assert not [path for path in found if any(word in path.read_bytes() for word in written)]


def _link(chance: random.Random, content: Path, story: str) -> None:
    link = content / chance.choice(("static/linked.txt", "static/linked.md", "world/linked"))
    link.parent.mkdir(exist_ok=True)
    if chance.random() < 0.5:
        link.symlink_to(os.path.relpath(content / story, link.parent))
    else:
        link.hardlink_to(content / story)
