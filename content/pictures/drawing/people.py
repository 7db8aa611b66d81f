"""People: silhouettes built on a few joints, dressed in two or three inks."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin
from typing import Literal

from .geometry import Frame, Point, between, curve
from .palette import BRICK, INK, NIGHT, RUST, SAND, Colour
from .sheet import Sheet

Bend = tuple[float, float]
Hat = Literal["none", "cap", "wool", "scarf", "bun", "brim"]
HATS: tuple[Hat, ...] = ("wool", "cap", "scarf", "bun", "brim")


@dataclass(frozen=True)
class Pose:
    """Angles of the upper and lower limbs, 0 hanging down and positive to the front."""

    lean: float = 2
    nod: float = 4
    near_arm: Bend = (-8, 6)
    far_arm: Bend = (10, 22)
    near_leg: Bend = (-3, -5)
    far_leg: Bend = (6, 2)


STANDING = Pose()
WALKING = Pose(4, 4, (-24, -4), (26, 44), (-14, -30), (24, 10))
RUNNING = Pose(9, 0, (-40, 16), (32, 84), (-14, -64), (34, 8))
KICKING = Pose(-14, 16, (-58, -34), (66, 84), (64, 42), (-4, -16))
SEATED = Pose(4, 14, (22, 70), (28, 76), (84, 4), (80, -4))
READING = Pose(12, 30, (30, 92), (36, 98), (84, 4), (80, -4))
CARRYING = Pose(-3, 2, (24, 84), (30, 90), (-6, -12), (10, 4))
REACHING = Pose(10, 2, (84, 92), (70, 84), (-10, -14), (16, 4))
POINTING = Pose(0, 0, (-10, 6), (100, 96), (-4, -6), (8, 2))
HANDS_IN_POCKETS = Pose(0, 6, (-26, 24), (-14, 30), (-4, -4), (7, 4))


@dataclass(frozen=True)
class Clothes:
    """What somebody wears: the inks, the length of the coat and the hat."""

    coat: Colour = INK
    legs: Colour = INK
    skin: Colour = INK
    hair: Colour = INK
    rim: Colour | None = None
    skirt: float = 0.0
    hat: Hat = "none"
    hat_colour: Colour = BRICK
    shawl: Colour | None = None
    sleeve: Colour | None = None
    shorts: Colour | None = None
    socks: Colour | None = None


def figure(
    sheet: Sheet, place: Point, height: float, pose: Pose = STANDING,
    clothes: Clothes | None = None, flip: bool = False, anchor: Literal["feet", "hip"] = "feet",
) -> dict[str, Point]:
    """Draw somebody standing (or sitting, by the hip) at a place; returns where the joints are."""
    wear = clothes or Clothes()
    local = _joints(pose)
    lowest = 0.0 if anchor == "hip" else max(local["near_foot"][1], local["far_foot"][1]) + 0.014
    frame = Frame(place[0], place[1] - lowest * height, height, flip)
    joints = {name: frame.at(*point) for name, point in local.items()}
    if wear.rim:
        moved = {name: (x - 3, y - 2) for name, (x, y) in joints.items()}
        _body(sheet, moved, height, _plain(wear, wear.rim), flip)
    _body(sheet, joints, height, wear, flip)
    return joints


def _plain(wear: Clothes, ink: Colour) -> Clothes:
    return Clothes(ink, ink, ink, ink, None, wear.skirt, wear.hat, ink)


def _away(start: Point, angle: float, length: float) -> Point:
    return (start[0] + length * sin(radians(angle)), start[1] + length * cos(radians(angle)))


def _joints(pose: Pose) -> dict[str, Point]:
    """The joints of somebody one unit tall whose hip is at the origin."""
    hip = (0.0, 0.0)
    neck = _away(hip, 180 - pose.lean, 0.33)
    joints = {"hip": hip, "neck": neck, "head": _away(neck, 180 - pose.lean - pose.nod, 0.095)}
    shoulder = _away(hip, 180 - pose.lean, 0.295)
    for side, arm, leg in (
        ("near", pose.near_arm, pose.near_leg), ("far", pose.far_arm, pose.far_leg)
    ):
        shift = -0.02 if side == "near" else 0.03
        start = (shoulder[0] + shift, shoulder[1])
        joints[f"{side}_shoulder"] = start
        joints[f"{side}_elbow"] = _away(start, arm[0], 0.165)
        joints[f"{side}_hand"] = _away(joints[f"{side}_elbow"], arm[1], 0.165)
        joints[f"{side}_hip"] = (shift * 0.9, 0.0)
        joints[f"{side}_knee"] = _away(joints[f"{side}_hip"], leg[0], 0.25)
        joints[f"{side}_foot"] = _away(joints[f"{side}_knee"], leg[1], 0.245)
    return joints


def _body(sheet: Sheet, at: dict[str, Point], height: float, wear: Clothes, flip: bool) -> None:
    _arm(sheet, at, "far", height, wear)
    for side in ("far", "near"):
        _leg(sheet, at, side, height, wear, flip)
    hip, neck = at["hip"], at["neck"]
    spine = Frame(hip[0], hip[1], height, flip, _tilt(hip, neck))
    torso = [(-0.076, 0.02), (-0.07, -0.08), (-0.096, -0.265), (-0.036, -0.325), (0.034, -0.325),
             (0.09, -0.265), (0.077, -0.08), (0.077, 0.02)]
    sheet.shape(curve(spine(*torso)), wear.coat, rough=0.3)
    if wear.skirt:
        _skirt(sheet, at, height, wear)
    sheet.limb(neck, at["head"], height * 0.05, height * 0.05, wear.skin)
    _head(sheet, at, height, wear, flip)
    if wear.shawl:
        sheet.limb((neck[0] - height * 0.035, neck[1]), (neck[0] + height * 0.035, neck[1]),
                   height * 0.05, height * 0.05, wear.shawl)
    _arm(sheet, at, "near", height, wear)


def _tilt(low: Point, high: Point) -> float:
    """The turn in degrees of something upright whose foot and head are given."""
    return degrees(atan2(high[0] - low[0], low[1] - high[1]))


def _skirt(sheet: Sheet, at: dict[str, Point], height: float, wear: Clothes) -> None:
    """The part of a coat or dress below the hip, following the knees."""
    hip = at["hip"]
    knees = [at[f"{side}_knee"][0] - hip[0] for side in ("near", "far")]
    left = min(knees) * wear.skirt - height * 0.062
    right = max(knees) * wear.skirt + height * 0.062
    drop = height * 0.25 * wear.skirt
    frame = Frame(hip[0], hip[1])
    wide = height * 0.072
    hem = [(-wide, -wide), (wide, -wide), (wide * 1.1, 6), (right, drop), (left, drop),
           (-wide * 1.1, 6)]
    sheet.shape(frame(*hem), wear.coat, rough=0.4)


def _arm(sheet: Sheet, at: dict[str, Point], side: str, height: float, wear: Clothes) -> None:
    shoulder, elbow, hand = (at[f"{side}_{part}"] for part in ("shoulder", "elbow", "hand"))
    sleeve = wear.sleeve or wear.coat
    sheet.limb(elbow, hand, height * 0.042, height * 0.032, sleeve)
    sheet.limb(shoulder, elbow, height * 0.062, height * 0.046, sleeve)
    glove = sleeve if wear.skin == INK else wear.skin
    sheet.limb(hand, hand, height * 0.036, height * 0.036, glove)


def _leg(
    sheet: Sheet, at: dict[str, Point], side: str, height: float, wear: Clothes, flip: bool
) -> None:
    hip, knee, foot = (at[f"{side}_{part}"] for part in ("hip", "knee", "foot"))
    sheet.limb(hip, knee, height * 0.09, height * 0.06, wear.legs)
    sheet.limb(knee, foot, height * 0.06, height * 0.04, wear.legs)
    if wear.socks:
        calf = between(knee, foot, 0.2)
        sheet.limb(calf, foot, height * 0.06, height * 0.042, wear.socks)
    if wear.shorts:
        sheet.limb(hip, between(hip, knee, 0.62), height * 0.105, height * 0.092, wear.shorts)
    toe = foot[0] + height * 0.052 * (-1 if flip else 1)
    sheet.limb(foot, (toe, foot[1] + height * 0.004), height * 0.04, height * 0.026,
               INK if wear.socks else wear.legs)


def _head(sheet: Sheet, at: dict[str, Point], height: float, wear: Clothes, flip: bool) -> None:
    head = at["head"]
    frame = Frame(head[0], head[1], height, flip, _tilt(at["neck"], head))
    sheet.shape(frame.curve((0.046, -0.02), (0.055, 0.012), (0.043, 0.035), (0.02, 0.062),
                            (-0.03, 0.05), (-0.048, 0), (-0.035, -0.05), (0.015, -0.064)),
                wear.skin, rough=0)
    sheet.shape(frame.curve((0.04, -0.035), (0.01, -0.03), (-0.02, 0.0), (-0.026, 0.045),
                            (-0.052, 0.02), (-0.052, -0.03), (-0.02, -0.068), (0.025, -0.064)),
                wear.hair, rough=0)
    hat = wear.hat_colour
    if wear.hat == "cap":
        sheet.shape(frame.curve((0.08, -0.03), (0.03, -0.03), (-0.055, -0.025), (-0.05, -0.06),
                                (0, -0.08), (0.045, -0.06)), hat, rough=0)
    elif wear.hat == "wool":
        sheet.shape(frame.curve((0.05, -0.022), (0, -0.012), (-0.055, -0.005), (-0.048, -0.06),
                                (0, -0.088), (0.045, -0.06)), hat, rough=0)
        sheet.oval(frame.at(-0.004, -0.094), height * 0.018, hat)
    elif wear.hat == "scarf":
        sheet.shape(frame.curve((0.035, -0.05), (0.025, -0.01), (0.022, 0.06), (-0.045, 0.075),
                                (-0.062, 0.01), (-0.045, -0.06), (0, -0.076)), hat, rough=0)
    elif wear.hat == "bun":
        sheet.oval(frame.at(-0.058, -0.035), height * 0.026, wear.hair)
    elif wear.hat == "brim":
        sheet.oval(frame.at(0, -0.036), height * 0.085, hat, height * 0.014)
        sheet.shape(frame.curve((0.045, -0.04), (-0.045, -0.04), (-0.04, -0.085), (0.035, -0.085)),
                    hat, rough=0)


def crowd(
    sheet: Sheet, places: list[tuple[float, float, float]], rim: Colour | None = SAND,
    accents: tuple[Colour, ...] = (BRICK, NIGHT, RUST),
) -> None:
    """People out and about, each given as x, ground and height (negative looks left)."""
    poses = (STANDING, WALKING, HANDS_IN_POCKETS, WALKING)
    for x, ground, height in places:
        pick = sheet.random.choice
        hat = pick(HATS)
        coat = pick((INK, INK, *accents))
        wear = Clothes(coat, INK, rim=rim, skirt=pick((0.3, 0.8, 1.1)), hat=hat,
                       hat_colour=pick(accents))
        figure(sheet, (x, ground), abs(height), pick(poses), wear, height < 0)
