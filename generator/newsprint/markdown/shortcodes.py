"""Removal of Hugo's shortcodes from articles that were written for Hugo.

``{{< ref "story.md" >}}`` as the destination of a link becomes a link to that file, by name. All other shortcodes
are removed, but the text between an opening and a closing one stays. Shortcodes in code stay too, and so does
``{{</* name */>}}``, Hugo's notation for a shortcode that readers see. The number of lines stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from newsprint.markdown.code import outside_code

NAME_SCHEME = "shortcode-ref"
"""The temporary scheme for "the file with this name", until :mod:`links` makes a slot of it."""

_SHORTCODE = re.compile(
    r"\{\{(?:<([^>{]*+(?:(?:>(?!\}\})|\{(?!\{[<%]))[^>{]*+)*)>|%([^%{]*+(?:(?:%(?!\}\})|\{(?!\{[<%]))[^%{]*+)*)%)\}\}"
)
_REFERENCE = re.compile(r"""\s*(?:ref|relref)\s+(?:path\s*=\s*)?(?:"([^"]*)"|`([^`]*)`|([^\s"`/][^\s"`]*|/[^\s"`]+))""")
_DESTINATION = re.compile(r"""(?:\]\(\s*<?|\]:[ \t]*<?|=["']?)\Z""")


def drop_shortcodes(text: str) -> str:
    """Return ``text`` without its shortcodes, with the same number of lines."""
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
    """Yield every shortcode of ``text`` outside code."""
    if "{{<" in text or "{{%" in text:
        yield from outside_code(_SHORTCODE.finditer(text), text)


def is_kept(match: re.Match[str], text: str) -> bool:
    """Return whether this shortcode of ``text`` leaves something for readers.

    It does so if it is a link or an escaped shortcode.
    """
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
