"""``newsprint theme copy``: copying a file of the built-in theme to the outlet, to be changed there."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsprint.themes.lookup import built_in_themes
from tests.support.commandline import run
from tests.support.outlets import CONFIGURATION, WITH_OWN_THEME, Outlet, article

GAZETTE = built_in_themes() / "gazette"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an outlet without content."""
    return Outlet(tmp_path / "outlet").write({"newsprint.toml": CONFIGURATION}).folder


def test_theme_copy_lists_and_copies_every_file_of_the_theme(folder: Path) -> None:
    listed = run("theme", "copy", cwd=folder)
    names = {path.relative_to(GAZETTE).as_posix() for path in GAZETTE.rglob("*") if path.is_file()}
    assert listed.code == 0
    assert set(listed.out.splitlines()) == names - {"theme.toml"}
    for name in ("templates/article.html", "assets/style.css", "strings/en.toml", "assets/icon.svg"):
        copied = run("theme", "copy", name, cwd=folder)
        assert (copied.code, copied.out.strip()) == (0, f"themes/gazette/{name}")
        assert (folder / "themes" / "gazette" / name).read_bytes() == (GAZETTE / name).read_bytes()


def test_the_outlet_uses_the_copied_file(folder: Path) -> None:
    run("theme", "copy", "strings/en.toml", "--as", "strings/cy.toml", cwd=folder)
    copy = folder / "themes" / "gazette" / "strings" / "cy.toml"
    copy.write_text(copy.read_text().replace("Page not found", "Heb ei chanfod"))
    Outlet(folder).write(
        {
            "newsprint.toml": CONFIGURATION.replace("[sections]", 'language = "cy"\n[sections]'),
            "content/a.md": article(),
        }
    )
    assert run("build", cwd=folder).err == ""
    assert "Heb ei chanfod" in Outlet(folder).text("404.html")


def test_theme_copy_overwrites_a_file_only_with_force(folder: Path) -> None:
    copy = folder / "themes" / "gazette" / "templates" / "404.html"
    Outlet(folder).write({"themes/gazette/templates/404.html": "mine"})
    refused = run("theme", "copy", "templates/404.html", cwd=folder)
    assert (refused.code, refused.err) == (
        2,
        "newsprint: themes/gazette/templates/404.html exists (--force replaces it)\n",
    )
    assert copy.read_text() == "mine"
    assert run("theme", "copy", "templates/404.html", "--force", cwd=folder).code == 0
    assert copy.read_bytes() == (GAZETTE / "templates" / "404.html").read_bytes()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["strings/em.toml"], 'has no file "strings/em.toml" (did you mean "strings/es.toml"?)'),
        (["../gazette/theme.toml"], "newsprint theme copy lists all files"),
        (["/etc/passwd"], 'has no file "/etc/passwd"'),
        (["theme.toml"], 'has no file "theme.toml"'),
        (["strings/en.toml", "--as", "../strings/de.toml"], "must be in the same folder of the theme"),
        (["strings/en.toml", "--as", "strings/../../../newsprint.toml"], "leaves its folder"),
        (["strings/en.toml", "--as", "strings/en.html"], "and have the same ending"),
        (["strings/en.toml", "--as", "templates/en.toml"], "must be in the same folder of the theme"),
        (["strings/en.toml", "--as", "strings/a\\b.toml"], "not allowed in paths"),
        (["--as", "strings/de.toml"], "name the file to copy"),
    ],
)
def test_theme_copy_refuses_an_invalid_name_and_writes_nothing(folder: Path, words: list[str], message: str) -> None:
    refused = run("theme", "copy", *words, cwd=folder)
    assert refused.code == 2
    assert message in refused.err
    assert not (folder / "themes").exists()


def test_theme_copy_does_not_follow_a_symbolic_link_out_of_the_outlet(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / "themes").mkdir()
    (folder / "themes" / "gazette").symlink_to(tmp_path / "elsewhere")
    refused = run("theme", "copy", "templates/404.html", cwd=folder)
    assert refused.code != 0
    assert "symbolic link" in refused.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_is_copied_to_the_theme_that_extends_the_built_in_one(folder: Path) -> None:
    Outlet(folder).write({"newsprint.toml": WITH_OWN_THEME, "themes/own/theme.toml": 'extends = "gazette"\n'})
    assert run("theme", "copy", "templates/404.html", cwd=folder).out.strip() == "themes/own/templates/404.html"


def test_a_theme_that_extends_nothing_has_no_files_to_copy(folder: Path) -> None:
    Outlet(folder).write({"newsprint.toml": WITH_OWN_THEME, "themes/own/theme.toml": ""})
    refused = run("theme", "copy", cwd=folder)
    assert (refused.code, "does not extend the built-in theme" in refused.err) == (2, True)
