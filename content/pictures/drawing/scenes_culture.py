"""Stage, books and music."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from . import geometry
from .boats import yacht
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
    STONE,
    TEAL,
)
from .people import (
    READING,
    Clothes,
    Pose,
    figure,
)
from .sea import sea
from .sheet import Sheet, around, downward, picture, sideways
from .sky import cloud, sky
from .town import shelf


def curtains(sheet: Sheet) -> None:
    """The side curtains, the gilt pillars and a box on either side."""
    for side in (-1, 1):
        drape = Frame(800, 0, 1.0, side > 0)
        curtain = drape.curve((-540, 150), (-300, 150), (-330, 360), (-430, 520), (-380, 660),
                              (-350, 830), (-540, 830))
        sheet.shape(curtain, BRICK, rim=MUSTARD)
        sheet.hatch(curtain, RUST, 0.5, spacing=30, angle=90 + side * 4, length=400)
        sheet.line(drape((-540, 520), (-424, 526)), 16, MUSTARD)
        pillar = drape.box(-640, 60, -520, 850)
        sheet.shape(pillar, MUSTARD, rim=INK)
        sheet.hatch(pillar, RUST, 0.35, spacing=26, angle=90, length=600)
        sheet.shape(drape.box(-900, -10, -640, 1080), INK)
        for x in (-770, -690):
            sheet.oval(drape.at(x, 466), 26, INK, 31, rim=CORAL)
            sheet.oval(drape.at(x, 530), 46, INK, 40, rim=CORAL)
        sheet.shape(drape((-900, 520), (-640, 520), (-640, 610), (-900, 640)), RUST, rim=MUSTARD)


def audience(sheet: Sheet) -> None:
    """Rows of heads against the light of the stage."""
    for row, (y, size) in enumerate(((905, 36), (975, 46), (1060, 60))):
        sheet.box(-20, y + size * 0.8, 1620, 1080, INK)
        for index in range(-1, int(1700 / (size * 3.1))):
            x = index * size * 3.1 + row * 55 + sheet.random.uniform(-12, 12)
            drop = sheet.random.uniform(-8, 8)
            shoulders = geometry.oval((x, y + size * 1.9 + drop), size * 1.35, size * 1.25)
            sheet.shape(shoulders, INK, rim=CORAL)
            sheet.oval((x, y + drop), size * 0.72, INK, size * 0.86, rim=CORAL)


@picture("theatre", INK)
def theatre(sheet: Sheet) -> None:
    """From the stalls: two players in the limelight, the house in the dark."""
    sheet.box(-10, -10, 1610, 1080, NIGHT)
    opening = [(300, 800), (300, 300), (360, 190), (800, 140), (1240, 190), (1300, 300),
               (1300, 800)]
    sheet.shape(opening, DEEP, rim=MUSTARD)
    sheet.hatch(opening, INK, downward(140, 800, 0.9, 0.25), spacing=15, length=300)
    moonlike = geometry.oval((980, 400), 120)
    sheet.shape(moonlike, LAGOON)
    sheet.shape([(330, 720), (480, 560), (600, 640), (760, 520), (960, 650), (1120, 560),
                 (1300, 720)],
                TEAL)
    sheet.box(300, 700, 1300, 820, RUST)
    sheet.hatch(geometry.box(300, 700, 1300, 820), CORAL, 0.3, spacing=13, length=400)
    beam = [(410, -20), (520, -20), (1010, 790), (560, 790)]
    sheet.hatch(beam, CREAM, downward(0, 780, 0.25, 0.6), spacing=12, angle=58, length=500)
    sheet.oval((785, 778), 260, SAND, 30)
    figure(sheet, (700, 780), 330, Pose(0, -6, (-40, -22), (112, 128), (-10, -14), (12, 6)),
           Clothes(INK, INK, BRICK, INK, rim=CREAM, skirt=0.5, hat="brim", hat_colour=INK))
    figure(sheet, (890, 782), 310, Pose(-4, 0, (60, 120), (20, 70), (-4, -4), (6, 3)),
           Clothes(BRICK, BRICK, RUST, INK, rim=CREAM, skirt=1.75, hat="bun"), flip=True)
    curtains(sheet)
    swag = [(150, -20), (1450, -20), (1450, 170), (1230, 250), (1020, 180), (800, 240), (580, 180),
            (370, 250), (150, 170)]
    valance = [*swag[:2], *geometry.curve(swag[2:], closed=False)]
    sheet.shape(valance, BRICK, rim=MUSTARD)
    sheet.hatch(valance, RUST, downward(-10, 240, 0.8, 0.3), spacing=22, angle=90, length=140)
    sheet.line(geometry.curve(swag[2:], closed=False), 15, MUSTARD)
    sheet.box(-20, 815, 1620, 1080, INK, rim=MUSTARD)
    sheet.hatch(geometry.box(0, 830, 1600, 880), RUST, 0.3, spacing=18, angle=90)
    audience(sheet)


def reading_table(sheet: Sheet) -> None:
    """A reader at the table, with lamp and books."""
    chair = Frame(590, 980)
    figure(sheet, (590, 820), 520, READING, Clothes(BRICK, INK, CORAL, INK, rim=CREAM),
           anchor="hip")
    for path in (((-66, -330), (-52, -120), (-60, 60)), ((60, -120), (70, 60))):
        sheet.line(chair(*path), 14, INK)
    sheet.shape(chair.box(-64, -128, 80, -104), INK)
    sheet.shape([(740, 772), (762, 700), (800, 726), (846, 704), (862, 776), (800, 792)], CREAM,
                rim=INK)
    sheet.box(640, 790, 1060, 822, MUSTARD, rim=INK)
    for x in (672, 1010):
        sheet.box(x, 820, x + 24, 1040, INK)
    sheet.limb((960, 790), (960, 700), 9, 9, INK)
    sheet.shape([(896, 706), (1024, 706), (990, 652), (930, 652)], TEAL, rim=CREAM)
    for index, colour in enumerate((NIGHT, BRICK, MUSTARD)):
        sheet.box(1000 - index * 6, 774 - index * 18, 1052 - index * 4, 790 - index * 18, colour,
                  rim=INK)


@picture("library", SAND)
def library(sheet: Sheet) -> None:
    """Afternoon: low sun through the tall window of the reading room."""
    sheet.box(-10, -10, 1610, 850, SAND)
    sheet.hatch(geometry.box(0, 0, 1600, 850), CORAL, around((800, 400), 900, 0.0, 0.6), 15)
    window = geometry.arch(800, 640, 420, 560)
    sheet.shape([(x + (x - 800) * 0.12, y - 26) for x, y in window], CREAM, rim=INK)
    with sheet.within(window):
        sky(sheet, (LAGOON, MIST, PALE, CREAM), 520)
        cloud(sheet, 740, 330, 260, CREAM, MIST)
        sea(sheet, 520, TEAL, (LAGOON, MIST), 640)
        yacht(sheet, Frame(880, 548, 0.8), BRICK, CREAM)
    for x in (695, 800, 905):
        sheet.line([(x, 90), (x, 640)], 9, INK)
    for y in (300, 410, 520):
        sheet.line([(590, y), (1010, y)], 7, INK)
    outline = [*window, window[0]]
    sheet.line(outline, 13, INK)
    shelf(sheet, (40, 60, 500, 850), 6)
    shelf(sheet, (1100, 60, 1560, 850), 6)
    sheet.hatch(geometry.box(40, 60, 500, 850), INK, sideways(40, 500, 0.65, 0.0), 12, 90)
    sheet.hatch(geometry.box(1100, 60, 1560, 850), INK, sideways(1180, 1560, 0.0, 0.7), 12, 90)
    sheet.box(-10, 846, 1610, 1080, RUST, rim=INK)
    sheet.hatch(geometry.box(0, 846, 1600, 1080), INK, 0.4, spacing=22, length=400)
    for left, right in ((590, 690), (704, 795), (810, 900), (914, 1010)):
        shaft = [(left, 640), (right, 640), (right - 330, 1080), (left - 330, 1080)]
        sheet.hatch(shaft, MUSTARD, downward(640, 1067, 0.15, 0.6), spacing=12, angle=0)
    for side in (0, 46):
        sheet.limb((1120 + side * 1.6, 860), (1250 + side * 1.3, 90), 12, 10, MUSTARD)
    for step in range(9):
        rung, height = 1130 + step * 14.5, 800 - step * 82
        sheet.line([(rung - 2, height), (rung + 66, height)], 9, MUSTARD)
    figure(sheet, (1232, 560), 330, Pose(4, -8, (40, 76), (120, 134), (-4, -6), (34, -6)),
           Clothes(DEEP, INK, CORAL, INK, rim=CREAM, skirt=1.1, hat="bun"))
    reading_table(sheet)


@picture("book-stack", SAND)
def book_stack(sheet: Sheet) -> None:
    """Close to: books for the winter on the sill, with tea and a view of the bay."""
    sky(sheet, (TEAL, LAGOON, MIST, CREAM), 470)
    hill(sheet)
    sea(sheet, 470, DEEP, (TEAL, LAGOON, MIST), 760)
    yacht(sheet, Frame(1290, 540, 1.5, turn=6), CREAM, MUSTARD)
    yacht(sheet, Frame(300, 520, 0.9, turn=6), CREAM, CREAM)
    for left, right in ((-20, 60), (1052, 1086), (1540, 1620)):
        sheet.box(left, -20, right, 780, CREAM, rim=INK)
    sheet.box(-20, -20, 1620, 60, CREAM, rim=INK)
    sheet.box(-20, 760, 1620, 1080, CORAL, rim=INK)
    sheet.hatch(geometry.box(-20, 768, 1620, 1080), RUST, downward(760, 1080, 0.15, 0.6), 17, 0,
                400)
    sheet.hatch([(420, 930), (1180, 920), (1480, 985), (760, 1010)], INK, 0.85, spacing=11)
    books = ((390, 1110, 100, BRICK, MUSTARD), (440, 1070, 76, MUSTARD, INK),
             (360, 1030, 104, NIGHT, CREAM), (450, 1090, 66, TEAL, SAND),
             (420, 1000, 92, CREAM, BRICK), (480, 1050, 70, RUST, MUSTARD))
    base = 940.0
    for left, right, thick, cover, band in books:
        book(sheet, (left, base - thick, right, base), cover, band)
        base -= thick
    cup = Frame(1270, 930, 2.0)
    sheet.oval(cup.at(0, -4), 150, CREAM, 26, rim=INK)
    handle = geometry.oval(cup.at(48, -52), 46, 44, -110, 110)
    sheet.line(handle, 20, INK)
    sheet.line(handle, 13, CREAM)
    sheet.shape(cup.curve((-54, -98), (-50, -50), (-28, -8), (28, -8), (50, -50), (54, -98)), CREAM,
                rim=INK)
    sheet.hatch(cup.box(0, -94, 54, -4), STONE, sideways(1270, 1370, 0, 0.8), 9, 90)
    sheet.shape(cup.box(-52, -70, 52, -58), BRICK, rough=0.6)
    sheet.oval(cup.at(0, -98), 108, CREAM, 22, rim=INK)
    sheet.oval(cup.at(0, -97), 94, RUST, 16)
    for x in (1225, 1275, 1320):
        steam = [(x, 700), (x + 26, 640), (x - 22, 570), (x + 20, 500), (x - 4, 430)]
        sheet.cut(geometry.curve(steam, closed=False), 13, CREAM)
    for x in (610, 800):
        ring = geometry.oval((x, 424), 74, 42)
        sheet.line([*ring, ring[0]], 10, INK)
    sheet.line(geometry.curve([(684, 420), (705, 408), (726, 420)], closed=False), 10, INK)


def hill(sheet: Sheet) -> None:
    """The far shore seen from the sill."""
    ridge = [(-20, 420), (240, 350), (520, 400), (900, 470), (1200, 420), (1620, 380)]
    shore = [*geometry.curve(ridge, closed=False), (1620, 474), (-20, 474)]
    sheet.shape(shore, TEAL)
    sheet.hatch(shore, DEEP, 0.35, spacing=13, angle=24, length=60)


def book(sheet: Sheet, area: tuple[float, float, float, float], cover: str, band: str) -> None:
    """A closed book lying on its side, spine to the viewer, the pages showing at the right."""
    left, top, right, bottom = area
    round_back = geometry.curve([(left + 22, top), (left + 2, (top + bottom) / 2),
                                 (left + 22, bottom)],
                                closed=False)
    sheet.shape([*round_back, (right, bottom), (right, top)], cover, rim=INK)
    pages = geometry.box(right - 120, top + 9, right - 4, bottom - 9)
    sheet.shape(pages, PALE, rim=INK)
    sheet.hatch(pages, STONE, 0.3, spacing=8, length=110)
    sheet.hatch(geometry.box(left + 10, (top + bottom) / 2, right - 124, bottom - 3), INK,
                downward(top, bottom, 0.0, 0.5), 9, 0, 140)
    for x in (left + 60, left + 78, right - 190, right - 172):
        sheet.box(x, top + 2, x + 9, bottom - 2, band, 0.5)
    middle = (top + bottom) / 2
    for step in range(3):
        sheet.oval((left + 170 + step * 90, middle), 13 if step == 1 else 8, band)
        sheet.cut([(left + 185 + step * 90, middle), (left + 245 + step * 90, middle)], 6, band)


def play_violin(sheet: Sheet) -> None:
    """A violinist standing, facing left."""
    violinist = Pose(-4, 12, (52, 128), (78, 96), (-6, -6), (8, 4))
    dress = Clothes(BRICK, INK, CORAL, RUST, rim=CREAM, skirt=1.75, hat="bun")
    bow = figure(sheet, (1130, 960), 640, violinist, dress, flip=True)
    neck = bow["neck"]
    violin = Frame(neck[0] - 62, neck[1] - 22, 1.3, turn=-74)
    sheet.shape(violin.curve((0, -58), (22, -40), (14, -8), (26, 26), (0, 50), (-26, 26), (-14, -8),
                             (-22, -40)), MUSTARD, rim=INK)
    sheet.line(violin((0, -50), (0, -128)), 10, INK)
    hand = bow["near_hand"]
    sheet.limb(bow["near_elbow"], hand, 28, 22, BRICK)
    sheet.oval(hand, 13, CORAL)
    sheet.line([(hand[0] + 20, hand[1] + 60), (hand[0] - 70, hand[1] - 170)], 6, CREAM)


@picture("concert", INK)
def concert(sheet: Sheet) -> None:
    """Evening in the old church: a cello and a violin under one lamp."""
    sheet.box(-10, -10, 1610, 1080, INK)
    for x in (200, 800, 1400):
        sheet.shape(geometry.arch(x, 700, 330, 620), NIGHT, rim=DEEP)
        sheet.hatch(geometry.arch(x, 700, 330, 620), DEEP, 0.4, spacing=15, angle=90, length=200)
        for pane in (-82, 0, 82):
            sheet.line([(x + pane, 100), (x + pane, 700)], 8, INK)
    cone = [(800, -60), (1560, 930), (40, 930)]
    sheet.hatch(cone, MUSTARD, around((800, -60), 1000, 1.0, 0.25), spacing=13, length=300)
    sheet.hatch([(800, -60), (1180, 930), (420, 930)], SAND, around((800, 0), 900, 0.8, 0.1), 13)
    sheet.box(-20, 880, 1620, 1080, RUST, rim=MUSTARD)
    sheet.hatch(geometry.box(-20, 884, 1620, 1080), INK, around((800, 900), 800, 0.15, 0.8), 17, 0,
                300)
    sheet.shape([(740, -20), (860, -20), (900, 60), (700, 60)], BRICK, rim=CREAM)
    sheet.oval((800, 66), 44, CREAM, 16)
    stool = Frame(520, 720)
    for x in (-70, 50):
        sheet.limb(stool.at(x, 20), stool.at(x * 1.2, 250), 16, 10, INK)
    sheet.shape(stool.box(-100, 10, 80, 44), INK, rim=MUSTARD)
    player = Pose(6, 8, (34, 66), (60, 205), (78, -6), (84, 14))
    wear = Clothes(NIGHT, INK, CORAL, INK, rim=CREAM, hat="bun", skirt=0.0)
    hands = figure(sheet, (520, 712), 760, player, wear, anchor="hip")
    cello(sheet, Frame(742, 930, 5.3, turn=-13))
    sheet.oval(hands["far_hand"], 15, CORAL)
    wrist = hands["near_hand"]
    sheet.limb(hands["near_elbow"], wrist, 34, 26, NIGHT)
    sheet.limb(wrist, wrist, 30, 30, CORAL)
    sheet.line([(wrist[0] - 30, wrist[1] + 8), (wrist[0] + 330, wrist[1] - 70)], 7, CREAM)
    play_violin(sheet)
    for x, top in ((985, 650), (1360, 610)):
        sheet.limb((x, top), (x, 950), 8, 8, INK)
        sheet.shape([(x - 70, top - 70), (x + 60, top - 84), (x + 70, top), (x - 60, top + 14)],
                    CREAM,
                    rim=INK)
        sheet.line([(x - 60, 966), (x, 930), (x + 60, 966)], 8, INK)


def cello(sheet: Sheet, frame: Frame) -> None:
    """A cello seen from the front, standing on its spike; a hundred units tall."""
    body = [(0, -62), (13, -58), (17, -48), (11, -38), (12, -32), (21, -20), (18, -6), (0, -2),
            (-18, -6), (-21, -20), (-12, -32), (-11, -38), (-17, -48), (-13, -58)]
    sheet.line(frame((0, -2), (0, 9)), frame.scale, INK)
    outline = frame.curve(*body)
    sheet.shape(outline, BRICK, rim=INK, shift=(-5, -4))
    sheet.hatch(outline, RUST, sideways(frame.x - 60, frame.x + 60, 0.05, 0.8), 10, 80, 120)
    for side in (-1, 1):
        hole = frame.curve((side * 6, -40), (side * 9, -34), (side * 7, -27), (side * 10, -22),
                           closed=False)
        sheet.cut(hole, frame.scale * 1.6, INK)
    sheet.shape(frame((-2, -30), (2, -30), (2.6, -10), (-2.6, -10)), INK)
    sheet.shape(frame((-2.4, -38), (2.4, -38), (1.5, -98), (-1.5, -98)), INK, rim=SAND)
    sheet.oval(frame.at(0, -102), frame.scale * 3, INK, rim=SAND)
    for peg in (-4, 4):
        sheet.line(frame((0, -96), (peg, -97)), frame.scale, INK)
    for string in (-1, 1):
        sheet.line(frame((string, -92), (string * 1.4, -14)), 1.6, CREAM)
