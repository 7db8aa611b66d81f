"""The tutorial is true: followed word for word, it leads from an empty folder to a published paper.

Each instruction is found by its words. One that is not understood fails the test, so the tutorial can only say what the
test does. The test's own are the pictures and the video, the address of the paper and the folder of the web server.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.preview.previews import previewed
from tests.support import manual
from tests.support.commandline import run
from tests.support.outlets import LIVE_URL, Outlet
from tests.support.plain_pictures import photograph

PAGE = "docs/tutorial.md"
EXAMPLE_URL, EXAMPLE_FOLDER = "https://gazette.example", "/srv/www/gazette"
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x08mdat"

_PARAGRAPH = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$|^(?!```)(\S.*?)(?=\n\n|\n```|\Z)", re.M | re.S)
_FILE = r"(?P<file>`[^`]+`|the story|this story)"
_PLACE = r"`(?P<line>[^`]+)`"


@dataclass
class Reader:
    """A reader of the tutorial, in a terminal in ``folder``; ``story`` is the last file that the program named."""

    folder: Path
    server: Path
    story: str = ""
    done: list[str] = field(default_factory=list)

    def path(self, named: str) -> Path:
        return self.folder / (self.story if named.endswith("story") else named.strip("`"))

    def edit(self, named: str, old: str, new: str) -> None:
        """Replace ``old``, which must be in the file once."""
        path = self.path(named)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path.name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, block: manual.Block) -> None:
        for words in manual.commands(block):
            self.done.append(" ".join(words[:2]))
            if words[0] == "cd":
                self.folder = self.folder / words[1]
            elif words[1] == "serve":
                with previewed(Outlet(self.folder)) as server:
                    assert (server.ask("/").status, server.ask("/_desk/").status) == (200, 200)
            else:
                outcome = run(*words[1:], cwd=self.folder)
                assert (outcome.code, "warning" in outcome.err) == (0, False), outcome.err
                self.story = outcome.out.splitlines()[0] if words[1] == "new" else self.story


def replace_line(reader: Reader, step: re.Match[str], text: str) -> None:
    reader.edit(step["file"], f"\n{step['line']}\n", f"\n{text}")


def replace_lines(reader: Reader, step: re.Match[str], text: str) -> None:
    whole = reader.path(step["file"]).read_text(encoding="utf-8")
    start = whole.index(f"\n{step['line']}\n") + 1
    end = whole.index(f"\n{step['last']}\n", start) + len(step["last"]) + 2
    reader.edit(step["file"], whole[start:end], text)


def add_below(reader: Reader, step: re.Match[str], text: str) -> None:
    reader.edit(step["file"], f"\n{step['line']}\n", f"\n{step['line']}\n{text}")


def add_to_end(reader: Reader, step: re.Match[str], text: str) -> None:
    path = reader.path(step["file"])
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n\n{text}", encoding="utf-8")


def write(reader: Reader, step: re.Match[str], text: str) -> None:
    assert reader.path(step["file"]).is_file()
    reader.path(step["file"]).write_text(text, encoding="utf-8")


Change = Callable[[Reader, re.Match[str], str], None]
BEFORE_A_BLOCK: tuple[tuple[str, Change], ...] = (
    (rf"[Ii]n {_FILE}, replace the line {_PLACE} with[^`]*:$", replace_line),
    (rf"[Ii]n {_FILE}, replace the lines from {_PLACE} to `(?P<last>[^`]+)` with:$", replace_lines),
    (rf"[Ii]n {_FILE}, add below the line {_PLACE}:$", add_below),
    (rf"Add to the end of {_FILE}:$", add_to_end),
    (rf"Write this into {_FILE}, in place of everything:$", write),
)
"""What a sentence before a block says, and what it means for the text of the block."""


def copy_files(reader: Reader, sentence: str) -> None:
    for name in re.findall(r"`([^`]+)`", sentence):
        (reader.folder / name).parent.mkdir(exist_ok=True)
        is_film = name.endswith(".mp4")
        (reader.folder / name).write_bytes(FILM if is_film else photograph(form="PNG" if "png" in name else "JPEG"))


def uncomment(reader: Reader, sentence: str) -> None:
    file, mark, *keys = re.findall(r"`([^`]+)`", sentence)
    for key in keys:
        reader.edit(file, f"\n{mark}{key} = ", f"\n{key} = ")


def delete_line(reader: Reader, sentence: str) -> None:
    reader.edit("the story", "\n" + re.findall(r"`([^`]+)`", sentence)[0] + "\n", "\n")


def delete_folders(reader: Reader, sentence: str) -> None:
    for name in re.findall(r"`([^`]+)`", sentence):
        shutil.rmtree(reader.folder / name)


SENTENCES: tuple[tuple[str, Callable[[Reader, str], None]], ...] = (
    (r"[Cc]opy [^`.]*, as `[^`]+`(?: and `[^`]+`)?", copy_files),
    (r"In `[^`]+`, delete the `# ` in front of `[^`]+`(?: and `[^`]+`)*", uncomment),
    (r"In the story, delete the line `[^`]+`", delete_line),
    (r"Delete these folders: (?:`[^`]+`(?:, )?)+", delete_folders),
)
"""Instructions without a block."""


def follow(reader: Reader, text: str) -> None:
    """Do everything that ``text`` says, in its order."""
    before = ""
    for part in _PARAGRAPH.finditer(text):
        language, block, prose = part[2], part[3], part[4]
        if prose is not None:
            before = re.sub(r" *\n *", " ", prose)
            found = [(each.start(), each[0], act) for words, act in SENTENCES for each in re.finditer(words, before)]
            for _, sentence, act in sorted(found, key=lambda each: each[0]):
                act(reader, sentence)
                reader.done.append(sentence)
        elif language == "sh":
            reader.run(manual.Block(language, block, 0))
        elif language not in ("text", ""):
            steps = [(step, change) for words, change in BEFORE_A_BLOCK if (step := re.search(words, before))]
            assert len(steps) == 1, f"not understood: {before!r}"
            own = block.replace(EXAMPLE_URL, LIVE_URL).replace(EXAMPLE_FOLDER, reader.server.as_posix())
            steps[0][1](reader, steps[0][0], own)
            reader.done.append(before)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader who has followed the whole tutorial."""
    place = tmp_path_factory.mktemp("documents")
    reader = Reader(place, place / "server")
    reader.server.mkdir()
    follow(reader, manual.read(PAGE))
    return reader


def test_no_instruction_of_the_tutorial_is_left_out(reader: Reader) -> None:
    """Every sentence that asks for a change of a file was understood."""
    prose = " ".join(manual.prose(PAGE).split())
    asks = r"[Cc]opy [^`.]*, as\b|[Dd]elete the(?:se)?\b|[Rr]eplace the\b|[Aa]dd (?:below|to the end)\b|Write this\b"
    changed = [each for each in reader.done if not each.startswith(("newsprint", "cd"))]
    assert len(re.findall(asks, prose)) == len(changed), changed


def test_the_published_story_has_all_that_the_tutorial_adds(reader: Reader) -> None:
    site = Outlet(reader.folder)
    lead = site.page("/").select_one(".lead h2 a")
    assert lead.text == "The swing bridge reopens"
    story = site.page(lead["href"])
    for selector in ("figure img", ".factbox", "video", ".embed", ".gallery img", "figcaption .credit"):
        assert story.select_one(f"main {selector}") is not None, selector
    assert story.select_one(".kicker").text == "Transport"
    assert len(story.select(".gallery img")) == 2
    assert story.select_one("video")["src"].endswith(".mp4")


def test_the_paper_has_its_logo_colours_section_page_and_menu(reader: Reader) -> None:
    site = Outlet(reader.folder)
    front = site.page("/")
    assert front.select_one(".masthead-name img")["src"].endswith(".png")
    menu = [each.text for each in front.select(".masthead-sections a")]
    assert menu == ["News", "Sport", "Town", "Reviews", "Opinion", "Archive", "About us"]
    assert site.page("/about/").h1.text == "About us"
    assert any("#00574b" in path.read_text() for path in (reader.folder / "output").rglob("*.css"))


def test_nothing_of_the_scheduled_and_of_the_invented_stories_is_published(reader: Reader) -> None:
    pages = "".join(path.read_text() for path in reader.server.rglob("*.html"))
    assert "The swing bridge reopens" in pages
    assert "what the council decided" not in pages
    assert "Lindenford" not in pages


def test_the_second_story_appears_when_its_embargo_ends(reader: Reader) -> None:
    """The embargo is a time of the paper's zone, which the tutorial gives."""
    site = Outlet(reader.folder)
    for moment, is_public in (("2035-01-15T05:59:59Z", False), ("2035-01-15T06:00:00Z", True)):
        assert run("build", "--as-of", moment, cwd=reader.folder).code == 0
        assert bool(site.pages_with("what the council decided")) == is_public
    assert run("build", cwd=reader.folder).code == 0


def test_the_tutorial_s_commands_are_those_that_it_promises(reader: Reader) -> None:
    """In the order of the steps: see it while you write, build it, put it online."""
    commands = [each for each in reader.done if each.startswith("newsprint ")]
    assert list(dict.fromkeys(commands)) == [
        "newsprint init",
        "newsprint serve",
        "newsprint new",
        "newsprint status",
        "newsprint build",
        "newsprint deploy",
    ]
