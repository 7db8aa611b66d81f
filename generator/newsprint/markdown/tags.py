"""How HTML tags are recognised, wherever a regular expression has to."""

from __future__ import annotations

ATTRIBUTES = r"""(?:[^<>"']++|"[^"]*"|'[^']*'){0,400}+"""
"""What stands between the name of a tag and its ``>``. Bounded, so that no text makes the search quadratic."""

RAW_TEXT = "script|style|textarea|title|xmp|iframe|noembed|noframes|noscript"
"""Elements whose content is no HTML; one that is never closed reaches to the end, as in a browser."""
