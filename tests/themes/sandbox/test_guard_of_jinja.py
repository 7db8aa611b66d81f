"""Another Jinja than the one that the short cuts were made for is taken as it comes: what is shown stays escaped."""

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
from newsprint.themes.sandbox import guard
from newsprint.themes.sandbox.sandbox import BoundedCode, PlainEnvironment, ThemeEnvironment
from tests.support.outlets import Outlet, article

STORY = {"content/world/a.md": article("<script>'&")}


@pytest.fixture(autouse=True)
def _judged_afresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Without the code that templates were compiled to before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    templates.environment_class.cache_clear()
    yield
    templates.environment_class.cache_clear()


def test_the_installed_jinja_has_the_short_cuts() -> None:
    assert templates.environment_class() is FastEnvironment


def unescaped(self: Any, node: Any, frame: Any, finalize: Any) -> None:
    """As a Jinja would do it that has no such step any more."""
    self.write("(")


def renamed(self: Any, node: Any, frame: Any) -> None:
    """As a Jinja would do it that calls it with less."""
    CodeGenerator._output_child_pre(self, node, frame, None)  # type: ignore[arg-type]


def other_modules(self: Any, *_: Any) -> Any:
    """As a Jinja would do it that makes no module any more."""
    return self._no_such_name


OTHERS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a step without escaping": lambda patch: patch.setattr(guard.ShowingCode, "_output_child_pre", unescaped),
    "a step with other arguments": lambda patch: patch.setattr(guard.ShowingCode, "_output_child_pre", renamed),
    "another way to show values": lambda patch: patch.setattr(FastEnvironment, "escaped", staticmethod(str)),
    "another module of a template": lambda patch: patch.setattr(macros.ThemeTemplate, "make_module", other_modules),
    "other variables in calls": lambda patch: patch.setattr(macros, "LOOP_VARIABLES", "_vars_of_loop"),
    "no such step": lambda patch: patch.delattr(FastEnvironment, "escaped"),
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS.keys())
def test_a_jinja_that_works_otherwise_is_taken_as_it_comes(
    change: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(monkeypatch)

    assert templates.environment_class() is ThemeEnvironment


def joined_unescaped(self: Any, node: Any, frame: Any) -> None:
    """As a Jinja would do it that escapes elsewhere."""
    self.write("Markup(str_join((")
    for part in node.nodes:
        self.visit(part, frame)
        self.write(", ")
    self.write(")))")


def other_signature(self: Any, node: Any) -> None:
    """As a Jinja would do it that hands in no frame."""


@pytest.mark.parametrize("visit", [joined_unescaped, other_signature])
def test_a_jinja_whose_code_cannot_be_changed_writes_its_own(visit: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BoundedCode, "visit_Concat", visit)

    assert templates.environment_class() is PlainEnvironment


@pytest.mark.parametrize("chosen", [ThemeEnvironment, PlainEnvironment])
def test_the_pages_are_the_same_whichever_way(
    chosen: type, outlet: Callable[..., Outlet], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = outlet(STORY)
    site.build()
    quick = site.files()
    monkeypatch.setattr(templates, "works", lambda environment, _: environment is chosen)
    templates.environment_class.cache_clear()

    site.build(full=True)

    assert templates.environment_class() is chosen
    assert site.files() == quick


def test_compiled_templates_of_all_are_kept_apart() -> None:
    assert len({FastEnvironment.revision, ThemeEnvironment.revision, PlainEnvironment.revision}) == 3


def test_of_a_jinja_without_private_names_less_is_known_and_nothing_breaks() -> None:
    class Other(StrictUndefined):
        __slots__ = ()

    without_names: Any = type("Without", (), {})()
    missing = guard.absence_of(Other(name="article", hint="h"))

    assert (missing.name, missing.hint, missing.is_forbidden) == ("article", "h", False)
    assert guard.absence_of(without_names) == guard.Absence()
    assert guard.code_of(without_names) is None
    assert guard.code_of(Macro) is None
    assert isinstance(Other(), Undefined)
