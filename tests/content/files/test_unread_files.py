"""Stories that no build reads, by their names or their folders, are reported; other files are not."""

from __future__ import annotations

import pytest

from tests.support.outlets import article
from tests.support.reading import Make


@pytest.mark.parametrize("name", ["notes.rst", "ferry.mdx", "ferry.html", "deep/ferry.md.bak", "ferry.txt", "ferry"])
def test_a_file_that_looks_like_a_story_and_is_not_read_is_named(outlet: Make, name: str) -> None:
    site = outlet({"content/world/a.md": article(), f"content/world/{name}": article("Unread")})

    found = [(problem.path, problem.code) for problem in site.build().warnings]
    assert found == [(f"content/world/{name}", "unread-story")]
    assert [(problem.path, problem.code) for problem in site.build().warnings] == found
    assert not site.pages_with("Unread")


def test_the_folder_of_jekylls_stories_is_named(outlet: Make) -> None:
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


def test_an_outlet_without_a_story_says_so_and_where_some_may_be(outlet: Make) -> None:
    site = outlet({"content/pages/about.md": "---\ntitle: About\n---\n", "_posts/2024-12-20-a.md": article()})
    for _ in range(2):
        (warning,) = site.build().warnings
        assert (warning.path, warning.code) == ("content", "no-story")
        assert warning.hint == 'to read those in _posts/, set root = "_posts" under [content]'
    site.write({"content/world/a.md": article(draft=True)})
    assert site.build().warnings == ()


@pytest.mark.parametrize("ending", [".md", ".MD", ".markdown", ".Markdown", ".mkd", ".mdown"])
def test_a_story_is_read_whatever_the_form_of_its_ending(outlet: Make, ending: str) -> None:
    report = outlet({f"content/world/a{ending}": article()}).build()
    assert (report.articles, report.warnings) == (1, ())


def test_files_that_are_no_stories_are_not_named(outlet: Make) -> None:
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


def test_of_many_unread_stories_the_first_are_named_and_the_others_counted(outlet: Make) -> None:
    site = outlet({f"content/world/{number:02}.rst": article() for number in range(30)})
    site.write({"content/world/a.md": article()})

    warnings = [str(problem) for problem in site.build().warnings]
    assert len(warnings) == 20
    assert "so do 10 more" in warnings[-1]
