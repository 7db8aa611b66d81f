"""The direction of code: left to right, also in texts from right to left."""

from __future__ import annotations

import re

from newsprint.markdown.tags import RAW_ELEMENT

_CODE = re.compile(
    rf"{RAW_ELEMENT}|<(?P<code>pre|code|kbd|samp)(?=[\s>])(?![^<>]*\sdir\s*=)",
    re.I,
)


def left_to_right_code(html: str) -> str:
    """Return ``html`` with ``dir="ltr"`` on all code without a direction of the author's."""
    if "<pre" in html or "<code" in html or "<kbd" in html or "<samp" in html:
        return _CODE.sub(lambda match: f'{match[0]} dir="ltr"' if match["code"] else match[0], html)
    return html
