"""Conversion of one body text to HTML: all steps in their order, for both engines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from newsprint.base.errors import Problem
from newsprint.config.declared import NOTHING, Declared
from newsprint.config.site import MarkdownSettings
from newsprint.markdown.blocks.marked_text import Marked
from newsprint.markdown.comments.leftovers import printed_comments
from newsprint.markdown.comments.uncomment import ENCODED_MORE, MORE, Uncommented, uncomment
from newsprint.markdown.engines.engine import Engine
from newsprint.markdown.headings import anchor_headings
from newsprint.markdown.lead import count_words, cut_lead
from newsprint.markdown.limits import BodyError, check_depth, check_html, check_text
from newsprint.markdown.links.address_encoding import sound_addresses
from newsprint.markdown.links.link_lines import Places
from newsprint.markdown.links.links import FoundAddresses, add_link_slots, nothing_found
from newsprint.markdown.links.reference import Reference
from newsprint.markdown.raw_text import put_back, set_aside
from newsprint.markdown.safe import sanitize
from newsprint.markdown.shortcodes import NAME_SCHEME, drop_shortcodes
from newsprint.markdown.slots import MARK
from newsprint.markdown.steps import STEPS
from newsprint.markdown.tables import wrap_tables
from newsprint.markdown.tags import ANY_TAG
from newsprint.markdown.typography.quotations import (
    guard_language_marks,
    mark_languages,
    normalise_languages,
    removed_languages,
    unknown_languages,
)
from newsprint.markdown.unseen.attribute_lists import printed_attributes
from newsprint.markdown.unseen.removed import removed_addresses, removed_html
from newsprint.markdown.unseen.templating import foreign_blocks, template_code, undefined_links
from newsprint.markdown.unseen.unread_text import unread_text

__all__ = ["Body", "BodyError", "Reference", "convert"]

_CONTROL = re.compile(rf"({MORE})|[\x00-\x08\x0b-\x1f\x7f]")
_MAX_REPORTED = 50  # pictures without words


@dataclass(frozen=True, slots=True)
class Body:
    """A converted text."""

    data: bytes
    """The HTML in UTF-8, as it is sent and stored: encoding it again for each use would cost as much as its tags.

    It has slots (see :mod:`slots`) where the HTML depends on the page that publishes it.
    """

    references: tuple[Reference, ...]
    """The targets of file slots, in the order of the HTML."""

    lead: str
    """Plain text for a teaser; empty if the text has no paragraph."""

    words: int

    names: tuple[Reference, ...] = ()
    """The targets of name slots, each once."""

    problems: tuple[Problem, ...] = ()
    """Problems that did not prevent the conversion. Their lines count from the start of the body; the path is empty."""

    @property
    def html(self) -> str:
        """Return the HTML as text."""
        return self.data.decode()


def convert(text: str, engine: Engine, settings: MarkdownSettings, declared: Declared = NOTHING) -> Body:
    """Return the converted body of an article, whose theme has ``declared`` blocks.

    The result depends on the arguments only. Raise BodyError, whose problems have line numbers, for a text that cannot
    be converted.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_text(text)
    source = uncomment(text, keep_scripts=settings.raw_html == "allowed")
    if source.lines:
        check_depth(source.text)  # text that comments separated before may be nested now
    text = drop_shortcodes(source.text) if settings.shortcodes == "drop" else source.text
    marked = _marked(text, declared)
    rendered, has_lists, without_alt = _rendered(marked, engine, source)
    is_mixed = has_lists or _may_contain_html(text, settings)
    html = _made_safe(_with_divs(rendered, marked), settings) if is_mixed else _with_divs(rendered, marked)
    problems = source.problems + printed_comments(rendered, html, source)
    problems += tuple(replace(problem, line=source.line(problem.line)) for problem in marked.problems)
    html, unknown = mark_languages(html)
    problems += unknown_languages(unknown, source.with_all_lines)
    if is_mixed and settings.raw_html == "safe":
        html, unknown = normalise_languages(html)
        problems += removed_languages(unknown, source.with_all_lines)
    if "&" in text and "&#" in text:  # an engine may decode entities into control characters, which no text may contain
        html = _CONTROL.sub(r"\1", html)
    html, raw_texts = set_aside(html) if is_mixed else (html, [])
    html, lead = _with_anchors(html, source, has_tables=is_mixed or "|" in text, has_blocks=bool(marked.blocks))
    html, found, credits = _with_slots(html, marked) if is_mixed or "=" in html else (html, nothing_found(), [])
    html = put_back(html, raw_texts)
    problems += _unseen(rendered, source, settings, None if is_mixed else found.dropped)
    problems += _unread(html, text, source, settings, known=problems)
    numbered = _with_all_lines(source, settings)
    problems += _about_pictures(numbered, without_alt, len(found.without_alt), credits)
    data = html.encode()
    references, names = _references(found, numbered)
    return Body(data, references, lead, count_words(data), names, problems)


def _marked(text: str, declared: Declared) -> Marked:
    if not declared.matters_to(text):
        return Marked(text)
    from newsprint.markdown.blocks.block_lines import mark_blocks  # only for texts with blocks

    return mark_blocks(text, declared)


def _rendered(marked: Marked, engine: Engine, source: Uncommented) -> tuple[str, bool, list[int]]:
    """Return the engine's HTML, whether pictures in it got attributes, and the lines of pictures without ``alt``."""
    guarded = guard_language_marks(marked.text)
    if "![" not in marked.text:
        html = _render(guarded, engine, lambda number: source.line(marked.line(number)))
        check_html(html)
        return html, False, []
    from newsprint.markdown.picture_attributes import set_lists_aside, with_attributes  # only for texts with pictures

    guarded, lists = set_lists_aside(guarded)
    html, places = with_attributes(_render(guarded, engine, lambda number: source.line(marked.line(number))), lists)
    check_html(html)
    lines = [source.line(marked.line(guarded.count("\n", 0, place) + 1)) for place in places[:_MAX_REPORTED]]
    return html, any(each.attributes for each in lists), lines


def _with_divs(html: str, marked: Marked) -> str:
    if not marked.blocks:
        return html
    from newsprint.markdown.blocks.block_elements import with_divs  # only for texts with blocks

    return with_divs(html, marked)


def _made_safe(html: str, settings: MarkdownSettings) -> str:
    """Return ``html`` as the outlet's settings allow it."""
    html = sanitize.safe(html) if settings.raw_html == "safe" else sanitize.without_comments(html)
    check_html(html)  # the parser may have made it longer
    return html


def _with_anchors(html: str, source: Uncommented, *, has_tables: bool, has_blocks: bool) -> tuple[str, str]:
    """Return ``html`` with anchors at its headings and wrapped tables, and its lead."""
    if has_blocks:
        from newsprint.markdown.blocks.block_elements import with_elements  # only for texts with blocks

        html = with_elements(html)
    for step in STEPS:
        html = step(html)
    html, lead = cut_lead(html)
    html = anchor_headings(html)
    if source.lines:
        html = html.replace(ENCODED_MORE, "")
    return wrap_tables(html) if has_tables else html, lead


def _with_slots(html: str, marked: Marked) -> tuple[str, FoundAddresses, list[str]]:
    """Return ``html`` with slots and figures, the addresses in it, and the credits that are not printed."""
    html, found = add_link_slots(html)
    credits: list[str] = []
    if "<img" in html or f"<{MARK}picture" in html:
        from newsprint.markdown.figure_elements import with_figures  # only for texts with pictures

        html, credits = with_figures(html)
    if marked.blocks:
        from newsprint.markdown.blocks.block_elements import with_slots  # only for texts with blocks

        html = with_slots(html, marked.blocks, found)
    return sound_addresses(html), found, credits


def _about_pictures(text: str, lines: list[int], tags: int, credits: list[str]) -> tuple[Problem, ...]:
    """Return the problems about pictures in ``text``: see :func:`newsprint.markdown.unseen.picture_problems`."""
    if not (lines or tags or credits):
        return ()
    from newsprint.markdown.unseen.picture_problems import picture_problems  # loaded only where it is needed

    return picture_problems(text, lines, tags, credits)


def _references(found: FoundAddresses, text: str) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
    """Return the targets of file slots and of name slots, with their lines in ``text``."""
    places = Places(text)
    files = (
        Reference(target, places.line(target), target in found.shown, target in found.linked) for target in found.files
    )
    names = (Reference(name, places.line(f"{NAME_SCHEME}:{name}")) for name in dict.fromkeys(found.names))
    return tuple(files), tuple(names)


def _unseen(
    rendered: str, source: Uncommented, settings: MarkdownSettings, dropped: list[str] | None
) -> tuple[Problem, ...]:
    """Return problems for template code, links and HTML that readers do not see.

    ``dropped`` are the addresses removed from a text without HTML; None for a text with HTML.
    """
    problems = template_code(source.with_all_lines, drop=settings.shortcodes == "drop")
    problems += undefined_links(rendered, source.with_all_lines)
    if dropped is None:
        text = _with_all_lines(source, settings)
        problems += removed_html(rendered, text, sanitised=settings.raw_html == "safe")
    elif dropped:
        problems += removed_addresses(dropped, _with_all_lines(source, settings))
    return tuple(sorted(set(problems)))


def _unread(
    html: str, text: str, source: Uncommented, settings: MarkdownSettings, *, known: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """Return problems for Markdown that readers see as text, or not at all.

    ``text`` is the engine's input. Skip the lines of languages that ``known`` already reports as invalid.
    """
    numbered = _with_all_lines(source, settings)
    found = printed_attributes(html, numbered) + foreign_blocks(html, numbered)
    for problem in unread_text(text, bars_in_code=settings.engine == "markdown"):
        found.append(replace(problem, line=source.line(problem.line)))
    reported = {problem.line for problem in known if problem.code == "invalid-value"}
    return tuple(sorted(problem for problem in found if problem.line not in reported))


def _with_all_lines(source: Uncommented, settings: MarkdownSettings) -> str:
    """Return the text with as many lines as the author's."""
    return drop_shortcodes(source.with_all_lines) if settings.shortcodes == "drop" else source.with_all_lines


def _render(text: str, engine: Engine, line: Callable[[int], int]) -> str:
    """Return the HTML of ``text``; ``line`` returns the author's number of one of its lines."""
    try:
        return engine.render(text)
    except BodyError as error:
        raise BodyError(*(replace(problem, line=line(problem.line)) for problem in error.problems)) from error
    except RecursionError:
        message, hint = "the text is nested too deeply", "remove some levels of lists or quotes"
    except Exception as error:  # extensions are third-party code: none of their errors may end a build
        message, hint = f"the Markdown engine failed: {type(error).__name__}: {error}", "undo the latest change"
    raise BodyError(Problem("", 0, 0, message, hint, code="text-limit"))


def _may_contain_html(text: str, settings: MarkdownSettings) -> bool:
    """Return whether the HTML may contain tags that no engine writes for plain Markdown."""
    if "<" in text and ANY_TAG.search(text):
        return True
    return bool(settings.extensions) or (settings.engine == "markdown" and "{" in text)
