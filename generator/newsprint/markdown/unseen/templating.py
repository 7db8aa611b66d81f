"""Problems about the notations of other systems.

These are shortcodes, Liquid tags, blocks, and links without a definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from newsprint.base.errors import Problem, short
from newsprint.markdown.code import outside_code
from newsprint.markdown.shortcodes import is_kept, shortcodes_in
from newsprint.markdown.tags import RAW_ELEMENT
from newsprint.markdown.unseen.written import Written

MAX_REPORTED = 50
_LIQUID = re.compile(r"(?<!\{)\{%-?[ \t]*\w[^{}\n]{0,500}?%\}|\{\{(?![<%{])-?[^{}\n]{1,500}?\}\}(?!\})")
_WORDPRESS = re.compile(
    r"\[(?:/[a-z][\w-]{2,30}|(?<![\]!]\[)[a-z][\w-]{2,30}(?: +[a-z_-]{1,30}=[\"'“”][^\[\]\n]{0,300})/?|gallery)\]"
    r"(?![(\[:])"
)
_UNDEFINED = re.compile(r"(?<![\w\]])\[[^\[\]<>\n]{1,200}\]\[[^\[\]<>\n]{0,200}\]|\[\^[^\[\]<>\s]{1,100}\](?!:)")
_BLOCK = re.compile(
    r"(?:(?<=<p>)|(?<=\n))(?:!!! [a-z]{2,40}(?=(?: inline)?(?: end)?(?:\n|\Z| ?[&\"“«„]))"
    r"|\[TOC\]\Z|\*\[[^\[\]<>\n]{1,100}\]:)"
)
_CODE_OR_TAG = re.compile(rf"{RAW_ELEMENT}|<(?P<end>/?)(?P<code>code|pre|samp|kbd)\b[^<>]*>|<[^<>]*>", re.I)


def template_code(text: str, *, drop: bool) -> list[Problem]:
    """Return a problem for every shortcode and template tag of ``text``.

    Readers see them as text; with ``drop``, shortcodes are removed.
    """
    found = list(islice(_wordpress(text), MAX_REPORTED)) if "[" in text else []
    if "{{" in text or "{%" in text:
        found += [*islice(_shortcodes(text, drop=drop), MAX_REPORTED), *islice(_liquid(text), MAX_REPORTED)]
    return sorted(found)


def undefined_links(html: str, text: str) -> list[Problem]:
    """Return a problem for every reference link and footnote without a definition.

    Readers see them as text.
    """
    if "][" not in html and "[^" not in html:
        return []
    written = Written(text)
    found = []
    for shown in (match[0] for match in printed(_UNDEFINED, html)):
        line = written.line(re.compile(re.escape(shown)))
        if line:
            message = f'"{shown[:80]}" is printed as text: it has no definition'
            hint = f"add a line {shown[:80]}: …" if shown.startswith("[^") else "add a line such as [name]: https://…"
            found.append(Problem("", line, 0, message, hint, code="link-without-target"))
        if len(found) == MAX_REPORTED:
            break
    return found


def foreign_blocks(html: str, text: str) -> list[Problem]:
    """Return a problem for each foreign block and abbreviation that ``html`` prints as text.

    A foreign block is the notation of another system, such as ``!!! note``.
    """
    if not ("!!! " in html or "[TOC]" in html or "*[" in html):
        return []
    written = Written(text)
    found = []
    for match in islice(printed(_BLOCK, html), MAX_REPORTED):
        shown = unescape(match[0])
        if line := written.line(re.compile(rf"^[ \t>]*{re.escape(shown)}", re.M)):
            is_abbreviation = shown[0] == "*"
            hint = (
                'only the engine "markdown" reads abbreviations' if is_abbreviation else "write it in Markdown or HTML"
            )
            found.append(Problem("", line, 0, f'"{short(shown)}" is printed as text', hint, code="shortcode"))
    return found


def printed(pattern: re.Pattern[str], html: str) -> Iterator[re.Match[str]]:
    """Yield the matches of ``pattern`` in the text of ``html``, outside code and scripts."""
    depth, position = 0, 0
    for tag in _CODE_OR_TAG.finditer(html):
        if not depth:
            yield from pattern.finditer(html, position, tag.start())
        if tag["code"]:
            depth = max(0, depth - 1) if tag["end"] else depth + 1
        position = tag.end()
    yield from pattern.finditer(html, position)


def _shortcodes(text: str, *, drop: bool) -> Iterator[Problem]:
    how = "is left out" if drop else "is printed as text"
    hint = "write it in Markdown or HTML" if drop else 'remove it, or set shortcodes = "drop" in newsprint.toml'
    for match in shortcodes_in(text):
        is_end = (match[1] or match[2] or "").lstrip().startswith("/") and "*/" not in match[0]
        if is_end or (drop and is_kept(match, text)):
            continue
        yield _problem(text, match, f'the shortcode "{short(match[0])}" {how}', hint)


def _liquid(text: str) -> Iterator[Problem]:
    for match in outside_code(_LIQUID.finditer(text), text):
        message = f'the template tag "{short(match[0])}" is printed as text'
        yield _problem(text, match, message, "Newsprint runs no templates in stories: write the text itself")


def _wordpress(text: str) -> Iterator[Problem]:
    if _WORDPRESS.search(text):
        for match in outside_code(_WORDPRESS.finditer(text), text):
            message = f'the shortcode "{short(match[0])}" is printed as text'
            yield _problem(text, match, message, "write it in Markdown or HTML")


def _problem(text: str, match: re.Match[str], message: str, hint: str) -> Problem:
    return Problem("", text.count("\n", 0, match.start()) + 1, 0, message, hint, code="shortcode")
