"""Points, outlines and the curves between them; nothing here knows about ink or paper."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, cos, hypot, pi, radians, sin
from random import Random

Point = tuple[float, float]
Outline = list[Point]


@dataclass(frozen=True)
class Frame:
    """A local system of coordinates: where a thing stands, how large, mirrored or turned."""

    x: float
    y: float
    scale: float = 1.0
    flip: bool = False
    turn: float = 0.0

    def at(self, x: float, y: float) -> Point:
        """The place on the sheet of one local point."""
        if self.flip:
            x = -x
        angle = radians(self.turn)
        return (
            self.x + self.scale * (x * cos(angle) - y * sin(angle)),
            self.y + self.scale * (x * sin(angle) + y * cos(angle)),
        )

    def __call__(self, *points: Point) -> Outline:
        """The places on the sheet of many local points."""
        return [self.at(x, y) for x, y in points]

    def box(self, left: float, top: float, right: float, bottom: float) -> Outline:
        """A local rectangle."""
        return self(*box(left, top, right, bottom))

    def curve(self, *points: Point, closed: bool = True) -> Outline:
        """A smooth line through local points."""
        return curve(self(*points), closed)


def box(left: float, top: float, right: float, bottom: float) -> Outline:
    """A rectangle as an outline."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def between(start: Point, end: Point, share: float) -> Point:
    """The point a share of the way from start to end."""
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def curve(points: Sequence[Point], closed: bool = True, steps: int = 8) -> Outline:
    """A smooth line through all the points (a Catmull-Rom spline)."""
    count = len(points)
    outline: Outline = []
    for index in range(count if closed else count - 1):
        near = [points[(index + shift) % count] for shift in (-1, 0, 1, 2)]
        if not closed:
            near = [points[min(max(index + shift, 0), count - 1)] for shift in (-1, 0, 1, 2)]
        for step in range(steps):
            t = step / steps
            outline.append((_spline(t, *(p[0] for p in near)), _spline(t, *(p[1] for p in near))))
    return outline if closed else [*outline, points[-1]]


def _spline(t: float, before: float, start: float, end: float, after: float) -> float:
    return 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t * t
        + (3 * start - before - 3 * end + after) * t * t * t
    )


def oval(
    centre: Point, radius: float, height: float | None = None, start: float = 0,
    end: float = 360, turn: float = 0,
) -> Outline:
    """An ellipse, or a part of one, clockwise in degrees from the right-hand side."""
    frame = Frame(centre[0], centre[1], turn=turn)
    tall = radius if height is None else height
    steps = max(12, int(max(radius, tall) * (end - start) / 900))
    angles = [radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return frame(*((radius * cos(angle), tall * sin(angle)) for angle in angles))


def arch(middle: float, base: float, width: float, height: float) -> Outline:
    """A round-headed opening standing on its base."""
    half = width / 2
    head = oval((middle, base - height + half), half, start=180, end=360)
    return [(middle - half, base), *head, (middle + half, base)]


def ribbon(path: Sequence[Point], width: float, profile: Callable[[float], float]) -> Outline:
    """A stroke along a path as an outline, its width following the profile from 0 to 1."""
    upper: Outline = []
    lower: Outline = []
    last = len(path) - 1
    for index, (x, y) in enumerate(path):
        ahead, behind = path[min(index + 1, last)], path[max(index - 1, 0)]
        length = hypot(ahead[0] - behind[0], ahead[1] - behind[1]) or 1
        half = width * profile(index / last) / 2
        across = (-(ahead[1] - behind[1]) / length * half, (ahead[0] - behind[0]) / length * half)
        upper.append((x + across[0], y + across[1]))
        lower.append((x - across[0], y - across[1]))
    return upper + lower[::-1]


def gouge(share: float) -> float:
    """The width of a cut which enters the block, deepens and leaves it again."""
    return min(1.0, 1.7 * float(max(0.0, sin(pi * share)) ** 0.8))


def even(_share: float) -> float:
    """The width of a line which stays the same."""
    return 1.0


def fading(share: float) -> float:
    """The width of a stroke which begins broad and ends in nothing."""
    return max(0.0, 1 - share)


def resampled(path: Sequence[Point], step: float) -> Outline:
    """The same path with a point at least every step."""
    outline: Outline = []
    for start, end in zip(path, path[1:], strict=False):
        pieces = max(1, ceil(hypot(end[0] - start[0], end[1] - start[1]) / step))
        outline += [between(start, end, piece / pieces) for piece in range(pieces)]
    return [*outline, path[-1]]


def roughened(outline: Sequence[Point], amount: float, random: Random) -> Outline:
    """An outline as a hand-held knife would follow it."""
    dense = resampled([*outline, outline[0]], 22)[:-1]
    return [(x + random.gauss(0, amount), y + random.gauss(0, amount)) for x, y in dense]
