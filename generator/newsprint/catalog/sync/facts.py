"""Facts about a converted body, stored with its HTML."""

from __future__ import annotations

from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.markdown.links.reference import Reference


class BodyFacts(Struct, frozen=True, array_like=True):
    """Facts about a converted body, stored with its HTML."""

    lead: str
    words: int
    references: tuple[Reference, ...]
    names: tuple[Reference, ...]  # links to articles by the name of their file
    problems: tuple[Problem, ...] = ()  # with lines of the body and default severities
    anchors: tuple[str, ...] = ()
    pages: tuple[Reference, ...] = ()  # links to addresses of the site, as written
