"""A picture without an alternative text is reported, unless the author says that it is a decoration."""

from __future__ import annotations

import pytest

from newsprint.problems.codes import CODES
from tests.markdown.unseen.reported import problems

ENGINES = ("markdown", "commonmark")
MISSING = "the picture has no alternative text"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "written",
    [
        "![](pier.jpg)",
        "![ ](https://e.com/pier.jpg)",
        'Words ![](pier.jpg "The pier.") and more',
        "![](pier.jpg){.wide}",
        "![][pier]",
        "[![](pier.jpg)](https://e.com)",
        "- ![](<pier.jpg>)",
        '<img src="pier.jpg">',
        'Words <img title="alt" src="pier.jpg" width=20> and more',
        "<p><IMG SRC=pier.jpg></p>",
        '<figure><img src="pier.jpg"><figcaption>The pier</figcaption></figure>',
    ],
)
def test_a_picture_without_words_is_reported_with_its_line(engine: str, written: str) -> None:
    text = f"`![](a.jpg)`\n\nMore <!-- a\n\n --> words.\n\n{written}\n\n[pier]: pier.jpg\n"
    assert problems(text, engine=engine) == [(7, "missing-alt", MISSING)]
    assert CODES["missing-alt"].severity == "warning"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
@pytest.mark.parametrize(
    "written",
    [
        "![The pier](pier.jpg)",
        '![](pier.jpg){alt=""}',
        "![](pier.jpg){.wide alt=''}",
        '![](pier.jpg){alt="The pier"}',
        '<img src="pier.jpg" alt="">',
        "<img src=pier.jpg alt>",
        "`![](pier.jpg)`",
        "    ![](pier.jpg)",
        "\\![](https://e.com)",
        '<video src="a.mp4" poster="pier.jpg"></video>',
    ],
)
def test_a_decoration_and_code_are_not_reported(engine: str, raw_html: str, written: str) -> None:
    assert problems(f"{written}\n", engine=engine, raw_html=raw_html) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_each_picture_is_reported_and_at_most_a_hundred(engine: str) -> None:
    text = "![](a.jpg)\n\n<img src='b.jpg'> <img src='c.jpg' alt='C'>\n\n![B](b.jpg) ![](c.jpg)\n"
    assert [line for line, _, _ in problems(text, engine=engine)] == [1, 3, 5]
    many = "![](a.jpg)\n\n" * 3000 + "<img src='b.jpg'>\n\n" * 3000
    assert len(problems(many, engine=engine)) <= 100
