"""Draw the pictures of the Harbour Gazette, the demonstration outlet, as linocut prints.

Run it with Pillow and pyexiv2 installed:

    python content/pictures/draw.py [NAME ...]

Without names it draws all pictures. A dozen are originals as a photo desk delivers them: NAME.jpg,
3000 x 2000 pixels and more, with the metadata of camera and desk. The others are NAME.webp, 1600 x
1067 pixels. With the same versions of the two packages each comes out the same every time: the
name of the picture seeds the hand that cuts it.

How it is built, all in the folder drawing/: palette (the inks), geometry (curves), sheet (shapes,
cuts, hatching, grain, the registry), then sky, sea, boats, creatures, people and town (things to
draw), and the scenes_* modules, where every picture is one function registered by its name. What
becomes of a drawing is in originals (with light, display_p3 and captions) and in web.
"""

import sys
from pathlib import Path

from drawing import (
    scenes_culture,
    scenes_harbour,
    scenes_nature,
    scenes_portraits,
    scenes_sport,
    scenes_town,
    scenes_world,
    web,
)
from drawing.originals import ORIGINALS
from drawing.sheet import REGISTRY

FOLDER = Path(__file__).resolve().parent
SCENES = (
    scenes_harbour,
    scenes_nature,
    scenes_town,
    scenes_culture,
    scenes_sport,
    scenes_world,
    scenes_portraits,
)


def main(names: list[str]) -> int:
    """Draw the named pictures, or all; the exit status is 2 when a name is unknown."""
    unknown = sorted(set(names) - REGISTRY.keys())
    if unknown:
        print(f"No such picture: {', '.join(unknown)}", file=sys.stderr)
        print(f"There are: {', '.join(sorted(REGISTRY))}", file=sys.stderr)
        return 2
    for name in names or sorted(REGISTRY):
        original = ORIGINALS.get(name)
        data = original.drawn(name) if original else web.drawn(name)
        (FOLDER / f"{name}.{'jpg' if original else 'webp'}").write_bytes(data)
        print(f"{name}: {len(data) // 1000} KB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
