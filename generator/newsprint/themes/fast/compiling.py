"""The code generator of the fast environment: Jinja's, except for the values that a page prints."""

from __future__ import annotations

from newsprint.themes.sandbox.jinja_guard import ShowingCode
from newsprint.themes.sandbox.sandbox import BoundedCode


class FastCode(ShowingCode, BoundedCode):
    """Writes ``environment.escaped(value)`` for a value to print, and the calls with limits of BoundedCode."""
