"""The pages about themes are complete: they have every variable, filter and function of templates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_NAMESPACE
from msgspec import Struct
from msgspec.structs import replace

from newsprint.base.dates import parse_instant, to_microseconds
from newsprint.catalog.database import read_catalog
from newsprint.catalog.reading.view import View
from newsprint.config.site import read_config
from newsprint.content.types import TYPES
from newsprint.kinds.outlet_theme import TYPES as ALL_TYPES
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.kinds.registry import page_kinds
from newsprint.site.frame import Frame, make_frame
from newsprint.site.picture_element import PictureFunction
from newsprint.themes.block_declarations import FOLDER
from newsprint.themes.picture_roles import DEFAULT_ROLES
from newsprint.themes.theme import AssetLink, Templates
from tests.support import manual
from tests.support.hiding import painted
from tests.support.outlets import AS_OF, CONFIGURATION, article
from tests.support.reading import Make

GUIDE, REFERENCE = "docs/producers/themes.md", "docs/producers/templates.md"
COMMON = ("site", "page", "latest")
OPEN = ("site.date_patterns", "article.extra")
"""Tables with keys that a theme or an author chooses."""

TYPES_OF_VALUES = [kind for kind in ALL_TYPES if kind is not AssetLink]
"""The types of variables. An asset is the result of a function, and is documented there."""

OUTLET = """
[[menu]]
name = "About"
url = "/about/"
[organization.policies]
ethics = "/about/"
"""

TAPE = "::: tape src=tide.mp3\n:::\n\nhttps://www.youtube.com/watch?v=M7lc1UVf-VE"
FILES: dict[str, str | bytes | None] = {
    "newsprint.toml": CONFIGURATION.replace("[sections]", 'icon = "icon.webp"\n\n[sections]') + OUTLET,
    "icon.webp": painted("icon"),
    "content/world/1.md": article("One", date="2024-11-20", series="The Pier"),
    "content/world/2.md": article(
        "Two",
        series="The Pier",
        authors=["Ann Lee"],
        tags=["Tides"],
        updated="2024-12-21",
        image={"src": "pier.webp", "alt": "A"},
        corrections=[{"date": "2024-12-21", "text": "It was a Friday."}],
        aliases=["/old/"],
    ),
    "content/world/3.md": article("Three", TAPE, date="2024-12-22"),
    "content/world/tide.mp3": b"ID3",
    "themes/gazette/theme.toml": '[blocks.tape]\narguments.src = "audio"\n',
    "themes/gazette/templates/blocks/tape.html": '<audio src="{{ block.src.url }}"></audio>',
    "content/world/4.md": article("Four", date="2024-12-23", tags=["Tides"]),
    **{f"content/world/more-{number}.md": article(f"More {number}", date="2024-12-01") for number in range(6)},
    "content/world/pier.webp": painted("pier"),
    "content/authors/ann-lee.md": "---\ntitle: Ann Lee\nimage: {src: ../world/pier.webp}\n---\n\nShe writes.\n",
    "content/pages/about.md": "---\ntitle: About\n---\n",
    **{f"content/{each.folder}/sample.md": "---\ntitle: Sample\n---\n" for each in TYPES.values() if each.folder},
}
"""An outlet in which every template prints something."""


class Recorder(Templates):
    """Templates that record their variables before they are rendered."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame.theme, frame.edition.language, site=frame.site, picture=PictureFunction(frame.theme.roles)
        )
        self.contexts: dict[str, list[Mapping[str, Any]]] = defaultdict(list)

    def render(self, template: str, context: Mapping[str, Any]) -> bytes:
        self.contexts[template].append(context)
        return super().render(template, context)


@pytest.fixture
def contexts(outlet: Make) -> dict[str, list[Mapping[str, Any]]]:
    """Return the variables of every template in a build of all pages."""
    paper = outlet(FILES)
    paper.build()
    config = read_config(paper.folder)
    with read_catalog(paper.folder / ".newsprint" / "catalog.sqlite") as catalog:
        frame = make_frame(config, outlet_theme(paper.folder, config), catalog)
        recorder = Recorder(frame)
        kinds = page_kinds(replace(frame, templates=recorder))
        instant = to_microseconds(parse_instant(AS_OF, config.site.zone))
        for kind in kinds:
            for page in kind.pages(catalog):
                kind.render(page, View(catalog, config, paper.folder, instant))
    return dict(recorder.contexts)


def names_in(value: object, name: str) -> Iterator[str]:
    """Yield ``name`` and all names below it, except the fields of documented types."""
    yield name
    if name in OPEN or isinstance(value, (Struct, str, date)):
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from names_in(inner, f"{name}.{key}")
    elif isinstance(value, (list, tuple)):
        for inner in value:
            for found in names_in(inner, f"{name}[]"):
                if found != f"{name}[]":
                    yield found


def types_in(value: object) -> Iterator[type]:
    if isinstance(value, Struct):
        yield type(value)
        value = {name: getattr(value, name) for name in value.__struct_fields__}
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from types_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from types_in(inner)


def variables_in(contexts: list[Mapping[str, Any]], *, common: bool) -> set[str]:
    """Return the names of the variables in ``contexts``: those of every page, or only the others."""
    names: set[str] = set()
    for context in contexts:
        for key, value in context.items():
            if (key in COMMON) is common and key != "latest":
                names.update(names_in(value, key))
    return names


def of_pages(contexts: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, list[Mapping[str, Any]]]:
    """Return the variables of the templates of pages: the only one of a block's template is the block."""
    return {template: seen for template, seen in contexts.items() if not template.startswith(FOLDER)}


def documented(heading: str) -> set[str]:
    """Return the names in the table below a heading, with their parents (``site`` for ``site.title``)."""
    names = manual.named(manual.part(REFERENCE, heading))
    return {*names, *(name.partition(".")[0] for name in names if "[]" not in name.partition(".")[0])}


def test_every_template_of_a_page_has_a_section(contexts: dict[str, list[Mapping[str, Any]]]) -> None:
    parts = set(re.findall(r"^### `([\w.-]+\.(?:html|xml|txt))`$", manual.prose(REFERENCE), re.M))
    assert set(of_pages(contexts)) == parts, (
        "document the new template, and add a file to FILES that is printed with it"
    )


def test_every_variable_of_every_template_is_documented(contexts: dict[str, list[Mapping[str, Any]]]) -> None:
    """No other variables are documented."""
    found = {template: variables_in(seen, common=False) for template, seen in of_pages(contexts).items()}
    assert found == {template: documented(template) for template in of_pages(contexts)}


def test_every_variable_that_all_pages_have_is_documented(contexts: dict[str, list[Mapping[str, Any]]]) -> None:
    found = variables_in([context for seen in contexts.values() for context in seen], common=True)
    assert found == documented("Every page")


@pytest.mark.parametrize("kind", TYPES_OF_VALUES)
def test_every_field_of_a_type_is_documented(kind: type) -> None:
    fields = list(kind.__struct_fields__)
    assert manual.named(manual.part(REFERENCE, kind.__name__)) == fields


def test_every_type_of_a_variable_is_documented(contexts: dict[str, list[Mapping[str, Any]]]) -> None:
    found = {kind for seen in contexts.values() for context in seen for kind in types_in(context)}
    assert found == {*TYPES_OF_VALUES}


def test_every_role_of_pictures_is_documented_with_its_values() -> None:
    def listed(widths: tuple[int, ...]) -> str:
        return ", ".join(map(str, widths))

    table = manual.rows(manual.part(GUIDE, "Sizes of pictures"))[: len(DEFAULT_ROLES)]
    assert [[cell.strip("`") for cell in row] for row in table] == [
        [name, role.use, role.sizes, listed(role.widths), listed(role.avif), "true" if role.social else ""]
        for name, role in DEFAULT_ROLES.items()
    ]


def test_every_role_of_pictures_in_the_built_in_theme_is_documented(outlet: Make) -> None:
    paper = outlet({})
    theme = outlet_theme(paper.folder, read_config(paper.folder))
    table = manual.rows(manual.part(GUIDE, "Sizes of pictures"))[len(DEFAULT_ROLES) :]
    names = [name for row in table for name in re.findall(r"`([^`]+)`", row[0])]
    assert sorted(names) == sorted(theme.roles)


def test_every_function_and_filter_is_documented(outlet: Make) -> None:
    paper = outlet({})
    environment = Templates(outlet_theme(paper.folder, read_config(paper.folder)), "en").environment
    names = {re.split(r"\W", name)[0] for name in manual.named(manual.part(REFERENCE, "Functions and filters"))}
    functions = {"latest", "picture", *environment.globals} - set(DEFAULT_NAMESPACE)
    assert names == functions | (set(environment.filters) - set(DEFAULT_FILTERS))


def test_the_worked_example_works(outlet: Make) -> None:
    """The files of the example, with the names on the page, have the effects that it describes."""
    example = re.search(r"^## A worked example\n(.*?)^## ", manual.read(GUIDE), re.M | re.S)
    assert example is not None
    files = re.findall(r"^`(themes/[^`]*)`[^\n]*(?:\n[^`\n][^\n]*)*\n\n```\w+\n(.*?)^```$", example[1], re.M | re.S)
    assert len(files) == 3
    paper = outlet({**FILES, **dict(files)})
    paper.build()
    story = paper.page("/world/2024/12/20/2/")
    notice = story.select_one("aside.tides")
    assert notice is not None
    assert [link.text for link in notice.select("li a")] == []
    assert paper.page("/world/2024/12/22/3/").select_one("aside.tides") is None
    later = paper.page("/world/2024/12/23/4/").select_one("aside.tides li")
    assert (later.a.text, later.get_text(" ", strip=True)) == ("Two", "Two , 20 December 2024")
    assert story.find("h2", string="Hot off the press") is not None
    sheet = story.select_one('link[href^="/assets/tides."]')
    assert "8a3b12" in paper.text(sheet["href"].lstrip("/"))


def test_the_examples_of_an_extended_theme_and_a_new_language_work(outlet: Make) -> None:
    strings = next(block.text for block in manual.blocks(GUIDE, "toml") if "Diweddaraf" in block.text)
    settings = next(block.text for block in manual.blocks(GUIDE, "toml") if "extends" in block.text)
    paper = outlet(
        {
            **FILES,
            "newsprint.toml": CONFIGURATION.replace("[sections]", 'theme = "evening"\nlanguage = "cy-GB"\n[sections]'),
            "themes/evening/theme.toml": settings,
            "themes/gazette/strings/cy.toml": strings,
        }
    )
    paper.build()
    story = paper.page("/world/2024/12/20/2/")
    assert story.html["lang"] == "cy-GB"
    assert story.find("h2", string="Diweddaraf") is not None
    assert story.find("time", string="20 Rhagfyr 2024") is not None


OWN_BLOCKS = {"meta", "head_extra", "logo", "body_end"}


def _tags(template: Path, tag: str) -> list[str]:
    return re.findall(rf"{{%-? {tag} (\S+) (?:scoped )?-?%}}", template.read_text(encoding="utf-8"))


def test_every_block_of_the_built_in_theme_is_documented_once(repository: Path) -> None:
    """It has the template that defines it, or both feeds; the other templates only fill it."""
    templates = {path.name: path for path in (repository / "themes" / "gazette" / "templates").glob("*.*")}
    found = defaultdict(list)
    for template in sorted(templates):
        for name in _tags(templates[template], "block"):
            if (name not in _tags(templates["base.html"], "block") or template == "base.html") and not (
                template == "series.html" and _tags(templates[template], "extends") == ['"topic.html"']
            ):
                found[name].append(f"`{template}`")
    documented = {row[0].strip("`"): row[1] for row in manual.rows(manual.part(GUIDE, "Blocks"))}
    assert {name: ", ".join(begun) for name, begun in found.items()} == documented


def test_no_built_in_template_fills_the_blocks_for_outlets(repository: Path) -> None:
    for template in (repository / "themes" / "gazette" / "templates").rglob("*.*"):
        if template.name != "base.html":
            assert not OWN_BLOCKS & set(_tags(template, "block")), template.name
            if "head" in _tags(template, "block"):
                assert "{% block head %}\n{{ super() }}\n" in template.read_text(encoding="utf-8"), template.name
    assert set(_tags(repository / "themes" / "gazette" / "templates" / "base.html", "block")) >= OWN_BLOCKS


def test_every_class_for_authors_has_a_rule_in_the_style_sheet(repository: Path) -> None:
    style = (repository / "themes" / "gazette" / "assets" / "style.css").read_text(encoding="utf-8")
    cells = [row[0] for row in manual.rows(manual.part(REFERENCE, "Classes in a text"))]
    documented = {name for cell in cells for name in re.findall(r"`([\w-]+)`", cell)}
    pages = "".join(manual.read(page) for page in manual.PAGES if page.startswith("docs/authors/"))
    for_authors = set(re.findall(r"\{: \.([\w-]+)|class=\"([\w-]+)\"", pages))
    named = {name for names in for_authors for name in names if name}
    assert named and named <= documented
    assert [name for name in sorted(documented) if not re.search(rf"\.{name}(?![\w-])", style)] == []


def test_the_example_of_a_base_template_works(outlet: Make) -> None:
    base = next(block.text for block in manual.blocks(GUIDE, "jinja") if "head_extra" in block.text)
    theme = {"templates/base.html": base, "assets/house.css": "p {}", "assets/logo.svg": "<svg/>"}
    paper = outlet({**FILES, **{f"themes/gazette/{name}": text for name, text in theme.items()}})
    paper.build()
    for url in ("/", "/world/", "/world/2024/12/20/2/", "/latest/", "/old/", "/404.html", "/authors/ann-lee/"):
        assert paper.page(url).select_one('link[rel="stylesheet"][href^="/assets/house."][integrity]'), url
    assert paper.page("/").select_one('header a[href="/"] img')["alt"] == "The Harbour Gazette"


def test_the_example_of_a_podcast_works(outlet: Make) -> None:
    rss = next(block.text for block in manual.blocks(GUIDE, "jinja") if "itunes" in block.text)
    audio = {"audio": "https://audio.example/tides.mp3?a=1&b=2"}
    paper = outlet(
        {
            **FILES,
            "content/world/5.md": article("Five & six", teaser="A < B", date="2024-12-23", extra=audio),
            "themes/gazette/templates/rss.xml": rss,
            "themes/gazette/assets/cover.png": painted("cover"),
        }
    )
    paper.build()
    data = paper.output.joinpath("rss.xml").read_bytes()
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert feed.feed.image.href.startswith("https://gazette.example/assets/cover.")
    assert feed.feed.author == "The Harbour Gazette"
    (episode,) = [entry for entry in feed.entries if entry.enclosures]
    assert (episode.title, episode.enclosures[0].href) == ("Five & six", audio["audio"])
    assert b"<itunes:summary>A &lt; B</itunes:summary>" in data
    assert len(feed.entries) == 11
    assert feed.feed.title == "The Harbour Gazette: every episode"
    of_section = paper.output.joinpath("world", "rss.xml").read_bytes()
    assert b"itunes" in of_section
    assert feedparser.parse(of_section).feed.title == "The Harbour Gazette: World News"


def test_problems_are_reported_as_the_page_shows_them(outlet: Make) -> None:
    shown = manual.blocks(GUIDE, "text")[0].text.splitlines()
    paper = outlet(
        {
            **{name: text for name, text in FILES.items() if not name.startswith("content/authors/")},
            "themes/gazette/templates/404.html": "<p>\n</p>\n{{ pgae.title }}\n",
            "themes/gazette/templates/article.html": '{% from "macros.html" import card %}\n{{ card(article, hedding="h2") }}\n',
            "themes/gazette/templates/author.html": "{{ author.image.url }}\n",
            "themes/gazette/templates/month.html": "\n{{ words.archiv }}\n",
            "themes/gazette/templates/standing.html": '{% extends "bsae.html" %}\n',
        }
    )
    assert paper.problems() == shown


def test_the_script_uses_the_attributes_that_the_page_names(outlet: Make) -> None:
    """The page of an article has these attributes, and the script that uses them."""
    named = set(re.findall(r"data-[a-z]+", manual.part(GUIDE, "Printed as of publication")))
    paper = outlet(FILES)
    paper.build()
    story = paper.page("/world/2024/12/20/2/")
    assert [name for name in named if not story.select(f"[{name}]")] == []
    script = paper.text(story.select_one('script[src*="gazette"]')["src"].lstrip("/"))
    properties = {name.removeprefix("data-") for name in named}
    assert [name for name in properties if f"dataset.{name}" not in script and f"data-{name}" not in script] == []
