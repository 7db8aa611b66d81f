"""With a Jinja that works differently, the shortcuts are not used, and pages are escaped all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import StrictUndefined, Undefined
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro

from newsprint.themes import templates
from newsprint.themes.fast import macros
from newsprint.themes.fast.environment import FastEnvironment
from newsprint.themes.sandbox import jinja_guard as guard
from newsprint.themes.sandbox.sandbox import BoundedCode, PlainEnvironment, ThemeEnvironment
from tests.support.outlets import Outlet, article

STORY = {"content/world/a.md": article("<script>'&")}


@pytest.fixture(autouse=True)
def _without_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start and end each test without compiled templates and without a chosen environment."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    templates.environment_class.cache_clear()
    yield
    templates.environment_class.cache_clear()


def test_the_fast_environment_is_used_with_the_installed_jinja() -> None:
    assert templates.environment_class() is FastEnvironment


def output_unescaped(self: Any, node: Any, frame: Any, finalize: Any) -> None:
    """Work like a Jinja in which this step does not escape."""
    self.write("(")


def output_with_fewer_arguments(self: Any, node: Any, frame: Any) -> None:
    """Work like a Jinja that calls this method with fewer arguments."""
    CodeGenerator._output_child_pre(self, node, frame, None)  # type: ignore[arg-type]


def other_modules(self: Any, *_: Any) -> Any:
    """Work like a Jinja that makes no module."""
    return self._no_such_name


OTHERS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a step without escaping": lambda patch: patch.setattr(guard.EscapingCode, "_output_child_pre", output_unescaped),
    "a step with other arguments": lambda patch: patch.setattr(
        guard.EscapingCode, "_output_child_pre", output_with_fewer_arguments
    ),
    "another way to show values": lambda patch: patch.setattr(FastEnvironment, "escaped", staticmethod(str)),
    "another module of a template": lambda patch: patch.setattr(macros.ThemeTemplate, "make_module", other_modules),
    "other variables in calls": lambda patch: patch.setattr(macros, "LOOP_VARIABLES", "_vars_of_loop"),
    "no such step": lambda patch: patch.delattr(FastEnvironment, "escaped"),
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS.keys())
def test_a_jinja_that_works_differently_gets_no_shortcuts(
    change: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(monkeypatch)

    assert templates.environment_class() is ThemeEnvironment


def joined_unescaped(self: Any, node: Any, frame: Any) -> None:
    """Work like a Jinja that escapes elsewhere."""
    self.write("Markup(str_join((")
    for part in node.nodes:
        self.visit(part, frame)
        self.write(", ")
    self.write(")))")


def other_signature(self: Any, node: Any) -> None:
    """Work like a Jinja that passes no frame."""


@pytest.mark.parametrize("visit", [joined_unescaped, other_signature])
def test_a_jinja_whose_code_cannot_be_changed_generates_its_own(visit: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BoundedCode, "visit_Concat", visit)

    assert templates.environment_class() is PlainEnvironment


@pytest.mark.parametrize("chosen", [ThemeEnvironment, PlainEnvironment])
def test_the_pages_are_the_same_in_all_environments(
    chosen: type, outlet: Callable[..., Outlet], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = outlet(STORY)
    site.build()
    fast = site.files()
    monkeypatch.setattr(templates, "works", lambda environment, _: environment is chosen)
    templates.environment_class.cache_clear()

    site.build(full=True)

    assert templates.environment_class() is chosen
    assert site.files() == fast


def test_compiled_templates_of_the_environments_are_stored_separately() -> None:
    assert len({FastEnvironment.revision, ThemeEnvironment.revision, PlainEnvironment.revision}) == 3


def test_a_jinja_without_private_names_causes_no_error() -> None:
    class Other(StrictUndefined):
        __slots__ = ()

    without_names: Any = type("Without", (), {})()
    missing = guard.absence_of(Other(name="article", hint="h"))

    assert (missing.name, missing.hint, missing.is_forbidden) == ("article", "h", False)
    assert guard.absence_of(without_names) == guard.Absence()
    assert guard.code_of(without_names) is None
    assert guard.code_of(Macro) is None
    assert isinstance(Other(), Undefined)
