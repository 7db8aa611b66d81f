"""The lines of a header that hold its story back, in valid and in broken files.

A header that cannot be parsed, or is not UTF-8, may still say ``draft: true``. So its lines are read as text, in valid
and in broken files alike: what matters is whether one version has such a line and another does not.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from functools import lru_cache

from newsprint.base.errors import nearest
from newsprint.config.content import OWN_KEYS, ContentTable
from newsprint.content.withheld import orders
from newsprint.content.withheld.holding import Says, is_holding, plain, said_by
from newsprint.content.withheld.prose import prose

LIMIT = 256 * 1024
"""The number of bytes of a file that are read: a header has 64 KB at most."""

_OPENING = re.compile(rb"\s*(?:-{3,}|\+{3,}|\{)[ \t]*\n")
_CLOSING = re.compile(rb"\n(?:-{3,}|\+{3,}|\})[ \t]*(?=\n|\Z)")
_NAMES = re.compile(r"""^[ \t,-]*["']?([^\W\d_][\w.-]{0,38})["']?\s*[:=]""", re.MULTILINE)
_LINE = re.compile(r"""[\s{,-]*["']?(?P<name>[^\W\d_][\w.-]{0,38})["']?\s*(?P<mark>[:=：]|\s)(?P<value>.*)""")
_INLINE = re.compile(r"""[{,]\s*["']?(?P<name>[A-Za-z][\w-]{0,38})["']?\s*[:=](?P<value>[^,}]*)""")
_BARE = re.compile(r"""["']?(?P<name>[^\W\d_][\w.-]{0,38})["']?[ \t]*""")
_NEAR = ("draft", "embargo", "expires", "private", "hidden", "published")
_MAPPED = ("draft", "embargo", "expires")
_TEXTS = (
    "title", "teaser", "series", "kicker", "dateline", "authors", "tags", "image", "alt", "caption", "credit", "text",
    *OWN_KEYS,
)  # fmt: skip
_REMARK = re.compile(r"(?:^|\s)#.*")
_LINES_WITHOUT_HEADER = 200
_MOST_CONTINUED = 20


def held_in(data: bytes, content: ContentTable, *, broken: bool = False) -> tuple[str, ...]:
    """Return the lines in the header of ``data`` that hold the story back.

    They are sorted, as ``key: value`` in lower case, without quotes. In a ``broken`` file, misspelt keys and lines
    without a colon count as well. Then ``date`` is returned with any value, and so are the words of header and text
    that say the story is not for publication, as ``words: do not publish``.
    """
    header, body = _parts_of(data[:LIMIT])
    if not broken and "{" not in header and not any(map(_name_test(content), _NAMES.findall(header))):
        return ()
    lines = header.split("\n")
    found = set()
    for number, line in enumerate(lines):
        for name, value in _pairs(line, broken):
            key = _key(name, content, broken)
            if key is None:
                continue
            said = _tidy(" ".join((value, *_continued(lines, number))))
            if key == "date" or said_by(key, said) is not Says.NOTHING:
                found.add(f"{key}: {said}")
    if broken and orders.CODE not in header:  # or else the story allows such words
        words = [*_orders_in(lines, content), *(each for _, each in orders.in_body(prose(body)))]
        found |= {f"words: {each.casefold()}" for each in words if each}
    return tuple(sorted(found))


def _name_test(content: ContentTable) -> Callable[[str], bool]:
    """Return a function that returns whether a key of a given name may hold a story back."""
    if not content.fields:
        return is_holding
    mapped = {name for key in _MAPPED for name in _names(key, content)}
    return lambda name: name in mapped or is_holding(name)


def _names(key: str, content: ContentTable) -> set[str]:
    """Return the names of ``key`` in ``[content.fields]``: whole names, and the last parts of dotted ones."""
    names = content.fields.get(key, ())
    return {*names, *(name.rpartition(".")[2] for name in names)}


def _parts_of(data: bytes) -> tuple[str, str]:
    """Return the header and the text after it.

    Without a closing line, everything is the header; without an opening line, the first lines are.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(BOM_UTF8).replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    opening = _OPENING.match(data)
    if opening is None:
        return "\n".join(data.decode(errors="replace").split("\n")[:_LINES_WITHOUT_HEADER]), ""
    closing = _CLOSING.search(data, opening.end() - 1)
    header = data[opening.end() : closing.start() if closing else len(data)]
    return header.decode(errors="replace"), data[closing.end() :].decode(errors="replace") if closing else ""


def _orders_in(lines: list[str], content: ContentTable) -> Iterator[str]:
    """Yield the words of a header that say the story is not for publication; some are empty."""
    texts = {*_TEXTS, *(name for key in _TEXTS for name in content.fields.get(key, ()))}
    for line in lines:
        if line.lstrip().startswith("#"):
            continue
        match = _LINE.match(line)
        if match and match["mark"] != " " and match["name"].lower() in texts:
            yield orders.in_field(match["name"].lower(), _REMARK.sub("", match["value"]).strip("\"'[]{},; "))
        yield from (found[0] for found in orders.at_line_starts(line))


def _pairs(line: str, broken: bool) -> Iterator[tuple[str, str]]:
    if broken and (match := _BARE.fullmatch(line)):
        yield match["name"], "true"
    elif (match := _LINE.match(line)) and (broken or match["mark"] in ":="):
        yield match["name"], match["value"]
    if "{" in line or "," in line:
        yield from _INLINE.findall(line)


def _continued(lines: list[str], number: int) -> Iterator[str]:
    """Yield the lines below that are indented more: they may be part of the value."""
    indent = _indent(lines[number])
    for line in lines[number + 1 : number + 1 + _MOST_CONTINUED]:
        if _indent(line) <= indent or not line.strip():
            return
        yield line.strip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _tidy(value: str) -> str:
    value = _REMARK.sub("", value)
    return " ".join(value.split()).strip("\"'[]{},; ").casefold()


def _key(name: str, content: ContentTable, broken: bool) -> str | None:
    """Return the name by which a key is judged; None if it cannot hold a story back.

    For a key that ``[content.fields]`` maps, it is Newsprint's own name.
    """
    for key in _MAPPED:
        if name in _names(key, content):
            return key
    if broken and name in {"date", *_names("date", content)}:
        return "date"
    if is_holding(name):
        return plain(name)
    return _near(name) if broken else None


@lru_cache(maxsize=1024)
def _near(name: str) -> str | None:
    return nearest(plain(name), _NEAR, 0.8) or None
