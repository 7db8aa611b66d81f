"""The file that a relative address in the content folder means."""

from __future__ import annotations

import unicodedata

import pytest

from newsprint.content.references import path_meant


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("pier.jpg", "world/storm/pier.jpg"),
        ("./pier.jpg", "world/storm/pier.jpg"),
        ("../flood.md", "world/flood.md"),
        ("/sport/cup.md", "sport/cup.md"),
        ("../flood.md#after?x", "world/flood.md"),
        ("flood/", "world/storm/flood/index.md"),
        (unicodedata.normalize("NFD", "été.jpg"), unicodedata.normalize("NFC", "world/storm/été.jpg")),
        ("../../..", None),
        ("../../../etc/passwd", None),
        ("/../etc/passwd", None),
        ("a\0b", None),
        ("..\\..\\x", None),
    ],
)
def test_a_relative_address_names_a_file_in_the_content_folder_or_none(target: str, file: str | None) -> None:
    assert path_meant("world/storm/index.md", target) == file
