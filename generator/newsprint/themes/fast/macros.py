"""Results of macros, remembered by their arguments: a story's card is the same on every page that shows it.

A macro that a template imports *without context* can use its arguments and the variables that all pages share, and
nothing of the page that calls it, so its result depends on its arguments only. Results for arguments that cannot change
are remembered as long as the environment exists: navigation, footers and items of widgets are rendered once for many
pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro

from newsprint.base.bounded_cache import BoundedCache
from newsprint.themes.sandbox.jinja_guard import BLOCK_VARIABLES, LOOP_VARIABLES

_KEPT = 4000
_BY_VALUE = frozenset({str, int, bool, float, type(None)})


class RememberedMacro:
    """A macro and its results by arguments."""

    def __init__(self, macro: Macro) -> None:
        self._macro = macro
        self._results: BoundedCache[object, tuple[object, Any]] = BoundedCache(_KEPT)

    def call(self, context: Context, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
        """Return the result of the macro for these arguments. Raises what the macro raises."""
        key = _key(context.eval_ctx.autoescape, arguments, named)
        known = self._results.get(key)
        if known is not None:
            return known[1]
        result = self._macro(context.eval_ctx, *arguments, **named)
        if key is not None:
            # Keep the arguments too: an object that was deleted could pass its id() on to another one.
            self._results.keep(key, ((arguments, tuple(named.values())), result))
        return result


class ThemeTemplate(Template):
    """A template that remembers the results of its macros where they are imported without context."""

    def make_module(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None
    ) -> TemplateModule:
        """Return the module of an imported template. Its macros remember results if it has no variables of a page."""
        module = super().make_module(vars, shared, locals)
        if vars is None and not shared and not locals:
            for value in module.__dict__.values():
                if type(value) is Macro:
                    value.remembered = RememberedMacro(value)  # type: ignore[attr-defined] # added to Jinja's class
        return module


def call_macro(macro: Macro, context: Context, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Call ``macro`` from a template. Raises what the macro raises."""
    named.pop(BLOCK_VARIABLES, None)
    named.pop(LOOP_VARIABLES, None)
    remembered = getattr(macro, "remembered", None)
    if remembered is None:
        return macro(context.eval_ctx, *arguments, **named)
    return remembered.call(context, arguments, named)


def _key(autoescape: bool, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> object:
    """Return a key that is unique to these arguments; None if one of them may change."""
    kind: Any
    if len(arguments) == 1 and not named:  # a story's card: by far the most calls
        kind = type(arguments[0])
        if _is_frozen(kind):
            return autoescape, id(arguments[0])
    key: list[object] = [autoescape, *named]
    for value in (*arguments, *named.values()):
        kind = type(value)
        if _is_frozen(kind):
            key.append(id(value))
        elif kind in _BY_VALUE:
            key += kind, value
        else:
            return None
    return tuple(key)


@lru_cache(maxsize=256)
def _is_frozen(kind: type) -> bool:
    """Return whether objects of this type never change, so that their identity can be part of a key."""
    settings = getattr(kind, "__struct_config__", None)
    return kind in (datetime, date) or (settings is not None and settings.frozen)
