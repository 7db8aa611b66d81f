"""Photographs for benchmarks: drawn, with fine grain as sensors have it, and always the same."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageOps

SIZE = (4000, 3000)
"""Width and height in pixels: twelve megapixels, as most phones take."""

_GRAIN = 0.10
_SHAPES = 500


def write_photographs(folder: Path, count: int) -> list[Path]:
    """Draw ``count`` photographs in ``folder``, if they are not there from an earlier run; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"photograph-{number:03}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.exists():
            path.write_bytes(photograph(number))
    return paths


def photograph(number: int) -> bytes:
    """Return the photograph with this number as JPEG: soft light, hundreds of shapes with sharp edges, grain."""
    random = Random(number)
    picture = Image.blend(_light(random), _grain(random, 16, Image.Resampling.BICUBIC), 0.35)
    draw = ImageDraw.Draw(picture)
    for _ in range(_SHAPES):
        left, top, size = random.randrange(SIZE[0]), random.randrange(SIZE[1]), random.randrange(20, 500)
        colour = (random.randrange(256), random.randrange(256), random.randrange(256))
        shape = draw.ellipse if random.random() < 0.5 else draw.rectangle
        shape((left, top, left + size, top + size // 2), fill=colour)
    picture = Image.blend(picture, _grain(random, 2, Image.Resampling.BILINEAR), _GRAIN)
    target = BytesIO()
    picture.save(target, "JPEG", quality=92)
    return target.getvalue()


def _light(random: Random) -> Image.Image:
    across = Image.linear_gradient("L").rotate(random.choice((0, 90, 180, 270))).resize(SIZE)
    around = Image.radial_gradient("L").resize(SIZE)
    return Image.merge("RGB", (across, around, ImageOps.invert(across)))


def _grain(random: Random, size: int, how: Image.Resampling) -> Image.Image:
    """Return coloured noise whose grains are ``size`` pixels wide."""
    small = (SIZE[0] // size, SIZE[1] // size)
    return Image.frombytes("RGB", small, random.randbytes(small[0] * small[1] * 3)).resize(SIZE, how)
