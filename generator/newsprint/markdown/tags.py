"""Regular expressions and names that recognise HTML tags."""

from __future__ import annotations

import re

ATTRIBUTES = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+'){0,100}"""
"""Everything between the name of a tag and its ``>``. Bounded, so that no text makes the search quadratic."""

ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
"""One attribute: the name, and the value in one of three groups."""

ADDRESSES = frozenset({"href", "src", "poster"})
"""Attributes whose value is one address."""

ANY_TAG = re.compile(r"<[A-Za-z/!?]")
"""The start of a tag, a comment or an instruction: a text without one contains no raw HTML."""

FOOTNOTE_MARK = r'sup (?:class="footnote-ref"|id="fnref)[^<>]*>.{0,300}?</sup>'
"""The mark of a footnote in the HTML of either engine, without its ``<``."""

_RAW_NAMES = "script|style|textarea|title|xmp|iframe|noembed|noframes|noscript"

RAW_NAMES = frozenset(_RAW_NAMES.split("|"))
"""Elements whose content is not HTML; an unclosed one extends to the end of the text, as in a browser."""

RAW_TEXT = rf"(?:{_RAW_NAMES})(?![^\s/>])"
"""One of these names, whole: ``<title-card>`` is an element of the outlet's own, whose content is HTML."""

RAW_ELEMENT = rf"<(?P<raw>{RAW_TEXT})(?s:.)*?(?:</(?P=raw)\s*>|\Z)"
"""One of these elements with its content."""
