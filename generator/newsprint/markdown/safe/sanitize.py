"""Raw HTML in a text: sanitised or published unchanged, always without comments.

An editor's note in a comment must not be published. :mod:`uncomment` removes comments from the text; those that it
left because they looked like code are removed here, in both modes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsprint.markdown.safe import allowed
from newsprint.markdown.safe.tag_soup import check_tags
from newsprint.markdown.shortcodes import NAME_SCHEME
from newsprint.markdown.tags import RAW_ELEMENT

if TYPE_CHECKING:
    from nh3 import Cleaner

_COMMENT = re.compile(
    # Raw text elements are skipped: `<!--` has no meaning in a script.
    rf"{RAW_ELEMENT}"
    r"|<!--(?:-?>|.*?(?:--!?>|\Z))|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*(?:>|\Z)",
    re.S | re.I,
)
_NAMED = re.compile(r"(<a\s(?![^<>]*\sid\s*=)(?:[^<>]*?\s)?)name(?=\s*=\s*[\"']?[^\s\"'>])", re.I)
"""The old form of an anchor, from before HTML 4: ``<a name="tide">``."""

_UPPER_CASE = re.compile(r"</?(?:H[1-6]|TABLE|T[HD]|BLOCKQUOTE|P)(?=[\s/>])", re.I)


def without_comments(html: str) -> str:
    """Return ``html`` without comments.

    The tag names that later steps search for become lower case.
    """
    html = _COMMENT.sub(lambda match: match[0] if match["raw"] else "", html)
    return _UPPER_CASE.sub(lambda match: match[0].lower(), html)


def safe(html: str) -> str:
    """Return ``html`` with only the tags and attributes that an article may contain.

    Nothing that runs, submits or loads a page is left. Raise BodyError for tags that would overload a parser, such as
    thousands of open elements.
    """
    check_tags(html)
    if "name" in html or "NAME" in html:
        html = _NAMED.sub(r"\1id", html)
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
