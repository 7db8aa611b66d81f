"""Keys of the front matter that have no effect in files of one type of content."""

from __future__ import annotations

from collections.abc import Iterator

from newsprint.base.errors import Problem
from newsprint.config.content import FRONT_MATTER_KEYS
from newsprint.config.site import SiteConfig
from newsprint.content.front_matter.schema import FrontMatter
from newsprint.content.header.located import Header
from newsprint.content.missing_keys import written_as
from newsprint.content.types import ContentType

_ADDRESS_KEYS = frozenset({"slug"})
"""Keys that are not in a record but are part of its address."""

_TIME_KEYS = ("embargo", "expires")
"""Keys that would hide a story: where they have no effect, they are errors."""


def used_keys(content_type: ContentType) -> frozenset[str]:
    """Return the keys of the front matter that have an effect in files of this type."""
    return _ADDRESS_KEYS.union(content_type.record.__struct_fields__).intersection(FRONT_MATTER_KEYS)


def unused_keys(front: FrontMatter, content_type: ContentType, header: Header, config: SiteConfig) -> list[Problem]:
    """Return a problem for each key in ``front`` that has no effect in a file of this type."""
    problems = []
    for key in _without_effect(front, content_type):
        name, place = written_as(key, header, config)
        if key not in _TIME_KEYS:
            message = f'"{name}" has no effect in {content_type.name}'
            problems.append(Problem("", *place, message, "delete it", "unused-key"))
        elif not front.draft:
            hint = "write draft: true until then, or allow: [held-elsewhere] to publish it now"
            problems.append(Problem("", *place, f'{content_type.name} cannot have "{name}"', hint, "held-elsewhere"))
    return problems


def _without_effect(front: FrontMatter, content_type: ContentType) -> Iterator[str]:
    """Yield the keys without effect whose value differs from the default."""
    used, unwritten = used_keys(content_type), FrontMatter()
    for key in FRONT_MATTER_KEYS:
        if key not in used and front.value(key) != unwritten.value(key):
            yield key
