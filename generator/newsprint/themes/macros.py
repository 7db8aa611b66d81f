"""Macros that are worked out once: a story's card looks the same on every page that shows it.

A macro that a template imports *without context* sees its arguments and what all pages share, and nothing of the page
that it is called from: it is a function of its arguments. What it gave is remembered for arguments that cannot change,
as long as the environment lives, so navigation, footers and the items of widgets are rendered once for many pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro

_KEPT = 4000
_BY_VALUE = (str, int, bool, float, type(None))
_BY_IDENTITY = (datetime, date)


class RememberedMacro:
    """What one macro gave, by its arguments."""

    def __init__(self, macro: Macro) -> None:
        self._macro = macro
        self._given: dict[object, tuple[object, Any]] = {}

    def __call__(self, context: Context, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
        """What the macro gives for these arguments. Raises what the macro raises."""
        key = _key(context, arguments, named)
        if key is None:
            return self._macro(context.eval_ctx, *arguments, **named)
        given = self._given.get(key)
        if given is None:
            if len(self._given) >= _KEPT:
                self._given.clear()
            # The arguments are kept beside it: while they live, no other object has their identity.
            given = (arguments, tuple(named.values())), self._macro(context.eval_ctx, *arguments, **named)
            self._given[key] = given
        return given[1]


class ThemeTemplate(Template):
    """A template whose macros, where they are imported without context, are remembered."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """The template as it is imported: one for all pages, as the globals are the same for all of them."""
        if self._module is None:
            self._module = self.make_module()
            for value in vars(self._module).values():
                if type(value) is Macro:
                    value.remembered = RememberedMacro(value)  # type: ignore[attr-defined] # Jinja's class, our mark
        return self._module


def call_macro(macro: Macro, context: Context, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Call ``macro`` from a template. Raises what the macro raises."""
    named.pop("_block_vars", None)  # Jinja's own, for functions that ask for the context
    named.pop("_loop_vars", None)
    remembered = getattr(macro, "remembered", None)
    if remembered is None:
        return macro(context.eval_ctx, *arguments, **named)
    return remembered(context, arguments, named)


def _key(context: Context, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> object:
    """What tells these arguments from others; None if one of them may change."""
    key: list[object] = [context.eval_ctx.autoescape]
    for value in arguments:
        if not _add(key, value):
            return None
    for name, value in named.items():
        key.append(name)
        if not _add(key, value):
            return None
    return tuple(key)


def _add(key: list[object], value: Any) -> bool:
    kind = type(value)
    if kind in _BY_VALUE:
        key += kind, value
    elif kind in _BY_IDENTITY or _is_frozen(kind):
        key.append(id(value))
    else:
        return False
    return True


def _is_frozen(kind: type) -> bool:
    parameters = getattr(kind, "__dataclass_params__", None)
    return parameters is not None and parameters.frozen
