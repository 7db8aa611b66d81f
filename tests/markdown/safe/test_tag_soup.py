"""Unclosed tags: the elements that a parser would make of them are counted; ordinary pages are not refused."""

from __future__ import annotations

import pytest

from newsprint.markdown.limits import BodyError
from newsprint.markdown.safe.tag_soup import check_tags

PADDING = "<br>" + "x" * 70_000
"""Texts that are shorter are not checked."""


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<div>" * 2_001, "open at once"),
        ("<div></x>" * 2_001, "open at once"),
        ("<div title='</div>'>" * 2_001, "open at once"),
        ('<div a ="</div>" b=c"</div>">' * 2_001, "open at once"),
        ("<span>" * 1_500 + "<div>" + "</span>" * 1_500 + "<span>" * 600, "open at once"),
        ("<div>" * 1_500 + "<table><tr><td>" + "</div>" * 1_500 + "<div>" * 600, "open at once"),
        ("<object>" * 1_500 + "<marquee>" + "</object>" * 1_500 + "<b>" * 600, "open at once"),
        ("<svg>" * 1_500 + "<desc><div>" + "</svg>" * 1_500 + "<svg>" * 600, "open at once"),
        ("<!-- </div> -->" + "<div><!-- </div> -->" * 2_001, "open at once"),
        ("<div><script></div></script>" * 2_001, "open at once"),
        ("<p><b title=" + "x" * 500 + "></p>" + "<p>x" * 20_000, "repeated in every block"),
        (
            "".join(f"<p><i id={n}></p>" for n in range(2_000)) + "<table><td>" + "</i>" * 2_000,
            "repeated in every block",
        ),
        ("<div>" * 1_900 + "<p>x" * 50_000, "nested HTML tags"),
        ("<table>" + "<p>x" * 10_001, "in none of its cells"),
        ("<p " + "a b=c d='e' " * 700 + ">", "attributes"),
    ],
)
def test_html_that_would_overload_a_parser_is_refused(html: str, message: str) -> None:
    with pytest.raises(BodyError, match=message):
        check_tags(html + PADDING)


@pytest.mark.parametrize(
    "html",
    [
        "<p>x" * 50_000,
        "<div><p><b>x</b></p></div>" * 20_000,
        "<table>" + "<tr><td><b>x</b><td>y" * 20_000,
        "<table><tr><td><table><tr><td>x</table></table>" * 5_000,
        "<ul>" + "<li><a href='x>y'>z</a>" * 20_000 + "</ul>",
        "<dl>" + "<dt>x<dd>y" * 20_000 + "</dl>",
        "<div><span></div>" * 10_000,
        "<b><p>x</b></p>" * 10_000,
        "<i><b>x</i></b>" * 10_000,
        "<font color=red>" + "<p>x</p>" * 10_000,
        "<select><option>a<option>b</select>" * 5_000,
        "<svg><g><path d='M0 0'/></g></svg>" * 5_000,
        "<!-- <div> -->" * 5_000 + "<script>'<div>'</script>" * 5_000,
        "<p>a < b and c > d</p>" * 5_000,
        "<a" + " " * 70_000,
    ],
)
def test_html_of_an_old_page_is_not_refused(html: str) -> None:
    check_tags(html + PADDING)
