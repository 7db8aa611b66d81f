"""A line that is nothing but a link is read with its address and its words."""

from __future__ import annotations

import pytest

from newsprint.markdown.embeds.lone_links import LoneLink, lone_link

URL = "https://youtu.be/M7lc1UVf-VE?t=9"


@pytest.mark.parametrize(
    "line",
    [URL, f"  {URL}  ", f"<{URL}>", f"[{URL}]({URL})", f"[]({URL})", f"[ ](<{URL}>)"],
)
def test_an_address_alone_has_no_words(line: str) -> None:
    assert lone_link(line) == LoneLink(URL, "")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("The wave", "The wave"),
        ("The **big** *wave*", "The big wave"),
        ("The ~~small~~ __big__ `wave`", "The small big wave"),
        (r"1 \* 2 \[sic\] \\", r"1 * 2 [sic] \\"[:-1]),
        ("snake_case & 5*6", "snake_case & 5*6"),
        ("Tom &amp; Jerry &lt;3", "Tom & Jerry <3"),
        ('He said "no"', 'He said "no"'),
    ],
)
def test_the_words_of_a_link_are_plain_text(written: str, words: str) -> None:
    assert lone_link(f"[{written}]({URL})") == LoneLink(URL, words)


def test_an_ampersand_may_be_written_as_in_html() -> None:
    assert lone_link("https://www.youtube.com/watch?v=M7lc1UVf-VE&amp;t=9&copy=1") == LoneLink(
        "https://www.youtube.com/watch?v=M7lc1UVf-VE&t=9&copy=1", ""
    )


@pytest.mark.parametrize(
    "line",
    [
        "",
        f"See {URL}",
        f"{URL} now",
        f"{URL} {URL}",
        f"    {URL}",
        f"- {URL}",
        f"> {URL}",
        f"| {URL} |",
        f"[{URL}]: {URL}",
        f"[The wave]({URL}).",
        f'[The wave]({URL} "A title")',
        f"[![](wave.jpg)]({URL})",
        f"![The wave]({URL})",
        f"[The wave]({URL}){{.wide}}",
        "[The wave][wave]",
        "[The wave](/files/wave.mp4)",
        "http://youtu.be/M7lc1UVf-VE",
        f"<{URL}",
        f"{URL}\n",
    ],
)
def test_other_lines_are_no_link_alone(line: str) -> None:
    assert lone_link(line) is None


def test_a_line_of_brackets_is_read_in_linear_time() -> None:
    for line in ("[" * 50_000, "[" + "\\" * 50_000, "[a](" + " " * 50_000, "https://" + "[" * 50_000 + " x"):
        assert lone_link(line) is None
