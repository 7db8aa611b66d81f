"""What templates show for a value: text with the escapes of HTML or of XML, and markup as it is."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from newsprint.themes.sandbox.bounds import printed
from newsprint.themes.sandbox.xml import xml_text


def shown(value: Any) -> str:
    """What a template shows for ``value``: the characters of ``escape(value)``, only to be joined with what is around.

    As nobody sees it before that, text need not be made markup, and markup can stay as it is.
    """
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # the checker does not see that it is Markup, which is text
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


def shown_in_xml(value: Any) -> str:
    """What a template of XML shows for ``value``. Raises BoundsError, UseError."""
    kind = type(value)
    if kind is str:
        return xml_text(value)
    if kind is not Markup:
        value = printed(value)
        if not hasattr(value, "__html__"):
            return xml_text(str(value))
    return escape(value)
