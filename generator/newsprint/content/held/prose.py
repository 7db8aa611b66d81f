"""The prose of a Markdown text: code, comments, tags and addresses blanked out, everything else at its place."""

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
    """``text`` with blanks for what is not prose: every word that is left has its line and column.

    It takes one pass: what has no end is looked for once.
    """
    parts: list[str] = []
    endless: set[str] = set()
    done = 0
    while opening := _OPENING.search(text, done):
        end = _end_of(opening, text, endless)
        parts.append(text[done : opening.start()])
        parts.append(_CHARACTER.sub(" ", text[opening.start() : end]))
        done = end
    return "".join((*parts, text[done:]))


def _end_of(opening: re.Match[str], text: str, endless: set[str]) -> int:
    """Return where ``opening`` is closed, or where the opening itself ends if it never is."""
    kind, mark = opening.lastgroup, opening[opening.lastgroup or 0]
    if kind in ("address", "indented"):
        return opening.end()
    if kind == "fence":
        closing = re.compile(rf"^ {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*$", re.MULTILINE).search(text, opening.end())
        return closing.end() if closing else len(text)
    if kind == "ticks":
        closing = None if mark in endless else re.compile(rf"(?<!`){mark}(?!`)").search(text, opening.end())
        if closing is None:
            endless.add(mark)
        elif "\n\n" not in text[opening.end() : closing.start()]:  # code ends with its paragraph
            return closing.end()
        return opening.end()
    if kind in ("target", "tag"):
        line = text.find("\n", opening.end())
        end = text.find(")" if kind == "target" else ">", opening.end(), line if line >= 0 else len(text))
        return end + 1 if end >= 0 else opening.end()
    closes = {"comment": "-->", "element": f"</{mark}", "block": f"end{mark}"}[kind or ""]
    end = -1 if closes in endless else text.find(closes, opening.end())
    if end < 0:
        endless.add(closes)
        return opening.end()
    return end + len(closes)
