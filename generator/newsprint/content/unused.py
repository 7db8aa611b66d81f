"""Keys of the front matter that mean something in files of one type of content and nothing in those of another."""

from __future__ import annotations

from collections.abc import Iterator

from newsprint.content.front_matter.schema import FrontMatter
from newsprint.content.header.located import Header
from newsprint.content.needs import written_as
from newsprint.content.types import ContentType
from newsprint.config.site import SiteConfig
from newsprint.config.content import FRONT_MATTER_KEYS
from newsprint.base.errors import Problem

_OF_ADDRESSES = frozenset({"slug"})
"""Keys that are in the address of what is kept."""

_TIMES = ("embargo", "expires")
"""Keys that would hide a story, and so are errors where they have no effect."""


def used_keys(of: ContentType) -> frozenset[str]:
    """Return the keys of the front matter that have an effect in files of this type."""
    return _OF_ADDRESSES.union(of.record.__struct_fields__).intersection(FRONT_MATTER_KEYS)


def unused_keys(front: FrontMatter, of: ContentType, header: Header, config: SiteConfig) -> list[Problem]:
    """Return a problem for each key in ``front`` that has no effect in a file of this type."""
    problems = []
    for key in _without_effect(front, of):
        name, place = written_as(key, header, config)
        if key not in _TIMES:
            message = f'"{name}" has no effect in {of.name}'
            problems.append(Problem("", *place, message, "delete it", "unused-key"))
        elif not front.draft:
            hint = "write draft: true until then, or allow: [held-elsewhere] to publish it now"
            problems.append(Problem("", *place, f'a page has no "{key}"', hint, "held-elsewhere"))
    return problems


def _without_effect(front: FrontMatter, of: ContentType) -> Iterator[str]:
    """The keys that have another value than the one they have without being written."""
    used, unwritten = used_keys(of), FrontMatter()
    for key in FRONT_MATTER_KEYS:
        if key not in used and front.value(key) != unwritten.value(key):
            yield key
