"""Sport on the pitch and on the water."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from . import geometry
from .boats import yacht
from .creatures import gulls
from .geometry import Frame
from .palette import (
    BRICK,
    CORAL,
    CREAM,
    DEEP,
    INK,
    LAGOON,
    MIST,
    MUSTARD,
    NIGHT,
    PALE,
    RUST,
    SAND,
    TEAL,
    Colour,
)
from .people import KICKING, Clothes, Pose, figure
from .sea import glitter, reflection, rings, sea
from .sheet import Sheet, around, downward, picture
from .sky import cloud, sky, stars, streaks, sun
from .town import hill, skyline


def floodlights(sheet: Sheet) -> None:
    """Two masts of lamps and the light they throw."""
    for x, side in ((120, 1), (1480, -1)):
        sheet.hatch([(x, 130), (x + side * 1250, 1080), (x + side * 60, 1080)], SAND,
                    around((x, 130), 900, 0.5, 0.0), 14)
        sheet.limb((x, 640), (x, 150), 16, 10, INK)
        sheet.box(x - 84, 82, x + 84, 184, INK, rim=SAND)
        for column in range(4):
            for row in range(2):
                sheet.oval((x - 60 + column * 40, 110 + row * 46), 15, CREAM)


@picture("football", INK)
def football(sheet: Sheet) -> None:
    """Under the floodlights: a shot, and the keeper already in the air."""
    sky(sheet, (INK, NIGHT, DEEP, CORAL), 620)
    stars(sheet, 20, 240)
    skyline(sheet, -40, 1640, 622, 90, INK, MUSTARD)
    for x, tall in ((300, 400), (700, 330)):
        crane = Frame(x, 620, tall / 100)
        for path in (((-8, 0), (0, -84)), ((8, 0), (0, -84)), ((-26, -70), (52, -92)),
                     ((0, -100), (52, -92)), ((0, -100), (-26, -70)), ((0, -84), (0, -100))):
            sheet.line(crane(*path), 8, INK)
        sheet.line(crane((44, -90), (44, -62)), 3, INK)
    floodlights(sheet)
    sheet.box(-20, 616, 1620, 1080, TEAL, rim=SAND)
    for index in range(0, 8, 2):
        near, far = -900 + index * 430, 100 + index * 180
        sheet.shape([(far, 618), (far + 180, 618), (near + 430, 1080), (near, 1080)], DEEP)
    sheet.hatch(geometry.box(0, 620, 1600, 1067), INK, downward(620, 1067, 0.05, 0.3), 15, 0, 60)
    sheet.line([(-20, 800), (1620, 726)], 9, CREAM)
    net = [(1070, 372), (1420, 330), (1560, 420), (1560, 700), (1420, 742), (1070, 756)]
    sheet.hatch(net, CREAM, 0.09, spacing=30, angle=52, length=900)
    sheet.hatch(net, CREAM, 0.09, spacing=30, angle=-48, length=900)
    for bar in ([(1070, 760), (1070, 370)], [(1420, 746), (1420, 328)],
                 [(1064, 372), (1426, 330)]):
        sheet.line(bar, 15, CREAM)
    keeper = Pose(62, -10, (120, 128), (104, 112), (-76, -40), (-44, -58))
    figure(sheet, (1220, 620), 400, keeper, Clothes(MUSTARD, CORAL, CORAL, INK, rim=CREAM,
           shorts=INK, socks=MUSTARD), True, "hip")
    sheet.hatch(geometry.oval((560, 982), 300, 26), INK, 0.7, spacing=10, angle=0)
    kit = Clothes(BRICK, CORAL, CORAL, INK, rim=CREAM, shorts=CREAM, socks=BRICK)
    figure(sheet, (540, 985), 690, KICKING, kit)
    ball = (925, 560)
    for row in range(5):
        sheet.cut([(760 - row * 8, 700 - row * 20), (890 - row * 4, 590 - row * 15)], 6, CREAM)
    sheet.oval(ball, 42, CREAM, rim=INK)
    for x, y in ((0, 0), (-30, -20), (28, -24), (-18, 32), (30, 22)):
        sheet.oval((ball[0] + x, ball[1] + y), 11 if x else 14, INK)


@picture("rowing", TEAL)
def rowing(sheet: Sheet) -> None:
    """From the bridge: two eights in the last hundred metres."""
    sheet.hatch(geometry.box(-10, -10, 1610, 1080), DEEP, 0.42, spacing=50, angle=-18, length=340)
    sheet.hatch(geometry.box(-10, -10, 1610, 1080), LAGOON, 0.13, spacing=68, angle=-18, length=240)
    sheet.hatch([(-20, -20), (700, -20), (-20, 500)], INK, around((0, 0), 620, 0.5, 0), 17, -18)
    for x in range(6):
        sheet.oval((1490 - x * 270, 438 + x * 40), 12, MUSTARD, rim=INK)
    eight(sheet, Frame(700, 335, 0.84, turn=-9), CREAM, NIGHT, MUSTARD)
    eight(sheet, Frame(880, 725, 0.88, turn=-9), BRICK, CREAM, BRICK)


def eight(sheet: Sheet, frame: Frame, shell: Colour, shirts: Colour, blades: Colour) -> None:
    """A racing eight from above, bow to the right, its oars just leaving the water."""
    for row in range(5):
        for side in (-1, 1):
            wake = frame.curve((-560, side * 8), (-760, side * (40 + row * 22)),
                               (-960, side * (90 + row * 40)), closed=False)
            sheet.cut(wake, 9 - row, CREAM)
    for index in range(8):
        side = -1 if index % 2 else 1
        seat = -340 + index * 92
        blade = (seat - 66, side * 196)
        rings(sheet, frame.at(blade[0] - 64, blade[1]), (22, 44), PALE, 0.55)
        sheet.line(frame((seat + 20, side * 8), blade), 6, INK)
        sheet.line(frame((seat + 20, side * 6), (blade[0], blade[1] - 3)), 3, SAND)
        tip = Frame(*frame.at(*blade), frame.scale, turn=frame.turn + side * 24)
        sheet.shape(tip.box(-9, -18, 11, side * 46), blades, rim=INK)
        sheet.line(frame((seat + 4, side * 26), (seat - 8, side * 52), (seat + 26, 0)), 4, INK)
    shadow = frame.curve((-560, 16), (-300, 42), (0, 48), (300, 42), (600, 18), (0, 10))
    sheet.hatch(shadow, INK, 0.85, spacing=9, angle=frame.turn)
    hull = frame.curve((640, 0), (430, -17), (0, -25), (-400, -19), (-600, 0), (-400, 19), (0, 25),
                       (430, 17))
    sheet.shape(hull, shell, rim=INK, shift=(2, 6))
    sheet.shape(frame.curve((420, 0), (360, -11), (-380, -12), (-440, 0), (-380, 12), (360, 11)),
                INK)
    sheet.line(frame((430, 0), (640, 0)), 4, INK)
    for index in range(8):
        side, seat = (-1 if index % 2 else 1), -340 + index * 92
        for leg in (-7, 7):
            sheet.limb(frame.at(seat - 8, leg), frame.at(seat - 44, leg * 0.8), 11, 8, CORAL)
        for arm in (-22, 22):
            hand = frame.at(seat - 26, side * 10 + arm * 0.3)
            sheet.limb(frame.at(seat + 4, arm), hand, 12, 8, CORAL)
        body = frame.curve((seat + 18, 0), (seat + 8, -30), (seat - 8, -24), (seat - 10, 0),
                           (seat - 8, 24), (seat + 8, 30))
        sheet.shape(body, shirts, rim=INK, shift=(1, 4))
        sheet.oval(frame.at(seat - 2, 0), 14 * frame.scale, RUST, rim=CREAM)
    sheet.shape(frame.curve((-402, -16), (-386, 0), (-402, 16), (-420, 0)), MUSTARD, rim=INK)
    sheet.oval(frame.at(-404, 0), 12 * frame.scale, INK)


@picture("swimmers", CORAL)
def swimmers(sheet: Sheet) -> None:
    """Sunrise in cold water: three caps, and two who have already been in."""
    sky(sheet, (TEAL, LAGOON, SAND, CORAL), 430)
    sun(sheet, (1060, 400), 110, MUSTARD, CREAM)
    streaks(sheet, [(360, 150, 420), (1350, 210, 300), (560, 280, 300)], CREAM)
    hill(sheet, [(-20, 380), (300, 330), (640, 390), (900, 432)], 434, DEEP, TEAL)
    hill(sheet, [(1100, 432), (1360, 396), (1620, 340)], 434, DEEP, TEAL)
    sea(sheet, 430, DEEP, (TEAL, LAGOON, INK, CORAL))
    glitter(sheet, 1060, 436, 1067, (110, 330), MUSTARD, 1.2)
    sheet.box(-20, 520, 430, 556, RUST, rim=SAND)
    for x in (40, 200, 380):
        sheet.box(x, 556, x + 26, 680, INK)
        reflection(sheet, x, x + 26, 680, 780, INK)
    for x in (430, 474):
        sheet.line([(x, 470), (x, 650)], 8, INK)
    for y in (540, 580, 620):
        sheet.line([(430, y), (474, y)], 7, INK)
    figure(sheet, (200, 522), 290, Pose(2, 4, (26, 96), (20, 104)),
           Clothes(CREAM, INK, RUST, INK, rim=INK, skirt=1.2,
           hat="wool", hat_colour=BRICK))
    figure(sheet, (320, 522), 270, Pose(2, 4, (20, 100), (24, 112)),
           Clothes(MUSTARD, INK, RUST, INK,
           rim=INK, skirt=1.2, hat="bun"), flip=True)
    swimmer(sheet, Frame(1240, 590, 0.8), CREAM)
    swimmer(sheet, Frame(700, 640, 1.05, True), MUSTARD)
    swimmer(sheet, Frame(860, 860, 2.1), BRICK)


def swimmer(sheet: Sheet, frame: Frame, cap: Colour) -> None:
    """Somebody doing the crawl towards the right, one arm high."""
    size = frame.scale
    rings(sheet, frame.at(10, 12), [size * reach for reach in (130, 175, 225)], PALE, 0.17)
    back = frame.curve((-150, 12), (-96, -6), (-40, -18), (4, -8), (10, 14), closed=False)
    sheet.shape(back, INK, rim=CREAM)
    sheet.limb(frame.at(-22, -6), frame.at(8, -84), 30 * size, 22 * size, RUST)
    sheet.limb(frame.at(8, -84), frame.at(104, -30), 23 * size, 14 * size, RUST)
    sheet.shape(frame.curve((96, -40), (124, -24), (136, -6), (120, -10), (98, -22)), RUST)
    sheet.cut(frame.curve((-24, -30), (-2, -84), (12, -96), closed=False), 6 * size, CORAL)
    sheet.cut(frame.curve((12, -95), (60, -66), (104, -42), closed=False), 6 * size, CORAL)
    sheet.oval(frame.at(38, -8), 32 * size, RUST, 34 * size)
    sheet.shape(frame.curve((70, -22), (40, -12), (6, -4), (2, -26), (24, -50), (54, -46)), cap,
                rim=CREAM)
    sheet.line(frame((70, -16), (40, -6), (8, 0)), 5 * size, INK)
    sheet.oval(frame.at(60, -11), 8 * size, INK, 6 * size)
    water = frame.curve((-170, 14), (-60, 8), (40, 14), (140, 10), (180, 18), closed=False)
    sheet.shape([*water, *frame.curve((180, 26), (90, 42), (-60, 44), (-170, 26), closed=False)],
                DEEP)
    for row in range(5):
        left = -178.0 + row * 30
        while left < 170 - row * 26:
            right = left + sheet.random.uniform(40, 95)
            ripple = frame.curve((left, 14 + row * 9), ((left + right) / 2, 8 + row * 9),
                                 (right, 13 + row * 9), closed=False)
            sheet.cut(ripple, (9 - row) * size, (CREAM, PALE, LAGOON, LAGOON, TEAL)[row])
            left = right + sheet.random.uniform(-6, 26)
    for reach in range(11):
        kick = frame((-164 + reach * 5, 10), (-196 + reach * 9, -10 - 20 * (reach % 3)))
        sheet.lash(kick, 7 * size, CREAM)
        entry = frame((126 + reach * 3, 8), (112 + reach * 8, -10 - 14 * (reach % 3)))
        sheet.lash(entry, 5 * size, CREAM)


@picture("sailing-boats", MIST)
def sailing_boats(sheet: Sheet) -> None:
    """Regatta day: the fleet comes off the mark in a fresh breeze."""
    sky(sheet, (TEAL, LAGOON, MIST, PALE), 660)
    cloud(sheet, 420, 260, 520, CREAM, MIST)
    cloud(sheet, 1300, 200, 420, CREAM, MIST)
    cloud(sheet, 980, 470, 330, CREAM, MIST)
    hill(sheet, [(-20, 600), (300, 560), (700, 620), (1000, 662)], 664, DEEP, TEAL)
    skyline(sheet, 200, 620, 662, 36, CREAM)
    sea(sheet, 660, DEEP, (TEAL, LAGOON, INK, MIST))
    fleet = ((330, 690, 0.9, 9, CREAM, SAND), (1390, 700, 1.3, 10, CREAM, BRICK),
             (1130, 730, 1.9, 9, MUSTARD, CREAM), (390, 800, 2.9, 11, CREAM, MUSTARD),
             (860, 890, 4.6, 12, BRICK, CREAM))
    for x, y, scale, heel, sail, jib in fleet:
        reflection(sheet, x - 40 * scale, x + 20 * scale, y + 6 * scale, y + 48 * scale, sail)
        yacht(sheet, Frame(x, y, scale, turn=heel), sail, jib)
        for row in range(5):
            start = x + (34 - row * 20) * scale
            sheet.cut([(start - 80 * scale, y + (2 + row * 3.4) * scale),
                       (start, y + (5 + row * 3.4) * scale)], 2.6 * scale, CREAM)
        for spray in range(6):
            bow = Frame(x + (26 + spray * 5) * scale, y + (9 + spray % 2) * scale, scale)
            sheet.lash(bow((0, 3), (18 + spray * 3, -4 - 5 * (spray % 3))), 5 * scale, CREAM)
    buoy = Frame(1370, 930, 1.2)
    sheet.shape(buoy((-46, 0), (46, 0), (14, -96), (-14, -96)), MUSTARD, rim=INK)
    sheet.hatch(buoy((4, 0), (46, 0), (14, -96), (4, -96)), BRICK, 0.5, 10)
    sheet.limb(buoy.at(0, -96), buoy.at(0, -140), 6, 4, INK)
    sheet.shape(buoy((0, -142), (44, -128), (0, -114)), BRICK)
    rings(sheet, (1370, 934), (80, 120, 165), CREAM, 0.18)
    gulls(sheet, [(640, 170, 110), (1180, 330, -90)])
