"""Hugo's shortcodes, taken out of articles that came from Hugo.

``{{< ref "story.md" >}}`` as the destination of a link becomes a link to that file, by name. Of all others only the
tags go: what stands between an opening and a closing one is the article's text. Code keeps them, and so does
``{{</* name */>}}``, which is how Hugo writes one that is to be read. The number of lines stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from newsprint.markdown.code import outside_code

NAME_SCHEME = "shortcode-ref"
"""The scheme that stands in for "the file of this name" until :mod:`links` has seen it."""

_SHORTCODE = re.compile(
    r"\{\{(?:<([^>{]*+(?:(?:>(?!\}\})|\{(?!\{[<%]))[^>{]*+)*)>|%([^%{]*+(?:(?:%(?!\}\})|\{(?!\{[<%]))[^%{]*+)*)%)\}\}"
)
_REFERENCE = re.compile(r"""\s*(?:ref|relref)\s+(?:path\s*=\s*)?(?:"([^"]*)"|`([^`]*)`|([^\s"`/][^\s"`]*|/[^\s"`]+))""")
_DESTINATION = re.compile(r"""(?:\]\(\s*<?|\]:[ \t]*<?|=["']?)\Z""")


def drop_shortcodes(text: str) -> str:
    """``text`` without its shortcodes, and with as many lines."""
    if "{{<" not in text and "{{%" not in text:
        return text
    pieces: list[str] = []
    position = 0
    for match in shortcodes_in(text):
        pieces += [text[position : match.start()], _replacement(match, text)]
        position = match.end()
    pieces.append(text[position:])
    return "".join(pieces)


def shortcodes_in(text: str) -> Iterator[re.Match[str]]:
    """Every shortcode of ``text`` that does not stand in code."""
    if "{{<" in text or "{{%" in text:
        yield from outside_code(_SHORTCODE.finditer(text), text)


def is_kept(match: re.Match[str], text: str) -> bool:
    """Whether readers get what this shortcode of ``text`` is for: a link, or a shortcode that is to be read."""
    return bool(_replacement(match, text).strip("\n"))


def _replacement(match: re.Match[str], text: str) -> str:
    inside = match[1] if match[1] is not None else match[2]
    bare = inside.strip()
    if bare.startswith("/*") and bare.endswith("*/") and len(bare) > 3:
        return match[0].replace("/*", "", 1)[::-1].replace("/*", "", 1)[::-1]
    lines = "\n" * match[0].count("\n")
    reference = _REFERENCE.match(inside)
    if reference and _DESTINATION.search(text, max(0, match.start() - 20), match.start()):
        name = reference[1] or reference[2] or reference[3] or ""
        return f"{NAME_SCHEME}:{quote(name, safe='/#?=&.-_~')}{lines}"
    return lines
