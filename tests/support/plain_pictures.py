"""Pictures of one colour, for tests of what is made of them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def photograph(colour: str = "navy", size: tuple[int, int] = (1500, 1000), form: str = "JPEG") -> bytes:
    """Return a photograph of one colour."""
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, form)
    return target.getvalue()
