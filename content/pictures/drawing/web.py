"""The other pictures: as small as an office sends them round, as WebP."""

from io import BytesIO

from .sheet import REGISTRY, Paper

LARGEST_FILE = 81_000
PAPERS = {"ida-marchbank": Paper(800, 800, left=267, units=1067)}
"""The sizes of those that are not 1600 x 1067 pixels."""


def drawn(name: str) -> bytes:
    """Draw a picture, mostly of 1600 x 1067 pixels, and return its file, in the best quality that is small enough."""
    picture = REGISTRY[name](PAPERS.get(name, Paper())).finished()
    for quality in (70, 64, 58, 52, 46, 40, 35, 30, 25):
        store = BytesIO()
        picture.save(store, "WEBP", quality=quality, method=6)
        if store.tell() <= LARGEST_FILE:
            break
    return store.getvalue()
