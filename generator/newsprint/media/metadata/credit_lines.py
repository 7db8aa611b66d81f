"""The credit and the copyright notice of a picture, as pages print them: each is one short line of plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from msgspec import Struct

from newsprint.media.metadata.rights import Rights, one_line

_MAX_CHARACTERS = 200
_UNSEEN = re.compile("[\u200b\u2060\u202a-\u202e\u2066-\u2069]")  # some would turn the words that follow on the page


class CreditLines(Struct, frozen=True):
    """The ``credit`` and the ``copyright`` notice of a picture; empty if there is none."""

    credit: str = ""
    copyright: str = ""


def credit_lines(rights: Rights, wanted: Collection[str]) -> CreditLines:
    """Return the lines of ``rights`` whose names are ``wanted``: ``credit``, ``copyright``.

    A picture without a credit line is credited to its creators.
    """
    lines = CreditLines(_line(rights.credit) or _line(", ".join(rights.creators)), _line(rights.copyright))
    return CreditLines(
        credit=lines.credit if "credit" in wanted else "",
        copyright=lines.copyright if "copyright" in wanted else "",
    )


def _line(text: str) -> str:
    """Return ``text`` on one line without control characters, cut after a word if it is too long."""
    text = one_line(_UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    if len(text) <= _MAX_CHARACTERS:
        return text
    kept = text[:_MAX_CHARACTERS]  # with the ellipsis one too many, unless the last one is the blank after a word
    return f"{kept.rpartition(' ')[0] or kept[:-1]}…"
