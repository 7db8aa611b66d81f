"""Versions of installed libraries, read without the e-mail parser of importlib.metadata."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from newsprint.machine.versions import version_of


@pytest.mark.parametrize("library", ["babel", "cmarkgfm", "jinja2", "markupsafe", "nh3", "python-slugify"])
def test_the_version_is_that_of_the_installed_library(library: str) -> None:
    assert version_of(library) == version(library)


def test_a_library_installed_as_an_egg_has_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old_press.egg-info").mkdir()
    (tmp_path / "old_press.egg-info" / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: old-press\nVersion: 1.2\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert version_of("old-press") == "1.2"


def test_a_missing_library_is_reported() -> None:
    with pytest.raises(PackageNotFoundError):
        version_of("no-such-press")
