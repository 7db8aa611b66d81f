"""Draw the pictures of the paper that ``newsprint init`` makes, in the manner of draw.py.

Run it with Pillow and pyexiv2 installed:

    python content/pictures/draw_starter.py [NAME ...]

Two scenes are the starter's own (drawing/scenes_starter.py), the others are those of the demonstration. Each file is
small, because every installation of Newsprint has all of them.
"""

import sys
from io import BytesIO
from pathlib import Path

from drawing import scenes_culture, scenes_sport, scenes_starter, scenes_town
from drawing.sheet import REGISTRY, Paper

FOLDER = Path(__file__).resolve().parents[2] / "generator" / "newsprint" / "starter" / "paper" / "content" / "pictures"
SCENES = (scenes_culture, scenes_sport, scenes_starter, scenes_town)
NAMES = ("bridge", "market", "town-hall", "school", "bread-oven", "theatre", "library", "football", "concert", "book-stack")
PAPER = Paper(width=1400, height=933)
LARGEST_FILE = 54_000


def drawn(name: str) -> bytes:
    """Return the file of a picture of 1400 x 933 pixels, in the best quality that is small enough."""
    picture = REGISTRY[name](PAPER).finished(spread=0.8)
    for quality in range(70, 10, -4):
        store = BytesIO()
        picture.save(store, "WEBP", quality=quality, method=6)
        if store.tell() <= LARGEST_FILE:
            break
    return store.getvalue()


def main(names: list[str]) -> int:
    """Draw the named pictures, or all; the exit status is 2 when a name is unknown."""
    if unknown := sorted(set(names) - set(NAMES)):
        print(f"No such picture: {', '.join(unknown)}. There are: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    for name in names or NAMES:
        data = drawn(name)
        (FOLDER / f"{name}.webp").write_bytes(data)
        print(f"{name}: {len(data) // 1000} KB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
