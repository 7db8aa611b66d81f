"""SVG drawings: graphics are kept; scripts, external resources and metadata are removed."""

from __future__ import annotations

import pytest
from lxml import etree

from newsprint.media.drawings.svg import drawn
from newsprint.media.refusal import RefusedFileError
from tests.support.outlets import article
from tests.support.reading import Make

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inside: str, more: str = "") -> bytes:
    """Return a drawing with the elements ``inside`` and ``more`` attributes."""
    return f'<svg {HEAD} viewBox="0 0 9 9"{more}>{inside}<rect id="r" width="9" height="9"/></svg>'.encode()


RUNS_OR_LOADS = {
    "a script": "<script>alert(1)</script>",
    "a script of another file": '<script href="https://evil.example/x.js"/>',
    "a script with a prefix": '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    "an event": '<g onload="alert(1)" ONCLICK="alert(1)"/>',
    "a style sheet": "<style>@import url(https://evil.example/x.css)</style>",
    "a page of HTML": '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>',
    "an element of HTML": '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="https://evil.example"/>',
    "a link that runs": '<a xlink:href="java&#115;cript:alert(1)"><text>x</text></a>',
    "an animated address": '<a><animate attributeName="href" values="javascript:alert(1)"/></a>',
    "an animation that sets an event": '<set attributeName="onmouseover" to="alert(1)"/>',
    "a use of another file": '<use href="evil.svg#x"/><use xlink:href="https://evil.example/a.svg#b"/>',
    "a picture of another site": '<image href="https://evil.example/pixel.png"/>',
    "an embedded picture": '<image xlink:href="data:image/jpeg;base64,evil.example"/>',
    "a filter's picture": '<filter id="f"><feImage href="https://evil.example"/></filter>',
    "a colour of another file": '<rect fill="url(https://evil.example/a.svg#b)"/>',
    "a style that loads": """<rect style="fill:red;background:url('https://evil.example')"/>""",
    "a style with escapes": r'<rect style="fill:u\72l(//evil.example/x)"/>',
    "an animation that loads": '<animate attributeName="fill" to="url(//evil.example/x)"/>',
    "a comment": "<!-- evil.example -->",
    "an instruction": '<?xml-stylesheet href="https://evil.example/x.css"?>',
    "an element of an editor": '<i:layer xmlns:i="http://evil.example/ns" i:path="/home/ann/evil.example"/>',
    "metadata": "<metadata><who>evil.example</who></metadata>",
}


@pytest.mark.parametrize("inside", [pytest.param(inside, id=name) for name, inside in RUNS_OR_LOADS.items()])
def test_scripts_and_external_resources_are_removed_from_a_drawing(inside: str) -> None:
    clean, _ = drawn(drawing(inside))
    for trace in (
        b"evil.example",
        b"alert",
        b"script",
        b"import",
        b"load",
        b"click",
        b"href",
        b"<?",
        b"<!",
        b"foreign",
    ):
        assert trace not in clean.lower()
    assert etree.fromstring(clean)[-1].get("id") == "r"


def test_the_graphics_of_a_drawing_are_kept() -> None:
    inside = (
        '<title>A map</title><desc>Of the pier</desc><defs><linearGradient id="l" gradientUnits="userSpaceOnUse">'
        '<stop offset="0" stop-color="#fff"/></linearGradient><clipPath id="c"><circle r="3"/></clipPath>'
        '<mask id="m"><rect width="9" height="9" fill="white"/></mask><filter id="f"><feGaussianBlur stdDeviation="1"/>'
        '</filter></defs><g clip-path="url(#c)" mask="url(#m)" filter="url(\'#f\')" style="fill:url(#l);opacity:.5">'
        '<path d="M0 0L9 9" stroke="currentColor"/><use xlink:href="#r"/><text x="1" y="2" font-size="3" xml:lang="en">'
        'Long <tspan dy="1">pier</tspan> here</text></g><animate attributeName="opacity" values="0;1" dur="1s"/>'
    )
    original = drawing(inside, ' width="90" height="90" preserveAspectRatio="xMidYMid" role="img" aria-label="A//B"')
    clean, removed = drawn(original)
    assert removed == ()
    assert etree.tostring(etree.fromstring(clean), method="c14n2") == etree.tostring(
        etree.fromstring(original), method="c14n2"
    )
    assert drawn(clean) == (clean, ())


def test_removed_elements_of_a_drawing_are_reported_with_their_line() -> None:
    _, removed = drawn(drawing("\n<style>a:hover{}</style>\n<metadata/>\n<script>1</script><script>2</script>"))
    assert [(each.what, each.line) for each in removed] == [("<style>", 2), ("<script>", 4)]


def test_style_sheet_rules_become_styles_of_the_elements() -> None:
    sheet = """/* a } comment */ *{stroke-linecap: butt} .st0,.st1{fill:#F00;} g.st1{opacity:.5}
        #one{fill:url(#l);cursor:url(//evil.example)} rect.none{fill:red} text{font:10px serif}"""
    inside = """<path class="st0 x" style="fill:blue"/><g class="st1" fill="green"/><path id="one" class="st0"/>"""
    clean, removed = drawn(drawing(f"<defs><style><![CDATA[{sheet}]]></style></defs>{inside}<text>x</text>"))
    for part in (
        b'<path style="stroke-linecap:butt;fill:#F00;fill:blue" class="st0 x"/>',
        b'<g style="stroke-linecap:butt;fill:#F00;opacity:.5" class="st1" fill="green"/>',
        b'<path style="stroke-linecap:butt;fill:#F00;fill:url(#l)" id="one" class="st0"/>',
        b'<text style="stroke-linecap:butt;font:10px serif">x</text>',
    ):
        assert part in clean, clean
    assert removed == ()
    assert b"evil" not in clean and b"<style" not in clean


@pytest.mark.parametrize(
    "sheet", ["a b{fill:red}", "@media print{*{fill:red}}", ".a:hover{}", "@import 'x.css';", "{}", "x"]
)
def test_an_unsupported_style_sheet_is_reported(sheet: str) -> None:
    clean, removed = drawn(drawing(f"<style>{sheet}</style>"))
    assert [each.what for each in removed] == ["<style>"]
    assert b'<rect id="r" width="9" height="9"/>' in clean


def test_a_style_sheet_with_long_rules_for_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsprint.media.drawings.svg._MAX_BYTES", 500_000)
    with pytest.raises(RefusedFileError, match="style sheet has long rules for very many elements"):
        drawn(drawing(f"<style>g{{fill:{'x' * 10_000}}}</style>" + "<g/>" * 100))


def test_a_style_sheet_for_print_is_reported_and_ignored() -> None:
    clean, removed = drawn(drawing('<style media="print">*{fill:red}</style>'))
    assert b"fill" not in clean and [each.what for each in removed] == ["<style>"]


@pytest.mark.parametrize("sheet", ["/*" * 500_000, "}" * 500_000, "a{" * 500_000, ".a{}" * 250_000, "a," * 500_000])
def test_a_hostile_style_sheet_is_read_quickly(sheet: str) -> None:
    drawn(drawing(f'<style>{sheet}</style><g class="{"a " * 100_000}"/>'))


def test_a_drawing_from_illustrator_is_read_with_its_entities() -> None:
    data = b'<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>\n<svg xmlns="&ns;"><g id="a"/></svg>'
    assert drawn(data)[0] == b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"/></svg>\n'


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        pytest.param(b"<svg>\n<g>\n</svg>", "not well-formed", 3, id="not closed"),
        pytest.param(drawing("<g>" * 5000 + "</g>" * 5000), "not well-formed", 1, id="too deep"),
    ],
)
def test_a_drawing_that_cannot_be_read_is_refused_with_its_line(data: bytes, message: str, line: int) -> None:
    with pytest.raises(RefusedFileError, match=message) as refused:
        drawn(data)
    assert (refused.value.code, refused.value.line) == ("picture-unreadable", line)


def test_a_drawing_with_very_many_attributes_is_cleaned_quickly() -> None:
    """Reading all of them would take more than a minute."""
    clean, _ = drawn(drawing("<g " + " ".join(f'a{number}="1"' for number in range(100_000)) + ' fill="red"/>'))
    assert b'<g fill="red"/>' in clean


def test_a_drawing_is_cleaned_whatever_its_file_name(outlet: Make) -> None:
    names = ("a.svg", "b.SVG", "c.png", "d.xml", "e")
    links = " ".join(f"[x]({name})" for name in names)
    files = {f"content/{name}": drawing("<script>alert(1)</script>") for name in names}
    site = outlet({"content/a.md": article(body=links), **files})
    report = site.build()
    assert {name: site.files()[f"media/{name}"] for name in names} == dict.fromkeys(names, drawn(drawing(""))[0])
    warnings = {str(problem.path): problem.code for problem in report.warnings}
    assert warnings == {f"content/{name}": "svg-cleaned" for name in names}


def test_a_drawing_in_static_is_published_unchanged(outlet: Make) -> None:
    site = outlet({"content/static/map.svg": drawing("<script>alert(1)</script>")})
    site.build()
    assert site.files()["map.svg"] == drawing("<script>alert(1)</script>")
