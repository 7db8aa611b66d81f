"""The second look for comments, at the HTML: one that an engine took for text is reported, not published silently."""

from __future__ import annotations

import re

from newsprint.base.comments import unclosed
from newsprint.base.errors import Problem
from newsprint.base.signs import Signs
from newsprint.markdown.comments.uncomment import Uncommented

# Both engines make dashes of hyphens. Browsers read some names of characters without a semicolon as well.
_LESS = r"&(?:amp;)?(?:lt|#0{0,5}60|#x0{0,5}3c);?"
_BANG = r"(?:!|&(?:amp;)?(?:excl|#0{0,5}33|#x0{0,5}21);?)"
_DASH = r"(?:-|–|—|&(?:amp;)?(?:hyphen|dash|ndash|mdash|#0{0,5}45|#x0{0,5}2d);?)"
_PRINTED = rf"{_LESS}[ \t]{{0,3}}{_BANG}[ \t]{{0,3}}{_DASH}|\{{&gt;&gt;|\{{\{{-?[ \t]{{0,3}}/\*"
_PRINTED += r"|\[(?://|comment|_)\]: ?(?:\#|&lt;&gt;|<>)"  # a definition that holds a comment, and is none
_SIGNS = Signs("&lt;", "&LT;", "&#", "&amp;l", "&amp;L", "&amp;#", "{&gt;", "{{", "]:")
_TOKEN = re.compile(rf"<(?P<end>/?)(?:code|pre|samp|kbd)\b[^<>]*>|(?P<printed>{_PRINTED})", re.I)
_WRITTEN = re.compile(rf"(?:{_LESS}|\\<)[ \t]{{0,3}}{_BANG}[ \t]{{0,3}}{_DASH}|\\?\{{>>|\[(?://|comment|_)\]:", re.I)


def printed_comments(rendered: str, html: str, source: Uncommented) -> tuple[Problem, ...]:
    """The problem that ``html`` prints a comment outside code, or that one hides what follows it.

    ``rendered`` is the HTML as the engine made it. Nothing where such a problem is known already.
    """
    if not source.openings and not _SIGNS.are_in(html):
        return ()
    if any(problem.code == "unclosed-comment" for problem in source.problems):
        return ()
    if not _is_printed(html) and not (source.openings and _is_cut_off(rendered)):
        return ()
    written = _WRITTEN.search(source.numbered)
    if written:
        line, opening = source.numbered.count("\n", 0, written.start()) + 1, written[0]
    else:
        line, opening = (source.openings or (0,))[0], "<!--"
    if opening in ("<!--", "{>>"):
        message = f'readers would see a comment: "{opening}" is not in code, although it looks as if it were'
        hint = "close the code before it, or move the comment out"
        return (Problem("", line, 0, message, hint, code="unclosed-comment"),)
    return (unclosed(line, 0, opening),)


def _is_cut_off(html: str) -> bool:
    """Whether an engine left a comment in ``html`` that does not end, and would hide the rest."""
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
