"""Symbolic links out of the outlet: nothing behind them is read, published or written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.base.errors import OutputError
from tests.support.outlets import PICTURE, Outlet, article
from tests.support.running import snapshot

SECRET = "SECRET-OF-THE-MACHINE"
LEADS_OUT = "the symbolic link leads out of the content folder (copy the file instead)"
THROUGH_LINK = "the path leads out of its folder through a symbolic link"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Return a folder outside the outlet with a secret article, picture and template."""
    folder = tmp_path / "outside"
    (folder / "templates").mkdir(parents=True)
    (folder / "storm.md").write_text(article(SECRET))
    (folder / "picture.png").write_text(SECRET)
    (folder / "templates" / "secret.html").write_text(SECRET)
    return folder


def test_a_linked_article_is_refused(outlet: Callable[..., Outlet], outside: Path) -> None:
    site = outlet({"content/world/a.md": article()})
    (site.folder / "content/world/linked.md").symlink_to(outside / "storm.md")

    assert site.problems() == [f"content/world/linked.md: {LEADS_OUT}"]
    site.build(skip_invalid=True)
    assert not site.pages_with(SECRET)


def test_a_linked_folder_is_refused(outlet: Callable[..., Outlet], outside: Path) -> None:
    site = outlet({"content/world/a.md": article()})
    (site.folder / "content/sport").symlink_to(outside)
    (site.folder / "content/static").symlink_to(outside)

    assert site.problems() == [f"content/sport: {LEADS_OUT}", f"content/static: {LEADS_OUT}"]
    site.build(skip_invalid=True)
    assert not site.pages_with(SECRET)


def test_a_linked_picture_is_refused(outlet: Callable[..., Outlet], outside: Path) -> None:
    site = outlet({"content/world/a.md": article(image={"src": "picture.png", "alt": "A"}, body="[it](picture.png)")})
    (site.folder / "content/world/picture.png").symlink_to(outside / "picture.png")

    nowhere = "leads to no file (there is no content/world/picture.png)"
    assert site.problems() == [
        f'content/world/a.md:5: the picture "picture.png" {nowhere}',
        f'content/world/a.md:8: the picture "picture.png" {nowhere}',
        f"content/world/picture.png: {LEADS_OUT}",
    ]
    assert site.build(skip_invalid=True).articles == 0
    assert not site.pages_with(SECRET)


def test_a_linked_content_folder_is_refused_even_with_skip_invalid(
    outlet: Callable[..., Outlet], outside: Path
) -> None:
    site = outlet({"content/world/a.md": article("Published")})
    site.build()
    before = snapshot(site.output)
    (site.folder / "content").rename(site.folder / "content-before")
    (site.folder / "content").symlink_to(outside)

    assert site.problems(skip_invalid=True) == [f"content: {THROUGH_LINK} (copy the folder instead)"]
    assert snapshot(site.output) == before


def test_a_missing_content_folder_does_not_empty_the_site(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/a.md": article("Published")})
    site.build()
    before = snapshot(site.output)
    (site.folder / "content").rename(site.folder / "elsewhere")

    expected = ["content: this folder does not exist (create it, or set root under [content] to another folder)"]
    assert site.problems(skip_invalid=True) == expected
    assert snapshot(site.output) == before


def test_an_article_that_became_a_link_stays_as_it_was_published(outlet: Callable[..., Outlet], outside: Path) -> None:
    site = outlet({"content/world/a.md": article("As published")})
    site.build()
    (site.folder / "content/world/a.md").unlink()
    (site.folder / "content/world/a.md").symlink_to(outside / "storm.md")

    assert [str(problem) for problem in site.build(skip_invalid=True).problems] == [f"content/world/a.md: {LEADS_OUT}"]
    assert site.pages_with("As published")
    assert not site.pages_with(SECRET)


def test_links_inside_the_content_folder_are_followed(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {"content/pool/picture.png": PICTURE, "content/world/a.md": article(body="![](pictures/picture.png)")}
    )
    (site.folder / "content/world/pictures").symlink_to("../pool")

    site.build()

    assert site.files()["media/world/pictures/picture.png"] == PICTURE


def test_circular_links_and_links_in_linked_folders_are_reported(outlet: Callable[..., Outlet]) -> None:
    """Thirty folders, each with two links to the next, would be a thousand million folders."""
    site = outlet({"content/world/a.md": article()})
    content = site.folder / "content"
    for number in range(30):
        (content / f"f{number}").mkdir()
        for name in ("one", "two"):
            (content / f"f{number}" / name).symlink_to(f"../f{number + 1}")
    (content / "f30").mkdir()
    (content / "f30" / "circle").symlink_to("..")

    problems = site.problems()

    assert "content/f30/circle: the symbolic link leads back to a folder above it (remove it)" in problems
    assert "content/f0/one/two: a linked folder contains a link to another folder (remove it)" in problems


@pytest.mark.parametrize("link", ["themes/gazette", "themes"])
def test_a_theme_that_is_a_link_is_refused(outlet: Callable[..., Outlet], outside: Path, link: str) -> None:
    (outside / "gazette").mkdir()
    site = outlet({"content/world/a.md": article()})
    path = site.folder / link
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(outside)

    assert site.problems() == [f"themes/gazette: {THROUGH_LINK}"]


TEMPLATE = "{% include 'secret.html' %}"
THEME_LINKS = {
    "template": ("templates/secret.html", "templates/secret.html"),
    "template folder": ("templates/extra", "templates"),
    "asset": ("assets/secret.txt", "picture.png"),
    "words": ("strings/en.toml", "picture.png"),
    "settings": ("theme.toml", "picture.png"),
}


@pytest.mark.parametrize(("link", "target"), THEME_LINKS.values(), ids=THEME_LINKS.keys())
def test_a_theme_file_that_is_a_link_is_refused_with_its_path(
    outlet: Callable[..., Outlet], outside: Path, link: str, target: str
) -> None:
    include = "{% include 'extra/secret.html' %}" if link.endswith("extra") else TEMPLATE
    site = outlet({"content/world/a.md": article(), "themes/gazette/templates/404.html": include})
    path = site.folder / "themes/gazette" / link
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(outside / target)
    place = f"themes/gazette/{link}" + ("/secret.html" if link.endswith("extra") else "")

    assert site.problems() == [f"{place}: {THROUGH_LINK}"]


def test_a_linked_folder_of_assets_is_not_published(outlet: Callable[..., Outlet], outside: Path) -> None:
    site = outlet({"themes/gazette/assets/own.css": "p { color: black }"})
    (site.folder / "themes/gazette/assets/more").symlink_to(outside)

    site.problems()

    assert not site.output.exists() or not site.pages_with(SECRET)


def test_nothing_is_written_through_links_in_the_output(outlet: Callable[..., Outlet], outside: Path) -> None:
    site = outlet({"content/world/a.md": article("First")})
    site.build()
    clean = site.files()
    (outside / "world").mkdir()
    (outside / "world" / "index.html").write_bytes(clean["world/index.html"])
    before = snapshot(outside)
    for name in ("index.html", "rss.xml"):
        (site.output / name).unlink()
        (site.output / name).symlink_to(outside / "storm.md")
    (site.output / "world").rename(site.folder / "moved")
    (site.output / "world").symlink_to(outside / "world")

    site.build()

    assert snapshot(outside) == before
    assert site.files() == clean
    assert not [path for path in site.output.rglob("*") if path.is_symlink()]


@pytest.mark.parametrize("name", [".newsprint", ".newsprint-staging"])
def test_newsprints_own_files_in_the_output_are_not_written_through_links(
    outlet: Callable[..., Outlet], outside: Path, name: str
) -> None:
    site = outlet({"content/world/a.md": article()})
    site.output.mkdir()
    (site.output / name).symlink_to(outside / "new")
    before = snapshot(outside)

    site.build()

    assert snapshot(outside) == before
    assert site.pages_with("A headline")


def test_the_output_folder_may_be_a_link(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site = outlet({"content/world/a.md": article()})
    (tmp_path / "public").mkdir()
    site.output.symlink_to(tmp_path / "public")

    site.build()

    assert (tmp_path / "public" / "index.html").is_file()


def test_an_output_folder_that_links_to_the_content_is_refused(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/a.md": article()})
    site.output.symlink_to(site.folder / "content")

    with pytest.raises(OutputError, match=r"would overwrite the outlet itself|is among the outlet's sources"):
        site.build()
    assert sorted(snapshot(site.folder / "content")) == ["world/a.md"]
