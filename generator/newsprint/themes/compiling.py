"""The code that templates become: Jinja's, but for what is done with every single value that a page shows."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from newsprint.themes.bounds import printed
from newsprint.themes.guard import ShowingCode
from newsprint.themes.sandbox import BoundedCode


class LeanCode(ShowingCode, BoundedCode):
    """Writes ``environment.shown(value)`` for a value that is shown, and what is bounded as a call."""


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
