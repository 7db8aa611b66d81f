"""Slugs, sections, aliases, pictures and links that leave the outlet, or that no file system can store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.running import snapshot

FILE = "content/world/storm.md"
ALIAS = "for example: /2019/old-address/"
BESIDE = "put it beside the article"

SLUGS = {
    "a path": (
        "../../etc/passwd",
        ':5:1: the slug "../../etc/passwd" must be one name, not a path (for example: etc-passwd)',
    ),
    "dots": ("..", ':5:1: the slug ".." must be one name, not a path'),
    "absolute": ("/etc", ':5:1: the slug "/etc" must be one name, not a path (for example: etc)'),
    "a backslash": ("a\\b", ':5:1: the slug "a\\b" must be one name, not a path (for example: a-b)'),
    "no letters": ("!!", ':5:1: the slug "!!" has no letter or digit'),
    "a thousand characters": ("x" * 1001, ':5:1: "slug" is longer than 1000 characters'),
}


@pytest.mark.parametrize(("slug", "expected"), SLUGS.values(), ids=SLUGS.keys())
def test_a_slug_that_is_not_a_name_is_refused(outlet: Callable[..., Outlet], slug: str, expected: str) -> None:
    assert outlet({FILE: article(slug=slug)}).problems() == [FILE + expected]


def test_a_slug_with_a_nul_is_refused(outlet: Callable[..., Outlet]) -> None:
    (problem,) = outlet({FILE: article(slug="a\0b")}).problems()

    assert problem.startswith(f'{FILE}:5:1: the slug "a')
    assert problem.endswith("contains a control character (for example: a-b)")


def test_the_slug_of_a_very_long_name_or_title_is_shortened(outlet: Callable[..., Outlet]) -> None:
    site = outlet({f"content/world/{'word ' * 40}.md": article(), "content/world/!.md": article("x" * 900)})
    site.build()

    names = [name.split("/")[4] for name in site.files() if name.startswith("world/2024/12/20/")]
    assert len(names) == 2
    assert all(0 < len(name) <= 120 for name in names)


SECTIONS = ("../world", "/world", "world/../..", "world\\x", "w" * 900)


@pytest.mark.parametrize("section", SECTIONS, ids=("dots", "absolute", "dots inside", "backslash", "very long"))
def test_a_section_that_is_a_path_is_reported_as_unknown(outlet: Callable[..., Outlet], section: str) -> None:
    (problem,) = outlet({FILE: article(section=section)}).problems()

    assert problem.startswith(f'{FILE}:4:1: unknown section "{section[:60]}"')


ALIASES = {
    "dots": ("/../../etc/passwd/", "leads out of the site"),
    "dots at the end": ("/old/..", "leads out of the site"),
    "relative dots": ("../../../../../old/address", "leads out of the site"),
    "another site": (
        "https://elsewhere.example/",
        "is not on this site, https://gazette.example",
    ),
    "two slashes": ("//elsewhere.example/", "is not on this site, https://gazette.example"),
    "two slashes inside": ("/old//address/", "contains an empty segment"),
    "encoded dots": ("/%2e%2e/etc/", "leads out of the site"),
    "an encoded slash": ("/..%2fetc/", "contains an encoded slash"),
    "an encoded NUL": ("/a%00/", "contains a control character"),
    "a folder with the name of a file": ("/index.html/a/", "has a folder named index.html"),
    "a name that Windows shortens": ("/a./b/", "contains a name that starts or ends with a space, or ends with a dot"),
    "a thousand bytes": ("/abcdefghi" * 95, "is longer than 900 bytes"),
    "a backslash": ("/a\\b/", "contains a backslash"),
    "a line end": ("/a\nb/", "contains a control character"),
    "a query": ("/?p=12", "contains a query or a fragment"),
    "a name of 300 bytes": (f"/{'ö' * 150}/", "contains a name of over 255 bytes"),
    "a hidden name": ("/.git/config/", "contains a name that starts with a dot"),
}


@pytest.mark.parametrize(("alias", "why"), ALIASES.values(), ids=ALIASES.keys())
def test_an_alias_that_is_not_an_address_of_the_site_is_refused(
    outlet: Callable[..., Outlet], alias: str, why: str
) -> None:
    problems = outlet({FILE: article(aliases=[alias])}).problems()

    assert problems == [f'{FILE}:5:1: the alias "{alias[:80]}" {why} ({ALIAS})']


def test_an_alias_with_a_nul_is_refused(outlet: Callable[..., Outlet]) -> None:
    (problem,) = outlet({FILE: article(aliases=["/a\0b/"])}).problems()

    assert problem.startswith(f"{FILE}:5:1: the alias")
    assert problem.endswith(f"contains a control character ({ALIAS})")


PICTURES = {
    "dots": "../../../etc/passwd",
    "a sibling of the content folder": "../../content-of-others/a.png",
    "a script": "javascript:alert(1)",
    "data": "data:image/png;base64,AAAA",
    "a file address": "file:///etc/passwd",
    "another host without scheme": "//elsewhere.example/a.png",
    "a backslash": "..\\..\\a.png",
}


@pytest.mark.parametrize("source", PICTURES.values(), ids=PICTURES.keys())
def test_a_picture_from_outside_the_content_folder_is_refused(outlet: Callable[..., Outlet], source: str) -> None:
    site = outlet({FILE: article(image={"src": source, "alt": "A"}), "content-of-others/a.png": b"secret"})

    assert site.problems() == [f'{FILE}:5:1: the picture "{source}" is not inside the content folder ({BESIDE})']


MISSING = {
    "from the content folder": ("/etc/passwd", "content/etc/passwd"),
    "beside the article": ("nothing.png", "content/world/nothing.png"),
    "a very long name": ("x" * 500 + ".png", ("content/world/" + "x" * 500)[:188]),
}


@pytest.mark.parametrize(("source", "place"), MISSING.values(), ids=MISSING.keys())
def test_a_missing_picture_is_reported(outlet: Callable[..., Outlet], source: str, place: str) -> None:
    problems = outlet({FILE: article(image={"src": source, "alt": "A"})}).problems()

    assert problems == [f'{FILE}:5: the picture "{source[:80]}" leads to no file (there is no {place})']


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_links_out_of_the_content_folder_are_refused_with_their_lines(
    outlet: Callable[..., Outlet], engine: str
) -> None:
    body = "Read [this](../../newsprint.toml).\n\nAnd\n![that](../../../etc/passwd) or [here](missing.md).\n"
    site = outlet({"newsprint.toml": f'{CONFIGURATION}[markdown]\nengine = "{engine}"\n', FILE: article(body=body)})

    assert site.problems() == [
        f'{FILE}:7: the link "../../newsprint.toml" leads out of the content folder',
        f'{FILE}:10: the link "missing.md" leads to no file (there is no content/world/missing.md)',
        f'{FILE}:10: the picture "../../../etc/passwd" leads out of the content folder',
    ]
    site.write({FILE: article(body="Read\n\n[here](missing.md).")})
    assert site.problems() == [
        f'{FILE}:9: the link "missing.md" leads to no file (there is no content/world/missing.md)'
    ]


@pytest.mark.parametrize("target", ["%2e%2e/%2e%2e/newsprint.toml", "..%2f..%2fnewsprint.toml"])
def test_an_encoded_link_out_of_the_content_folder_is_refused(outlet: Callable[..., Outlet], target: str) -> None:
    (problem,) = outlet({FILE: article(body=f"[x]({target})")}).problems()

    assert problem.startswith(f"{FILE}:7: the link ")
    assert "leads out of the content folder" in problem


@pytest.mark.parametrize("name", ["back\\slash", "line\nend", "escape\x1b[2J"], ids=["backslash", "line end", "escape"])
@pytest.mark.parametrize("folder", ["world", "static", "pages"])
def test_a_file_name_that_cannot_be_an_address_is_reported(
    outlet: Callable[..., Outlet], folder: str, name: str
) -> None:
    (problem,) = outlet({f"content/{folder}/{name}.md": article()}).problems()

    assert problem.startswith(f"content/{folder}/")
    assert problem.endswith(": the name contains a character that is not allowed in paths (rename it)")
    assert problem.isprintable()


def test_a_file_and_a_folder_of_the_output_cannot_have_the_same_name(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "content/static/world": b"a file where the section's folder must be",
            FILE: article(aliases=["/old.html", "/old.html/part/"]),
        }
    )

    assert site.problems() == [
        'content/static/world: the address /world is taken by section "world" of newsprint.toml (choose another address)',
        f"{FILE}:1: the alias /old.html/part/ is taken by an alias of {FILE} (choose another address)",
    ]
    report = site.build(skip_invalid=True)
    assert len(report.problems) == 2
    assert set(site.files()) >= {"world/index.html", "old.html"}
    assert site.build(skip_invalid=True).written == 0


def test_nothing_outside_the_outlet_is_written(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    """Even with hostile paths, a build with --skip-invalid writes only in the outlet's own folders."""
    hostile = {
        f"content/world/{number}.md": article(slug=slug, aliases=[alias], image={"src": source, "alt": "A"})
        for number, (slug, alias, source) in enumerate(
            [("../up", "/ok/", ""), ("ok", "/../up/", ""), ("", "", "../../../up.png"), ("a/../..", "//", "/../x")]
        )
    }
    site = outlet({**hostile, FILE: article("Good")})
    (tmp_path / "neighbour").mkdir()
    (tmp_path / "neighbour" / "file").write_text("theirs")
    before = {path for path in tmp_path.rglob("*") if site.output not in path.parents}
    neighbours = snapshot(tmp_path / "neighbour")

    report = site.build(skip_invalid=True)

    after = {path for path in tmp_path.rglob("*") if site.output not in path.parents}
    assert {path.relative_to(site.folder).parts[0] for path in after - before} == {".newsprint", "output"}
    assert snapshot(tmp_path / "neighbour") == neighbours
    assert report.articles == 1
    assert len({problem.path for problem in report.problems}) == 4
