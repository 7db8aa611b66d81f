"""Pictures beside ``newsprint.toml``: a logo, an icon. They are cleaned, and published as assets."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

THEME = '[settings.own]\ntype = "picture"\ndescription = "The logo."\n'
FRONT = (
    "{% set own = settings.own %}{% if own %}{{ own.drawing }}|{{ own.url }}|{{ own.type }}|{{ own.width }}x{{ own.height }}"
    "{% else %}none{% endif %}"
)
LINE = CONFIGURATION.count("\n") + 3
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'


def paper(outlet: Make, name: str, **files: str | bytes) -> Outlet:
    """Return an outlet with the picture ``name`` as a setting."""
    return outlet(
        {
            "newsprint.toml": f'{CONFIGURATION}\n[theme.settings]\nown = "{name}"\n',
            "themes/gazette/theme.toml": THEME,
            "themes/gazette/templates/front.html": FRONT,
            "content/world/pier.md": article("The pier"),
            **files,
        }
    )


def printed(site: Outlet) -> list[str]:
    site.build()
    return site.text("index.html").strip().split("|")


def drawn(outlet: Make, inside: str) -> str:
    """Return the HTML of a logo with this content."""
    return printed(paper(outlet, "logo.svg", **{"logo.svg": DRAWING.format(inside)}))[0]


def raster(form: str, **options: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", (60, 30), "navy").save(file, form, **options)
    return file.getvalue()


def test_a_drawing_is_inside_of_the_page_and_an_asset(outlet: Make) -> None:
    site = paper(outlet, "brand/logo.svg", **{"brand/logo.svg": DRAWING.format('<path d="M0 0h9"/>')})
    drawing, url, kind, size = printed(site)
    assert drawing == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" aria-hidden="true" focusable="false">'
        '<path d="M0 0h9"/></svg>'
    )
    assert re.fullmatch(r"/assets/outlet/own\.[0-9a-f]{10}\.svg", url)
    assert (kind, size) == ("image/svg+xml", "40x20")
    assert b"M0 0h9" in site.files()[url.lstrip("/")]


@pytest.mark.parametrize(("form", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_another_picture_is_an_asset_with_its_size_without_its_metadata(outlet: Make, form: str, ending: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret"
    site = paper(outlet, "logo.any", **{"logo.any": raster(form, exif=exif)})
    drawing, url, kind, size = printed(site)
    assert (drawing, size, url.rpartition(".")[2]) == ("", "60x30", ending)
    assert kind.startswith("image/")
    assert b"a secret" not in site.files()[url.lstrip("/")]


def test_ids_are_prefixed_where_they_are_defined_and_used(outlet: Make) -> None:
    html = drawn(
        outlet,
        '<defs><linearGradient id="a"/><path id="b c" d="M0 0"/></defs><use href="#b"/>'
        '<rect fill="url(#a)" width="2"/><rect style="stroke:url(\'#a\');clip-path:url(#a)"/>',
    )
    assert 'id="np-own-a"' in html
    assert 'id="np-own-b-c"' in html
    assert html.count("url(#np-own-a)") == 3
    assert 'href="#np-own-b"' in html
    assert "style" not in html


def test_a_style_sheet_becomes_attributes_and_classes_are_removed(outlet: Make) -> None:
    html = drawn(outlet, '<style>.card { fill: #c00 !important }</style><rect class="card" fill="blue" width="3"/>')
    assert '<rect fill="#c00" width="3"/>' in html


@pytest.mark.parametrize(
    ("style", "attributes"),
    [
        ("opacity:.5;mix-blend-mode:normal;font-variant-ligatures:normal;isolation:auto", ' opacity=".5"'),
        ("stop-color:#000;fill:red", ' fill="red"'),
        ("marker-end:url(#m);overflow:visible", ' marker-end="url(#np-own-m)"'),
        ("FILL : RED ; ; nonsense", ' fill="RED"'),
        ("mix-blend-mode:multiply", None),
        ("font:700 12px serif", None),
    ],
)
def test_styles_become_attributes_or_else_the_drawing_is_a_file(
    outlet: Make, style: str, attributes: str | None
) -> None:
    html = drawn(outlet, f'<path style="{style}" clip="auto"/>')
    assert (html.partition(">")[2] == f"<path{attributes}/></svg>") if attributes else (html == "")


def test_what_drawing_programs_write_of_filters_and_gradients_is_kept(outlet: Make) -> None:
    html = drawn(
        outlet,
        '<filter id="f" style="color-interpolation-filters:sRGB"><feFlood style="flood-color:red"/></filter>'
        '<linearGradient id="g"><stop style="stop-color:#123;stop-opacity:1"/></linearGradient>',
    )
    assert '<filter id="np-own-f" color-interpolation-filters="sRGB"><feFlood flood-color="red"/></filter>' in html
    assert '<stop stop-color="#123" stop-opacity="1"/>' in html


def test_titles_roles_and_animations_are_removed_from_a_drawing_in_pages(outlet: Make) -> None:
    html = drawn(
        outlet,
        "<title>Layer 1</title><desc>x</desc><g role='img' tabindex='0' aria-label='y' lang='de'>"
        "<rect width='3'><animate attributeName='x' to='5' dur='1s'/></rect></g>",
    )
    assert html.partition(">")[2] == '<g><rect width="3"/></g></svg>'


def test_text_in_a_drawing_is_not_written_as_the_text_around_it(outlet: Make) -> None:
    html = drawn(outlet, '<text y="9" letter-spacing="2">Gazette</text>')
    root = html.partition(">")[0]
    assert 'direction="ltr" font-size="16px" font-style="normal" font-weight="normal" letter-spacing="0"' in root
    assert '<text y="9" letter-spacing="2">Gazette</text>' in html


def test_scripts_in_a_drawing_are_removed_and_reported(outlet: Make) -> None:
    hostile = DRAWING.format(
        "<script>alert(1)</script><rect onclick='alert(2)' width='3'/><a href='javascript:alert(3)'><path d='M1 1'/></a>"
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"
        "<image href='https://tracker.example/a.png'/><title><svg><g onload='alert(4)'/></svg></title>"
    )
    site = paper(outlet, "logo.svg", **{"logo.svg": hostile})
    report = site.build()
    published = b"".join(site.files()[name] for name in site.files() if name.endswith(".svg") or name == "index.html")
    assert not re.search(rb"alert|<script|tracker|foreignObject|<p ", published)
    assert {(warning.path, warning.code) for warning in report.warnings} == {("logo.svg", "svg-cleaned")}


def test_a_large_drawing_is_not_inside_of_pages(outlet: Make) -> None:
    long = DRAWING.format(f'<path d="M0 0{"h1" * 20_000}"/>')
    drawing, url, *_ = printed(paper(outlet, "logo.svg", **{"logo.svg": long}))
    assert (drawing, url[-4:]) == ("", ".svg")


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('width="200" height="50px"', "200x50"),
        ('viewBox="0,0, 30.4 10"', "30x10"),
        ('width="100%" height="10em" viewBox="0 0 7 3"', "7x3"),
        ('width="0" height="0"', "300x150"),
        ("", "300x150"),
        ('viewBox="0 0 1e999 -3"', "300x150"),
    ],
)
def test_the_size_of_a_drawing_is_that_of_its_root(outlet: Make, root: str, size: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {root}><path d="M0 0h9"/></svg>'
    assert printed(paper(outlet, "logo.svg", **{"logo.svg": drawing}))[-1] == size


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("no.svg", f'newsprint.toml:{LINE}:1: "theme.settings.own": "no.svg": there is no such file (write the path'),
        ("../logo.svg", f'newsprint.toml:{LINE}:1: "theme.settings.own": "../logo.svg": the path leaves its folder'),
        ("/etc/passwd", f'newsprint.toml:{LINE}:1: "theme.settings.own": "/etc/passwd": the path leaves its folder'),
        ("out.svg", f'newsprint.toml:{LINE}:1: "theme.settings.own": "out.svg": the path leads out of its folder'),
        ("content", f'newsprint.toml:{LINE}:1: "theme.settings.own": "content": cannot be read'),
        ("pipe", f'newsprint.toml:{LINE}:1: "theme.settings.own": "pipe": cannot be read'),
        ("x" * 1000, f'newsprint.toml:{LINE}:1: "theme.settings.own": "{"x" * 80}…": cannot be read'),
        ("huge.png", f'newsprint.toml:{LINE}:1: "theme.settings.own": "huge.png": the picture has 5,000,001 bytes'),
        ("newsprint.toml", "newsprint.toml: the file is text, which cannot be a picture of the outlet"),
        ("page.svg", "page.svg: the file is HTML, which cannot be a picture of the outlet"),
        ("torn.svg", "torn.svg:1: the drawing is not well-formed XML"),
        ("torn.png", "torn.png: the picture is damaged"),
        ("empty.png", "empty.png: the file is an empty file"),
        ("bomb.svg", "bomb.svg:1: the drawing is not well-formed XML"),
    ],
)
def test_what_is_no_picture_for_pages_is_a_problem(outlet: Make, name: str, problem: str) -> None:
    import os

    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    )
    site = paper(
        outlet,
        name,
        **{
            "page.svg": "<html><script>1</script></html>",
            "torn.svg": "<svg xmlns='http://www.w3.org/2000/svg'><g>",
            "torn.png": raster("PNG")[:40],
            "empty.png": b"",
            "huge.png": raster("PNG") + b"\0" * (5_000_001 - len(raster("PNG"))),
            "bomb.svg": f"{bomb}]><svg xmlns='http://www.w3.org/2000/svg'><text>&j;</text></svg>",
        },
    )
    os.symlink("/etc/passwd", site.folder / "out.svg")
    os.mkfifo(site.folder / "pipe")
    found = site.problems()
    assert any(each.startswith(problem) for each in found), found


def test_a_changed_picture_prints_the_pages_again(outlet: Make) -> None:
    site = paper(outlet, "logo.svg", **{"logo.svg": DRAWING.format('<path d="M0 0h9"/>')})
    site.build()
    site.write({"logo.svg": DRAWING.format('<path d="M0 0h7"/>')})
    report = site.build()
    assert "M0 0h7" in site.text("index.html")
    assert report.converted == 0
    assert "settings of the theme" in report.reasons
    assert site.clean_files() == site.files()


def test_the_outlet_has_an_icon(outlet: Make) -> None:
    icon = CONFIGURATION.replace("[sections]", 'icon = "icon.png"\n\n[sections]')
    site = outlet({"newsprint.toml": icon, "icon.png": raster("PNG"), "content/a.md": article("Storm")})
    site.build()
    (name,) = [name for name in site.files() if name.startswith("assets/outlet/site-icon.")]
    assert name.endswith(".png")
    site.write({"newsprint.toml": icon.replace("icon.png", "ico.png")})
    (problem,) = site.problems()
    assert problem.startswith('newsprint.toml:6:1: "site.icon": "ico.png": there is no such file')
