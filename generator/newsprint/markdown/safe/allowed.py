"""The HTML that an article may contain: the allow-list of :mod:`sanitize`.

It includes all HTML of the engines (tables, footnotes, task lists, classes of code), and the HTML that newsrooms write
by hand: figures, details, times, audio and video with controls. It includes nothing that runs, submits or loads a page.
"""

from __future__ import annotations

# fmt: off
TAGS = frozenset((
    "a", "abbr", "audio", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "rp",
    "rt", "ruby", "s", "samp", "section", "small", "source", "span", "strike", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "track", "u", "ul", "var", "video",
    "wbr",
))
# fmt: on
"""Tags that stay."""

# fmt: off
DROPPED_WITH_CONTENT = frozenset((
    "script", "style", "iframe", "object", "embed", "noscript", "template", "textarea", "title", "math", "svg",
    "xmp", "noembed", "noframes",
))
# fmt: on
"""Tags that are removed with their content, because it is not text for readers; the content of other tags stays."""

# fmt: off
AUTOMATIC = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p",
    "li", "dt", "dd", "tr", "td", "th", "option",
))
# fmt: on
"""Tags that do not need an end tag."""

# fmt: off
FORMATTING = frozenset((
    "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
))
# fmt: on
"""Tags that a parser reopens in every block until they are closed."""

ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "role", "title"},
    "a": {"href", "hreflang", "rel", "target"},
    "audio": {"controls", "loop", "muted", "preload", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "div": {"np-block"},
    "img": {"alt", "credit", "height", "loading", "sizes", "src", "srcset", "width"},
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
# The only input that a text needs is the check box of a task list; all other inputs become disabled check boxes.
FORCED = {"input": {"type": "checkbox", "disabled": ""}}
PREFIXES = {"aria-", "data-footnote"}
