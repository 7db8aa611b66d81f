"""Smart quotes in the language of the outlet.

Both engines know English quotation marks only, and neither tells an apostrophe from a closing single quote. They are
therefore made to leave four placeholders (private-use characters), which are replaced here. What the author typed as
a curly quote is never touched.
"""

from __future__ import annotations

import re

from newsprint.markdown.language import ENGLISH, QuotationMarks

PLACEHOLDERS = QuotationMarks("\ue0f1", "\ue0f2", "\ue0f3", "\ue0f4")
APOSTROPHE = "’"

_HIDE = str.maketrans("“”‘’", "\ue0f5\ue0f6\ue0f7\ue0f8")
_SHOW = str.maketrans("“”‘’\ue0f5\ue0f6\ue0f7\ue0f8", "\ue0f1\ue0f2\ue0f3\ue0f4“”‘’")
_SINGLE = re.compile("[\ue0f3\ue0f4]")


def hide_typed(text: str) -> str:
    """``text`` with the curly quotes that its author typed out of the way of an engine that makes its own."""
    return text.translate(_HIDE)


def show_typed(html: str) -> str:
    """The typed quotes back in their place, those of the engine turned into placeholders."""
    return html.translate(_SHOW)


def localise(html: str, marks: QuotationMarks) -> str:
    """``html`` with the placeholders replaced by a language's marks, and apostrophes by apostrophes."""
    html = html.replace(PLACEHOLDERS.opening, marks.opening).replace(PLACEHOLDERS.closing, marks.closing)
    if PLACEHOLDERS.inner_opening not in html:
        # Without an opening single quote, every "closing" one is an apostrophe.
        return html.replace(PLACEHOLDERS.inner_closing, APOSTROPHE)
    return _localise_single(html, marks)


def _localise_single(html: str, marks: QuotationMarks) -> str:
    depth = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal depth
        if match[0] == PLACEHOLDERS.inner_opening:
            depth += 1
            return marks.inner_opening
        before, after = html[match.start() - 1 : match.start()], html[match.end() : match.end() + 1]
        if (before.isalnum() and after.isalnum()) or not depth:
            return APOSTROPHE
        depth -= 1
        return marks.inner_closing

    return _SINGLE.sub(replaced, html)


def substitutions(marks: QuotationMarks) -> dict[str, str]:
    """What Python-Markdown's smarty extension writes, given quotation marks; the characters, not their entities."""
    return {
        "left-double-quote": marks.opening,
        "right-double-quote": marks.closing,
        "left-single-quote": marks.inner_opening,
        "right-single-quote": marks.inner_closing,
        "ndash": "–",
        "mdash": "—",
        "ellipsis": "…",
    }


def is_plain(marks: QuotationMarks) -> bool:
    """Whether an engine's own quotes can stay as they are."""
    return marks == ENGLISH
