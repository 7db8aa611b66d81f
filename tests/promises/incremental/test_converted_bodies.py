"""No text is converted from Markdown twice: a build reports the number of texts it converted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.promises.incremental.plain_theme import THEME
from tests.support.outlets import CONFIGURATION, Outlet, article

Files = Mapping[str, str | bytes | None]
PLAIN = CONFIGURATION.replace("timezone", 'theme = "plain"\ntimezone') + '[markdown]\nengine = "commonmark"\n'
TEMPLATE = "themes/plain/templates/article.html"

STORIES: Files = {
    "content/world/ferry.md": article("Ferry", "The ferry *sails*."),
    "content/world/pier.md": article("Pier", "The pier *stands*."),
    "content/world/ferry-again.md": article("Ferry again", "The ferry *sails*."),
    "content/pages/about.md": "---\ntitle: About\n---\n\nWe *are* here.\n",
    "content/authors/ann.md": "---\ntitle: Ann\n---\n\nBorn *here*.\n",
}
ALL_BODIES = 4
"""Two stories have the same text, so there is one body fewer than there are files."""


@pytest.fixture
def paper(outlet: Callable[[Files], Outlet]) -> Outlet:
    """Return an outlet with three stories, a standing page and a profile."""
    return outlet({"newsprint.toml": PLAIN, **THEME, **STORIES})


def test_a_first_build_converts_each_text_once(paper: Outlet) -> None:
    assert paper.build().converted == ALL_BODIES


@pytest.mark.parametrize(
    ("edit", "converted"),
    [
        pytest.param({}, 0, id="nothing"),
        pytest.param({TEMPLATE: THEME[TEMPLATE] + "<!-- new -->"}, 0, id="a template edited"),
        pytest.param({"content/world/ferry.md": article("Ferry", "It *sank*.")}, 1, id="a body edited"),
        pytest.param({"content/world/pier.md": article("Jetty", "The pier *stands*.")}, 0, id="a headline edited"),
        pytest.param({"content/world/pier.md": None}, 0, id="a story removed"),
        pytest.param({"content/world/new.md": article("New", "It is *new*.", draft=True)}, 1, id="a draft added"),
        pytest.param({"newsprint.toml": PLAIN.replace("World News", "World")}, 0, id="a section renamed"),
        pytest.param({"newsprint.toml": PLAIN.replace("commonmark", "markdown")}, ALL_BODIES, id="another engine"),
    ],
)
def test_a_build_converts_only_new_texts(paper: Outlet, edit: Files, converted: int) -> None:
    paper.build()
    assert paper.write(edit).build().converted == converted


@pytest.mark.parametrize("place", ["content/world/jetty.md", "content/sport/pier.md", "content/world/pier/index.md"])
def test_a_moved_file_is_not_converted_again(paper: Outlet, place: str) -> None:
    text = article("Pier", "The pier *stands*.", section=None)
    paper.write({"content/world/pier.md": text}).build()
    assert paper.write({"content/world/pier.md": None, place: text}).build().converted == 0
    assert paper.pages_with("<em>stands</em>")


def test_moved_files_of_equal_length_are_not_converted_again(paper: Outlet) -> None:
    files = {f"content/world/{name}.md": article(name, f"The {name} *text*.") for name in ("one", "two", "six")}
    paper.write(files).build()
    moved = {name.replace("world", "sport"): text.replace("world", "sport") for name, text in files.items()}
    assert paper.write({**dict.fromkeys(files), **moved}).build().converted == 0
    assert "The six <em>text</em>." in paper.text("sport/2024/12/20/six/index.html")


def test_a_story_that_was_held_back_is_converted_again(paper: Outlet) -> None:
    """It has a problem, so its converted text is not kept."""
    paper.write({"content/world/bad.md": article("Bad", "A *picture*: ![pier](missing.png)")})
    assert paper.build(skip_invalid=True).converted == ALL_BODIES + 1
    assert paper.build(skip_invalid=True).converted == 1
