"""Body text to HTML: the journey of one text, whichever engine converts it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgspec.structs import replace

from newsprint.base.errors import Problem
from newsprint.config.site import MarkdownSettings
from newsprint.markdown.comments.leftovers import printed_comments
from newsprint.markdown.comments.uncomment import ENCODED_MORE, MORE, Uncommented, uncomment
from newsprint.markdown.engines.engine import Engine
from newsprint.markdown.headings import anchor_headings
from newsprint.markdown.lead import count_words, cut_lead
from newsprint.markdown.limits import BodyError, check_depth, check_html, check_text
from newsprint.markdown.links.link_lines import Places
from newsprint.markdown.links.links import Found, mark_links
from newsprint.markdown.links.reference import Reference
from newsprint.markdown.links.sound_addresses import sound_addresses
from newsprint.markdown.safe import sanitize
from newsprint.markdown.shortcodes import NAME_SCHEME, drop_shortcodes
from newsprint.markdown.steps import STEPS
from newsprint.markdown.tables import wrap_tables
from newsprint.markdown.tags import ANY_TAG
from newsprint.markdown.typography.quotations import (
    mark_languages,
    removed_languages,
    seal,
    sound_languages,
    unknown_languages,
)
from newsprint.markdown.unseen.attribute_lists import printed_attributes
from newsprint.markdown.unseen.removed import removed_addresses, removed_html
from newsprint.markdown.unseen.templating import foreign_blocks, template_code, undefined_links
from newsprint.markdown.unseen.unread_text import unread_text

__all__ = ["Body", "BodyError", "Reference", "convert"]

_CONTROL = re.compile(rf"({MORE})|[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Body:
    """A text, converted."""

    data: bytes
    """The HTML in UTF-8, as it is sent and stored: encoding it for each of that would cost as much as its tags do.

    It has slots (see :mod:`slots`) where something depends on the place at which it is published.
    """

    references: tuple[Reference, ...]
    """The targets of the slots of files, in the order of the HTML."""

    lead: str
    """Plain text for a teaser; "" if the text has no paragraph."""

    words: int

    names: tuple[Reference, ...] = ()
    """The targets of the slots of names, each once."""

    problems: tuple[Problem, ...] = ()
    """What is to be reported of a text that was converted all the same, with lines of the body and an empty path."""

    @property
    def html(self) -> str:
        """The HTML as text."""
        return self.data.decode()


def convert(text: str, engine: Engine, settings: MarkdownSettings) -> Body:
    """The body of an article. A function of its arguments alone.

    Raises BodyError, with the lines of the mistakes, for a text that cannot be converted.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_text(text)
    source = uncomment(text, keep_scripts=settings.raw_html == "allowed")
    if source.lines:
        check_depth(source.text)  # what comments stood between is nested now
    text = drop_shortcodes(source.text) if settings.shortcodes == "drop" else source.text
    rendered = html = _render(seal(text), engine, source)
    check_html(html)
    if is_mixed := _holds_html(text, settings):
        html = sanitize.safe(html) if settings.raw_html == "safe" else sanitize.without_comments(html)
        check_html(html)  # a parser may make more of it
    problems = source.problems + printed_comments(rendered, html, source)
    html, unknown = mark_languages(html)
    problems += unknown_languages(unknown, source.numbered)
    if is_mixed and settings.raw_html == "safe":
        html, unknown = sound_languages(html)
        problems += removed_languages(unknown, source.numbered)
    if "&" in text and "&#" in text:  # an engine may decode entities into what the text itself cannot hold
        html = _CONTROL.sub(r"\1", html)
    for step in STEPS:
        html = step(html)
    html, lead = cut_lead(html)
    html = anchor_headings(html)
    if source.lines:
        html = html.replace(ENCODED_MORE, "")
    if is_mixed or "|" in text:
        html = wrap_tables(html)
    html, found = mark_links(html) if is_mixed or "=" in html else (html, Found([], [], [], set()))
    html = sound_addresses(html) if is_mixed or "=" in html else html
    problems += _unseen(rendered, source, settings, None if is_mixed else found.dropped)
    problems += _unread(html, text, source, settings, known=problems)
    data = html.encode()
    places = Places(_numbered(source, settings))
    references = tuple(Reference(target, places.line(target), target in found.shown) for target in found.files)
    names = tuple(Reference(name, places.line(f"{NAME_SCHEME}:{name}")) for name in dict.fromkeys(found.names))
    return Body(data, references, lead, count_words(data), names, problems)


def _unseen(
    rendered: str, source: Uncommented, settings: MarkdownSettings, dropped: list[str] | None
) -> tuple[Problem, ...]:
    """What the author wrote and readers do not get. ``dropped`` are the addresses of a text without HTML, or None."""
    problems = template_code(source.numbered, drop=settings.shortcodes == "drop")
    problems += undefined_links(rendered, source.numbered)
    if dropped is None:
        text = _numbered(source, settings)
        problems += removed_html(rendered, text, sanitised=settings.raw_html == "safe")
    elif dropped:
        problems += removed_addresses(dropped, _numbered(source, settings))
    return tuple(sorted(set(problems)))


def _unread(
    html: str, text: str, source: Uncommented, settings: MarkdownSettings, *, known: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """What the author wrote in Markdown and readers do not get as such. ``text`` is what the engine was given.

    A language that ``known`` reports as invalid is not reported again.
    """
    numbered = _numbered(source, settings)
    found = printed_attributes(html, numbered) + foreign_blocks(html, numbered)
    for problem in unread_text(text, bars_in_code=settings.engine == "markdown"):
        found.append(replace(problem, line=source.line(problem.line)))
    reported = {problem.line for problem in known if problem.code == "invalid-value"}
    return tuple(sorted(problem for problem in found if problem.line not in reported))


def _numbered(source: Uncommented, settings: MarkdownSettings) -> str:
    """The text with the lines that the author's has."""
    return drop_shortcodes(source.numbered) if settings.shortcodes == "drop" else source.numbered


def _render(text: str, engine: Engine, source: Uncommented) -> str:
    try:
        return engine.render(text)
    except BodyError as error:
        raise BodyError(*(replace(problem, line=source.line(problem.line)) for problem in error.problems)) from error
    except RecursionError:
        message, hint = "the text is nested too deep to be converted", "take some levels of lists or quotes out"
    except Exception as error:  # extensions are anybody's code: no mistake of theirs may end a build
        message, hint = f"the Markdown engine failed: {type(error).__name__}: {error}", "leave the newest change out"
    raise BodyError(Problem("", 0, 0, message, hint, code="text-limit"))


def _holds_html(text: str, settings: MarkdownSettings) -> bool:
    """Whether the HTML could hold anything but what an engine writes of its own accord."""
    if "<" in text and ANY_TAG.search(text):
        return True
    return bool(settings.extensions) or (settings.engine == "markdown" and "{" in text)
