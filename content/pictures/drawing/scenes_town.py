"""The town: its square, school, railway, fair and bakery."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from math import cos, pi, sin

from . import geometry
from .geometry import Frame
from .palette import (
    BRICK,
    CORAL,
    CREAM,
    DEEP,
    FOG,
    INK,
    LAGOON,
    MIST,
    MUSTARD,
    NIGHT,
    PALE,
    RUST,
    SAND,
    SLATE,
    STONE,
    TEAL,
)
from .people import (
    RUNNING,
    WALKING,
    Clothes,
    Pose,
    crowd,
    figure,
)
from .sea import reflection, sea
from .sheet import Sheet, around, downward, picture, sideways, spokes
from .sky import cloud, moon, rays, sky, stars, streaks
from .town import flag, hill, lamp, skyline, stones, tree, windows


def tent(sheet: Sheet, left: float, right: float, base: float, colour: str) -> None:
    """A striped fairground tent with a pointed roof and a pennant."""
    middle, eaves = (left + right) / 2, base - (right - left) * 0.42
    peak = eaves - (right - left) * 0.42
    wall = geometry.box(left + 14, eaves, right - 14, base)
    sheet.shape(wall, SAND, rim=INK)
    stripes = 8
    for index in range(stripes):
        x, wide = left + (right - left) / stripes * index, (right - left) / stripes
        ink = colour if index % 2 == 0 else CREAM
        roof = geometry.curve([(middle, peak), ((middle + x) / 2, (peak + eaves) / 2 + 12),
                               (x, eaves)], closed=False)
        edge = geometry.curve([(x + wide, eaves),
                               ((middle + x + wide) / 2, (peak + eaves) / 2 + 12),
                               (middle, peak)], closed=False)
        sheet.shape([*roof, *edge], ink, rough=0.4)
        sheet.shape(geometry.oval((x + wide / 2, eaves), wide / 2, wide * 0.5, 0, 180), ink, 0.3)
        if index % 2:
            sheet.box(x + 4, eaves + 14, x + wide - 4, base, colour)
    sheet.shape(geometry.arch(middle, base, (right - left) * 0.3, (right - left) * 0.34), MUSTARD)
    sheet.hatch(geometry.box(middle, eaves, right - 14, base), INK, 0.35, spacing=10, angle=90)
    sheet.limb((middle, peak + 6), (middle, peak - 40), 5, 3, INK)
    sheet.shape([(middle, peak - 40), (middle + 44, peak - 30), (middle, peak - 18)], MUSTARD)


def ferris_wheel(sheet: Sheet) -> None:
    """The great wheel, its cabins and its lamps."""
    hub = (860, 420)
    sheet.hatch(geometry.oval(hub, 430), MUSTARD, around(hub, 430, 0.35, 0.0), spacing=12)
    for side in (-1, 1):
        sheet.limb((860, 420), (860 + side * 150, 860), 14, 20, INK)
        sheet.line([(852, 420), (852 + side * 150, 860)], 4, SAND)
    for path in spokes(hub, 20, 310, 16):
        sheet.line(path, 4, SAND)
    for radius, width in ((312, 9), (286, 4), (150, 4)):
        ring = geometry.oval(hub, radius)
        sheet.line([*ring, ring[0]], width, CREAM)
    for index, path in enumerate(spokes(hub, 300, 312, 16, 8, 368)):
        x, y = path[1]
        sheet.line([(x, y), (x, y + 22)], 4, CREAM)
        colour = (BRICK, MUSTARD, LAGOON, CREAM)[index % 4]
        sheet.shape(geometry.oval((x, y + 36), 32, 34, 0, 180), colour, rim=INK)
        sheet.shape([(x - 34, y + 26), (x + 34, y + 26), (x, y + 4)], colour, rim=INK)
    for index in range(48):
        angle = index / 48 * 2 * pi
        sheet.oval((860 + 312 * cos(angle), 420 + 312 * sin(angle)), 5, MUSTARD)
    sheet.oval(hub, 34, BRICK, rim=CREAM)
    sheet.oval(hub, 14, MUSTARD)


@picture("winter-fair", INK)
def winter_fair(sheet: Sheet) -> None:
    """A winter's night: the wheel turns over the tents in falling snow."""
    sky(sheet, (INK, NIGHT, DEEP, SLATE), 860)
    skyline(sheet, -40, 1640, 850, 170, NIGHT, MUSTARD)
    ferris_wheel(sheet)
    for left, right, colour in ((90, 420, BRICK), (1190, 1540, TEAL), (440, 650, MUSTARD)):
        tent(sheet, left, right, 890, colour)
    ground = [(-20, 880), (500, 866), (1000, 874), (1620, 860), (1620, 1080), (-20, 1080)]
    sheet.shape(ground, PALE, rim=CREAM)
    sheet.hatch(ground, LAGOON, downward(870, 1067, 0.05, 0.5), spacing=16, length=240)
    for start, swing in ((60, 330), (390, 330), (1060, 290), (1350, 290)):
        cord = [(start + swing * step / 8, 540 + 70 * sin(pi * step / 8) - abs(start - 700) * 0.05)
                for step in range(9)]
        sheet.line(cord, 3, INK)
        for bulb in range(8):
            share = bulb / 8
            spot = (start + swing * share, 540 + 70 * sin(pi * share) - abs(start - 700) * 0.05)
            sheet.oval(spot, 6, (MUSTARD, BRICK, CREAM)[bulb % 3])
    crowd(sheet, [(300, 1010, 260), (380, 1012, -255), (620, 960, 190), (830, 1000, 262),
                  (880, 1010, 160), (1010, 965, -200), (1260, 1015, -275), (1340, 1010, 265),
                  (1130, 950, 180)], rim=CREAM, accents=(BRICK, RUST, NIGHT, DEEP))
    for _ in range(170):
        place = (sheet.random.uniform(0, 1600), sheet.random.uniform(0, 1067))
        sheet.oval(place, sheet.random.uniform(2, 5.5), CREAM)


def train(sheet: Sheet) -> None:
    """A train of three coaches with lit windows."""
    for left, front in ((130, False), (530, False), (930, True)):
        nose = 70 if front else 0
        body = [(left, 348), (left + 380 - nose * 0.9, 348), (left + 384 + nose * 0.3, 400),
                (left + 390 + nose * 0.5, 446), (left, 446)]
        sheet.shape(body, BRICK, rim=CREAM)
        sheet.shape([(left, 414), (body[3][0], 414), (body[3][0], 430), (left, 430)], CREAM)
        sheet.box(left + 8, 338, left + 360 - nose, 350, INK)
        for window in range(7):
            x = left + 24 + window * 50
            sheet.box(x, 366, x + 38, 400, MUSTARD if window % 3 else CREAM, 0.4)
        sheet.box(left + 10, 444, left + 380, 456, INK)
        for wheel in (60, 110, 280, 330):
            sheet.oval((left + wheel, 454), 15, INK)


@picture("railway", CORAL)
def railway(sheet: Sheet) -> None:
    """Dusk: the evening train crosses the viaduct over the estuary."""
    sky(sheet, (NIGHT, DEEP, LAGOON, SAND, CORAL), 700)
    stars(sheet, 26, 200)
    moon(sheet, (1250, 170), 58, CREAM, DEEP, 0.16)
    streaks(sheet, [(420, 250, 460), (1080, 330, 380)], CORAL)
    hill(sheet, [(-20, 530), (260, 500), (560, 530), (860, 560), (1100, 540), (1620, 500)], 704,
         TEAL, DEEP)
    sea(sheet, 700, DEEP, (LAGOON, INK, CORAL, TEAL))
    for pier in range(-1, 7):
        x = 80 + pier * 270
        reflection(sheet, x - 36, x + 36, 800, 1060, INK)
        reflection(sheet, x + 40, x + 150, 930, 1060, SAND)
    wall = geometry.box(-20, 470, 1620, 800)
    arches = [geometry.arch(215 + index * 270, 810, 200, 270) for index in range(-1, 6)]
    for opening in arches:
        sheet.line([(x - 5, y - 4) for x, y in opening], 16, SAND)
    before = sheet.image.copy()
    sheet.shape(wall, RUST, rim=SAND)
    sheet.hatch(wall, INK, downward(470, 800, 0.25, 0.7), spacing=12, length=60)
    for index in range(-1, 7):
        face = geometry.box(60 + index * 270, 500, 84 + index * 270, 800)
        sheet.hatch(face, CORAL, 0.5, spacing=12, length=60)
    for opening in arches:
        sheet.restore(before, opening)
        sheet.line(opening[1:-1], 12, CORAL)
        sheet.line([(x + 2, y + 9) for x, y in opening[1:-1]], 5, INK)
    sheet.box(-20, 462, 1620, 484, SAND, rim=INK)
    for x in range(-10, 1620, 45):
        sheet.box(x, 484, x + 16, 498, INK, 0.4)
    train(sheet)
    sheet.oval((1338, 432), 9, CREAM)


def pupils_running(sheet: Sheet) -> None:
    """Children with satchels on the path."""
    pupils = ((560, 975, 262, WALKING, BRICK, False), (690, 890, 205, RUNNING, NIGHT, False),
              (985, 985, 272, RUNNING, DEEP, True), (860, 850, 178, WALKING, RUST, True),
              (1120, 930, 236, WALKING, INK, True))
    for x, ground, height, pose, coat, flip in pupils:
        wear = Clothes(coat, INK, rim=CREAM, hat="wool", hat_colour=MUSTARD if flip else CREAM,
                       skirt=0.4)
        at = figure(sheet, (x, ground), height, pose, wear, flip)
        back = Frame(*at["neck"], height, flip)
        for grow, colour in ((0.018, INK), (0.0, MUSTARD)):
            sheet.limb(back.at(-0.105, 0.075), back.at(-0.13, 0.17), height * (0.09 + grow),
                       height * (0.1 + grow), colour)


@picture("school", PALE)
def school(sheet: Sheet) -> None:
    """An autumn morning: children run up to the school before the bell."""
    sky(sheet, (LAGOON, MIST, PALE, CREAM), 700)
    cloud(sheet, 260, 240, 380, CREAM, MIST)
    cloud(sheet, 1320, 330, 330, CREAM, MIST)
    skyline(sheet, -40, 1640, 700, 90, LAGOON)
    hill(sheet, [(-20, 690), (400, 640), (1000, 640), (1620, 700)], 1080, TEAL, DEEP, 10, 0.25)
    left, right, base = 430, 1170, 700
    sheet.box(left, 430, right, base, BRICK, rim=INK)
    sheet.hatch(geometry.box(left, 430, right, base), RUST, sideways(430, 1170, 0.15, 0.65), 11, 0,
                50)
    roof = [(left - 22, 432), (left + 60, 310), (right - 60, 310), (right + 22, 432)]
    sheet.shape(roof, SLATE, rim=CREAM)
    sheet.hatch(roof, INK, downward(310, 432, 0.2, 0.6), spacing=12, length=60)
    sheet.box(726, 200, 874, 330, CREAM, rim=INK)
    sheet.shape(geometry.arch(800, 322, 76, 100), INK)
    sheet.shape([(778, 292), (786, 250), (814, 250), (822, 292), (832, 302), (768, 302)], MUSTARD)
    sheet.shape([(706, 206), (800, 96), (894, 206)], SLATE, rim=CREAM)
    sheet.hatch([(800, 96), (894, 206), (800, 206)], INK, 0.6, spacing=11)
    sheet.limb((800, 100), (800, 62), 5, 3, INK)
    porch = [(676, 704), (676, 470), (800, 372), (924, 470), (924, 704)]
    sheet.shape(porch, CREAM, rim=INK)
    sheet.line([(660, 482), (800, 366), (940, 482)], 18, SLATE)
    sheet.shape(geometry.arch(800, 704, 120, 190), INK, rim=MUSTARD)
    sheet.oval((800, 452), 27, INK, rim=MUSTARD)
    for area in ((446, 450, 664, 690), (936, 450, 1154, 690)):
        windows(sheet, area, 2, 2, (NIGHT, DEEP, MUSTARD), CREAM)
    path = [(742, 704), (858, 704), (1180, 1080), (380, 1080)]
    sheet.shape(path, SAND, rim=INK)
    sheet.hatch(path, MUSTARD, 0.25, spacing=17, length=110)
    tree(sheet, Frame(250, 860, 6.4), BRICK, MUSTARD)
    tree(sheet, Frame(1400, 830, 5.2), BRICK, CORAL)
    for _ in range(60):
        place = (sheet.random.uniform(60, 1560), sheet.random.uniform(830, 1060))
        sheet.oval(place, 7, sheet.random.choice((MUSTARD, BRICK, CORAL)), 4)
    pupils_running(sheet)


def clock_tower(sheet: Sheet) -> None:
    """The tower in the middle of the town hall."""
    sheet.box(690, 230, 910, 800, CREAM, rim=INK)
    sheet.hatch(geometry.box(820, 230, 910, 800), STONE, sideways(800, 910, 0.1, 0.75), 10, 0, 40)
    for y in (226, 452, 640):
        sheet.box(676, y, 924, y + 18, SAND, rim=INK)
    sheet.shape([(672, 230), (800, 40), (928, 230)], DEEP, rim=CREAM)
    sheet.hatch([(800, 40), (928, 230), (800, 230)], INK, 0.6, spacing=11)
    sheet.oval((800, 346), 88, INK, rim=CREAM)
    sheet.oval((800, 346), 76, CREAM)
    for index, mark in enumerate(spokes((800, 346), 56, 70, 12)):
        sheet.line(mark, 8 if index % 3 == 0 else 4, INK)
    sheet.limb((800, 346), (800, 288), 8, 4, BRICK)
    sheet.limb((800, 346), (766, 322), 9, 5, BRICK)
    for x in (750, 850):
        sheet.shape(geometry.arch(x, 616, 56, 128), NIGHT, rim=SAND)
    sheet.shape(geometry.arch(800, 800, 116, 140), RUST, rim=INK)
    sheet.line([(800, 664), (800, 800)], 5, INK)


@picture("town-hall", CREAM)
def town_hall(sheet: Sheet) -> None:
    """Noon on the square: the clock tower, two flags and the pigeons."""
    sky(sheet, (TEAL, LAGOON, MIST, PALE), 780)
    rays(sheet, (800, 330), 190, 900, MIST)
    skyline(sheet, -40, 1640, 780, 230, TEAL)
    sheet.box(330, 470, 1270, 790, SAND, rim=INK)
    sheet.hatch(geometry.box(330, 470, 1270, 790), STONE, sideways(330, 1270, 0.05, 0.6), 11, 0, 50)
    roof = [(306, 474), (390, 366), (1210, 366), (1294, 474)]
    sheet.shape(roof, BRICK, rim=CREAM)
    sheet.hatch(roof, RUST, downward(366, 474, 0.2, 0.75), spacing=12, length=60)
    sheet.box(318, 466, 1282, 488, CREAM, rim=INK)
    windows(sheet, (340, 500, 690, 640), 4, 1, (NIGHT, DEEP), CREAM)
    windows(sheet, (910, 500, 1260, 640), 4, 1, (NIGHT, DEEP), CREAM)
    for x in (385, 472, 560, 646, 954, 1042, 1128, 1215):
        sheet.shape(geometry.arch(x, 790, 58, 116), NIGHT, rim=CREAM)
    clock_tower(sheet)
    for step in range(3):
        sheet.box(660 - step * 26, 790 + step * 15, 940 + step * 26, 808 + step * 15, CREAM,
                  rim=INK)
    square = geometry.box(-20, 832, 1620, 1080)
    sheet.shape(square, FOG, rim=INK)
    for index in range(-12, 13):
        sheet.cut([(800 + index * 90, 834), (800 + index * 250, 1080)], 4, STONE)
    sheet.hatch(square, STONE, downward(832, 1067, 0.3, 0.1), spacing=30, length=300)
    sheet.hatch([(60, 832), (700, 832), (420, 960), (-20, 940)], SLATE, 0.6, 13, 0, 300)
    flag(sheet, Frame(450, 372, 1.7))
    flag(sheet, Frame(1110, 372, 1.7), TEAL)
    for x in (270, 1340):
        lamp(sheet, Frame(x, 880, 2.7))
    crowd(sheet, [(520, 980, 235), (600, 990, -225), (1050, 965, 215), (1230, 1010, -250),
                  (340, 920, 170), (960, 900, 140)], rim=CREAM)
    for x, y, flip in ((740, 965, False), (800, 990, True), (850, 958, False), (905, 1000, True)):
        bird = Frame(x, y, 0.5, flip)
        sheet.shape(bird.curve((34, -44), (24, -52), (14, -42), (-10, -34), (-52, -14), (-8, -8),
                               (14, -14), (24, -34)), SLATE, rim=CREAM)
        sheet.line(bird((2, -10), (4, 2)), 3, BRICK)


def oven(sheet: Sheet) -> None:
    """A domed brick oven with a fire in its mouth."""
    mouth = (560, 560)
    dome = [(120, 900), *geometry.oval((560, 560), 440, 470, 180, 360), (1000, 900)]
    sheet.shape(dome, RUST, rim=SAND)
    with sheet.within(dome):
        stones(sheet, (100, 80, 1010, 900), 44, INK)
        sheet.hatch(dome, BRICK, around(mouth, 420, 0.9, 0.0), spacing=13, length=60)
    for index, brick in enumerate(spokes(mouth, 236, 306, 15, 180, 372)):
        sheet.line(brick, 47, CORAL if index % 2 else BRICK)
    opening = [(330, 720), *geometry.oval(mouth, 230, 240, 180, 360), (790, 720)]
    sheet.shape(opening, RUST, rim=INK)
    sheet.hatch(opening, BRICK, around((560, 700), 330, 1, 0.2), spacing=13, angle=0)
    with sheet.within(opening):
        for x, top, wide in ((430, 540, 60), (500, 470, 80), (580, 500, 80), (660, 520, 66)):
            for shrink, colour in ((1.0, CORAL), (0.66, MUSTARD), (0.36, CREAM)):
                flame = [(x - wide * shrink, 724), (x - wide * shrink * 0.8, 640),
                         (x + 14, 724 - (724 - top) * shrink), (x + wide * shrink * 0.7, 630),
                         (x + wide * shrink, 724)]
                sheet.shape(geometry.curve(flame), colour)
    sheet.box(80, 716, 1040, 776, SAND, rim=INK)
    sheet.hatch(geometry.box(80, 740, 1040, 776), RUST, 0.4, spacing=9, length=60)
    sheet.hatch(geometry.box(120, 776, 1000, 1080), INK, 0.5, spacing=12, length=100)


@picture("bread-oven", INK)
def bread_oven(sheet: Sheet) -> None:
    """Before dawn: the baker draws the first loaves from the brick oven."""
    sheet.hatch(geometry.box(0, 0, 1600, 1067), NIGHT, 0.6, spacing=20, length=300)
    oven(sheet)
    for x in (400, 520, 640):
        loaf(sheet, Frame(x, 712, 0.9))
    window = geometry.box(1330, 130, 1530, 430)
    sheet.shape(window, DEEP, rim=SAND)
    sheet.hatch(window, LAGOON, downward(130, 430, 0.0, 0.5), spacing=13)
    moon(sheet, (1450, 220), 34, CREAM, DEEP, 0.2)
    for path in ([(1430, 130), (1430, 430)], [(1330, 280), (1530, 280)]):
        sheet.line(path, 9, INK)
    table = geometry.box(980, 872, 1640, 912)
    apron = Clothes(CREAM, NIGHT, CORAL, INK, rim=MUSTARD, skirt=1.1, hat="cap", hat_colour=CREAM)
    pose = Pose(12, 10, (-18, 52), (38, 46), (-12, -16), (16, 6))
    hands = figure(sheet, (1200, 1130), 830, pose, apron, flip=True)
    grip = (hands["near_hand"][0], hands["near_hand"][1] + 4)
    sheet.limb(geometry.between((780, 692), grip, 1.5), (780, 692), 17, 14, MUSTARD)
    sheet.shape([(800, 676), (800, 706), (640, 712), (600, 704), (640, 690)], MUSTARD, rim=INK)
    loaf(sheet, Frame(700, 690, 1.1))
    for name in ("near_hand", "far_hand"):
        sheet.oval(hands[name], 17, CORAL)
    sheet.shape(table, MUSTARD, rim=INK)
    for index in range(5):
        loaf(sheet, Frame(1050 + index * 118, 872, 1.25))
    for index in range(3):
        loaf(sheet, Frame(1190 + index * 118, 812, 1.2))
    sheet.box(1000, 912, 1640, 1080, RUST)
    sheet.hatch(geometry.box(980, 912, 1640, 1080), INK, 0.5, 16, 0, 200)


def loaf(sheet: Sheet, frame: Frame) -> None:
    """A round loaf a hundred units wide, slashed across the top."""
    outline = frame.curve((-52, -6), (-46, -36), (-16, -58), (20, -57), (47, -34), (52, -6), (0, 1))
    sheet.shape(outline, CORAL, rim=INK)
    sheet.hatch(outline, RUST, sideways(frame.x - 20, frame.x + 55, 0.0, 0.7), 8, 60, 60)
    for x in (-24, 0, 24):
        sheet.cut(frame((x - 10, -28), (x + 8, -50)), frame.scale * 9, CREAM)
