"""Raw HTML in a text: made safe, or published as written, but never with its comments.

An editor's note in a comment must not be published. :mod:`uncomment` has taken comments out of the text; those that
it left, because they looked like code, go here, in either mode.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsprint.errors import Problem
from newsprint.markdown import allowed
from newsprint.markdown.limits import BodyError
from newsprint.markdown.shortcodes import NAME_SCHEME
from newsprint.markdown.tags import ATTRIBUTES, RAW_TEXT

if TYPE_CHECKING:
    from nh3 import Cleaner

_COMMENT = re.compile(
    # Raw text elements go by as they are: `<!--` has no meaning in a script.
    rf"(?P<raw><(?P<name>{RAW_TEXT})\b.*?(?:</(?P=name)\s*>|\Z))"
    r"|<!--(?:-?>|.*?(?:--!?>|\Z))|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*(?:>|\Z)",
    re.S | re.I,
)
_LOUD = re.compile(r"</?(?:H[1-6]|TABLE|T[HD]|BLOCKQUOTE|P)(?=[\s/>])", re.I)
_START_OR_END = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9]*)({ATTRIBUTES})>")

MAX_TAG_DEPTH = 2_000
MAX_REOPENED = 2_000_000


def without_comments(html: str) -> str:
    """``html`` as written, but for comments, and with the names that later steps look for in small letters."""
    html = _COMMENT.sub(lambda match: match["raw"] or "", html)
    return _LOUD.sub(lambda match: match[0].lower(), html)


def safe(html: str) -> str:
    """``html`` with what an article may hold, and nothing that runs, submits or loads a page.

    Raises BodyError for tags that a parser could not cope with: open elements by the thousand.
    """
    _check_tags(html)
    return _cleaner().clean(html)


@cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=set(allowed.TAGS),
        clean_content_tags=set(allowed.DROPPED_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in allowed.ATTRIBUTES.items()},
        set_tag_attribute_values=allowed.FORCED,
        generic_attribute_prefixes=allowed.PREFIXES,
        filter_style_properties={"text-align"},
        url_schemes={"http", "https", "mailto", "tel", NAME_SCHEME},
        link_rel=None,
    )


def _check_tags(html: str) -> None:
    """Parsers are quadratic in the depth, and reopen unclosed formatting in every block that follows."""
    if html.count("<") < MAX_TAG_DEPTH:
        return
    depth = tags = 0
    formatting: set[str] = set()
    for match in _START_OR_END.finditer(html):
        name = match[2].lower()
        tags += 1
        if name in allowed.FORMATTING and not match[1] and match[3]:
            formatting.add(match[0])
        if name not in allowed.AUTOMATIC:
            depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > MAX_TAG_DEPTH:
            hint = "close the tags, or take them out"
            raise BodyError(
                Problem("", 0, 0, f"more than {MAX_TAG_DEPTH:,} HTML tags are open at once", hint, code="text-limit")
            )
    if len(formatting) * tags > MAX_REOPENED and len(formatting) > 50:
        message = "the text has more different HTML formatting tags than can be sanitised"
        raise BodyError(Problem("", 0, 0, message, "take the formatting out", code="text-limit"))
