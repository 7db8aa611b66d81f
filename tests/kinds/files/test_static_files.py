"""Of static files' hidden names those that web servers read are published; every other one is left out and reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsprint.base.errors import Problem
from tests.support.outlets import Outlet, article

PUBLISHED = (
    ".well-known/security.txt",
    ".well-known/acme-challenge/_token",
    ".well-known/.nested/x",
    "_redirects",
    "_headers",
    ".htaccess",
    "archive/old/.htaccess",
    ".nojekyll",
    "favicon.ico",
    "a_b.txt",
)
LEFT_OUT = {
    ".env": ".env",
    ".git/config": ".git",
    ".htpasswd": ".htpasswd",
    "_drafts/story.txt": "_drafts",
    "notes.txt~": "notes.txt~",
    "#notes.txt#": "#notes.txt#",
    ".notes.txt.swp": ".notes.txt.swp",
    "notes.swp": "notes.swp",
    "~$notes.docx": "~$notes.docx",
    "notes.txt.save": "notes.txt.save",
    "deep/notes.txt.bak": "deep/notes.txt.bak",
    "deep/_redirects": "deep/_redirects",
    "deep/.nojekyll": "deep/.nojekyll",
    "deep/.well-known/x": "deep/.well-known",
    ".well-known/security.txt~": ".well-known/security.txt~",
    ".newsprint": ".newsprint",
}
BY_SYSTEMS = (".DS_Store", "deep/.DS_Store", "Thumbs.db", "._favicon.ico", "desktop.ini", ".gitkeep")


def hidden_files(site: Outlet) -> set[str]:
    """Every file in the output whose path has a part with a dot or an underscore in front, but for Newsprint's own."""
    paths = (path.relative_to(site.output) for path in site.output.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if path.as_posix() != ".newsprint"}


def left_out(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    return {(problem.path.removeprefix("content/static/"), problem.code) for problem in problems}


@pytest.fixture
def site(outlet: Callable[..., Outlet]) -> Outlet:
    names = (*PUBLISHED, *LEFT_OUT, *BY_SYSTEMS)
    return outlet({"content/world/a.md": article()} | {f"content/static/{name}": f"of {name}" for name in names})


def test_the_files_that_web_servers_read_are_published_and_no_other_hidden_one(site: Outlet) -> None:
    report = site.build()

    files = hidden_files(site)
    assert files.issuperset(PUBLISHED)
    assert not files & {*LEFT_OUT, *BY_SYSTEMS}
    assert left_out(report.warnings) == {(name, "file-not-published") for name in LEFT_OUT.values()}
    assert report.problems == ()


def test_what_is_left_out_is_reported_by_every_build_until_it_is_gone(site: Outlet) -> None:
    site.build()
    for name in LEFT_OUT:
        if name != ".env":
            (site.folder / "content/static" / name).unlink()
    (site.folder / "content/static/_drafts").rmdir()
    for folder in (".git", "deep/.well-known"):
        (site.folder / "content/static" / folder).rmdir()

    assert left_out(site.build().warnings) == {(".env", "file-not-published")}


def test_a_published_hidden_file_that_is_deleted_goes_from_the_output(site: Outlet) -> None:
    site.build()
    for name in PUBLISHED:
        (site.folder / "content/static" / name).unlink()
    site.build()

    assert not hidden_files(site) & set(PUBLISHED)


def test_hidden_files_of_others_in_the_output_stay(site: Outlet) -> None:
    site.build()
    (site.output / ".gitkeep").write_text("")
    site.write({"content/static/_redirects": "/a /b"})
    site.build()

    assert (site.output / ".gitkeep").is_file()
    assert (site.output / "_redirects").read_text() == "/a /b"


@pytest.mark.parametrize("name", ["notes.rst", "ferry.mdx", "ferry.html", "deep/ferry.md.bak", "ferry.txt", "ferry"])
def test_a_file_that_looks_like_a_story_and_is_not_read_is_named(outlet: Callable[..., Outlet], name: str) -> None:
    site = outlet({"content/world/a.md": article(), f"content/world/{name}": article("Unread")})

    found = [(problem.path, problem.code) for problem in site.build().warnings]
    assert found == [(f"content/world/{name}", "unread-story")]
    assert [(problem.path, problem.code) for problem in site.build().warnings] == found
    assert not site.pages_with("Unread")


def test_the_folder_of_jekylls_stories_is_named(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "content/world/a.md": article(),
            "content/world/_posts/b.md": article("Unread"),
            "content/_posts/c.md": article("Unread"),
            "content/_drafts/d.md": article("Unread"),
        }
    )
    found = [(problem.path, problem.code) for problem in site.build().warnings]
    assert found == [("content/_posts", "unread-story"), ("content/world/_posts", "unread-story")]
    assert not site.pages_with("Unread")


def test_an_outlet_without_a_story_says_so_and_where_some_may_be(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/pages/about.md": "---\ntitle: About\n---\n", "_posts/2024-12-20-a.md": article()})
    for _ in range(2):
        (warning,) = site.build().warnings
        assert (warning.path, warning.code) == ("content", "no-story")
        assert warning.hint == 'to read those in _posts/, set root = "_posts" under [content]'
    site.write({"content/world/a.md": article(draft=True)})
    assert site.build().warnings == ()


@pytest.mark.parametrize("ending", [".md", ".MD", ".markdown", ".Markdown", ".mkd", ".mdown"])
def test_a_story_is_read_whatever_the_form_of_its_ending(outlet: Callable[..., Outlet], ending: str) -> None:
    report = outlet({f"content/world/a{ending}": article()}).build()
    assert (report.articles, report.warnings) == (1, ())


def test_files_that_are_no_stories_are_not_named(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "content/world/a.md": article(),
            "content/world/data.json": '{\n"title": "x"\n}\n',
            "content/world/notes.txt": "Notes: of mine",
            "content/world/map.html": "<!DOCTYPE html>",
            "content/world/empty": "",
        }
    )
    assert site.build().warnings == ()


def test_of_many_unread_stories_the_first_are_named_and_the_others_counted(outlet: Callable[..., Outlet]) -> None:
    site = outlet({f"content/world/{number:02}.rst": article() for number in range(30)})
    site.write({"content/world/a.md": article()})

    warnings = [str(problem) for problem in site.build().warnings]
    assert len(warnings) == 20
    assert "so do 10 more" in warnings[-1]
