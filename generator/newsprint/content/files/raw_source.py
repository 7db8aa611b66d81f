"""Recognising the source of a story by its first bytes, with any file name and in any encoding.

A copy, a backup or a link of a story has the story's front matter, with the notes of its editors. Such a file must not
be published. Texts of other systems that give title and date in their own form (Pelican, Org, reStructuredText,
AsciiDoc) are recognised too. Data without a text after it, such as JSON and YAML files, is not.
"""

from __future__ import annotations

import codecs
import json
import re
from posixpath import splitext

from newsprint.content.files.naming import is_story
from newsprint.content.files.packed import Budget, files_in, inner_name, unpacked
from newsprint.content.files.patches import MOST as MOST_OF_A_PATCH
from newsprint.content.files.patches import is_patch, shows_a_story

HEAD = 64 * 1024
"""The number of bytes that are checked: no front matter is longer."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SWAP_FILES = (b"b0VIM ", b"b0nano")  # which Vim and nano keep beside an open file
_MOST_NESTED = 3
_BINARY = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"%PDF-")
_DATA_FILES = frozenset((".jmd", ".qmd", ".rmd", ".yaml", ".yml"))
_WORDPRESS_EXPORT = b"//wordpress.org/export/"
_GHOST_EXPORT = re.compile(r'\{\s*"db"\s*:\s*\[')
_MARKUP = (b"<!DOCTYPE", b"<!doctype", b"<?xml")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060\0 \t\n\v\f\x1c\x1d\x1e\x1f\x85\xa0"
_PREAMBLE = re.compile(r"(?:<!--.*?-->|(?:<{7}|\|{7}|={7}|>{7})[^\n]*\n|#![^\n]*\n|#?[ \t]*-\*-[^\n]*\n)", re.S)
_FENCE = re.compile(r"(?:-{3,}|\+{3,}|;{3})[ \t]*(?:[A-Za-z]{2,10}|\#[^\n]*)?[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:-{3,}|\+{3,}|;{3}|\.{3})[ \t]*$", re.M)
_NIKOLA = re.compile(r"<!--\s*\.\. ")
_TITLE = re.compile(r"""^[ \t]*["']?(?:title|headline)["']?[ \t]*[:=]""", re.M | re.I)
_KNOWN = re.compile(
    r"""^[ \t{]*["']?(?:authors?|date|draft|embargo|headline|layout|published|section|slug|tags|title)"""
    r"""["']?[ \t]*[:=]""",
    re.M | re.I,
)
_KEY = re.compile(
    r"""(?:[ \t]*(?:\#[^\n]*)?\n)*[ \t]*"""
    r"""(?:\[\[?|["']?[\w](?:[^\n:="'.,;!?]|\.(?=\w))*["']?[ \t]*(?::(?:[ \t]|\n|\Z)|=))"""
)
_BRACE = re.compile(r"\{[ \t]*\n.*?\n\}[ \t]*\n\s*(?![\s{\[])", re.S)
_FIELD = re.compile(r"(#\+|:|\.\. )?([A-Za-z][\w -]*):(?:[ \t]|\Z)")
_HEADLINE = re.compile(
    r"(?!\"\"\")(?:[=~#*\"^-]{3,}\n)?(?:= )?[^\n]+\n(?:[=~#*\"^-]{3,}\n)?\s*(?=:[A-Za-z]+:)"
    r"|= [^\n]+\n(?:[^\n:]+\n){1,2}(?=:[A-Za-z]+:)"  # with an author and a revision
)
_PANDOC = re.compile(
    r"%[ \t]+[^\n]*\w[^\n]*\n(?:[ \t]+\S[^\n]*\n){0,3}(?:%[ \t]*(?![ \t%])[^\n]*\n){0,2}\n\s*(?=[^\s%@\\])"
)
_PROSE = re.compile(r"(?![^\n]*[;={}\\])[^\n]*[^\W\d_][^\n]*\w[ \t]+\w")
"""A line of words: a "%" comment of a program is followed by code or formulas instead."""

_ASCIIDOC = re.compile(
    r"(?://[^\n]*\n\s*)*=[ \t]+(?![^\n]*[ \t]=[ \t]*\n)[^\n]*\w[^\n]*\n(?:[^\n]+\n){0,9}(?:\s*\S|\Z)"
)
_ORG = re.compile(r"(?:[#:][^\n]*\n|[ \t]*\n)*\#\+title:", re.I)
_FIELD_OF_TITLE = re.compile(r":title:[ \t]+\S", re.I)
_POST = re.compile(r"(?:[=~#*\"^-]{3,}\n)?(?:[^\n]+\n(?:[=~#*\"^-]{3,}\n)\s*)?\.\. post::")
_TITLES = frozenset({"title", "headline"})
# fmt: off
_FACTS = frozenset((
    "author", "authors", "category", "date", "draft", "embargo", "expires", "keywords", "lang", "modified",
    "published", "section", "slug", "status", "summary", "tags", "teaser",
))
# fmt: on
_BOOK_KEYS = frozenset({"author", "authors"})
"""Keys that a poem or a book in the public domain has beside its title."""

_DRAFT_KEYS = frozenset({"draft", "embargo"})


def is_story_source(data: bytes, name: str = "") -> bool:
    """Return whether :func:`story_in` finds the source of a story."""
    return story_in(data, name) is not None


def story_in(data: bytes, name: str = "") -> str | None:
    """Return where in ``data`` the source of a story is: "" for the file itself, or a path in an archive.

    ``data`` is the content of the file ``name``, or its first :data:`HEAD` bytes. Return None if there is no source.
    The swap files of editors are sources too. Archives are searched only if ``data`` is complete.
    """
    return _found(data, name, _MOST_NESTED, Budget())


def _found(data: bytes, name: str, depth: int, budget: Budget) -> str | None:
    if data.startswith(_BINARY):  # most files, quickly
        return None
    for _ in range(_MOST_NESTED):
        data = unpacked(data, HEAD)
    for path, start in files_in(data, HEAD, budget) if depth else ():
        inside = _found(start, path, depth - 1, budget)
        if inside or (inside is not None and _is_titled_story(path, start)):
            return f"{path}/{inside}".rstrip("/")
    return "" if is_story(inner_name(name)) or _is_source(data) else None


def _is_titled_story(path: str, start: bytes) -> bool:
    """Return whether a source in an archive is certainly a story.

    Files that describe or evaluate data have such headers as well.
    """
    return splitext(path)[1].lower() not in _DATA_FILES and bool(_TITLE.search(_decoded(unpacked(start, HEAD)[:HEAD])))


def _is_source(data: bytes) -> bool:
    """Return whether the bytes of one file, which is not packed, are the source of a story."""
    if data.startswith(_SWAP_FILES):
        return True
    if data.startswith(_MARKUP):
        return _WORDPRESS_EXPORT in data[:HEAD]
    text = _decoded(data[:HEAD]).lstrip(_INVISIBLE)
    if _NIKOLA.match(text) and _states_facts(text[4:].lstrip()):
        return True
    text = _without_preamble(text)
    if fence := _FENCE.match(text):
        return _is_header(fence[0], text[fence.end() :])
    if text.startswith("{"):
        return _GHOST_EXPORT.match(text) is not None or _is_json_header(text)
    if is_patch(text):
        return shows_a_story(_decoded(data[:MOST_OF_A_PATCH]).lstrip(_INVISIBLE))
    return _is_titled(text) or _states_facts(text)


def _is_header(fence: str, text: str) -> bool:
    """Return whether ``text``, which follows ``fence``, is a header.

    Without a closing fence more is required, as data may start like that. Plain texts put such lines above and below
    their headlines.
    """
    closing = _CLOSING.search(text)
    if closing is None:
        return _KEY.match(text) is not None and _TITLE.search(text) is not None
    inside = text[: closing.start()]
    if _KNOWN.search(inside):
        return True
    return len(fence.split()[0]) == 3 and (_KEY.match(text) is not None or inside.startswith("{"))


def _decoded(data: bytes) -> str:
    """Return ``data`` as text with LF line ends.

    The encoding is known by the byte order mark or by the positions of NUL bytes; else it is UTF-8.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with_lf(data[len(mark) :].decode(encoding, "replace"))
    sample = data[:64]
    nuls = [sample[offset::4].count(0) * 2 > len(sample[offset::4]) for offset in range(4)]
    wide = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    encoding = wide.get((nuls[0], nuls[1], nuls[2], nuls[3]), "utf-8")
    return _with_lf(data.decode(encoding, "replace"))


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")


def _without_preamble(text: str) -> str:
    """Return ``text`` without the blank lines, comments and conflict markers at its start."""
    text = text.lstrip(_INVISIBLE).lstrip()
    while preamble := _PREAMBLE.match(text):
        text = text[preamble.end() :].lstrip(_INVISIBLE).lstrip()
    return text


def _is_json_header(text: str) -> bool:
    """Return whether ``text`` starts with a JSON object that a text follows, or that only a story would have."""
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return _BRACE.match(text) is not None
    after = text[end:].strip()
    if after and after[0] not in "{[,;)":
        return True
    small = {key.lower(): value for key, value in values.items()}
    is_unfinished = small.keys() & _DRAFT_KEYS or small.get("status") == "draft"
    return bool(small.keys() & _TITLES and is_unfinished)


def _is_titled(text: str) -> bool:
    """Return whether ``text`` starts with a headline of Pandoc, AsciiDoc, Org or reStructuredText."""
    if pandoc := _PANDOC.match(text):
        return _PROSE.match(text, pandoc.end()) is not None
    return any(pattern.match(text) for pattern in (_ASCIIDOC, _ORG, _FIELD_OF_TITLE, _POST))


def _states_facts(text: str) -> bool:
    """Return whether ``text`` starts with lines such as "Title: …" and "Date: …", after a headline if it has one."""
    if headline := _HEADLINE.match(text):
        text = text[headline.end() :]
    lines = text.split("\n", 40)
    end = next((n for n, line in enumerate(lines) if not _FIELD.match(line) and line[:1] not in (" ", "\t")), 40)
    fields = [field for line in lines[:end] if (field := _FIELD.match(line))]
    found = {field[2].strip().lower() for field in fields}
    is_marked = headline is not None or any(field[1] for field in fields)
    if not is_marked and not "".join(lines[end:]).strip():  # YAML data
        return False
    facts = _FACTS if is_marked else _FACTS - _BOOK_KEYS
    return (headline is not None or bool(found & _TITLES)) and bool(found & facts)
