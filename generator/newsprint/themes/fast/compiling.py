"""The code generator of the fast environment: Jinja's, except for the values that a page prints."""

from __future__ import annotations

from newsprint.themes.sandbox.jinja_guard import EscapingCode
from newsprint.themes.sandbox.sandbox import BoundedCode


class FastCode(EscapingCode, BoundedCode):
    """Writes ``environment.escaped(value)`` for a value to print, and the calls with limits of BoundedCode."""
