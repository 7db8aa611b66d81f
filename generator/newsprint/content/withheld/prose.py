"""The prose of a Markdown text: blanks replace code, comments, tags and addresses."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"""^[ ]{0,3}(?P<fence>`{3,}|~{3,}) | (?P<ticks>`+) | (?P<comment><!--)
        | <(?P<element>pre|code|script|style|kbd|samp)\b | \{%-?[ ]*(?P<block>highlight|raw|comment)\b
        | (?P<target>\]\() | (?P<tag><[A-Za-z/]) | (?P<address>https?://[^\s<>)\]]*)
        | ^(?P<indented>(?:[ ]{4}|\t)[^\n]*)
    """,
    re.VERBOSE | re.MULTILINE,
)
_CHARACTER = re.compile(r"[^\n]")


def prose(text: str) -> str:
    """Return ``text`` with blanks for everything that is not prose; words keep their lines and columns.

    It takes one pass: a closing mark that is missing is searched for only once.
    """
    parts: list[str] = []
    unclosed: set[str] = set()
    done = 0
    while opening := _OPENING.search(text, done):
        end = _end_of(opening, text, unclosed)
        parts.append(text[done : opening.start()])
        parts.append(_CHARACTER.sub(" ", text[opening.start() : end]))
        done = end
    return "".join((*parts, text[done:]))


def _end_of(opening: re.Match[str], text: str, unclosed: set[str]) -> int:
    """Return the end of what ``opening`` starts, or the end of the opening itself if it is never closed."""
    kind, mark = opening.lastgroup, opening[opening.lastgroup or 0]
    if kind in ("address", "indented"):
        return opening.end()
    if kind == "fence":
        closing = re.compile(rf"^ {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*$", re.MULTILINE).search(text, opening.end())
        return closing.end() if closing else len(text)
    if kind == "ticks":
        closing = None if mark in unclosed else re.compile(rf"(?<!`){mark}(?!`)").search(text, opening.end())
        if closing is None:
            unclosed.add(mark)
        elif "\n\n" not in text[opening.end() : closing.start()]:  # code ends with its paragraph
            return closing.end()
        return opening.end()
    if kind in ("target", "tag"):
        line = text.find("\n", opening.end())
        end = text.find(")" if kind == "target" else ">", opening.end(), line if line >= 0 else len(text))
        return end + 1 if end >= 0 else opening.end()
    closes = {"comment": "-->", "element": f"</{mark}", "block": f"end{mark}"}[kind or ""]
    end = -1 if closes in unclosed else text.find(closes, opening.end())
    if end < 0:
        unclosed.add(closes)
        return opening.end()
    return end + len(closes)
