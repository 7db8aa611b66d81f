"""The strings that a text must contain for an inline pattern to match.

A pattern is identified by its class and its regular expression. So a pattern that an extension or another release of
the library has changed in any way is not in the table, and is always tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markdown import inlinepatterns as library
from markdown.extensions.footnotes import FootnoteInlineProcessor

from newsprint.markdown.dialect import inline_patterns as dialect
from newsprint.markdown.fast.link_patterns import FastImage, FastLink

TRIGGERS: dict[tuple[type[library.Pattern], str], tuple[str, ...]] = {
    # The first is a single character, which is searched for first, in a tenth of the time. Every text contains "".
    # The third, where there is one, is an alternative to the second.
    # Both alternatives of the expression contain a backtick.
    (library.BacktickInlineProcessor, library.BACKTICK_RE): ("`", ""),
    (dialect.Escapes, library.ESCAPE_RE): ("\\", ""),
    (dialect.Address, dialect.ADDRESS): ("", "://", "www."),
    (dialect.Mail, dialect.MAIL): ("@", ""),
    (dialect.Strike, dialect.STRIKE): ("~", "~~"),
    (FootnoteInlineProcessor, r"\[\^([^\]]*)\]"): ("^", "[^"),
    # The expression is only a bracket, but the method refuses text without a parenthesis directly after its `]`.
    (FastLink, library.LINK_RE): ("[", "]("),
    (FastImage, library.IMAGE_LINK_RE): ("!", "!["),
    # The same here: without a closing bracket there is no label.
    (library.ReferenceInlineProcessor, library.REFERENCE_RE): ("]", "["),
    (library.ShortReferenceInlineProcessor, library.REFERENCE_RE): ("]", "["),
    (library.ImageReferenceInlineProcessor, library.IMAGE_REFERENCE_RE): ("!", "!["),
    (library.ShortImageReferenceInlineProcessor, library.IMAGE_REFERENCE_RE): ("!", "!["),
    (library.AutolinkInlineProcessor, library.AUTOLINK_RE): ("<", "://"),
    (library.AutomailInlineProcessor, library.AUTOMAIL_RE): ("@", "<"),
    (library.SubstituteTagInlineProcessor, library.LINE_BREAK_RE): ("\n", "  \n"),
    # Each alternative of the expression ends with the end of a tag.
    (library.HtmlInlineProcessor, library.HTML_RE): ("<", ">"),
    (dialect.Entities, library.ENTITY_RE): ("&", ";"),
}

NEED_DEFINITIONS: frozenset[type[library.Pattern]] = frozenset(
    (
        library.ReferenceInlineProcessor,
        library.ShortReferenceInlineProcessor,
        library.ImageReferenceInlineProcessor,
        library.ShortImageReferenceInlineProcessor,
    )
)
"""Patterns that change no text if the document does not define any reference."""


class PatternStep(NamedTuple):
    """A pattern, and the strings that a text must contain for it.

    These are ``needs``, and one of ``either`` and ``other``.
    """

    pattern: library.Pattern
    needs: str = ""
    either: str = ""
    other: str = ""


def pattern_steps(patterns: Iterable[library.Pattern], has_definitions: bool) -> list[PatternStep]:
    """Return the patterns that can match in a document, in their order."""
    return [_pattern_step(pattern) for pattern in patterns if has_definitions or not _looks_up_definitions(pattern)]


def _looks_up_definitions(pattern: library.Pattern) -> bool:
    return type(pattern) in NEED_DEFINITIONS and (type(pattern), pattern.pattern) in TRIGGERS


def _pattern_step(pattern: library.Pattern) -> PatternStep:
    if type(pattern) is library.DelimiterProcessor and len(pattern.tokens) == 2:
        # Emphasis: its expression is one of its delimiters. Extensions may have added or removed some.
        return PatternStep(pattern, "", *pattern.tokens)
    needs, either, *other = TRIGGERS.get((type(pattern), pattern.pattern), ("", ""))
    return PatternStep(pattern, needs, either, *other or [either])
