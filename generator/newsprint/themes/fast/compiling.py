"""The code that templates become: Jinja's, but for what is done with every single value that a page shows."""

from __future__ import annotations

from newsprint.themes.sandbox.guard import ShowingCode
from newsprint.themes.sandbox.sandbox import BoundedCode


class LeanCode(ShowingCode, BoundedCode):
    """Writes ``environment.shown(value)`` for a value that is shown, and what is bounded as a call."""
