"""Light over a finished print: a glow around what shines, haze on the horizon, corners in shade."""

from dataclasses import dataclass

from PIL import Image, ImageChops, ImageColor

from .geometry import Point
from .palette import CREAM, Colour
from .sheet import Paper

SHADE = 0.24


@dataclass(frozen=True)
class Light:
    """Where the light comes from and how far it reaches, in units of the drawing, and how strong it is, up to 1.

    The haze lies on a height of the drawing, 0 for none.
    """

    centre: Point
    radius: float
    colour: Colour = CREAM
    strength: float = 0.4
    horizon: float = 0
    haze: float = 0.16


def lit(picture: Image.Image, light: Light, paper: Paper) -> Image.Image:
    """Return the picture with the light over it, and its corners a little darker."""
    unit = paper.width / paper.units
    centre = ((light.centre[0] - paper.left) * unit, (light.centre[1] - paper.top) * unit)
    result = _screened(picture, _disc(picture.size, centre, light.radius * unit), light.colour, light.strength)
    if light.horizon:
        band = _band(picture.size, (light.horizon - paper.top) * unit, 190 * unit)
        result = _screened(result, band, light.colour, light.haze)
    return ImageChops.multiply(result, Image.merge("RGB", [_corners(picture.size)] * 3))


def _screened(picture: Image.Image, mask: Image.Image, colour: Colour, strength: float) -> Image.Image:
    """Brighten the picture where the mask is bright; the darkest inks stay nearly as dark as they are."""
    parts = [mask.point(lambda value, part=part: value * part * strength / 255) for part in ImageColor.getrgb(colour)]
    taken = picture.point(lambda value: 36 + value * 0.86)
    return ImageChops.screen(picture, ImageChops.multiply(Image.merge("RGB", parts), taken))


def _disc(size: tuple[int, int], centre: Point, radius: float) -> Image.Image:
    """A mask which is bright in the centre and fades to nothing at the radius."""
    falling = Image.radial_gradient("L").point(lambda value: 255 * max(0, 1 - value / 180) ** 2)
    square = falling.resize((round(radius * 2), round(radius * 2)), Image.Resampling.BICUBIC)
    mask = Image.new("L", size, 0)
    mask.paste(square, (round(centre[0] - radius), round(centre[1] - radius)))
    return mask


def _band(size: tuple[int, int], middle: float, reach: float) -> Image.Image:
    """A mask which is bright along a height and fades above and below it."""
    heights = [round(255 * max(0.0, 1 - abs(y - middle) / reach) ** 2) for y in range(size[1])]
    return Image.frombytes("L", (1, size[1]), bytes(heights)).resize(size)


def _corners(size: tuple[int, int]) -> Image.Image:
    """A mask which is white in the middle and darker in the corners."""
    falling = Image.radial_gradient("L").point(lambda value: 255 * (1 - SHADE * max(0, value - 90) / 165))
    return falling.resize(size, Image.Resampling.BICUBIC)
