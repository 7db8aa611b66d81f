"""Links that open files of the outlet in an editor, in the form that each editor needs."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from newsprint.preview.pages.editors import EDITORS, editor_named, link_to
from tests.support.reading import Make

PLACE = PurePosixPath("/outlet/content/a.md")


@pytest.mark.parametrize(
    ("editor", "link"),
    [
        ("vscode", "vscode://file/outlet/content/a.md:7:3"),
        ("vscodium", "vscodium://file/outlet/content/a.md:7:3"),
        ("cursor", "cursor://file/outlet/content/a.md:7:3"),
        ("zed", "zed://file/outlet/content/a.md:7:3"),
        ("idea", "idea://open?file=/outlet/content/a.md&line=7&column=3"),
        ("textmate", "txmt://open?url=file:///outlet/content/a.md&line=7&column=3"),
        ("bbedit", "x-bbedit://open?url=file:///outlet/content/a.md&line=7&column=3"),
        ("none", ""),
    ],
)
def test_each_editor_has_its_own_form_of_link(editor: str, link: str) -> None:
    assert editor_named(editor)(PLACE, 7, 3) == link


def test_a_place_without_a_line_opens_the_beginning_of_the_file() -> None:
    for editor in set(EDITORS) - {"none"}:
        assert editor_named(editor)(PLACE, 0, 0) == editor_named(editor)(PLACE, 1, 1)


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("my stories/fünf.md", "my%20stories/f%C3%BCnf.md"),
        ("what?#1 & more+=.md", "what%3F%231%20%26%20more%2B%3D.md"),
        ("100%.md", "100%25.md"),
        ('"><b>.md', "%22%3E%3Cb%3E.md"),
        (os.fsdecode(b"caf\xe9.md"), "caf%E9.md"),
    ],
)
@pytest.mark.parametrize("editor", ["vscode", "idea", "textmate"])
def test_special_characters_in_a_path_are_quoted(editor: str, name: str, quoted: str) -> None:
    assert f"/outlet/{quoted}" in editor_named(editor)(PurePosixPath("/outlet", name), 1, 1)


def test_a_windows_path_is_written_as_each_editor_needs_it() -> None:
    path = PureWindowsPath(r"C:\My outlet\content\a.md")
    assert editor_named("vscode")(path, 2, 1) == "vscode://file/C:/My%20outlet/content/a.md:2:1"
    assert editor_named("textmate")(path, 2, 1).startswith("txmt://open?url=file:///C:/My%20outlet/")
    assert editor_named("idea")(path, 2, 1) == "idea://open?file=C:/My%20outlet/content/a.md&line=2&column=1"


def test_an_unknown_editor_is_refused() -> None:
    with pytest.raises(KeyError):
        editor_named("ed")


@pytest.mark.parametrize("path", ["../secret.md", "/etc/passwd", "content/../../secret.md", "newsprint:themes/x", ""])
def test_editor_links_open_only_files_of_the_outlet(outlet: Make, tmp_path: Path, path: str) -> None:
    folder = outlet({}).folder
    (tmp_path / "secret.md").write_text("secret")
    assert link_to(editor_named("vscode"), folder, path) == ""


def test_a_symbolic_link_out_of_the_outlet_is_not_followed(outlet: Make, tmp_path: Path) -> None:
    folder = outlet({}).folder
    (tmp_path / "secret.md").write_text("secret")
    (folder / "content/a.md").symlink_to(tmp_path / "secret.md")
    assert link_to(editor_named("vscode"), folder, "content/a.md") == ""


def test_a_folder_and_a_deleted_file_have_no_link(outlet: Make) -> None:
    folder = outlet({}).folder
    assert link_to(editor_named("vscode"), folder, "content") == ""
    assert link_to(editor_named("vscode"), folder, "content/gone.md") == ""


def test_an_editor_link_has_the_absolute_path_of_the_outlet(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = outlet({"content/a.md": "text"}).folder
    monkeypatch.chdir(folder)
    assert link_to(editor_named("vscode"), Path(), "content/a.md", 4) == f"vscode://file{folder}/content/a.md:4:1"
