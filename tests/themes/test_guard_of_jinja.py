"""Another Jinja than the one that the short cuts were made for is taken as it comes: what is shown stays escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jinja2.compiler import CodeGenerator

from newsprint.themes import compiling, guard, macros
from newsprint.themes.lean import LeanEnvironment
from newsprint.themes.sandbox import ThemeEnvironment
from outlets import Outlet, article

STORY = {"content/world/a.md": article("<script>'&")}


@pytest.fixture(autouse=True)
def _judged_afresh() -> Iterator[None]:
    guard.environment_class.cache_clear()
    yield
    guard.environment_class.cache_clear()


def test_the_installed_jinja_has_the_short_cuts() -> None:
    assert guard.environment_class() is LeanEnvironment


def unescaped(self: Any, node: Any, frame: Any, finalize: Any) -> None:
    """As a Jinja would do it that has no such step any more."""
    self.write("(")


def renamed(self: Any, node: Any, frame: Any) -> None:
    """As a Jinja would do it that calls it with less."""
    CodeGenerator._output_child_pre(self, node, frame, None)  # type: ignore[arg-type]


def other_modules(self: Any, context: Any = None) -> Any:
    """As a Jinja would do it that keeps no module any more."""
    return self._no_such_name


OTHERS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a step without escaping": lambda patch: patch.setattr(compiling.LeanCode, "_output_child_pre", unescaped),
    "a step with other arguments": lambda patch: patch.setattr(compiling.LeanCode, "_output_child_pre", renamed),
    "another way to show values": lambda patch: patch.setattr(LeanEnvironment, "shown", staticmethod(str)),
    "another module of a template": lambda patch: patch.setattr(
        macros.ThemeTemplate, "_get_default_module", other_modules
    ),
    "no such step": lambda patch: patch.delattr(LeanEnvironment, "shown"),
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS.keys())
def test_a_jinja_that_works_otherwise_is_taken_as_it_comes(
    change: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(monkeypatch)

    assert guard.environment_class() is ThemeEnvironment


def test_the_pages_are_the_same_either_way(outlet: Callable[..., Outlet], monkeypatch: pytest.MonkeyPatch) -> None:
    site = outlet(STORY)
    site.build()
    quick = site.files()
    monkeypatch.setattr(guard, "_fits", lambda: False)
    guard.environment_class.cache_clear()

    site.build(full=True)

    assert guard.environment_class() is ThemeEnvironment
    assert site.files() == quick


def test_compiled_templates_of_both_are_kept_apart() -> None:
    assert LeanEnvironment.revision != ThemeEnvironment.revision
