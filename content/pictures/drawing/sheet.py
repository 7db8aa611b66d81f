"""The sheet of paper under the press: flat shapes, cuts, hatching, and grain."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import cos, hypot, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from . import geometry
from .geometry import Outline, Point
from .palette import CREAM, Colour

WIDTH, HEIGHT = 1600, 1067
OVERSIZE = 2
INK_SPREAD = 0.65
EVERYWHERE = geometry.box(-10, -10, WIDTH + 10, HEIGHT + 10)

Weight = Callable[[float, float], float]


def downward(top: float, bottom: float, first: float = 0.0, last: float = 1.0) -> Weight:
    """A tone which changes evenly from the top to the bottom."""
    return lambda _x, y: first + (last - first) * min(1, max(0, (y - top) / (bottom - top)))


def sideways(left: float, right: float, first: float = 0.0, last: float = 1.0) -> Weight:
    """A tone which changes evenly from the left to the right."""
    return lambda x, _y: first + (last - first) * min(1, max(0, (x - left) / (right - left)))


def around(centre: Point, radius: float, first: float = 1.0, last: float = 0.0) -> Weight:
    """A tone which changes evenly from a centre outwards."""
    return lambda x, y: (
        first + (last - first) * min(1, hypot(x - centre[0], y - centre[1]) / radius)
    )


@dataclass(frozen=True)
class Paper:
    """A size in pixels, and the part of the drawing that it shows: left and top, in units of the drawing."""

    width: int = WIDTH
    height: int = HEIGHT
    left: float = 0
    top: float = 0
    units: float = WIDTH

    @property
    def scale(self) -> float:
        """The number of pixels drawn for one unit, before the picture is made smaller."""
        return OVERSIZE * self.width / self.units


class Sheet:
    """One picture in the making, in units of a drawing of 1600 x 1067."""

    def __init__(self, name: str, ground: Colour, paper: Paper) -> None:
        """Lay a sheet of one colour ready; the name seeds every accident of the hand."""
        self.random = Random(name)
        self.paper = paper
        self.image = Image.new("RGB", (paper.width * OVERSIZE, paper.height * OVERSIZE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def shape(
        self, outline: Sequence[Point], colour: Colour, rough: float = 0.9,
        rim: Colour | None = None, shift: Point = (-4, -3),
    ) -> None:
        """Print a flat shape; a rim is a second ink showing where the two do not quite meet."""
        edge = geometry.roughened(outline, rough, self.random) if rough else outline
        if rim:
            self._fill([(x + shift[0], y + shift[1]) for x, y in edge], rim)
        self._fill(edge, colour)

    def _fill(self, outline: Sequence[Point], colour: Colour) -> None:
        self.pen.polygon(self._pixels(outline), fill=colour)

    def _pixels(self, outline: Sequence[Point]) -> Outline:
        scale, left, top = self.paper.scale, self.paper.left, self.paper.top
        return [((x - left) * scale, (y - top) * scale) for x, y in outline]

    def box(
        self, left: float, top: float, right: float, bottom: float, colour: Colour,
        rough: float = 0.9, rim: Colour | None = None,
    ) -> None:
        """Print a rectangle."""
        self.shape(geometry.box(left, top, right, bottom), colour, rough, rim)

    def oval(
        self, centre: Point, radius: float, colour: Colour, height: float | None = None,
        rim: Colour | None = None, turn: float = 0,
    ) -> None:
        """Print an ellipse."""
        rough = min(0.9, radius / 30)
        self.shape(geometry.oval(centre, radius, height, turn=turn), colour, rough, rim)

    def cut(self, path: Sequence[Point], width: float, colour: Colour) -> None:
        """Draw a stroke which tapers at both ends, as a gouge leaves it."""
        self._fill(geometry.ribbon(geometry.resampled(path, 14), width, geometry.gouge), colour)

    def lash(self, path: Sequence[Point], width: float, colour: Colour) -> None:
        """Draw a stroke which begins broad and runs out to a point."""
        self._fill(geometry.ribbon(geometry.resampled(path, 14), width, geometry.fading), colour)

    def line(self, path: Sequence[Point], width: float, colour: Colour) -> None:
        """Draw a line of even width, for ropes and rails."""
        self._fill(geometry.ribbon(path, width, geometry.even), colour)

    def limb(self, start: Point, end: Point, first: float, last: float, colour: Colour) -> None:
        """Draw a rounded bar from one thickness to another."""
        self._fill(
            geometry.ribbon([start, end], 1, lambda share: first + (last - first) * share), colour
        )
        for (x, y), width in ((start, first), (end, last)):
            self._fill(geometry.oval((x, y), width / 2), colour)

    def restore(self, before: Image.Image, outline: Sequence[Point]) -> None:
        """Put back, inside an outline, what the sheet showed before."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._pixels(outline), fill=255)
        self.image.paste(before, mask=mask)

    @contextmanager
    def within(self, outline: Sequence[Point]) -> Iterator[None]:
        """Keep whatever is drawn meanwhile inside an outline."""
        before = self.image.copy()
        yield
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._pixels(outline), fill=255)
        self.image.paste(before, mask=ImageChops.invert(mask))

    def hatch(
        self, outline: Sequence[Point], colour: Colour, weight: Weight | float = 0.4,
        spacing: float = 13, angle: float = 0, length: float = 150,
    ) -> None:
        """Fill an outline with rows of cuts; the weight is the share of paper they cover."""
        with self.within(outline):
            for stroke in self._rows(outline, spacing, angle, length):
                self._swelling(stroke, colour, weight, spacing)

    def _rows(
        self, outline: Sequence[Point], spacing: float, angle: float, length: float
    ) -> Iterator[Outline]:
        """Every stroke of a hatching which can touch the outline."""
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        reach = hypot(max(xs) - min(xs), max(ys) - min(ys)) / 2 + spacing
        frame = geometry.Frame(middle[0], middle[1], turn=angle)
        across = -reach + self.random.uniform(0, spacing)
        while across < reach:
            along = -reach - self.random.uniform(0, length)
            while along < reach:
                end = along + length * self.random.uniform(0.5, 1.5)
                drift = self.random.uniform(-0.08, 0.08) * spacing
                pieces = max(3, int((end - along) / 16))
                steps = [along + (end - along) * piece / pieces for piece in range(pieces + 1)]
                stroke = frame(*((step, across + drift) for step in steps))
                inside = any(
                    min(xs) - 20 < x < max(xs) + 20 and min(ys) - 20 < y < max(ys) + 20
                    for x, y in stroke
                )
                if inside:
                    yield stroke
                along = end - spacing * 0.1
            across += spacing

    def _swelling(
        self, stroke: Outline, colour: Colour, weight: Weight | float, spacing: float
    ) -> None:
        """Print one stroke, thicker where the tone is heavier."""
        tones = [weight if isinstance(weight, float) else weight(x, y) for x, y in stroke]
        if max(tones) < 0.05:
            return
        last = len(stroke) - 1

        def profile(share: float) -> float:
            tone = tones[round(share * last)]
            end = 1.0 if tone > 0.92 else geometry.gouge(share)
            return max(0.0, tone * 1.08 if tone > 0.05 else 0.0) * end

        self._fill(geometry.ribbon(stroke, spacing, profile), colour)

    def flecks(self, count: int, colour: Colour, outline: Sequence[Point] = EVERYWHERE) -> None:
        """Leave small specks, of snow or of paper the roller missed."""
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        for _ in range(count):
            x = self.random.uniform(min(xs), max(xs))
            y = self.random.uniform(min(ys), max(ys))
            radius = self.random.uniform(0.5, 1.7)
            self._fill(geometry.oval((x, y), radius, radius * 0.8), colour)

    def finished(self, spread: float = INK_SPREAD) -> Image.Image:
        """Return the picture in its own size, with the grain of the paper; the inks spread by some units."""
        self.flecks(150, CREAM)
        small = self.image.resize((self.paper.width, self.paper.height), Image.Resampling.LANCZOS)
        return self._grained(small.filter(ImageFilter.GaussianBlur(spread * self.paper.scale / OVERSIZE)))

    def _grained(self, picture: Image.Image) -> Image.Image:
        """The picture with the faint, coarse unevenness of ink on soft paper."""
        cell = 16 * self.paper.scale / OVERSIZE
        size = (int(self.paper.width / cell), int(self.paper.height / cell))
        noise = Image.frombytes("L", size, self.random.randbytes(size[0] * size[1]))
        soft = noise.resize(picture.size, Image.Resampling.BICUBIC).point(
            [round(128 + (value - 128) * 0.038) for value in range(256)]
        )
        return ImageChops.add(picture, Image.merge("RGB", (soft, soft, soft)), 1, -128)


Picture = Callable[[Paper], Sheet]
REGISTRY: dict[str, Picture] = {}


def picture(name: str, ground: Colour) -> Callable[[Callable[[Sheet], None]], Picture]:
    """Enter a function in the registry as the drawing of one named picture."""

    def register(draw: Callable[[Sheet], None]) -> Picture:
        REGISTRY[name] = partial(_printed, draw, name, ground)
        return REGISTRY[name]

    return register


def _printed(draw: Callable[[Sheet], None], name: str, ground: Colour, paper: Paper) -> Sheet:
    sheet = Sheet(name, ground, paper)
    draw(sheet)
    return sheet


def spokes(
    centre: Point, inner: float, outer: float, count: int, start: float = 0, end: float = 360
) -> list[Outline]:
    """Straight paths around a centre, evenly spread over an angle."""
    angles = [radians(start + (end - start) * index / count) for index in range(count)]
    return [
        [
            (centre[0] + inner * cos(angle), centre[1] + inner * sin(angle)),
            (centre[0] + outer * cos(angle), centre[1] + outer * sin(angle)),
        ]
        for angle in angles
    ]
