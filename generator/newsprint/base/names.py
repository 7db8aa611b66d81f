"""Names that have a page (tags, authors, series): their slugs, and recognising two spellings of one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from newsprint.base.urls import slugify

_SIGNS = re.compile(r"(?<=[^\W_])[#♯+]+")
_SPOKEN = {"#": " sharp ", "♯": " sharp ", "+": " plus "}
_LATIN_MARKS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_MEANS_NOTHING = frozenset({"Cc", "Cf", "Zs", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf"})
"""Categories of characters that do not distinguish names: spaces, hyphens, brackets, quotation marks."""


@lru_cache(maxsize=4096)
def name_slug(name: str) -> str:
    """Return the slug of ``name``; empty if it has no letter or digit. C# gives ``c-sharp``, C++ ``c-plus-plus``."""
    if "#" in name or "+" in name or "♯" in name:
        name = _SIGNS.sub(lambda match: "".join(map(_SPOKEN.__getitem__, match[0])), name)
    return slugify(name)


def same_name(one: str, other: str) -> bool:
    """Return whether two names with the same slug are two spellings of one name.

    Capitals, spaces, hyphens, other punctuation, a hashtag's sign and accents of Latin letters are ignored.
    """
    return one == other or _letters(one) == _letters(other)


def _letters(name: str) -> str:
    plain = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", name).casefold()).replace("♯", "#")
    return "".join(
        character
        for place, character in enumerate(plain)
        if not (
            unicodedata.category(character) in _MEANS_NOTHING
            or character in "'\",:;!?/…·"
            or (character == "." and place > 0)  # .NET is not NET
            or (character == "#" and place == 0)  # the hashtag #MeToo is MeToo
        )
    )
