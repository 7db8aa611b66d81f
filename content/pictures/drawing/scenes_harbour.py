"""The harbour: ships, piers, weather and fish."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from . import geometry
from .boats import ferry as draw_ferry
from .boats import rowing_boat
from .boats import trawler as draw_trawler
from .creatures import crab, fish, flatfish, gull, gulls
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
from .people import WALKING, Clothes, figure
from .sea import foam, glitter, reflection, sea, swell, wash
from .sheet import Sheet, around, downward, picture, sideways
from .sky import rain, sky, stars, streaks, sun
from .town import bollard, hill, house, lamp, rock, skyline


@picture("lighthouse", INK)
def lighthouse(sheet: Sheet) -> None:
    """Night: the light swings over the water from a tower on its rock."""
    sky(sheet, (INK, NIGHT, DEEP, TEAL), 740)
    stars(sheet, 70, 480)
    lantern = (1010, 262)
    for end, reach in ((((-60, 40), (-60, 420)), 1150), (((1660, 190), (1660, 340)), 700)):
        beam = [lantern, *end]
        sheet.hatch(beam, SAND, around(lantern, reach, 0.85, 0.12), spacing=10,
                    angle=1.5, length=500)
        inner = [lantern, *(geometry.between(*end, share) for share in (0.36, 0.64))]
        sheet.hatch(inner, CREAM, around(lantern, reach, 1, 0.2), spacing=9, length=400)
    sea(sheet, 740, NIGHT, (TEAL, DEEP, INK, LAGOON))
    glitter(sheet, 470, 748, 960, (60, 210), MUSTARD, 0.7)
    hill(sheet, [(-20, 728), (160, 716), (330, 734), (420, 742)], 744, INK)
    rock(sheet, [(560, 1080), (600, 960), (690, 905), (715, 800), (790, 735), (860, 668),
                 (1130, 640),
                 (1270, 675), (1360, 760), (1480, 800), (1620, 840), (1620, 1080)], INK, DEEP)
    house(sheet, 1120, 668, 190, 96, SAND, BRICK, (MUSTARD,), (3, 1), shade=SLATE)
    tower = [(942, 672), (972, 330), (1048, 330), (1078, 672)]
    sheet.shape(tower, CREAM, rim=INK)
    with sheet.within(tower):
        sheet.box(900, 400, 1120, 472, BRICK)
        sheet.box(900, 552, 1120, 622, BRICK)
        sheet.hatch(geometry.box(1000, 320, 1100, 680), INK, sideways(1000, 1070, 0.1, 0.7),
                    spacing=9, length=80)
        for x, y in ((1000, 510), (1004, 362)):
            sheet.shape(geometry.arch(x, y, 20, 38), INK)
    sheet.box(956, 316, 1064, 334, INK, rim=SAND)
    for x in range(960, 1066, 13):
        sheet.line([(x, 290), (x, 318)], 3, INK)
    sheet.line([(956, 290), (1064, 290)], 4, INK)
    sheet.box(982, 228, 1038, 316, MUSTARD)
    sheet.oval(lantern, 22, CREAM)
    for x in (982, 1010, 1038):
        sheet.line([(x, 226), (x, 318)], 4, INK)
    sheet.shape([(974, 232), *geometry.oval((1010, 230), 36, 40, 180, 360), (1046, 232)], BRICK)
    sheet.limb((1010, 196), (1010, 170), 7, 4, BRICK)
    foam(sheet, [(540, 1040), (600, 968), (680, 920), (705, 850)], 22, CREAM)
    foam(sheet, [(560, 1050), (740, 1030), (980, 1060)], 20, PALE)


@picture("ferry", PALE)
def ferry(sheet: Sheet) -> None:
    """Late morning: the ferry passes the headland with gulls behind it."""
    sky(sheet, (LAGOON, MIST, PALE, CREAM), 600)
    streaks(sheet, [(300, 150, 420), (1180, 90, 520), (760, 250, 300)], CREAM)
    hill(sheet, [(-20, 470), (200, 400), (420, 450), (640, 520), (900, 600)], 604, LAGOON, MIST)
    hill(sheet, [(700, 600), (980, 520), (1240, 430), (1440, 470), (1620, 400)], 604, TEAL, DEEP)
    skyline(sheet, 1130, 1480, 602, 34, CREAM)
    sea(sheet, 600, TEAL, (LAGOON, DEEP, MIST))
    draw_ferry(sheet, Frame(790, 800, 11.4))
    reflection(sheet, 320, 1240, 862, 990, INK)
    wash(sheet, 230, 1330, 838, CREAM, 9)
    foam(sheet, [(1300, 834), (1350, 838), (1400, 846)], 22, CREAM)
    for row in range(6):
        start = 210 - row * 40
        sheet.cut([(start - 210, 838 + row * 17), (start + 260, 846 + row * 19)], 13, CREAM)
        sheet.cut([(1180 + row * 34, 866 + row * 21), (1380 + row * 42, 858 + row * 23)], 11, CREAM)
    gulls(sheet, [(330, 300, 150), (190, 430, 110), (520, 190, 90), (420, 420, 70)])


@picture("long-pier", CREAM)
def long_pier(sheet: Sheet) -> None:
    """Dawn: somebody walks the dog to the end of the pier, towards the sun."""
    sky(sheet, (DEEP, LAGOON, SAND, MUSTARD, CORAL), 520)
    sun(sheet, (800, 474), 96, CREAM, SAND)
    streaks(sheet, [(320, 240, 460), (1290, 180, 420), (1180, 330, 300), (420, 380, 340)], CREAM)
    sea(sheet, 520, DEEP, (TEAL, CORAL, INK, LAGOON))
    glitter(sheet, 800, 524, 1060, (120, 560), SAND, 1.4)
    deck = [(770, 540), (830, 540), (1420, 1080), (180, 1080)]
    sheet.shape(deck, RUST, rim=INK, shift=(0, 7))
    with sheet.within(deck):
        sheet.hatch(deck, CORAL, downward(540, 1067, 0.7, 0.25), spacing=13, length=300)
        y, gap = 546.0, 4.0
        while y < 1080:
            sheet.line([(100, y), (1500, y)], gap * 0.22, INK)
            y, gap = y + gap, gap * 1.13
        sheet.hatch([(766, 772), (812, 770), (700, 1080), (520, 1080)], INK, 0.75, spacing=12)
    for step in range(7):
        near = 0.66**step
        for side in (-1, 1):
            x, y = 800 + side * (26 + 700 * near), 540 + 520 * near
            lamp(sheet, Frame(x, y + 10 * near, 7.0 * near), INK, MUSTARD)
    for side in (-1, 1):
        for height in (0.62, 1.0):
            rail = [(800 + side * 27, 540 - 12 * height), (800 + side * 800, 1116 - 290 * height)]
            sheet.shape([rail[0], rail[1], (rail[1][0], rail[1][1] + 18),
                         (rail[0][0], rail[0][1] + 2)],
                        INK)
    walker = Clothes(INK, INK, rim=SAND, skirt=0.9, hat="wool", hat_colour=BRICK)
    hands = figure(sheet, (770, 770), 240, WALKING, walker)
    dog = Frame(892, 770, 1.15)
    sheet.line([hands["far_hand"], dog.at(4, -48)], 2.6, INK)
    body = dog.curve((34, -58), (22, -64), (12, -52), (-24, -44), (-48, -58), (-30, -36), (-30, 0),
                     (-24, 0), (-20, -22), (4, -24), (8, 0), (14, 0), (16, -34), (24, -50),
                     (38, -52))
    sheet.shape(body, INK, rim=SAND)


def sea_wall(sheet: Sheet) -> None:
    """The harbour wall and the beacon at its end."""
    wall = [(840, 1080), (900, 800), (1020, 770), (1620, 770), (1620, 1080)]
    sheet.shape(wall, INK, rim=STONE)
    with sheet.within(wall):
        for row in range(6):
            sheet.cut([(860, 830 + row * 44), (1620, 826 + row * 46)], 5, SLATE)
            for x in range(900 + (row % 2) * 60, 1620, 120):
                sheet.cut([(x, 834 + row * 44), (x - 4, 866 + row * 44)], 5, SLATE)
    beacon = [(1152, 772), (1170, 520), (1240, 520), (1258, 772)]
    sheet.shape(beacon, BRICK, rim=CREAM)
    sheet.hatch(beacon, RUST, sideways(1190, 1260, 0.1, 0.9), spacing=9, length=60)
    sheet.box(1150, 506, 1260, 524, INK)
    sheet.box(1178, 446, 1232, 506, MUSTARD)
    sheet.shape([(1166, 450), (1244, 450), (1205, 404)], INK)


@picture("storm-wave", SLATE)
def storm_wave(sheet: Sheet) -> None:
    """A winter gale: a sea climbs over the harbour wall and its beacon."""
    sky(sheet, (INK, NIGHT, SLATE, STONE), 700)
    rain(sheet, geometry.box(0, 0, 1600, 720), SLATE, 112, 0.2)
    swell(sheet, 690, 70, 420, DEEP, STONE, SLATE, 0.2)
    wave = [(-20, 760), (120, 640), (250, 430), (420, 250), (640, 150), (840, 170), (960, 270),
            (1000, 400), (930, 330), (820, 310), (740, 370), (700, 500), (720, 650), (800, 800),
            (900, 900)]
    body = [*geometry.curve(wave, closed=False), (900, 1080), (-20, 1080)]
    sheet.shape(body, TEAL, rim=CREAM, shift=(4, -10))
    sheet.hatch(body, INK, around((860, 620), 620, 0.95, 0.1), spacing=22, angle=-58, length=240)
    with sheet.within(body):
        for lane in range(12):
            push = lane * 54
            path = [(-40 + push * 0.9, 860 + push * 0.3), (160 + push * 0.75, 640 + push * 0.36),
                    (360 + push * 0.55, 380 + push * 0.42), (640 + push * 0.16, 214 + push * 0.42)]
            sheet.cut(geometry.curve(path, closed=False), 17 - lane * 0.6, MIST)
    crest = geometry.curve(wave[3:9], closed=False)
    foam(sheet, crest, 34, CREAM)
    foam(sheet, [(x + 10, y + 26) for x, y in crest[:-8]], 22, CREAM)
    for start in range(0, len(crest), 2):
        x, y = crest[start]
        for _ in range(3):
            far = sheet.random.uniform(10, 150)
            place = (x + far * 0.9, y + sheet.random.uniform(-90, 60))
            sheet.oval(place, sheet.random.uniform(2, 9), CREAM)
    sea_wall(sheet)
    foam(sheet, [(780, 1010), (860, 860), (920, 780), (1010, 730), (1110, 750)], 46, CREAM)
    for _ in range(90):
        x, y = sheet.random.gauss(960, 110), sheet.random.gauss(680, 90)
        sheet.oval((x, y), sheet.random.uniform(2, 8), CREAM)
    swell(sheet, 1010, 60, 330, DEEP, CREAM, MIST, 0.55)
    gull(sheet, Frame(1400, 300, 1.3, turn=-24))


@picture("fish-market", NIGHT)
def fish_market(sheet: Sheet) -> None:
    """From above: the morning's catch, boxed on ice."""
    sheet.hatch(geometry.box(0, 0, 1600, 1067), INK, 0.4, spacing=26, angle=90, length=400)
    crates = [(-60, -40, 500, 500), (530, -40, 1090, 500), (1120, -40, 1680, 500),
              (-60, 530, 500, 1110), (530, 530, 1090, 1110), (1120, 530, 1680, 1110)]
    for left, top, right, bottom in crates:
        sheet.box(left, top, right, bottom, SAND, rim=INK, rough=1.5)
        sheet.box(left + 24, top + 24, right - 24, bottom - 24, PALE, rim=RUST)
        with sheet.within(geometry.box(left + 24, top + 24, right - 24, bottom - 24)):
            for _ in range(56):
                x = sheet.random.uniform(left, right)
                y = sheet.random.uniform(top, bottom)
                size, turn = sheet.random.uniform(14, 28), sheet.random.uniform(0, 90)
                frame = Frame(x, y, size, turn=turn)
                colour = sheet.random.choice((CREAM, MIST, CREAM, FOG))
                sheet.shape(frame((-1, -0.8), (1, -1), (0.8, 1), (-0.9, 0.7)), colour, 0.6)
    for row in range(6):
        fish(sheet, Frame(222, 60 + row * 80, 4.2, row % 2 == 1, -4), DEEP, MIST)
        fish(sheet, Frame(1392, 590 + row * 80, 4.2, row % 2 == 0, 5), TEAL, CREAM)
    for row in range(4):
        fish(sheet, Frame(812, 78 + row * 116, 4.8, row % 2 == 0, 3), BRICK, CORAL, RUST)
        fish(sheet, Frame(222, 640 + row * 116, 4.8, row % 2 == 1, -3), SLATE, FOG)
    for x, y, turn in ((1260, 120, 30), (1510, 180, 200), (1280, 360, -20), (1500, 410, 160)):
        flatfish(sheet, Frame(x, y, 2.7, turn=turn), STONE, SLATE)
    for x, y, turn in ((680, 680, -20), (930, 660, 30), (700, 920, 200), (940, 920, 150)):
        crab(sheet, Frame(x, y, 2.2, turn=turn), BRICK, RUST)
    for x, y in ((812, 800), (1390, 262)):
        sheet.oval((x, y), 40, MUSTARD, rim=INK)
        sheet.oval((x, y), 31, CREAM)
        for turn in range(8):
            pip = geometry.oval((x, y), 29, start=turn * 45 + 3, end=turn * 45 + 40)
            sheet.shape([(x, y), *pip], MUSTARD, rough=0)


@picture("trawler", CORAL)
def trawler(sheet: Sheet) -> None:
    """Sunrise: a trawler comes home through the swell."""
    sky(sheet, (DEEP, LAGOON, SAND, CORAL), 690)
    sun(sheet, (640, 470), 200, MUSTARD, SAND)
    streaks(sheet, [(250, 330, 380), (1230, 200, 460), (1180, 420, 300), (300, 560, 420)], CREAM)
    sea(sheet, 690, DEEP, (TEAL, INK, CORAL))
    glitter(sheet, 620, 694, 900, (180, 420), MUSTARD, 1.0)
    swell(sheet, 800, 44, 470, DEEP, LAGOON, TEAL, 0.35)
    draw_trawler(sheet, Frame(820, 815, 9.6, turn=-3))
    foam(sheet, [(1230, 880), (1300, 840), (1390, 850), (1470, 880)], 36, CREAM)
    swell(sheet, 915, 66, 520, TEAL, CREAM, MIST, 0.1)
    swell(sheet, 1030, 70, 610, NIGHT, LAGOON, TEAL, 0.62)
    gulls(sheet, [(330, 420, 170), (210, 560, 110), (500, 300, 100), (1290, 330, -120),
                  (1420, 470, -80)])


def wheel_bicycle(sheet: Sheet) -> None:
    """Somebody walking beside a bicycle."""
    joints = figure(sheet, (640, 930), 400, WALKING, Clothes(INK, INK, rim=PALE, skirt=0.7,
                    hat="cap", hat_colour=INK, shawl=BRICK))
    for x in (740, 930):
        for radius in (66, 59):
            sheet.line(geometry.oval((x, 866), radius), 5, INK)
    for path in ([(740, 866), (800, 770), (905, 770), (838, 866), (740, 866)],
                 [(838, 866), (792, 746)], [(930, 866), (898, 734), (870, 738)]):
        sheet.line(path, 7, INK)
    sheet.line([joints["far_hand"], (880, 738)], 14, INK)
    sheet.limb((770, 744), (816, 742), 12, 8, INK)


@picture("fog-quay", FOG)
def fog_quay(sheet: Sheet) -> None:
    """Fog: the quay loses its far end, and a man wheels his bicycle home."""
    sky(sheet, (STONE, FOG, PALE, FOG), 1067)
    skyline(sheet, 520, 1640, 560, 120, "#b7beb8")
    for x, top in ((880, 250), (1020, 190), (1180, 290), (1330, 220)):
        sheet.limb((x, 640), (x, top), 8, 4, "#a3ada9")
        for spread in (-90, 90):
            sheet.line([(x, top + 6), (x + spread, 610)], 2.5, "#a3ada9")
        sheet.shape([(x - 110, 600), (x + 110, 590), (x + 84, 650), (x - 90, 650)], "#a3ada9")
    sheet.hatch(geometry.box(0, 540, 1600, 700), FOG, 0.4, spacing=14, length=500)
    rowing_boat(sheet, Frame(1180, 790, 3.3), SLATE, STONE)
    reflection(sheet, 1040, 1320, 806, 850, STONE)
    for row in range(9):
        y = 690.0 + row * 34
        sheet.cut([(760 + row * 60, y), (1100 + row * 40, y)], 6, STONE)
        sheet.cut([(1240, y + 16), (1640, y + 16)], 6, PALE)
    quay = [(-20, 640), (420, 640), (560, 660), (1120, 1080), (-20, 1080)]
    sheet.shape(quay, SLATE, rim=CREAM)
    with sheet.within(quay):
        for row in range(9):
            y = 668 + row * row * 5.2 + row * 6
            sheet.cut([(-20, y), (1200, y)], 4 + row * 0.5, INK)
            for column in range(-8, 9):
                foot = 420 + column * (40 + row * 17)
                sheet.cut([(foot, y), (foot + column * 5, y + 22 + row * 9)], 4, INK)
    light = lamp(sheet, Frame(430, 812, 6.6), INK, MUSTARD)
    for ring in range(1, 7):
        for piece in range(8):
            arc = geometry.oval(light, 30 + ring * 22, start=piece * 45, end=piece * 45 + 38)
            sheet.cut(arc, 10 - ring, CREAM if ring < 4 else PALE)
    wheel_bicycle(sheet)
    bollard(sheet, Frame(1000, 1010, 1.3))
