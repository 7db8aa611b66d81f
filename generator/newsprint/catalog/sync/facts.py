"""Facts about a converted text, kept beside its HTML."""

from __future__ import annotations

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.markdown.links.reference import Reference


class BodyFacts(Struct, frozen=True, array_like=True):
    """Facts about a converted body, kept beside its HTML."""

    lead: str
    words: int
    references: tuple[Reference, ...]
    names: tuple[Reference, ...]  # of articles linked by their file's name
    problems: tuple[Problem, ...] = ()  # with lines of the body, as severe as by default
    anchors: tuple[str, ...] = ()
    pages: tuple[Reference, ...] = ()  # of the site, as written
