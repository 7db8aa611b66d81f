"""Recognising the source of a story by its first bytes, whatever the file is called and however it is encoded.

A copy, a backup or a link of a story has the story's front matter, and what editors noted in it. Such a file must not
be published. Texts of other systems that state title and date in their own way (Pelican, Org, reStructuredText,
AsciiDoc) are recognised too. Data without a text behind it, as JSON and YAML files are, is not.
"""

from __future__ import annotations

import codecs
import json
import re
import zlib

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
_BINARY = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"%PDF-", b"PK\x03\x04")
_PAGES = (b"<!DOCTYPE", b"<!doctype", b"<?xml")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060\0 \t\n\v\f\x1c\x1d\x1e\x1f\x85\xa0"
_BEFORE = re.compile(r"(?:<!--.*?-->|(?:<{7}|\|{7}|={7}|>{7})[^\n]*\n|#![^\n]*\n|#?[ \t]*-\*-[^\n]*\n)", re.S)
_FENCE = re.compile(r"(?:-{3,}|\+{3,}|;{3})[ \t]*(?:[A-Za-z]{2,10}|\#[^\n]*)?[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:-{3,}|\+{3,}|;{3}|\.{3})[ \t]*$", re.M)
_NIKOLA = re.compile(r"<!--\s*\.\. ")
_TITLE = re.compile(r"""^[ \t]*["']?(?:title|headline)["']?[ \t]*[:=]""", re.M | re.I)
_KEY = re.compile(r"""(?:[ \t]*(?:\#[^\n]*)?\n)*[ \t]*(?:\[\[?|["']?[\w][^\n:="']*["']?[ \t]*(?::(?:[ \t]|\n|\Z)|=))""")
_BRACE = re.compile(r"\{[ \t]*\n.*?\n\}[ \t]*\n\s*(?![\s{\[])", re.S)
_FIELD = re.compile(r"(#\+|:|\.\. )?([A-Za-z][\w -]*):(?:[ \t]|\Z)")
_HEADLINE = re.compile(
    r"(?:[=~#*\"^-]{3,}\n)?(?:= )?[^\n]+\n(?:[=~#*\"^-]{3,}\n)?\s*(?=:[A-Za-z]+:)"
    r"|= [^\n]+\n(?:[^\n:]+\n){1,2}(?=:[A-Za-z]+:)"  # with an author and a revision
)
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


def is_story_source(data: bytes) -> bool:
    """Whether ``data``, the content of a file or its first :data:`HEAD` bytes, is the source of a story.

    Also what an editor keeps beside an open file.
    """
    if data.startswith(_SWAP):
        return True
    if data.startswith(_BINARY) or data.startswith(_PAGES):  # most files, in no time
        return False
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data)
    text = _decoded(data[:HEAD]).lstrip(_INVISIBLE)
    if _NIKOLA.match(text) and _states_facts(text[4:].lstrip()):
        return True
    text = _begun(text)
    if fence := _FENCE.match(text):
        return _is_header(text[fence.end() :])
    if text.startswith("{"):
        return _is_json_header(text)
    return _states_facts(text)


def _is_header(text: str) -> bool:
    """Whether ``text``, which follows a fence, is a header; without an end, data may begin like that as well."""
    closing = _CLOSING.search(text)
    if closing is None:
        return _KEY.match(text) is not None and _TITLE.search(text) is not None
    return _KEY.match(text) is not None or ":" in text[: closing.start()]


def _unpacked(data: bytes) -> bytes:
    """The first bytes of what gzip packed."""
    try:
        return zlib.decompressobj(31).decompress(data, HEAD)
    except zlib.error:
        return b""


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
