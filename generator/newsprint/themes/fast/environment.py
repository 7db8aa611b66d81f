"""A faster environment for templates, which renders the same pages.

It overrides parts of Jinja that may change between releases; :mod:`jinja_guard` tests that they work as expected.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from jinja2.runtime import Context, Macro

from newsprint.themes.fast.compiling import FastCode
from newsprint.themes.fast.macros import ThemeTemplate, call_macro
from newsprint.themes.provided import Table
from newsprint.themes.sandbox.escaping import escaped, escaped_for_xml
from newsprint.themes.sandbox.sandbox import ThemeEnvironment
from newsprint.themes.settings.chosen import Settings

_METHODS_OF_DICT = frozenset(dir(dict))


class FastEnvironment(ThemeEnvironment):
    """The environment in which templates run, with faster code for what every page does hundreds of times."""

    template_class = ThemeTemplate
    code_generator_class = FastCode
    escaped = staticmethod(escaped)
    escaped_for_xml = staticmethod(escaped_for_xml)
    revision = f"{ThemeEnvironment.revision}-fast"
    finalized = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._plain: dict[type, set[str]] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return ``obj.attribute``; Undefined if it is missing. Raises jinja2.UndefinedError if it is misspelt.

        Most attributes in templates are keys of dictionaries and fields of our own frozen types. They are data, so the
        sandbox checks each field once and not each time.
        """
        kind = type(obj)
        if kind is Table or kind is dict or kind is Settings:
            if attribute in obj and attribute not in _METHODS_OF_DICT:
                return obj[attribute]
        elif attribute in self._plain.get(kind, ()):
            return getattr(obj, attribute)
        elif attribute in getattr(kind, "__struct_fields__", ()) and self.is_safe_attribute(obj, attribute, None):
            self._plain.setdefault(kind, set()).add(attribute)
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call ``__obj`` from a template: a macro at once, anything else through the sandbox's checks."""
        if type(__obj) is Macro:
            return call_macro(__obj, __context, args, kwargs)
        return super().call(__context, __obj, *args, **kwargs)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of the environment itself. They are a plain dictionary, which is fast to copy per page."""
        assert not d, "templates are loaded without globals of their own"
        return self.globals
