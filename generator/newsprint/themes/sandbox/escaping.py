"""Converting values to the text that templates print: escaped for HTML or XML, with markup unchanged."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from newsprint.themes.sandbox.bounds import printed
from newsprint.themes.sandbox.xml import xml_text


def escaped(value: Any) -> str:
    """Return the characters of ``escape(value)``, to be joined with the rest of the page. Raises BoundsError, UseError.

    It returns plain text and not Markup, which saves time: the result is used for nothing but joining.
    """
    kind = type(value)
    if kind is Markup:
        markup: Markup = value
        return markup
    if kind is not str:
        return escape(printed(value))
    text: str = value
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&#34;")
    if "'" in text:
        text = text.replace("'", "&#39;")
    return text


def escaped_for_xml(value: Any) -> str:
    """Return the text that a template of XML prints for ``value``. Raises BoundsError, UseError."""
    kind = type(value)
    if kind is str:
        return xml_text(value)
    if kind is not Markup:
        value = printed(value)
        if not hasattr(value, "__html__"):
            return xml_text(str(value))
    return escape(value)
