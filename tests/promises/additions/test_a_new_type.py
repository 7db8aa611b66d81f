"""A new content type needs a module with its record, a row in each of two tables, and a kind of page.

These tests add letters to a copy of Newsprint: they are read, checked, hidden and printed like other files.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

import newsprint
from tests.support.outlets import AS_OF, CONFIGURATION, LIVE_URL, Outlet, add_folder_targets, article
from tests.support.reading import Make

RECORD = '''
"""A letter to the editor."""

from __future__ import annotations

from newsprint.content.records import Standing


class Letter(Standing, frozen=True, kw_only=True):
    """A letter, and who signed it."""

    town: str = ""
    signed: tuple[str, ...] = ()
    answered: bool = True
'''
PAGES = '''
"""Letters, a page each."""

from __future__ import annotations

from newsprint.content.letter import Letter
from newsprint.content.types import FileType
from newsprint.catalog.reading.view import View
from newsprint.kinds.kind import Page
from newsprint.kinds.texts.undated import UndatedKind


class LetterKind(UndatedKind):
    """One page for every letter."""

    name = "letter"
    files = FileType.LETTER

    def render(self, page: Page, view: View) -> bytes:
        """Return the values of the letter."""
        letter = view.undated(page.subject, Letter)
        return f"{letter.title} {letter.town} {letter.signed} {letter.answered}".encode()
'''
EDITS = {
    "content/types.py": {
        "from newsprint.content.files.naming": "from newsprint.content.letter import Letter\nfrom newsprint.content.files.naming",
        '    STATIC = "static"': '    LETTER = "letter"\n    STATIC = "static"',
        "TYPES: dict[FileType, ContentType] = {": "TYPES: dict[FileType, ContentType] = {\n"
        '    FileType.LETTER: ContentType("a letter", Letter, "letters", "/letters/"),',
    },
    "kinds/registry.py": {
        "from newsprint.kinds.kind ": "from newsprint.kinds.texts.letter import LetterKind\nfrom newsprint.kinds.kind ",
        "    StandingKind,\n": "    StandingKind,\n    LetterKind,\n",
    },
}
"""The changes to two modules that make letters a type: each text with its replacement."""

FRONT = "title: Ferry\ntown:  Port  Averil\nsigned: [Ann,  Wu  Mei]\nanswered: false\n"


PATH, STORY = "content/letters/a.md", "content/world/z.md"
Build: TypeAlias = Callable[[Outlet], list[str]]


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy of Newsprint that has letters."""
    folder, installed = tmp_path_factory.mktemp("extended"), Path(newsprint.__file__).parent
    package = folder / "generator" / "newsprint"
    shutil.copytree(installed, package)
    (folder / "themes").symlink_to(installed.parents[1] / "themes")
    (package / "content" / "letter.py").write_text(RECORD)
    (package / "kinds" / "texts" / "letter.py").write_text(PAGES)
    for name, edits in EDITS.items():
        text = (package / name).read_text(encoding="utf-8")
        for before, after in edits.items():
            assert text.count(before) == 1, (name, before)
            text = text.replace(before, after)
        (package / name).write_text(text, encoding="utf-8")
    return folder / "generator"


@pytest.fixture
def build(extended: Path) -> Build:
    """Return a function that builds an outlet with letters and returns the errors and warnings."""

    def build(site: Outlet) -> list[str]:
        command = [sys.executable, "-m", "newsprint", "build", "--site", str(site.folder), "--as-of", AS_OF]
        places = {**os.environ, "PYTHONPATH": str(extended)}
        done = subprocess.run(command, capture_output=True, text=True, env=places, check=False)
        lines = done.stderr.replace(" warning:", "").splitlines()
        assert "Traceback" not in done.stderr, done.stderr
        return [line for line in lines if line.startswith(("content/", "newsprint.toml"))]

    return build


def clean_files(build: Build, site: Outlet) -> dict[str, bytes]:
    """Return the files of a build from nothing."""
    clean = site.copy(site.folder.parent / "clean")
    assert build(clean) == []
    files = clean.files()
    shutil.rmtree(clean.folder)
    return files


def letter(front: str = FRONT, body: str = "Words.") -> str:
    """Return the text of a letter."""
    return f"---\n{front}---\n\n{body}\n"


def test_keys_of_a_new_type_are_read_like_others(build: Build, outlet: Make) -> None:
    site = outlet(
        {STORY: article(), PATH: letter(), "content/letters/b.md": letter("title: B\ntown: 007\nsigned: Ann\n")}
    )
    assert build(site) == []
    assert site.text("letters/a/index.html") == "Ferry Port Averil ('Ann', 'Wu Mei') False"
    assert site.text("letters/b/index.html") == "B 007 ('Ann',) True"


def test_keys_of_a_new_type_have_the_configured_names_and_separators(build: Build, outlet: Make) -> None:
    names = '[content.fields]\ntown = ["where"]\nsigned = "by"\n[content.split]\nsigned = "semicolons"\n'
    site = outlet({STORY: article(), PATH: letter("title: A\nwhere: [Averil]\nby: Ann; Wu\n")})
    site.write({"newsprint.toml": f"{CONFIGURATION}\n{names}"})
    assert build(site) == []
    assert site.text("letters/a/index.html") == "A Averil ('Ann', 'Wu') True"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("town: {a: b}", '"town" must be text, not a table of keys and values'),
        ("town: [a, b]", '"town" must be text, not a list'),
        ("answered: maybe", '"answered" must be true or false, not text'),
        ("signed: {a: b}", '"signed" must be a list, not a table of keys and values'),
        ("towwn: Averil", 'unknown key "towwn" (did you mean "town"?)'),
        ('town: "Averil <!-- sure?"', '"town": a comment'),
        ('signed: [Ann, "Wu <!-- sure?"]', '"signed": a comment'),
        ("town: TK", '"town" contains the placeholder "TK"'),
        ('signed: ["[TK: name]"]', '"signed" contains the placeholder "TK"'),
        ("kicker: Averil", '"kicker" has no effect in a letter (delete it)'),
    ],
)
def test_problems_of_the_new_keys_are_reported_with_their_line(
    line: str, problem: str, build: Build, outlet: Make
) -> None:
    [found] = build(outlet({STORY: article(), PATH: letter(f"title: A\n{line}\n")}))
    assert found.startswith(f"{PATH}:3:1: {problem}")


@pytest.mark.parametrize(
    ("lines", "place", "key"), [("town: Quay #4", "3:12", "town"), ("signed:\n- Ann #4", "4:7", "signed")]
)
def test_words_after_a_number_sign_in_the_new_keys_are_not_lost(
    lines: str, place: str, key: str, build: Build, outlet: Make
) -> None:
    [found] = build(outlet({STORY: article(), PATH: letter(f"title: A\n{lines}\n")}))
    assert found.startswith(f'{PATH}:{place}: "{key}" ends before the "#"')


@pytest.mark.parametrize("line", ["town: Averil", "signed: [Ann]", "answered: false"])
def test_the_new_keys_are_reported_in_files_of_other_types(line: str, build: Build, outlet: Make) -> None:
    pages = {"content/pages/a.md": "a standing page", "content/authors/a.md": "an author's profile"}
    story = article().replace("date:", f"{line}\ndate:")
    site = outlet({"content/world/a.md": story, **dict.fromkeys(pages, letter(f"title: A\n{line}\n"))})
    key = line.partition(":")[0]
    expected = {
        f'{path}:3:1: "{key}" has no effect in {name} (delete it) [unused-key]'
        for path, name in {**pages, "content/world/a.md": "a story"}.items()
    }
    assert set(build(site)) == expected


def test_a_section_cannot_have_the_folder_of_a_new_type(build: Build, outlet: Make) -> None:
    site = outlet({STORY: article(), PATH: letter(), "newsprint.toml": CONFIGURATION.replace("world =", "letters =")})
    assert any('"letters" is reserved by Newsprint' in problem for problem in build(site))


def test_a_build_after_edits_equals_a_build_from_nothing(build: Build, outlet: Make) -> None:
    story = article("Back", "[A letter](../letters/a.md), [another](../letters/b.md)")
    site = outlet({"content/world/a.md": story})
    for files in (
        {PATH: letter(f"{FRONT}aliases: [/old/]\n"), "content/letters/b.md": letter()},
        {PATH: letter(FRONT.replace("Averil", "Saltholm"))},
        {PATH: letter(f"{FRONT}draft: true\n"), "content/world/a.md": article("Back")},
        {PATH: letter(), "content/letters/b.md": None},
    ):
        site.write(files)
        assert build(site) == []
        assert site.files() == clean_files(build, site)
        assert ("letters/a/index.html" in site.files()) is ("draft" not in (files[PATH] or ""))


def test_files_that_change_their_type_are_no_longer_stories(build: Build, outlet: Make) -> None:
    """That is so for a draft and for a deleted file too."""
    story = {"date": None, "section": None}
    paths = [f"content/letters/2024-12-20-{name}.md" for name in ("a", "b", "c")]
    site = outlet({path: article("Ferry", **{**story, "section": "world"}) for path in paths})
    site.write({STORY: article("Back")})
    site.build()
    assert len(site.pages_with("Ferry")) > 3
    site.write({paths[0]: letter("title: Ferry\ndraft: true\n"), paths[1]: letter("title: Ferry\ntown: Averil\n")})
    site.write({paths[2]: None})
    assert build(site) == []
    assert site.pages_with("Ferry") == {"letters/2024-12-20-b/index.html"}
    assert site.files() == clean_files(build, site)


def test_files_whose_type_was_removed_are_stories_again(build: Build, outlet: Make) -> None:
    site = outlet({PATH: article("Ferry"), STORY: article("Back")})
    build(site)
    assert "letters/a/index.html" in site.files()
    site.write({PATH: article("Ferry", draft=True)})
    site.build()
    assert site.pages_with("Ferry") == set()


@pytest.mark.parametrize(
    "words", ["Averil Harbour Office behind the old lighthouse today", "The letter that nobody was to read"]
)
def test_a_deploy_finds_the_words_of_drafts_of_a_new_type(
    words: str, extended: Path, build: Build, outlet: Make
) -> None:
    front = "title: The letter that nobody was to read\ntown: Averil Harbour Office behind the old lighthouse today\n"
    site = outlet({STORY: article(), PATH: letter(f"{front}draft: true\n"), "content/static/old.txt": words.encode()})
    add_folder_targets(site, ["production"], site.folder.parent)
    settings = (site.folder / "newsprint.toml").read_text(encoding="utf-8").replace("gazette.example", LIVE_URL[8:])
    site.write({"newsprint.toml": settings})
    assert build(site) == []

    places = {**os.environ, "PYTHONPATH": str(extended)}
    command = [sys.executable, "-m", "newsprint", "deploy", "--site", str(site.folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=places, check=False)

    assert done.returncode != 0
    assert "old.txt" in done.stderr and "content/letters/a.md" in done.stderr
