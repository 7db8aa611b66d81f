"""Quotation marks, dashes and ellipses become typographic, unless they are in code or it is turned off."""

from __future__ import annotations


def test_quotes_are_those_of_the_language(body) -> None:
    text = "She said \"yes\", and 'no' -- it's so...\n"
    assert "“yes”, and ‘no’ – it’s so…" in body(text).html
    assert "„yes“, and ‚no‘ – it’s so…" in body(text, "de").html
    assert "«yes», and ‹no›" in body(text, "de-CH").html
    assert "«\N{NO-BREAK SPACE}yes\N{NO-BREAK SPACE}»" in body(text, "fr").html


def test_curly_quotes_are_kept_as_typed(body) -> None:
    assert "“typed” and „made“" in body('“typed” and "made"\n', "de").html


def test_smart_typography_can_be_turned_off(body) -> None:
    assert "it's -- so" in body("it's -- so\n", smart=False).html


def test_code_has_no_smart_quotes(body) -> None:
    assert "„" not in body('`x = "y"` and\n\n```\nx = "y"\n```\n', "de").html
