"""Versions of libraries, without the parser of e-mails."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from newsprint.machine.versions import version_of


@pytest.mark.parametrize("library", ["babel", "cmarkgfm", "jinja2", "markupsafe", "nh3", "python-slugify"])
def test_the_version_is_the_one_that_is_installed(library: str) -> None:
    assert version_of(library) == version(library)


def test_a_library_that_was_installed_the_old_way_has_a_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old_press.egg-info").mkdir()
    (tmp_path / "old_press.egg-info" / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: old-press\nVersion: 1.2\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert version_of("old-press") == "1.2"


def test_a_library_that_is_not_there_is_told() -> None:
    with pytest.raises(PackageNotFoundError):
        version_of("no-such-press")
