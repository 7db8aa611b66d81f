"""The other pictures: as small as an office sends them round, as WebP."""

from io import BytesIO

from .sheet import REGISTRY, Paper

LARGEST_FILE = 81_000


def drawn(name: str) -> bytes:
    """Draw a picture of 1600 x 1067 pixels and return its file, in the best quality that is small enough."""
    picture = REGISTRY[name](Paper()).finished()
    for quality in (70, 64, 58, 52, 46, 40, 35, 30, 25):
        store = BytesIO()
        picture.save(store, "WEBP", quality=quality, method=6)
        if store.tell() <= LARGEST_FILE:
            break
    return store.getvalue()
