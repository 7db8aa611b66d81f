"""The pages in docs/authors/ name every key of the front matter, and their examples and tables are true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsprint.base.dates import parse_instant
from newsprint.base.urls import slugify
from newsprint.config.content import FRONT_MATTER_KEYS
from newsprint.config.site import MarkdownSettings, read_config
from newsprint.content.types import TYPES, FileType
from newsprint.content.unused import used_keys
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.markdown.body import convert
from newsprint.markdown.engines.engine import load_engine
from tests.support import manual
from tests.support.outlets import CONFIGURATION, PICTURE, article
from tests.support.reading import Make

FOLDER = "docs/authors/"
WRITING, FRONT_MATTER, MARKDOWN = (f"{FOLDER}{name}.md" for name in ("writing", "front-matter", "markdown"))
ENGINES, PREVIEW, BLOCKS = (f"{FOLDER}{name}.md" for name in ("engines", "preview", "blocks"))
PAGES = [page for page in manual.PAGES if page.startswith(FOLDER)]
OTHER_FILES: dict[str, str | bytes | None] = {
    "content/pictures/ferry.webp": PICTURE,
    "content/pictures/captain.webp": PICTURE,
    "content/pictures/wave.webp": PICTURE,
    "content/harbour/2024-12-08-storm-ines.md": article("The storm", "## How it went {#night}"),
    "content/pages/about.md": "---\ntitle: About us\n---\n",
    "content/world/report.pdf": b"a document",
    "content/world/horns.mp3": b"a recording",
    "content/world/tide.mp4": b"a film",
    "content/world/tide.vtt": b"WEBVTT",
}
"""Files that the examples show and link to."""


def examples(*, whole: bool) -> list[object]:
    """Return the Markdown blocks of all pages: whole files with front matter, or parts of a text."""
    return [
        pytest.param(block, id=f"{page.removeprefix(FOLDER)}:{block.line}")
        for page in PAGES
        for block in manual.blocks(page, "markdown")
        if block.text.startswith("---\n") is whole
    ]


def test_every_page_for_authors_is_in_the_manual() -> None:
    assert {WRITING, FRONT_MATTER, MARKDOWN, ENGINES, PREVIEW} <= {*PAGES}
    assert len(examples(whole=True)) >= 3
    assert len(examples(whole=False)) >= 4


def html(text: str, engine: str) -> str:
    settings = MarkdownSettings(engine=engine)
    return convert(text, load_engine(settings, "en"), settings).html


def test_the_table_has_every_key_of_the_front_matter() -> None:
    table = manual.part(FRONT_MATTER, "The front matter").split("\n## ")[0]
    assert set(manual.named(table)) == set(FRONT_MATTER_KEYS)


def test_the_page_names_all_keys_of_standing_pages_and_profiles() -> None:
    pages, profiles = manual.part(WRITING, "Other things to write").split("**Authors' profiles**")
    of_pages = re.findall(r"`(\w+)`", pages.partition("A page needs")[2])
    assert set(of_pages) == used_keys(TYPES[FileType.STANDING])
    assert set(of_pages) - {"template"} == used_keys(TYPES[FileType.AUTHOR])
    assert "A profile may have the keys of a page, but no `url` and no `template`." in re.sub(r"\s+", " ", profiles)


@pytest.mark.parametrize("block", examples(whole=True))
def test_every_example_of_a_file_is_a_valid_story(block: manual.Block, outlet: Make) -> None:
    paper = outlet({**OTHER_FILES, "content/world/2024-12-23-ferry-returns.md": block.text})
    paper.build(as_of="2025-01-01")
    assert paper.page("/world/2024/12/23/ferry-returns/").h1.text == "The ferry returns to Port Averil"


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize("block", examples(whole=False))
def test_every_example_of_a_text_is_valid_in_both_engines(block: manual.Block, engine: str, outlet: Make) -> None:
    files = {**OTHER_FILES, "content/world/story.md": article("A story", block.text)}
    paper = outlet({**files, "newsprint.toml": f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\n'})
    assert paper.problems(as_of="2025-01-01") == []
    body = paper.page("/world/2024/12/20/story/").find("main")
    expected = {
        "| day": "th.align-right",
        "![The ferry": "main figure.wide img",
        "![A ferry": "main figure figcaption .credit",
        "> La mer": 'blockquote[lang="fr"]',
        "[The storm]": 'a[href$="#night"]',
        "::: factbox": ".factbox li",
        "::: figure": "figure.wide figcaption a",
        "::: gallery": ".gallery figure + figure",
        "::: aside": ".aside + p",
        "::: pullquote": ".pullquote + p",
        "::: quote": "figure.quote img",
        "::: questions": ".questions h2 + h3 + p",
        "::: audio": ".audio + .video track",
        "::: document": ".document a[type]",
        "::: related": "nav.related a",
        "The harbour master": "p + figure.embed",
        "[The wave": "figure.embed .embed-title",
        "::: embed": "figure.embed img",
    }
    selector = next(selector for start, selector in expected.items() if block.text.startswith(start))
    assert body.select_one(selector) is not None


def test_the_table_of_blocks_has_every_block_with_its_arguments(outlet: Make) -> None:
    paper = outlet({})
    declared = outlet_theme(paper.folder, read_config(paper.folder)).declared.blocks
    rows = manual.rows(manual.part(BLOCKS, "The blocks of gazette").split("\n### ")[0])
    assert {re.sub(r"\W", "", row[0].partition("]")[0]) for row in rows} == declared.keys()
    for row in rows:
        block = declared[re.sub(r"\W", "", row[0].partition("]")[0])]
        title = ["**`title`**" if "**" in row[2] else "`title`"] if row[2] else []
        written = {
            argument: f"**`{argument}`**" if each.required else f"`{argument}`"
            for argument, each in block.arguments.items()
        }
        assert {*title, *filter(None, row[3].split(", "))} == {*written.values()}, row
        assert {"required": row[4].startswith("**"), "none": row[4] == "nothing", "optional": row[4].islower()}[
            block.content
        ]
        assert block.description.endswith(".")
    in_feeds = manual.rows(manual.part(BLOCKS, "In feeds"))
    assert {name for row in in_feeds for name in re.findall(r"`(\w+)`", row[0])} == declared.keys()


def test_dates_in_every_format_of_the_table_are_read_as_it_says() -> None:
    zone = ZoneInfo("Europe/London")
    written = [re.findall(r"`([^`]*)`", row[0]) for row in manual.rows(manual.part(FRONT_MATTER, "Dates"))]
    instants = [[parse_instant(form, zone) for form in forms] for forms in written]
    assert instants == [
        [datetime(2024, 12, 23, tzinfo=zone)],
        [datetime(2024, 12, 23, 18, 30, tzinfo=zone), datetime(2024, 12, 23, 18, 30, 15, tzinfo=zone)],
        [datetime(2010, 7, 29, 8, 14, 29, tzinfo=zone)],
        [datetime(2024, 12, 23, 17, 30, tzinfo=UTC), datetime(2024, 12, 23, 23, 30, tzinfo=UTC)],
        [datetime(2024, 12, 23, 17, 30, tzinfo=UTC)],
    ]


@pytest.mark.parametrize("above", ["\n", "\n \t\n\n"], ids=["one line", "several lines"])
def test_blank_lines_before_the_front_matter_are_allowed(outlet: Make, above: str) -> None:
    """The story is read, and problems have the right lines."""
    paper = outlet({"content/world/ferry.md": above + article("Ferry", "Some words.")})
    paper.build()
    assert paper.page("/world/2024/12/20/ferry/").find("p", string="Some words.") is not None
    paper.write({"content/world/ferry.md": above + article("Ferry", "[A link](nowhere.md)", date="soon")})
    line = above.count("\n") + 3
    assert [problem.split(": ")[0] for problem in paper.problems()] == [
        f"content/world/ferry.md:{line}:1",
        f"content/world/ferry.md:{line + 4}",
    ]
    paper.write({"content/world/ferry.md": above + article("Ferry", "[A link](nowhere.md)")})
    assert [problem.split(": ")[0] for problem in paper.problems()] == [f"content/world/ferry.md:{line + 4}"]


def test_slugs_have_no_accents_as_the_page_says() -> None:
    assert "`Été` becomes `ete`" in manual.read(WRITING)
    assert slugify("Été") == "ete"


WRONG_FILES: dict[str, str | bytes | None] = {
    "content/sport/2024-12-22-derby.md": "---\ndate: yesterday\nauhtors: [Callum Breck]\ntitle: Derby\n---\n",
    "content/world/ferry.md": "---\ntitle: Ferry\nsection: wrold\ndate: 2024-12-22\n---\n",
    "content/world/tides.md": "---\ntitle: Tides\ndate: 2024-12-22\n---\n\n[The harbour](harbor.md)\n",
}


def test_problems_are_reported_as_the_page_shows_them(outlet: Make) -> None:
    (shown,) = (block.text.splitlines() for block in manual.blocks(PREVIEW, "text"))
    assert outlet(WRONG_FILES).problems() == shown


DIFFERENCES = {
    "abbreviations": ("The RNLI.\n\n*[RNLI]: Lifeboats", "<abbr"),
    "attribute lists": ("A note.\n{: .wide }", 'class="wide"'),
    "Markdown between": ("<div>\n\n*very*\n\n</div>", "*very*"),
}
"""A text for each row of the table of engines, and the HTML that only the engine with "yes", or the first, makes."""


@pytest.mark.parametrize("row", DIFFERENCES)
def test_the_engines_differ_where_the_table_says(row: str) -> None:
    cells = next(cells for cells in manual.rows(manual.part(ENGINES, "In short")) if cells[0].startswith(row))
    text, sign = DIFFERENCES[row]
    has = [sign in html(text, engine) for engine in ("markdown", "commonmark")]
    assert has == ([False, True] if cells[1:] == ["no", "yes"] else [True, False])


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_quotation_marks_are_printed_as_the_page_shows_them(engine: str) -> None:
    rows = [row for row in manual.rows(manual.part(MARKDOWN, "Typography")) if "`" in row[0]]
    assert len(rows) == 5
    for written, printed in rows:
        for text in re.findall("`([^`]+)`", written):
            made = re.sub("</?em>", "*", html(text, engine))
            assert re.sub("<[^<>]*>", "", made).strip() in printed


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_both_engines_do_what_the_short_table_says(engine: str) -> None:
    text = '## The night\n\n*a* **b** "so" it\'s -- --- ... A fact.[^1]\n\n[^1]: The source.\n\n1. one\n\n> They said so.\n'
    made = html(text, engine)
    expected = [
        '<h2 id="the-night">',
        "<em>a</em>",
        "<strong>b</strong>",
        "“so” it’s – — …",
        "<ol>",
        "<blockquote>",
        "The source.",
    ]
    assert [piece for piece in expected if piece not in made] == []


@pytest.mark.parametrize(
    ("text", "removed", "kept"),
    [
        pytest.param("<script>alert(1)</script>words", "script", "words", id="scripts"),
        pytest.param("words <!-- a note among editors -->", "note", "words", id="comments"),
        pytest.param('<b onclick="run()">words</b>', "onclick", "<b>words</b>", id="event handlers"),
        pytest.param("[words](javascript:run)", "javascript", "words", id="addresses that run scripts"),
        pytest.param("<details><summary>words</summary></details>", "script", "<details>", id="details are kept"),
    ],
)
def test_html_is_sanitised_as_the_page_says(text: str, removed: str, kept: str) -> None:
    for engine in ("markdown", "commonmark"):
        made = html(text, engine)
        assert (removed in made, kept in made) == (False, True)


def test_changing_a_published_story_has_the_effects_in_the_last_table(outlet: Make) -> None:
    """A new slug or a bundle does not change the id in feeds; a new file name makes a new story."""

    def ids(files: Mapping[str, str | bytes | None]) -> set[str]:
        paper.write(files).build(as_of="2025-01-01")
        return set(re.findall(r"<guid[^>]*>([^<]*)<", paper.text("rss.xml")))

    paper = outlet({"content/world/ferry.md": article("Ferry")})
    first = ids({})
    assert ids({"content/world/ferry.md": article("New", slug="new", date="2024-12-21")}) == first
    assert ids({"content/world/ferry.md": None, "content/world/ferry/index.md": article("Ferry")}) == first
    assert ids({"content/world/ferry/index.md": None, "content/world/other.md": article("Ferry")}) != first
