"""Whether a text may have a comment, a mistyped one, or an editing mark: most texts have none, and are not scanned."""

from __future__ import annotations

_SIGNS = (
    "<!", "-->", "< ", "<\t", "<\n", "<%", "<co", "<CO", "{>>", "{ ", "{\t", "{{", "{%", "{#", "{/*", "{*", "{::",
    "{++", "{--", "{~~", "{==", "%%", "@*",
)  # fmt: skip
_GAPS = "\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_UNUSUAL = ("\uff1c", "\ufe64", "<\uff01", "<\ufe57", *(f"<{gap}" for gap in _GAPS))
"""Starts of a mistyped comment that an ASCII text cannot have."""


def may_hold_comment(text: str) -> bool:
    """Return False only if ``text`` has nothing that a comment or an editing mark begins with."""
    is_usual = "<" in text or "{" in text or "%%" in text or "!--" in text or "@*" in text
    if is_usual and any(sign in text for sign in _SIGNS):
        return True
    return not text.isascii() and any(sign in text for sign in _UNUSUAL)
