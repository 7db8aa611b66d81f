"""A second scan for comments: those that an engine printed as text are reported."""

from __future__ import annotations

import re

from newsprint.base.comments import unclosed
from newsprint.base.errors import Problem
from newsprint.base.signs import Signs
from newsprint.markdown.comments.uncomment import Uncommented

# Both engines turn hyphens into dashes. Browsers also read some character references without a semicolon.
_LESS = r"&(?:amp;)?(?:lt|#0{0,5}60|#x0{0,5}3c);?"
_BANG = r"(?:!|&(?:amp;)?(?:excl|#0{0,5}33|#x0{0,5}21);?)"
_DASH = r"(?:-|–|—|&(?:amp;)?(?:hyphen|dash|ndash|mdash|#0{0,5}45|#x0{0,5}2d);?)"
_PRINTED = rf"{_LESS}[ \t]{{0,3}}{_BANG}[ \t]{{0,3}}{_DASH}|\{{&gt;&gt;|\{{\{{-?[ \t]{{0,3}}/\*"
_PRINTED += r"|\[(?://|comment|_)\]: ?(?:\#|&lt;&gt;|<>)"  # a comment as a link definition that the engine did not read
_SIGNS = Signs("&lt;", "&LT;", "&#", "&amp;l", "&amp;L", "&amp;#", "{&gt;", "{{", "]:")
_TOKEN = re.compile(rf"<(?P<end>/?)(?:code|pre|samp|kbd)\b[^<>]*>|(?P<printed>{_PRINTED})", re.I)
_WRITTEN = re.compile(rf"(?:{_LESS}|\\<)[ \t]{{0,3}}{_BANG}[ \t]{{0,3}}{_DASH}|\\?\{{>>|\[(?://|comment|_)\]:", re.I)


def printed_comments(rendered: str, html: str, source: Uncommented) -> tuple[Problem, ...]:
    """Return the problem that ``html`` prints a comment, or that one hides the rest.

    Comments in code may be printed. ``rendered`` is the HTML from the engine. Return no problem if ``source`` already
    has an unclosed comment.
    """
    if not source.openings and not _SIGNS.are_in(html):
        return ()
    if any(problem.code == "unclosed-comment" for problem in source.problems):
        return ()
    if not _is_printed(html) and not (source.openings and _is_cut_off(rendered)):
        return ()
    written = _WRITTEN.search(source.with_all_lines)
    if written:
        line, opening = source.with_all_lines.count("\n", 0, written.start()) + 1, written[0]
    else:
        line, opening = (source.openings or (0,))[0], "<!--"
    if opening in ("<!--", "{>>"):
        message = f'readers would see a comment: "{opening}" seems to be in code but is not'
        hint = "close the code before it, or move the comment out"
        return (Problem("", line, 0, message, hint, code="unclosed-comment"),)
    return (unclosed(line, 0, opening),)


def _is_cut_off(html: str) -> bool:
    """Return whether ``html`` contains an unclosed comment, which would hide the rest of it."""
    opening = html.rfind("<!--")
    return opening >= 0 and html.find("-->", opening) < 0


def _is_printed(html: str) -> bool:
    depth = 0
    for token in _TOKEN.finditer(html):
        if token["printed"]:
            if not depth:
                return True
        else:
            depth = max(0, depth - 1) if token["end"] else depth + 1
    return False
