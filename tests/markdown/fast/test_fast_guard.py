"""With a Python-Markdown other than the one compared with the fast parts, nothing breaks; it is only slower."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import markdown
import pytest
from markdown import blockprocessors, inlinepatterns, serializers, treeprocessors

from newsprint.config.site import MarkdownSettings
from newsprint.markdown import fast
from newsprint.markdown.engines.python_markdown import PythonMarkdown
from newsprint.markdown.fast import library_check as guard
from tests.markdown.fast.engine_pairs import fast_parts_of, rendered

NEWEST = markdown.__version__


@pytest.fixture(autouse=True)
def _guard_decides_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the guard decide again and load its modules again; restore everything afterwards."""
    for name in [name for name in sys.modules if name.startswith("newsprint.markdown.fast.")]:
        if name != guard.__name__:
            monkeypatch.delitem(sys.modules, name)
            monkeypatch.delattr(fast, name.rpartition(".")[2])
    guard.fast_parts.cache_clear()
    yield
    monkeypatch.undo()
    guard.fast_parts.cache_clear()


def is_fast() -> bool:
    """Return whether the engine is fast, after checking that its HTML is the library's own."""
    settings = MarkdownSettings()
    engine, plain = PythonMarkdown(settings, "en"), PythonMarkdown(settings, "en", fast=False)
    assert rendered(engine, guard.SAMPLE) == rendered(plain, guard.SAMPLE)
    return bool(fast_parts_of(engine))


def test_the_pinned_version_is_the_compared_version(repository: Path) -> None:
    pins = repository.joinpath("constraints.txt").read_text(encoding="utf-8").splitlines()

    assert f"Markdown=={guard.COMPARED}" in pins


@pytest.mark.skipif(guard.COMPARED != NEWEST, reason="another version of the library is installed")
def test_the_compared_version_is_fast() -> None:
    assert is_fast()


@pytest.mark.skipif(not NEWEST.startswith(guard.SERIES), reason="another version of the library is installed")
def test_a_version_of_the_same_series_is_fast_if_it_gives_the_same_html(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "__version__", "3.11.99")

    assert is_fast()


@pytest.mark.parametrize("version", ["3.7", "3.10.2", "3.12", "4.0"])
def test_an_older_or_newer_library_is_used_without_fast_parts(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "__version__", version)

    assert not is_fast()


REQUIRED_NAMES = {
    "an expression of the serializer": (serializers, "RE_AMP"),
    "a block processor": (blockprocessors, "SetextHeaderProcessor"),
    "an expression of a pattern": (inlinepatterns, "ENTITY_RE"),
    "a tree processor": (treeprocessors, "UnescapeTreeprocessor"),
}


@pytest.mark.parametrize(("module", "name"), REQUIRED_NAMES.values(), ids=REQUIRED_NAMES.keys())
@pytest.mark.skipif(not NEWEST.startswith(guard.SERIES), reason="another version of the library is installed")
def test_a_library_without_a_required_name_is_used_without_fast_parts(
    module: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = PythonMarkdown(MarkdownSettings(), "en", fast=False)
    expected = rendered(plain, guard.SAMPLE)
    monkeypatch.delattr(module, name)

    assert guard.fast_parts() is None
    monkeypatch.undo()
    assert rendered(PythonMarkdown(MarkdownSettings(), "en"), guard.SAMPLE) == expected


@pytest.mark.skipif(not NEWEST.startswith(guard.SERIES), reason="another version of the library is installed")
def test_a_library_that_writes_other_html_is_used_without_fast_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_capitals(processor: object, tree: object) -> None:
        for element in tree.iter("p"):  # type: ignore[attr-defined]
            element.text = (element.text or "").upper()

    monkeypatch.setattr(markdown, "__version__", "3.11.99")
    monkeypatch.setattr(treeprocessors.UnescapeTreeprocessor, "run", in_capitals)

    assert not is_fast()


def test_the_fingerprint_is_the_same_with_and_without_fast_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = PythonMarkdown(MarkdownSettings(), "en").fingerprint
    monkeypatch.setattr(guard, "fast_parts", lambda: None)

    assert PythonMarkdown(MarkdownSettings(), "en").fingerprint == before
