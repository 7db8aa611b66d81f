"""The lead of an article (the plain text of its opening) and its number of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from newsprint.markdown.comments.uncomment import MORE
from newsprint.markdown.tags import ATTRIBUTES, FOOTNOTE_MARK

_MORE = re.compile(rf"<p>\s*{MORE}\s*</p>\n?|{MORE}")
_PARAGRAPH = re.compile(
    r"<(?:p(?:\s[^>]*)?>(?P<text>.*?)(?:</p>|\Z)"
    r"|(?P<closing>/)?(?P<container>table|figure|blockquote|ul|ol|dl|aside|details|np-block)\b"
    r"|pre(?=[\s>]).*?(?:</pre\s*>|\Z)"
    r'|(?P<end>(?:section|div) class="footnotes?"))',
    re.S,
)
_NOISE = re.compile(rf"<(?:{FOOTNOTE_MARK}|(?P<gap>br\b[^<>]*>)|{ATTRIBUTES}>)", re.S)
_WORD_GAP = re.compile(r"[\W_]+")
_PHRASE_GAP = re.compile(r"[^\w.!?。！？]+")
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)[\])\s]*\Z")
_TAG = re.compile(rb"<[^<>]*+>")
_SPACES = b" \t\n\x0b\x0c\r"
_BLANKED = bytes(0x20 if byte in _SPACES else 0x78 for byte in range(256))


def cut_lead(html: str) -> tuple[str, str]:
    """Return ``html`` without the sign of ``<!--more-->``, and its lead.

    The lead consists of the paragraphs before that sign; without the sign, or without a paragraph before it, it is
    the first paragraph. Headings, tables, lists, quotations, code and captions do not count as paragraphs.
    """
    if MORE[0] in html and MORE in html:
        before = html.partition(MORE)[0]
        if (tag := before.rfind("<")) > before.rfind(">"):  # in the address of a link
            before = before[:tag]
        html = _MORE.sub("", html)
        if text := " ".join(_paragraphs(before)):
            return html, text
    if html.startswith("<p>") and (text := _plain(html.partition("</p>")[0][3:])):
        return html, text
    return html, next(_paragraphs(html), "")


def is_opening(teaser: str, lead: str) -> bool:
    """Return whether a text with this ``lead`` opens with ``teaser``.

    The lead may start with all of the teaser, the teaser up to its ellipsis, or its sentences. An empty teaser opens
    every text, because a story without a teaser gets its lead as one.
    """
    words = _WORD_GAP.sub(" ", teaser).strip()
    opening = _WORD_GAP.sub(" ", lead).strip()
    if opening and words.startswith(f"{opening} ") and _ELLIPSIS.search(teaser):
        return True  # an excerpt that was cut off in a later paragraph
    if not opening.startswith(words):
        return False
    if len(words) in (0, len(opening)) or _ELLIPSIS.search(teaser):
        return True
    sentences = _PHRASE_GAP.sub(" ", teaser).strip()
    opening = _PHRASE_GAP.sub(" ", lead).strip()
    return sentences.endswith(_SENTENCE_ENDS) and opening.startswith(f"{sentences} ")


def count_words(data: bytes) -> int:
    """Return the number of words in the HTML ``data`` (UTF-8), without its tags.

    A word is a sequence without white space.
    """
    # Faster than split(), which matters because every article is counted.
    return (b" " + _TAG.sub(b"", data).translate(_BLANKED)).count(b" x")


def _paragraphs(html: str) -> Iterator[str]:
    depth = 0
    for match in _PARAGRAPH.finditer(html):
        if match["end"]:
            return
        if match["container"]:
            depth = max(0, depth - 1) if match["closing"] else depth + 1
        elif match["text"] is not None and not depth and (plain := _plain(match["text"])):
            yield plain


def _plain(text: str) -> str:
    """Return a paragraph's text without tags and footnote marks, with collapsed white space."""
    if "<" in text:
        text = _NOISE.sub(lambda noise: " " if noise["gap"] else "", text)
    if "&" in text:
        text = unescape(text)
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text  # the usual case; the only printable white space is the space character
    return " ".join(text.split())
