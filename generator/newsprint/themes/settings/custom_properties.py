"""Colours of settings in style sheets, as custom properties: ``var(--setting-accent)``.

Pages may have no attribute ``style`` and no element ``<style>`` (``Content-Security-Policy: default-src 'self'``), and
one more file would be one more request. So the colours are a rule at the end of the style sheet that uses them.
"""

from __future__ import annotations

from collections.abc import Mapping

PREFIX = "--setting-"


def rule_of(colours: Mapping[str, str]) -> bytes:
    """Return the rule that defines ``colours`` (``#rrggbb`` by the name of the setting); empty if there are none."""
    lines = [f"  {PREFIX}{name.replace('_', '-')}: {colour};\n" for name, colour in sorted(colours.items())]
    return f":root {{\n{''.join(lines)}}}\n".encode() if lines else b""


def with_properties(sheet: bytes, rule: bytes) -> bytes:
    """Return the style sheet with ``rule`` added, if it uses a property of settings.

    The rule is at the end, because ``@charset`` and ``@import`` have to be first.
    """
    return sheet.rstrip(b"\n") + b"\n\n" + rule if rule and PREFIX.encode() in sheet else sheet
