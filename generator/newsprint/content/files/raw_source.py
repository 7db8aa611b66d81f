"""Recognising the source of a story by its first bytes, whatever the file is called and however it is encoded.

A copy, a backup or a link of a story has the story's front matter, and what editors noted in it. Such a file must not
be published. Texts of other systems that state title and date in their own way (Pelican, Org, reStructuredText,
AsciiDoc) are recognised too. Data without a text behind it, as JSON and YAML files are, is not.
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
"""Bytes that are looked at: no front matter is longer."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SWAP = (b"b0VIM ", b"b0nano")  # what Vim and nano keep beside a file that is open
_MOST_NESTED = 3
_BINARY = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"%PDF-")
_OF_DATA = frozenset((".jmd", ".qmd", ".rmd", ".yaml", ".yml"))
_EXPORT = b"//wordpress.org/export/"
_EXPORT_OF_GHOST = re.compile(r'\{\s*"db"\s*:\s*\[')
_PAGES = (b"<!DOCTYPE", b"<!doctype", b"<?xml")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060\0 \t\n\v\f\x1c\x1d\x1e\x1f\x85\xa0"
_BEFORE = re.compile(r"(?:<!--.*?-->|(?:<{7}|\|{7}|={7}|>{7})[^\n]*\n|#![^\n]*\n|#?[ \t]*-\*-[^\n]*\n)", re.S)
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
"""A line of words: after a remark with "%", programs and formulas follow."""

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
_OF_BOOKS = frozenset({"author", "authors"})
"""What a poem or a book in the public domain states with its title."""

_WORKING = frozenset({"draft", "embargo"})


def is_story_source(data: bytes, name: str = "") -> bool:
    """Whether :func:`story_in` finds the source of a story."""
    return story_in(data, name) is not None


def story_in(data: bytes, name: str = "") -> str | None:
    """Where in ``data``, the content of the file ``name`` or its first :data:`HEAD` bytes, the source of a story is.

    That is "" for the file itself, the path of the story in an archive, or None if there is none. What an editor keeps
    beside an open file is a source as well. An archive is looked into only if ``data`` is all of it.
    """
    return _found(data, name, _MOST_NESTED, Budget())


def _found(data: bytes, name: str, depth: int, budget: Budget) -> str | None:
    if data.startswith(_BINARY):  # most files, in no time
        return None
    for _ in range(_MOST_NESTED):
        data = unpacked(data, HEAD)
    for path, start in files_in(data, HEAD, budget) if depth else ():
        inside = _found(start, path, depth - 1, budget)
        if inside or (inside is not None and _is_titled_story(path, start)):
            return f"{path}/{inside}".rstrip("/")
    return "" if is_story(inner_name(name)) or _is_source(data) else None


def _is_titled_story(path: str, start: bytes) -> bool:
    """Whether a source in an archive is a story for certain: what describes or evaluates data has a header as well."""
    return splitext(path)[1].lower() not in _OF_DATA and bool(_TITLE.search(_decoded(unpacked(start, HEAD)[:HEAD])))


def _is_source(data: bytes) -> bool:
    """Whether the bytes of one file, which is not packed, are the source of a story."""
    if data.startswith(_SWAP):
        return True
    if data.startswith(_PAGES):
        return _EXPORT in data[:HEAD]
    text = _decoded(data[:HEAD]).lstrip(_INVISIBLE)
    if _NIKOLA.match(text) and _states_facts(text[4:].lstrip()):
        return True
    text = _begun(text)
    if fence := _FENCE.match(text):
        return _is_header(fence[0], text[fence.end() :])
    if text.startswith("{"):
        return _EXPORT_OF_GHOST.match(text) is not None or _is_json_header(text)
    if is_patch(text):
        return shows_a_story(_decoded(data[:MOST_OF_A_PATCH]).lstrip(_INVISIBLE))
    return _is_titled(text) or _states_facts(text)


def _is_header(fence: str, text: str) -> bool:
    """Whether ``text``, which follows ``fence``, is a header; without an end, data may begin like that as well.

    Plain texts put lines above and below their headlines.
    """
    closing = _CLOSING.search(text)
    if closing is None:
        return _KEY.match(text) is not None and _TITLE.search(text) is not None
    inside = text[: closing.start()]
    if _KNOWN.search(inside):
        return True
    return len(fence.split()[0]) == 3 and (_KEY.match(text) is not None or inside.startswith("{"))


def _decoded(data: bytes) -> str:
    """``data`` as text with LF line ends, by its mark, by where its NUL bytes are, or else with one byte a letter."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(encoding, "replace"))
    sample = data[:64]
    nuls = [sample[offset::4].count(0) * 2 > len(sample[offset::4]) for offset in range(4)]
    wide = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    encoding = wide.get((nuls[0], nuls[1], nuls[2], nuls[3]), "utf-8")
    return _lines(data.decode(encoding, "replace"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")


def _begun(text: str) -> str:
    """``text`` from its first line that says something: without blank lines, comments and marks of a conflict."""
    text = text.lstrip(_INVISIBLE).lstrip()
    while before := _BEFORE.match(text):
        text = text[before.end() :].lstrip(_INVISIBLE).lstrip()
    return text


def _is_json_header(text: str) -> bool:
    """Whether ``text`` begins with a JSON object that has a text behind it, or holds what only a story has."""
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return _BRACE.match(text) is not None
    after = text[end:].strip()
    if after and after[0] not in "{[,;)":
        return True
    small = {key.lower(): value for key, value in values.items()}
    is_unfinished = small.keys() & _WORKING or small.get("status") == "draft"
    return bool(small.keys() & _TITLES and is_unfinished)


def _is_titled(text: str) -> bool:
    """Whether ``text`` opens with a headline in the form of Pandoc, AsciiDoc, Org or reStructuredText."""
    if pandoc := _PANDOC.match(text):
        return _PROSE.match(text, pandoc.end()) is not None
    return any(pattern.match(text) for pattern in (_ASCIIDOC, _ORG, _FIELD_OF_TITLE, _POST))


def _states_facts(text: str) -> bool:
    """Whether ``text`` opens with lines such as "Title: …" and "Date: …", after its headline if it has one."""
    if headline := _HEADLINE.match(text):
        text = text[headline.end() :]
    lines = text.split("\n", 40)
    end = next((n for n, line in enumerate(lines) if not _FIELD.match(line) and line[:1] not in (" ", "\t")), 40)
    fields = [field for line in lines[:end] if (field := _FIELD.match(line))]
    found = {field[2].strip().lower() for field in fields}
    is_marked = headline is not None or any(field[1] for field in fields)
    if not is_marked and not "".join(lines[end:]).strip():  # YAML data
        return False
    facts = _FACTS if is_marked else _FACTS - _OF_BOOKS
    return (headline is not None or bool(found & _TITLES)) and bool(found & facts)
