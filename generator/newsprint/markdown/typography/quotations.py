"""Passages in another language: ``{lang=fr}`` in block quotes, ``lang`` in raw HTML.

A block quote that ends in ``{lang=fr}`` gets ``lang`` and ``dir``, with the same result in both engines.
Python-Markdown would read the mark as an attribute list, so it is put between two control characters (which no text
contains) before the conversion, and these are removed afterwards.
"""

from __future__ import annotations

import re
from html import unescape

from newsprint.base.errors import Problem
from newsprint.base.languages import direction, language_hint, language_tag
from newsprint.markdown.unseen.written import Written

MAX_REPORTED = 50
_GUARD = "\x1b"
_TAG = r"[A-Za-z][A-Za-z0-9_-]{0,99}"
_MARK = re.compile(
    r"^([ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*>.*?)"
    rf"(\{{:?[ \t]*lang=[\"']?{_TAG}[\"']?[ \t]*\}})[ \t]*$",
    re.M,
)
_TOKEN = re.compile(
    rf"<blockquote(?P<attributes>[^>]*)>|(?P<end></blockquote>)"
    rf"|(?P<mark>\x1b\{{:?\s*lang=(?:&quot;|[^\w\s])?(?P<tag>{_TAG})(?:&quot;|[^\w\s])?\s*\}}\x1b"
    rf"\s*(?P<paragraph></p>)?(?=\s*(?:</(?:p|li|[ou]l)>\s*)*</blockquote>))"
)
_LANGUAGE = re.compile(r'(<[a-z][^<>]*?\s)lang="([^"<>]+)"')
_EMPTIED = re.compile(r"<p>(?:\s|<br\s*/?>)*\x1b</p>\s*")


def guard_language_marks(text: str) -> str:
    """Return ``text`` with the language marks of its block quotes hidden from the engines."""
    if "{" not in text or "lang=" not in text:
        return text
    return _MARK.sub(_guarded, text)


def _guarded(match: re.Match[str]) -> str:
    before = match[1]
    above = match.string[max(0, match.start() - 2_000) : match.start()].removesuffix("\n").rpartition("\n")[2]
    if "|" in above and not before.strip(" \t>"):
        before = f"{before.rstrip()}\n{before}"  # directly below a table row, it would be another row
    return f"{before}{_GUARD}{match[2]}{_GUARD}"


def mark_languages(html: str) -> tuple[str, list[str]]:
    """Return ``html`` with ``lang`` and ``dir`` on marked block quotes, and unknown languages.

    Marks elsewhere become text again.
    """
    if _GUARD not in html:
        return html, []
    unknown: list[str] = []
    pieces: list[str] = []
    opened: list[int] = []  # the indexes in ``pieces`` of the open block quotes
    position = 0
    for match in _TOKEN.finditer(html):
        pieces.append(html[position : match.start()])
        position = match.end()
        if match["mark"] and opened and not (tag := language_tag(match["tag"])):
            unknown.append(match["tag"])
        elif match["mark"] and opened:
            pieces[opened[-1]] = _tagged(pieces[opened[-1]], tag)
            pieces[-1] = pieces[-1].rstrip()
            pieces.append(_GUARD + (match["paragraph"] or ""))
            continue
        if match["end"]:
            del opened[-1:]
        elif match["attributes"] is not None:
            opened.append(len(pieces))
        pieces.append(match[0])
    pieces.append(html[position:])
    return _EMPTIED.sub("", "".join(pieces)).replace(_GUARD, ""), unknown


def normalise_languages(html: str) -> tuple[str, list[str]]:
    """Return sanitised ``html`` with every ``lang`` as a BCP 47 tag, and the invalid values.

    Attributes with an invalid value are removed.
    """
    unknown: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        if tag := language_tag(unescape(match[2])):
            return f'{match[1]}lang="{tag}"'
        unknown.append(unescape(match[2]))
        return match[1].rstrip()

    return (_LANGUAGE.sub(replaced, html) if ' lang="' in html else html), unknown


def removed_languages(tags: list[str], text: str) -> tuple[Problem, ...]:
    """Return a problem, with its line in ``text``, for each tag that was removed.

    ``tags`` are those that :func:`normalise_languages` removed.
    """
    written, problems = Written(text), []
    for tag in tags[:MAX_REPORTED]:
        line = written.line(re.compile(rf"\blang\s*=\s*[\"']?{re.escape(tag)}", re.I))
        message = f'the attribute "lang" is removed: "{tag[:40]}" is not a language'
        problems.append(Problem("", line, 0, message, language_hint(tag), code="html-removed"))
    return tuple(problems)


def unknown_languages(tags: list[str], text: str) -> tuple[Problem, ...]:
    """Return a problem, with its line in ``text``, for each tag that is unknown.

    ``tags`` are those that :func:`mark_languages` did not know.
    """
    problems = []
    for tag in dict.fromkeys(tags):
        line = next((text.count("\n", 0, mark.start(2)) + 1 for mark in _MARK.finditer(text) if tag in mark[2]), 0)
        message = f'"{tag[:40]}" is not a language'
        problems.append(Problem("", line, 0, message, language_hint(tag), code="invalid-value"))
    return tuple(problems)


def _tagged(blockquote: str, language: str) -> str:
    attributes = f' lang="{language}" dir="{direction(language)}"'
    return f"<blockquote{attributes}{blockquote.removeprefix('<blockquote')}"
