"""Stories that no build reads because of their name or folder are reported; other files are not."""

from __future__ import annotations

import pytest

from tests.support.outlets import article
from tests.support.reading import Make


@pytest.mark.parametrize("name", ["notes.rst", "ferry.mdx", "ferry.html", "deep/ferry.md.bak", "ferry.txt", "ferry"])
def test_a_file_that_looks_like_a_story_but_is_not_read_is_reported(outlet: Make, name: str) -> None:
    site = outlet({"content/world/a.md": article(), f"content/world/{name}": article("Unread")})

    found = [(problem.path, problem.code) for problem in site.build().warnings]
    assert found == [(f"content/world/{name}", "unread-story")]
    assert [(problem.path, problem.code) for problem in site.build().warnings] == found
    assert not site.pages_with("Unread")


def test_a_story_folder_of_jekyll_is_reported(outlet: Make) -> None:
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


def test_an_outlet_without_stories_is_reported_with_a_likely_folder(outlet: Make) -> None:
    site = outlet({"content/pages/about.md": "---\ntitle: About\n---\n", "_posts/2024-12-20-a.md": article()})
    for _ in range(2):
        (warning,) = site.build().warnings
        assert (warning.path, warning.code) == ("content", "no-story")
        assert warning.hint == 'to read those in _posts/, set root = "_posts" under [content]'
    site.write({"content/world/a.md": article(draft=True)})
    assert site.build().warnings == ()


@pytest.mark.parametrize("ending", [".md", ".MD", ".markdown", ".Markdown", ".mkd", ".mdown"])
def test_a_story_is_read_with_any_markdown_file_name(outlet: Make, ending: str) -> None:
    report = outlet({f"content/world/a{ending}": article()}).build()
    assert (report.articles, report.warnings) == (1, ())


def test_files_that_are_not_stories_are_not_reported(outlet: Make) -> None:
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


def test_the_first_unread_stories_are_listed_and_the_rest_counted(outlet: Make) -> None:
    site = outlet({f"content/world/{number:02}.rst": article() for number in range(30)})
    site.write({"content/world/a.md": article()})

    warnings = [str(problem) for problem in site.build().warnings]
    assert len(warnings) == 20
    assert "so do 10 more" in warnings[-1]
