"""The theme's environment without the work that comes to nothing: the same pages in less time.

It overrides parts of Jinja that Jinja does not promise to keep; :mod:`guard` makes sure that they work as they should.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from jinja2.runtime import Context, Macro

from newsprint.themes.fast.compiling import LeanCode
from newsprint.themes.fast.macros import ThemeTemplate, call_macro
from newsprint.themes.provided import Table
from newsprint.themes.sandbox.escaping import shown, shown_in_xml
from newsprint.themes.sandbox.sandbox import ThemeEnvironment

_METHODS_OF_DICT = frozenset(dir(dict))


class LeanEnvironment(ThemeEnvironment):
    """The environment in which themes run, with short cuts for what every page does hundreds of times."""

    template_class = ThemeTemplate
    code_generator_class = LeanCode
    shown = staticmethod(shown)
    shown_in_xml = staticmethod(shown_in_xml)
    revision = f"{ThemeEnvironment.revision}-lean"
    finalized = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._plain: dict[type, set[str]] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute`` as a template may see it. Raises jinja2.UndefinedError if it is misspelt.

        Most of what templates ask for are keys of dictionaries and fields of our own frozen types. They hold data, so
        the sandbox's questions are asked once for each field and not each time.
        """
        kind = type(obj)
        if kind is Table or kind is dict:
            if attribute in obj and attribute not in _METHODS_OF_DICT:
                return obj[attribute]
        elif attribute in self._plain.get(kind, ()):
            return getattr(obj, attribute)
        elif attribute in getattr(kind, "__dataclass_fields__", ()) and self.is_safe_attribute(obj, attribute, None):
            self._plain.setdefault(kind, set()).add(attribute)
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call ``__obj`` from a template: a macro, or what the sandbox holds to be safe."""
        if type(__obj) is Macro:
            return call_macro(__obj, __context, args, kwargs)
        return super().call(__context, __obj, *args, **kwargs)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: those of the environment. A plain dictionary is copied fast for every page."""
        assert not d, "templates are loaded without globals of their own"
        return self.globals
