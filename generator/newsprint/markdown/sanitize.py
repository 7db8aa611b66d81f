"""Raw HTML in a text: made safe, or published as written, but never with its comments.

An editor's note in a comment must not be published: comments go in either mode. ``<!--more-->`` is a mark of ours,
and is kept (as :data:`MORE`) until :mod:`lead` has used it.
"""

from __future__ import annotations

import re

from newsprint.errors import Problem
from newsprint.markdown.limits import BodyError
from newsprint.markdown.tags import ATTRIBUTES, RAW_TEXT

MORE = "\x1amore\x1a"
"""Stands where the author put ``<!--more-->``. No text can hold it: control characters are refused."""

_MORE = re.compile(r"<!--\s*more\s*-->", re.I)
_COMMENT = re.compile(
    # Raw text elements go by as they are: `<!--` has no meaning in a script.
    rf"(?P<raw><(?P<name>{RAW_TEXT})\b.*?(?:</(?P=name)\s*>|\Z))"
    r"|<!--(?:-?>|.*?(?:--!?>|\Z))|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*(?:>|\Z)",
    re.S | re.I,
)
_START_OR_END = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9]*)({ATTRIBUTES})>")

_TAGS = frozenset(
    """a abbr audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p picture pre q rp rt ruby s samp section small source
    span strike strong sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr""".split()
)
_DROPPED_WITH_CONTENT = frozenset(
    "script style iframe object embed noscript template textarea title math svg xmp noembed noframes".split()
)
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "role", "title"},
    "a": {"href", "hreflang", "rel", "target"},
    "audio": {"controls", "loop", "muted", "preload", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"alt", "height", "loading", "sizes", "src", "srcset", "width"},
    "input": {"checked"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "source": {"height", "media", "sizes", "src", "srcset", "type", "width"},
    "td": {"align", "colspan", "headers", "rowspan", "style"},
    "th": {"abbr", "align", "colspan", "headers", "rowspan", "scope", "style"},
    "time": {"datetime"},
    "track": {"default", "kind", "label", "srclang"},
    "video": {"controls", "height", "loop", "muted", "playsinline", "poster", "preload", "src", "width"},
}
# A text needs no input but the box of a task list; whatever else was written becomes one that does nothing.
_FORCED = {"input": {"type": "checkbox", "disabled": ""}}
_PREFIXES = {"aria-", "data-footnote"}

_VOID = frozenset("area base br col embed hr img input link meta source track wbr p li dt dd tr td th option".split())
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
MAX_TAG_DEPTH = 2_000
MAX_REOPENED = 2_000_000


def mark_more(html: str) -> str:
    """``html`` with :data:`MORE` in the place of the first ``<!--more-->``."""
    return _MORE.sub(MORE, html, count=1)


def without_comments(html: str) -> str:
    """``html`` as written, but for comments and what a browser takes for one."""
    return _COMMENT.sub(lambda match: match["raw"] or "", html)


def safe(html: str) -> str:
    """``html`` with what an article may hold, and nothing that runs, submits or loads a page.

    Raises BodyError for tags that a parser could not cope with: open elements by the thousand.
    """
    import nh3

    _check_tags(html)
    return nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        set_tag_attribute_values=_FORCED,
        generic_attribute_prefixes=_PREFIXES,
        filter_style_properties={"text-align"},
        url_schemes={"http", "https", "mailto", "tel", "shortcode-ref"},
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
        if name in _FORMATTING and not match[1] and match[3]:
            formatting.add(match[0])
        if name not in _VOID:
            depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > MAX_TAG_DEPTH:
            hint = "close the tags, or take them out"
            raise BodyError(Problem("", 0, 0, f"more than {MAX_TAG_DEPTH:,} HTML tags are open at once", hint))
    if len(formatting) * tags > MAX_REOPENED and len(formatting) > 50:
        message = "the text has more different HTML formatting tags than can be sanitised"
        raise BodyError(Problem("", 0, 0, message, "take the formatting out"))
