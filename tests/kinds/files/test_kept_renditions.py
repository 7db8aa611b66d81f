"""The renditions that an outlet keeps: those that a build or a preview may need again, and no others."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from newsprint.base.errors import OutputError
from newsprint.media.renditions import encoding
from tests.support.outlets import WITH_OWN_THEME, Outlet, article
from tests.support.reading import Make

KEPT = ".newsprint/renditions"
STORY = "content/world/pier.md"
PHOTOGRAPH = "content/world/pier.jpg"
THEME = 'name = "Own"\nextends = "gazette"\n[pictures.card]\nwidths = '
WIDE, NARROW = f"{THEME}[500, 600]\n", f"{THEME}[500]\n"


def photograph(colour: str = "navy") -> bytes:
    target = BytesIO()
    Image.new("RGB", (900, 600), colour).save(target, "JPEG")
    return target.getvalue()


def story(**front: object) -> str:
    return article("The pier", image={"src": "pier.jpg", "alt": "The pier"}, **front)


@pytest.fixture
def paper(outlet: Make) -> Outlet:
    """Return an outlet with a story that has a picture, and one that has none."""
    files = {STORY: story(), PHOTOGRAPH: photograph(), "content/world/b.md": article("B")}
    theme = {"newsprint.toml": WITH_OWN_THEME, "themes/own/theme.toml": WIDE}
    return outlet({**files, **theme})


def kept(paper: Outlet) -> set[str]:
    folder: Path = paper.folder / KEPT
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_another_width_of_a_role_encodes_and_deletes_only_that_width(paper: Outlet) -> None:
    paper.build()
    before = kept(paper)
    paper.write({"themes/own/theme.toml": NARROW}).build()
    assert kept(paper) < before
    assert [name for name in before - kept(paper) if "-600.webp" not in name] == []


def test_renditions_of_a_story_that_has_expired_are_not_kept(paper: Outlet) -> None:
    paper.build()
    paper.write({STORY: story(expires="2024-12-21")}).build()
    assert kept(paper) == set()


@pytest.mark.parametrize("front", [{"draft": True}, {"embargo": "2030-01-01"}])
def test_a_story_that_is_hidden_for_a_while_is_not_encoded_again(
    paper: Outlet, front: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same holds for builds with ``--as-of`` and ``--drafts`` between others, and for previews."""
    paper.build()
    before, files = kept(paper), paper.files()
    monkeypatch.setattr(encoding, "encoded_file", None)
    paper.write({STORY: story(**front)}).build()
    paper.build("2031-01-01", drafts=True)
    paper.build()
    paper.build("2031-01-01", output=paper.folder / "later", drafts=True)
    assert kept(paper) == before
    paper.write({STORY: story()}).build()
    assert paper.files() == files


def test_renditions_of_a_deleted_or_replaced_picture_are_not_kept(paper: Outlet) -> None:
    paper.build()
    before = kept(paper)
    paper.write({PHOTOGRAPH: photograph("red")}).build()
    assert (len(kept(paper)), kept(paper) & before) == (len(before), set())
    paper.write({STORY: article("The pier"), PHOTOGRAPH: None}).build()
    assert kept(paper) == set()


def test_renditions_of_a_picture_that_another_file_has_too_are_kept(paper: Outlet) -> None:
    paper.write({"content/world/copy.jpg": photograph()})
    paper.write({"content/world/b.md": article("B", image={"src": "copy.jpg", "alt": ""})}).build()
    before = kept(paper)
    paper.write({STORY: article("The pier"), PHOTOGRAPH: None}).build()
    assert kept(paper) == before


def test_a_build_leaves_the_renditions_of_drafts_to_previews(paper: Outlet, tmp_path: Path) -> None:
    paper.write({STORY: story(draft=True)})
    paper.write({"content/world/b.md": article("B", image={"src": "b.jpg", "alt": ""})})
    paper.write({"content/world/b.jpg": photograph("red")}).build()
    published = kept(paper)
    preview = paper.copy(tmp_path / "preview")
    preview.build(drafts=True)
    of_draft = kept(preview) - published
    for name in of_draft:
        shutil.copy(preview.folder / KEPT / name, paper.folder / KEPT / name)
    paper.write({"content/world/b.md": article("B")}).build()
    assert (kept(paper), len(of_draft)) == (of_draft, len(published))


def test_a_build_from_nothing_keeps_only_what_it_needs(paper: Outlet) -> None:
    paper.build()
    before = kept(paper)
    folder = paper.folder / KEPT
    for name in sorted(before):
        (folder / f"{'0' * 16}{name[16:]}").write_bytes(b"of a picture that was replaced before a killed build")
    paper.build(full=True)
    assert kept(paper) == before


def test_a_picture_that_changes_while_it_is_read_is_not_kept(paper: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the new picture would appear wherever the old one is shown again."""
    paper.write({"content/world/c.md": article("C", image={"src": "c.jpg", "alt": ""})})
    paper.write({"content/world/c.jpg": photograph("olive")})
    encoded = encoding.encoded_file

    def edit_others(data: bytes, recipes: object) -> object:
        paper.write({PHOTOGRAPH: photograph("red"), "content/world/c.jpg": photograph("teal")})
        return encoded(data, recipes)  # type: ignore[arg-type]

    monkeypatch.setattr(encoding, "encoded_file", edit_others)
    with pytest.raises(OutputError, match="it changed while it was read; the next build finishes this one"):
        paper.build()
    monkeypatch.undo()
    paper.build()
    assert paper.files() == paper.clean_files()
