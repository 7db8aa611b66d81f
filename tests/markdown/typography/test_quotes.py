"""The direction of quotation marks: beside markup, in years, in shortened words, in other languages."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsprint.markdown.typography.quotes import DOUBLE, SINGLE, Quotes
from tests.support.soak import examples


def text_of(html: str) -> str:
    """Return the content of the only paragraph of ``html``."""
    return unescape(html).strip().removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("The *Gazette*'s ferry", "The <em>Gazette</em>’s ferry"),
        ("[Ann](https://e.com/)'s ferry", '<a href="https://e.com/">Ann</a>’s ferry'),
        ("`make`'s rules", "<code>make</code>’s rules"),
        ('("*never*")', "(“<em>never</em>”)"),
        ('"**Never**," she said', "“<strong>Never</strong>,” she said"),
        ('*"never"*', "<em>“never”</em>"),
        ('the "[Sula](https://e.com/)" and', 'the “<a href="https://e.com/">Sula</a>” and'),
        ("so '*ever*' it", "so ‘<em>ever</em>’ it"),
        ('"`x = 1`"', "“<code>x = 1</code>”"),
        ('"~~gone~~"', "“<del>gone</del>”"),
        ("*'tis*", "<em>’tis</em>"),
        ('a **b** "c"', "a <strong>b</strong> “c”"),
    ],
)
def test_quotes_beside_markup_turn_as_without_it(body, written: str, printed: str) -> None:
    assert text_of(body(written).html) == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("'69", "’69"),
        ("in '24 vs '25", "in ’24 vs ’25"),
        ("the '90s and the '80s", "the ’90s and the ’80s"),
        ("('99)", "(’99)"),
        ('"in \'69"', "“in ’69”"),
        ("called '24'", "called ’24’"),  # both are possible: a year is likelier than a quoted number
        ("'24 people drowned,' he said", "‘24 people drowned,’ he said"),
        ("'In the '90s,' he said, 'it was '24.'", "‘In the ’90s,’ he said, ‘it was ’24.’"),
        ("'I like rock 'n' roll,' he said", "‘I like rock ’n’ roll,’ he said"),
        ("'Don't go 'til noon.'", "‘Don’t go ’til noon.’"),
        ("['D'] or \"'T' is 'S'\"--'M'", "[‘D’] or “‘T’ is ‘S’”–‘M’"),
        ("“'D'” and \"Ann\"'s (Ann)'s “Ann”'s", "“‘D’” and “Ann”’s (Ann)’s “Ann”’s"),
        ('"Stop,"he said,"now!"And', "“Stop,”he said,“now!”And"),
        ("'Stop,'he said.'Now!'And", "‘Stop,’he said.‘Now!’And"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("Rock 'N' Roll", "Rock ’N’ Roll"),
        ("'tis the season", "’tis the season"),
        ("'Twas the dogs' day", "’Twas the dogs’ day"),
        ("get 'em", "get ’em"),
        ("'Tis the season,' he said", "‘Tis the season,’ he said"),
        ("the dogs' bowls and the cats' beds", "the dogs’ bowls and the cats’ beds"),
        ("O'Brien's 6'2\"", "O’Brien’s 6’2”"),
        ("\"She said 'yes'\"", "“She said ‘yes’”"),
        ("'She said \"yes\"'", "‘She said “yes”’"),
        ("\"'a' b\"", "“‘a’ b”"),
        ('a "what\'s"', "a “what’s”"),
        ('a--"b"--c', "a–“b”–c"),
        ('"So"--"never"', "“So”–“never”"),
        ('“typed” "made"', "“typed” “made”"),
        ('他说"你好"了', "他说“你好”了"),
        ('"a" "b"', "“a” “b”"),
        ('"Well..."', "“Well…”"),
        ('"One\ntwo"', "“One\ntwo”"),
        ('\\"a\\" it\\\'s', '"a" it\'s'),
        ("&quot;a&quot;", '"a"'),
        ('&nbsp;"a"&nbsp;', "\xa0“a”\xa0"),
        ("a---b ----c ...d ....", "a—b ––c …d …."),
    ],
)
def test_straight_marks_become_typographic(body, written: str, printed: str) -> None:
    assert text_of(body(written).html) == printed


@pytest.mark.parametrize(
    ("language", "written", "printed"),
    [
        ("fr", "l'été '90", "l’été ’90"),
        ("fr", 'l\'"été"', "l’«\xa0été\xa0»"),
        ("de", "'90 war's \"so\" und 'so'", "’90 war’s „so“ und ‚so‘"),
        ("de", "\"*nie*\" ('*je*')", "„<em>nie</em>“ (‚<em>je</em>‘)"),
        ("nl", "'s avonds in '69", "’s avonds in ’69"),
        ("pt", "'em casa'", "‘em casa’"),  # in English, 'em is a shortened word
        ("sv", "\"så\" och 'så'", "”så” och ’så’"),
        ("ca", '"sí"', "«sí»"),
        ("et", '"jah"', "„jah“"),
        ("fa", '"بله"', "«بله»"),
        ("it-CH", "\"sì\" e 'sì'", "«sì» e ‹sì›"),
        ("lt", "\"taip\" ir 'taip'", "„taip“ ir ‚taip‘"),
        ("sr-Latn-RS", '"da"', "„da”"),
    ],
)
def test_the_marks_and_elisions_are_those_of_the_language(body, language: str, written: str, printed: str) -> None:
    assert text_of(body(written, language).html) == printed


def test_a_quotation_does_not_reach_into_the_next_block(body) -> None:
    html = body('- "one\n- "two"\n\n"Three.\n\n"Four."\n').html
    assert "“one" in html
    assert "“two”" in html
    assert "<p>“Three.</p>\n<p>“Four.”</p>" in html


def test_the_alternative_text_of_a_picture_has_typographic_quotes(body) -> None:
    assert 'alt="The “Sula” isn’t in"' in body('![The "Sula" isn\'t in](https://e.com/x.png)\n').html


def test_a_bare_address_keeps_its_quotes_and_dashes(body) -> None:
    html = body("See https://e.com/Hobson's_choice--x...y today\n").html
    assert "https://e.com/Hobson's_choice--x...y</a>" in html.replace("&#x27;", "'").replace("&#39;", "'")


@given(text=st.text(alphabet=f"{DOUBLE}{SINGLE} ab9.,-–()\n<>&;é", max_size=40))
@settings(max_examples=examples(100, 5_000))
def test_every_straight_quote_becomes_an_opening_or_closing_one(text: str) -> None:
    turned = Quotes("en").turn(text)
    assert len(turned) == len(text)
    assert not set(turned) & {DOUBLE, SINGLE, "\ue0f3", "\ue0f4"}


def test_thousands_of_quotes_are_converted_quickly(body) -> None:
    for text in ('"a ' * 20_000, "'a " * 20_000, "a'" * 20_000, "\"'" * 20_000, '*"* ' * 5_000):
        Quotes("en").turn(text.replace('"', DOUBLE).replace("'", SINGLE))
