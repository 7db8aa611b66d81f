"""Editors' comments in a text: their forms, and where each ends.

The forms are HTML comments, ``{>>…<<}`` of CriticMarkup, and the comments of Hugo (``{{/* … */}}``) and Liquid
(``{% comment %}…{% endcomment %}``), which occur in imported archives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsprint.base.errors import Problem

OPENING = r"<!--|\{>>|\{\{-?[ \t]{0,3}/\*|\{%-?[ \t]{0,9}comment(?:[ \t][^%{}\n]{0,80})?-?%\}"
"""A regular expression for the start of a comment."""

CLOSING = r"-->|<<\}|\*/[ \t]{0,3}-?\}\}|\{%-?[ \t]{0,9}endcomment[ \t]{0,9}-?%\}"
"""A regular expression for the end of any comment."""

KINDS = {"<!": "<!", "{>": "{>", "{{": "{{", "{%": "{%", "--": "<!", "<<": "{>", "*/": "{{"}
"""The form of a comment by the first two characters of its start or end."""

_DASH = "[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
_GAP = "[ \\t\u00a0\u00ad\u200b-\u200f\u2060\ufeff]"
_LESS = "[<\uff1c\ufe64]"
_BANG = "[!\uff01\ufe57]"
MISTYPED = (
    rf"(?!<!--){_LESS}{_GAP}{{0,3}}{_BANG}{_GAP}{{0,3}}{_DASH}{{1,2}}"
    rf"|<(?={_GAP}{{0,3}}\n[ \t>]{{0,9}}!--)|<{_GAP}{{0,3}}!(?={_GAP}{{0,3}}\n[ \t>]{{0,9}}--)"
    r"|<[^\sA-Za-z<>/]{0,2}--(?=[^<>\n]{0,200}-->)|(?<![<\w!])!--(?=[^<>\n]{0,200}-->)"  # <1-- and the like
    r"|<!(?!--|(?i:doctype)\b|\[CDATA)(?=[^<>\n]{1,200}>)|\{[ \t]{1,3}>>(?=[^{}]{0,500}<<)"
)
"""A regular expression for a mistyped start of a comment."""

FOREIGN = (
    r"\{\#(?=[^{}]{1,500}\#\})|\{/\*(?=[^{}]{0,500}\*/\})|\{\{-?!|\{%-?[ \t]{0,3}\#|<%(?:--|\#)"
    r"|(?<!\S)%%(?=[^%\n]{1,300}%%(?!\w))"
    r"|\{\*(?=[^{}]{0,500}\*\})|@\*(?=\s[^@]{0,500}\s\*@)|\{::comment\}|<comment(?=[ \t\n>])|<%doc>"
)
"""A regular expression for the start of a comment in the form of a system that is not supported.

Jinja, MDX, Handlebars, Liquid, Obsidian, Smarty, Razor, kramdown, Internet Explorer, Mako.
"""

_OPENING = re.compile(OPENING)
_SUSPECT = re.compile(f"{OPENING}|{MISTYPED}")
_ENDS = {
    "<!": re.compile(r"--!?>"),
    "{>": re.compile(r"<<\}"),
    "{{": re.compile(r"\*/[ \t]{0,3}-?\}\}"),
    "{%": re.compile(r"\{%-?[ \t]{0,9}endcomment[ \t]{0,9}-?%\}"),
}
_SHOWN = {"<!": "-->", "{>": "<<}", "{{": "*/}}", "{%": "{% endcomment %}"}


class Ends:
    """Finds the ends of the comments in one text; called from left to right, it takes linear time in all."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, re.Match[str] | None] = {}

    def after(self, opening: re.Match[str]) -> int:
        """Return the position behind the comment that starts at ``opening``; -1 if it does not end as it should.

        It should end before another one begins, and not with ``--!>``: else the text behind it would be lost.
        """
        kind = opening[0][:2]
        if kind not in self._next or ((known := self._next[kind]) and known.start() < opening.end()):
            self._next[kind] = _ENDS[kind].search(self._text, opening.end())
        end = self._next[kind]
        if end is None or end[0] == "--!>":
            return -1
        if kind == "<!":
            is_empty = self._text.startswith((">", "->"), opening.end())
            if is_empty or self._text.find("<!--", opening.end(), end.start()) >= 0:
                return -1
        return end.end()


def unclosed(line: int, column: int, opening: str) -> Problem:
    """Return the problem of a comment that does not end, or whose start no engine recognises as a comment."""
    if _OPENING.fullmatch(opening):
        end = _SHOWN[opening[:2]]
        message = f'a comment is not closed: "{opening}" needs "{end}" before the next comment and the end of the text'
        hint = f'close it with "{end}"'
    else:
        message = f'"{opening}" looks like a comment but does not start one, so readers would see it'
        hint = "write it as <!-- comment -->"
    hint += ", or put it between backticks if readers should see it"
    return Problem("", line, column, message, hint, code="unclosed-comment")


def without_comments(value: str) -> str:
    """Return ``value``, a plain text such as a headline, without its comments."""
    if not _may_contain_comment(value):
        return value
    ends, pieces, position = Ends(value), [], 0
    for opening, end in _comments(value, ends):
        pieces.append(value[position : opening.start()])
        position = end
    return "".join([*pieces, value[position:]])


def unclosed_in(value: str) -> str:
    """Return the start of the first comment in a plain text that does not end or is mistyped; "" if there is none."""
    if not _may_contain_comment(value):
        return ""
    ends, position = Ends(value), 0
    while match := _SUSPECT.search(value, position):
        end = ends.after(match) if _OPENING.fullmatch(match[0]) else -1
        if end < 0:
            return match[0]
        position = end
    return ""


def _may_contain_comment(value: str) -> bool:
    return "<" in value or "{" in value or "\uff1c" in value or "\ufe64" in value


def _comments(value: str, ends: Ends) -> Iterator[tuple[re.Match[str], int]]:
    position = 0
    while opening := _OPENING.search(value, position):
        end = ends.after(opening)
        if end >= 0:
            yield opening, end
        position = end if end >= 0 else opening.end()
