"""Draw the pictures of the Harbour Gazette, the demonstration outlet, as linocut prints.

Run it with Pillow installed:

    python content/pictures/draw.py [NAME ...]

Without names it draws all pictures. Each is written beside this file as NAME.webp, 1600 x 1067
pixels, and comes out the same every time: the name of the picture seeds the hand that cuts it.

How it is built, all in the folder drawing/: palette (the inks), geometry (curves), sheet (shapes,
cuts, hatching, grain, the registry), then sky, sea, boats, creatures, people and town (things to
draw), and the scenes_* modules, where every picture is one function registered by its name.
"""

import sys
from pathlib import Path

from drawing import (
    scenes_culture,
    scenes_harbour,
    scenes_nature,
    scenes_sport,
    scenes_town,
    scenes_world,
)
from drawing.sheet import REGISTRY

FOLDER = Path(__file__).resolve().parent
SCENES = (
    scenes_harbour,
    scenes_nature,
    scenes_town,
    scenes_culture,
    scenes_sport,
    scenes_world,
)


def main(names: list[str]) -> int:
    """Draw the named pictures, or all; the exit status is 2 when a name is unknown."""
    unknown = sorted(set(names) - REGISTRY.keys())
    if unknown:
        print(f"No such picture: {', '.join(unknown)}", file=sys.stderr)
        print(f"There are: {', '.join(sorted(REGISTRY))}", file=sys.stderr)
        return 2
    for name in names or sorted(REGISTRY):
        size = REGISTRY[name]().save(FOLDER / f"{name}.webp")
        print(f"{name}: {size // 1000} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
