"""A link alone in its paragraph to a known host is a card without requests to that host; in feeds it is a link."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support.html_checker import html_problems
from tests.support.outlets import CONFIGURATION, PICTURE, Outlet, article
from tests.support.reading import Make

PAGE = "/world/2024/12/20/wave/"
VIDEO = "https://www.youtube.com/watch?v=M7lc1UVf-VE"
FRAME = "https://www.youtube-nocookie.com/embed/M7lc1UVf-VE"
MAP = "https://maps.example.org/harbour?layer=tides"
ALLOW = '[embeds]\nallow = ["maps.example.org"]\n'
ENGINES = pytest.mark.parametrize("engine", ["markdown", "commonmark"])


def paper(make: Make, body: str, engine: str = "markdown", more: str = "", **files: str | bytes) -> Outlet:
    """Return an outlet with a story of this ``body``."""
    settings = f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\n{more}'
    return make({"newsprint.toml": settings, "content/world/wave.md": article("The wave", body), **files})


def body_of(site: Outlet) -> Tag:
    """Return the text of the story, after a build."""
    site.build()
    found = site.page(PAGE).select_one(".story-body")
    assert found is not None
    return found


def cards(part: Tag) -> list[tuple[str, str]]:
    """Return the title and the frame's address of every card."""
    return [
        (" ".join(each.get_text() for each in card.select(".embed-title")), str(card["data-frame"]))
        for card in part.select("figure.embed > .embed-card")
    ]


@ENGINES
def test_a_link_alone_in_its_paragraph_is_an_embed(outlet: Make, engine: str) -> None:
    text = f'First.\n\n{VIDEO}\n\n<{VIDEO}>\n\nThen.\n\n[The *wave* & "more"]({VIDEO})\n\n[{VIDEO}]({VIDEO})\n\nLast.'
    body = body_of(paper(outlet, text, engine))
    assert cards(body) == [("", FRAME), ("", FRAME), ('The wave & "more"', FRAME), ("", FRAME)]
    assert [each.name for each in body.find_all(True, recursive=False)] == [
        "p",
        "figure",
        "figure",
        "p",
        "figure",
        "figure",
        "p",
    ]
    assert [link["href"] for link in body.select("figure a")] == [VIDEO] * 4
    assert not body.select("iframe, script, img, [style], [src]")


@ENGINES
def test_any_other_link_stays_a_link(outlet: Make, engine: str) -> None:
    texts = [
        f"See {VIDEO}",
        f"{VIDEO} is a video.",
        f"[The wave]({VIDEO}), filmed.",
        f"{VIDEO}\nand more",
        f"More and\n{VIDEO}",
        f"{VIDEO}\n{VIDEO}",
        f"- {VIDEO}\n\n    {VIDEO}\n\n- two",
        f"> {VIDEO}",
        f"| a | b |\n|---|---|\n| {VIDEO} | {VIDEO} |",
        f"## {VIDEO}",
        f"{VIDEO}\n---",
        f"Note.[^1]\n\n[^1]: Words.\n\n    {VIDEO}",
        f"[The wave][wave]\n\n[wave]: {VIDEO}",
        f'[The wave]({VIDEO} "A title")',
        "https://www.youtube.com/@harbour",
        "https://elsewhere.example/watch?v=M7lc1UVf-VE",
        "http://www.youtube.com/watch?v=M7lc1UVf-VE",
        "https://www.youtube.com.evil.example/watch?v=M7lc1UVf-VE",
        MAP,
    ]
    body = body_of(paper(outlet, "\n\n***\n\n".join(texts), engine))
    assert cards(body) == []
    assert len(body.select("a[href]")) >= len(texts)


@ENGINES
def test_an_address_in_code_stays_code(outlet: Make, engine: str) -> None:
    text = f"```\n\n{VIDEO}\n\n```\n\nWords.\n\n    {VIDEO}\n\n<pre>\n\n{VIDEO}\n\n</pre>"
    body = body_of(paper(outlet, text, engine))
    assert cards(body) == []
    assert not body.select("figure")


@ENGINES
def test_an_embed_may_be_after_a_list_and_in_a_block(outlet: Make, engine: str) -> None:
    theme = {
        "themes/gazette/theme.toml": "[blocks.box]\n",
        "themes/gazette/templates/blocks/box.html": "<aside>{{ block.content }}</aside>",
    }
    text = f"- one\n\n{VIDEO}\n\n::: box\n{VIDEO}\n:::\n\n## Heading\n\n{VIDEO}"
    body = body_of(paper(outlet, text, engine, **theme))
    assert cards(body) == [("", FRAME)] * 3
    assert len(body.select("aside figure.embed")) == 1


def test_the_long_form_has_a_picture_a_caption_and_a_height(outlet: Make) -> None:
    text = (
        f'::: embed url="{VIDEO}" title="The wave" picture=wave.png alt="A wave" caption="On 3 March." height=700\n:::'
    )
    site = paper(outlet, text, **{"content/world/wave.png": PICTURE})
    body = body_of(site)
    (card,) = body.select(".embed-card")
    assert (card["data-frame"], card["data-height"], card["data-ratio"], card["data-title"]) == (
        FRAME,
        "700",
        "",
        "The wave",
    )
    assert [(image["src"], image["alt"]) for image in card.select("img")] == [("/media/world/wave.png", "A wave")]
    caption = body.select_one("figcaption")
    assert caption is not None and caption.get_text(" ", strip=True) == "On 3 March. Open on YouTube"


def test_what_is_wrong_with_an_address_in_the_long_form_stops_the_build(outlet: Make) -> None:
    text = "::: embed url=https://www.yotube.com/watch?v=M7lc1UVf-VE\n:::\n\n::: embed url=https://vimeo.com/\n:::\n\n::: embed\n:::"
    assert paper(outlet, text).problems() == [
        'content/world/wave.md:7: the argument "url" of the block "embed" cannot be shown: "www.yotube.com" is not a host '
        'of embeds (did you mean "www.youtube.com"?)',
        'content/world/wave.md:10: the argument "url" of the block "embed" cannot be shown: nothing of Vimeo can be shown '
        "from this address (for example: https://vimeo.com/76979871)",
        'content/world/wave.md:13: the block "embed" needs the argument "url" (for example: url="…")',
    ]


@ENGINES
def test_a_link_that_was_meant_as_an_embed_stays_a_link_with_a_warning(outlet: Make, engine: str) -> None:
    site = paper(outlet, "Words.\n\nhttps://bsky.app/profile/paper.example/post/3lzzbmvymhs2c\n\nWords.", engine)
    assert [str(problem) for problem in site.build().warnings if problem.code == "no-embed"] == [
        "content/world/wave.md:9: this link stays a link: this address of a Bluesky post has the author's name, which can "
        'change, instead of the author\'s id (choose "Embed post" on Bluesky, and paste the address in the code that has '
        '"did:plc:")'
    ]
    assert len(body_of(site).select("p > a")) == 1


def test_hosts_that_the_outlet_allows_can_be_added_and_removed(outlet: Make) -> None:
    site = paper(outlet, f"Words.\n\n{MAP}", **{"content/world/other.md": article("Other", "No link.")})
    assert cards(body_of(site)) == []
    settings = site.folder / "newsprint.toml"
    before = settings.read_text()
    settings.write_text(before + ALLOW)
    assert cards(body_of(site)) == [("", MAP)]
    assert site.files() == site.clean_files()
    settings.write_text(before)
    assert cards(body_of(site)) == []
    assert site.files() == site.clean_files()


@pytest.mark.parametrize(
    "tail", ['"><script>alert(1)</script>', "'onload='x", "#</figure>", "?<b>", "&#34;x", "{{ 7*7 }}"]
)
def test_no_address_of_an_allowed_host_breaks_out_of_its_attribute(outlet: Make, tail: str) -> None:
    address = f"https://maps.example.org/{tail}".replace(" ", "")
    quoted = address.replace('"', '\\"')
    body = body_of(paper(outlet, f'::: embed url="{quoted}"\n:::\n\n{address}', more=ALLOW))
    for card in body.select(".embed-card"):
        assert str(card["data-frame"]).startswith("https://maps.example.org/")
        assert not set(str(card["data-frame"])) & set("\"'<>` ")
    assert len(body.select("figure.embed")) >= 1
    assert not body.select("script, [onload]")


@ENGINES
def test_feeds_have_a_link_and_no_frame(outlet: Make, engine: str) -> None:
    site = paper(outlet, f"Words.\n\n[The wave]({VIDEO})\n\n{VIDEO}\n\nMore.", engine)
    site.build()
    feed = BeautifulSoup(site.text("rss.xml"), "xml")
    content = BeautifulSoup(feed.find("encoded").get_text(), "lxml")  # type: ignore[union-attr]
    assert [(link.get_text(), link["href"]) for link in content.select("p > a")] == [
        ("The wave", VIDEO),
        ("YouTube", VIDEO),
    ]
    assert not content.select("iframe, button, figure, [data-frame], [class]")


def test_a_theme_may_have_a_block_of_its_own_for_links_that_are_alone(outlet: Make) -> None:
    site = paper(outlet, f"Words.\n\n{VIDEO}")
    site.build()
    theme = '[blocks.embed]\narguments.url = "url"\n'
    site.write(
        {
            "themes/gazette/theme.toml": theme,
            "themes/gazette/templates/blocks/embed.html": '<p class="own"><a href="{{ block.url }}">{{ site.title }}</a></p>',
            "themes/gazette/templates/blocks/embed.feed.html": "<p>{{ block.url }}</p>",
        }
    )
    assert [link["href"] for link in body_of(site).select("p.own a")] == [VIDEO]
    assert site.files() == site.clean_files()


def test_a_text_whose_first_line_is_an_embed_has_the_teaser_of_its_first_paragraph(outlet: Make) -> None:
    site = paper(outlet, f"{VIDEO}\n\nThe story begins here.")
    site.build()
    assert site.page(PAGE).select_one('meta[name="description"]')["content"] == "The story begins here."  # type: ignore[index]


def test_ten_thousand_embeds_are_converted(outlet: Make) -> None:
    assert len(cards(body_of(paper(outlet, f"{VIDEO}\n\n" * 10_000, "commonmark")))) == 10_000


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_the_card_says_in_the_language_of_the_paper_who_gets_data(outlet: Make, language: str) -> None:
    site = paper(outlet, f"Words.\n\n{VIDEO}")
    settings = site.folder / "newsprint.toml"
    settings.write_text(settings.read_text().replace("[site]\n", f'[site]\nlanguage = "{language}"\n'))
    (figure,) = body_of(site).select("figure.embed")
    for part in (figure.button, figure.select_one(".embed-note"), figure.select_one("figcaption a")):
        assert part is not None and "YouTube" in part.get_text() and "{" not in part.get_text()


def test_the_nu_html_checker_finds_nothing(outlet: Make) -> None:
    text = f'{VIDEO}\n\n[The wave]({VIDEO})\n\n::: embed url="{MAP}" title="The map" picture=wave.png alt="A wave"\n:::'
    site = paper(outlet, text, more=ALLOW, **{"content/world/wave.png": PICTURE})
    site.build()
    assert html_problems([site.output / "world"]) == []
