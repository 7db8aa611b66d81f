"""Definitions that multiply are refused with the reason and the line; usual footnotes and links are not."""

from __future__ import annotations

import pytest

from newsprint.markdown.engines.expansion import check_expansion
from newsprint.markdown.limits import BodyError

REFUSED = {
    'the definition of "a" is long and used too often': ("Text.\n\n[a]: " + "b" * 10_000 + "\n\n" + "[a] " * 5_000, 3),
    "the text has too many links and definitions": ("[a]: b\n\n" + "[a] " * 300_000, 1),
    'the footnote "1" is used more than': ("Text.\n\n" + "a[^1] " * 5_000 + "\n\n[^1]: b\n", 3),
    "the text has too many footnotes": ("".join(f"[^{number}]: b\n" for number in range(20_000)), 1),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_definitions_that_multiply_are_refused_with_their_line(reason: str) -> None:
    text, line = REFUSED[reason]
    with pytest.raises(BodyError) as caught:
        check_expansion(text)
    (problem,) = caught.value.problems
    assert reason in problem.message
    assert (problem.line, problem.code) == (line, "text-limit")


def test_usual_numbers_of_footnotes_and_links_are_accepted() -> None:
    check_expansion("Text.[^1]\n\n" * 300 + "[^1]: Note.\n")
    check_expansion("".join(f"A [link][{number}].\n\n[{number}]: /world/{number}/\n\n" for number in range(500)))
