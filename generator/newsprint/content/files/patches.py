"""Patches, in any form of diff, that show the source of a story."""

from __future__ import annotations

import re

from newsprint.content.files.naming import STORY_ENDINGS

MOST = 1024 * 1024
"""The number of bytes of a patch that are searched."""

_PATCH = re.compile(
    r"(?:From [0-9a-f]{4,64} [^\n]*\n[\s\S]{0,20000}?^)?"  # as "git format-patch" writes it, with a message
    r"(?:diff (?:--git|--cc|--combined|-)|Index: [^\n]+\n|(?:---|\*\*\*) \S[^\n]*\n(?:\+\+\+|---) \S"
    r"|\d+(?:,\d+)?[acd]\d+(?:,\d+)?\n[<>] )",
    re.M,
)
_ENDINGS = "|".join(map(re.escape, STORY_ENDINGS))
_OF_A_STORY = re.compile(
    rf"""^(?:diff |Index: |---|\*\*\*|\+\+\+)[^\n]*?[ "'/]content/[^\n\t]*?(?:{_ENDINGS})(?=["'\s]|\Z)""", re.M | re.I
)
_MARK = re.compile(r"^[-+!<> ] ?", re.M)
_HEADER = re.compile(
    r"""^(?:-{3,}|\+{3,})[ \t]*\n(?:[^\n]*\n){0,30}?[ \t]*["']?(?:title|headline)["']?[ \t]*[:=]""", re.M | re.I
)


def is_patch(text: str) -> bool:
    """Return whether a file that starts with ``text`` is a patch."""
    return _PATCH.match(text) is not None


def shows_a_story(text: str) -> bool:
    """Return whether the patch ``text`` contains a story's front matter or names a story of the content folder."""
    return bool(_OF_A_STORY.search(text) or _HEADER.search(_MARK.sub("", text)))
