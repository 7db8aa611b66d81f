"""How HTML tags are recognised, wherever a regular expression has to."""

from __future__ import annotations

import re

ATTRIBUTES = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+'){0,100}"""
"""What stands between the name of a tag and its ``>``. Bounded, so that no text makes the search quadratic."""

ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
"""One of them: the name, and the value in one of three groups."""

ADDRESSES = frozenset({"href", "src", "poster"})
"""Attributes that hold one address."""

ANY_TAG = re.compile(r"<[A-Za-z/!?]")
"""The start of a tag, a comment or an instruction: without one, a text has no HTML of its own."""

FOOTNOTE_MARK = r'sup (?:class="footnote-ref"|id="fnref)[^<>]*>.{0,300}?</sup>'
"""The mark of a footnote in either engine's HTML, without its ``<``."""

RAW_TEXT = "script|style|textarea|title|xmp|iframe|noembed|noframes|noscript"
"""Elements whose content is no HTML; one that is never closed reaches to the end, as in a browser."""

RAW_NAMES = frozenset(RAW_TEXT.split("|"))
"""Their names."""
