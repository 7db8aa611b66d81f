"""A quick check for comments and editing marks: most texts need no scan."""

from __future__ import annotations

_SIGNS = (
    "<!", "-->", "< ", "<\t", "<\n", "<%", "<co", "<CO", "{>>", "{ ", "{\t", "{{", "{%", "{#", "{/*", "{*", "{::",
    "{++", "{--", "{~~", "{==", "%%", "@*",
)  # fmt: skip
_GAPS = "\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_UNUSUAL = ("\uff1c", "\ufe64", "<\uff01", "<\ufe57", *(f"<{gap}" for gap in _GAPS))
"""Starts of mistyped comments that contain characters outside ASCII."""


def may_contain_comment(text: str) -> bool:
    """Return False only if ``text`` contains no start of a comment or an editing mark."""
    is_usual = "<" in text or "{" in text or "%%" in text or "!--" in text or "@*" in text
    if is_usual and any(sign in text for sign in _SIGNS):
        return True
    return not text.isascii() and any(sign in text for sign in _UNUSUAL)
