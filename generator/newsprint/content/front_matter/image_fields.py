"""The picture of a front matter: its keys, and what may be wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated

from msgspec import Meta, Struct

from newsprint.base.fields import FieldProblem

_Line = Annotated[str, Meta(max_length=1000)]
_FOCUS = re.compile(r"(\d{1,3}%|left|center|right) (\d{1,3}%|top|center|bottom)")


class ImageFields(Struct, frozen=True, kw_only=True):
    """The ``image`` of a front matter, as written. ``alt`` and ``credit`` are None if the key is missing."""

    src: Annotated[str, Meta(min_length=1, max_length=1000)]
    alt: _Line | None = None
    caption: _Line = ""
    credit: _Line | None = None
    focus: _Line = ""


def checked_image(
    fields: ImageFields | None, tidy: Callable[[str | None], str], wrong: list[FieldProblem]
) -> ImageFields | None:
    """Return ``fields`` with clean texts, as ``tidy`` makes them, and add every problem in them to ``wrong``."""
    if fields is None:
        return None
    if fields.focus and not _FOCUS.fullmatch(fields.focus.strip()):
        message = f'the focus "{fields.focus[:40]}" is not a point'
        wrong.append(FieldProblem("image.focus", message, "for example: 50% 20%"))
    if fields.alt is None:
        hint = 'add "alt" to "image"; for a mere decoration, write alt: ""'
        wrong.append(FieldProblem("image", "the picture has no alternative text", hint, "missing-alt"))
    return ImageFields(
        src=unicodedata.normalize("NFC", fields.src.strip()),
        alt=None if fields.alt is None else tidy(fields.alt),
        caption=tidy(fields.caption),
        credit=None if fields.credit is None else tidy(fields.credit),
        focus=fields.focus.strip(),
    )
