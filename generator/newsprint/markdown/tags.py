"""How HTML tags are recognised, wherever a regular expression has to."""

from __future__ import annotations

ATTRIBUTES = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+'){0,100}"""
"""What stands between the name of a tag and its ``>``. Bounded, so that no text makes the search quadratic."""

FOOTNOTE_MARK = r'sup (?:class="footnote-ref"|id="fnref)[^<>]*>.{0,300}?</sup>'
"""The mark of a footnote in either engine's HTML, without its ``<``."""

RAW_TEXT = "script|style|textarea|title|xmp|iframe|noembed|noframes|noscript"
"""Elements whose content is no HTML; one that is never closed reaches to the end, as in a browser."""
