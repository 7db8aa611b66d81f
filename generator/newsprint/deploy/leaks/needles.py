"""Needles: bytes by which a story's address, slug, title or text is found in a file.

A needle is searched for byte by byte, as written in HTML, XML, JSON or plain text. Only what is distinctive becomes a
needle: a long address, a slug or title of several words, six words in a row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import Enum, auto
from html import escape
from urllib.parse import urlsplit

from msgspec import Struct

from newsprint.base.urls import encoded
from newsprint.deploy.leaks.hidden import HiddenStory

RUN = 6
"""The number of words in a row that identify a text."""

_LEAST_RUN = 28  # characters
_LEAST_TITLE = 14
_LEAST_SLUG = 12
_LEAST_ADDRESS = 8
_TITLE_WORDS = 3
_MARKUP = re.compile(r"<[^>]*>|&[#\w]+;")
_WORD = r"[^\W_]+(?:-[^\W_]+)*"
_PLAIN = re.compile(rf"(?<![\w’'-]){_WORD}(?:[,;:.]?\s{_WORD}){{{RUN - 1},}}")  # words that typography does not change
_TO_BLANK = re.compile(r"\S+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{12,}")  # Thai, Lao, Japanese, Chinese: no blanks
_UNSPACED_RUN = 12


_JSON_IN_HTML = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "'": r"\u0027"})  # as Jinja writes it


class NeedleRole(Enum):
    """The part of the story that a needle is."""

    ADDRESS = auto()
    SLUG = auto()
    WORDS = auto()


NeedleKey = tuple[NeedleRole, str]
"""The role and words of a needle: the same for all spellings of one text."""


class Needle(Struct, frozen=True):
    """Bytes from ``story``; ``words`` are their plain text, the same for all spellings."""

    data: bytes
    role: NeedleRole
    words: str
    story: HiddenStory

    @property
    def key(self) -> NeedleKey:
        """The key, shared by all spellings of the same text."""
        return self.role, self.words


def needles_of(story: HiddenStory, site: str, most_runs: int) -> Iterator[Needle]:
    """Yield the needles of ``story``, with at most ``most_runs`` runs of words, spread over its text.

    ``site`` is the URL of the outlet (``https://gazette.example``).
    """
    address = story.address.rstrip("/")
    if len(address) >= _LEAST_ADDRESS:
        host, below = site.partition(":")[2].rstrip("/"), urlsplit(site).path.rstrip("/")
        for form in {start + path for start in ("", host, below) for path in (address, encoded(address))}:
            yield Needle(form.encode(), NeedleRole.ADDRESS, story.address, story)
    for name in address.split("/"):
        if len(name) >= _LEAST_SLUG and name.count("-") >= 2 and name != story.section:
            for spelling in {name, encoded(name)}:
                yield Needle(spelling.encode(), NeedleRole.SLUG, name, story)
    texts = [story.title] if _is_distinctive(story.title) else []
    texts += [run for text in (story.teaser, *story.texts) for run in _spread(_runs(text), 3)]
    texts += _spread(_runs(_MARKUP.sub("\0", story.html)), most_runs)
    for text in dict.fromkeys(texts):
        folded = " ".join(text.split())
        for form in {*_forms(text), *_forms(folded)}:
            yield Needle(form.encode(), NeedleRole.WORDS, folded, story)


def _is_distinctive(title: str) -> bool:
    several = len(title) >= _LEAST_TITLE and len(title.split()) >= _TITLE_WORDS
    return several or _UNSPACED.search(title) is not None


def _runs(text: str) -> list[str]:
    """Return the runs of plain words of ``text`` in order; they are as short as allowed and do not overlap."""
    runs = []
    for match in _PLAIN.finditer(text):
        first, count = match.start(), 0
        for word in _TO_BLANK.finditer(text, *match.span()):
            if not count:
                first = word.start()
            count += 1
            if count >= RUN and word.end() - first >= _LEAST_RUN:
                runs.append(text[first : word.end()].rstrip(",;:."))
                count = 0
    for match in _UNSPACED.finditer(text):
        runs += [match[0][at : at + _UNSPACED_RUN] for at in range(0, len(match[0]) - _UNSPACED_RUN + 1, _UNSPACED_RUN)]
    return runs


def _spread(runs: list[str], most: int) -> list[str]:
    """Return at most ``most`` of ``runs`` at equal distances, starting with the first."""
    if len(runs) <= most:
        return runs
    return [runs[number * len(runs) // most] for number in range(most)]


def _forms(text: str) -> set[str]:
    """Return the spellings of ``text``: plain, in HTML and XML as escaped by several libraries, and in JSON."""
    markup = {
        text,
        escape(text, quote=False),
        escape(text),
        escape(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;"),
        escape(text).replace("&#x27;", "&apos;"),
        escape(text).replace("&#x27;", "'"),
    }
    data = {json.dumps(text, ensure_ascii=plain)[1:-1] for plain in (False, True)}
    in_scripts = {form.translate(_JSON_IN_HTML) for form in data}
    return markup | data | in_scripts
