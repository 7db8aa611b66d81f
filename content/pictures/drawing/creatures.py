"""Gulls, seals and fish."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from . import geometry
from .geometry import Frame, Point
from .palette import BRICK, CREAM, INK, MUSTARD, SLATE, STONE, Colour
from .sheet import Sheet, Weight, downward, sideways


def gull(sheet: Sheet, frame: Frame, body: Colour = CREAM, tip: Colour = INK) -> None:
    """A gull on the wing, flying right; the unit is a hundredth of the span."""
    far = frame.curve((2, -1), (10, -14), (26, -26), (47, -27), closed=False)
    far += frame.curve((47, -27), (30, -19), (18, -8), (10, 3), closed=False)
    near = frame.curve((0, -2), (-10, -15), (-26, -21), (-50, -10), closed=False)
    near += frame.curve((-50, -10), (-30, -11), (-16, -3), (-8, 5), closed=False)
    for wing, end in ((far, frame.box(34, -40, 60, 0)), (near, frame.box(-60, -40, -36, 10))):
        sheet.shape(wing, body, rough=0.3, rim=INK, shift=(frame.scale * 1.3, frame.scale * 1.8))
        with sheet.within(wing):
            sheet.shape(end, tip, rough=0.3)
    bird = [(21, 2), (17, -1.5), (8, -2), (-8, 2), (-22, 8), (-21, 10), (-6, 9), (8, 8), (16, 5)]
    shadow = (frame.scale * 0.6, frame.scale * 1.8)
    sheet.shape(frame.curve(*bird), body, rough=0.3, rim=INK, shift=shadow)
    sheet.shape(frame((20, 0.6), (25, 3), (20, 3.6)), MUSTARD, rough=0)


def gulls(sheet: Sheet, places: list[tuple[float, float, float]], body: Colour = CREAM) -> None:
    """Several gulls, each given as x, y and span; a negative span flies left."""
    for x, y, span in places:
        turn = sheet.random.uniform(-14, 14)
        gull(sheet, Frame(x, y, abs(span) / 100, span < 0, turn), body)


def standing_gull(sheet: Sheet, frame: Frame) -> None:
    """A herring gull standing on something, looking right; about a hundred units tall."""
    for x in (-4, 8):
        sheet.limb(frame.at(x, -28), frame.at(x + 1, -1), frame.scale * 2, frame.scale * 2, MUSTARD)
        sheet.shape(frame((x - 1, -3), (x + 9, 0), (x - 3, 0)), MUSTARD)
    body = [(39, -92), (31, -97), (22, -93), (18, -82), (6, -70), (-18, -58), (-40, -42),
            (-46, -36), (-24, -32), (0, -24), (18, -30), (30, -46), (35, -64), (38, -80)]
    outline = frame.curve(*body)
    sheet.shape(outline, CREAM, rim=INK, shift=(-3, -2))
    sheet.hatch(outline, STONE, _breast(frame), frame.scale * 2.4, angle=24, length=60)
    wing = frame.curve((14, -70), (-8, -64), (-34, -46), (-62, -27), (-40, -29), (-12, -34),
                       (8, -42), (18, -56))
    sheet.shape(wing, SLATE, rim=CREAM)
    sheet.hatch(wing, INK, 0.22, frame.scale * 3, angle=-32 if not frame.flip else 32)
    tips = frame.curve((-30, -44), (-46, -36), (-76, -19), (-52, -25), (-26, -32))
    sheet.shape(tips, INK, rim=CREAM)
    for place in ((-66, -23.5), (-55, -27.5), (-44, -31)):
        sheet.oval(frame.at(*place), frame.scale * 1.7, CREAM)
    beak = frame.curve((38, -90), (50, -87), (55, -82), (52, -79.5), (48, -82.5), (37, -83))
    sheet.shape(beak, MUSTARD, rim=INK, shift=(0, 3))
    sheet.oval(frame.at(49.5, -83), frame.scale * 1.7, BRICK)
    sheet.oval(frame.at(32, -89), frame.scale * 2.4, MUSTARD)
    sheet.oval(frame.at(32.4, -89), frame.scale * 1.3, INK)


def _breast(frame: Frame) -> Weight:
    return downward(frame.y - 75 * frame.scale, frame.y - 20 * frame.scale, 0, 0.55)


def seal(sheet: Sheet, frame: Frame, coat: Colour, light: Colour, spots: Colour) -> None:
    """A seal lying on its belly with the head raised, looking right; a hundred units long."""
    body = [(46, -33), (51, -30), (52, -26), (46, -22), (40, -18), (37, -8), (33, -1), (0, 2),
            (-30, 1), (-44, -1), (-58, -9), (-63, -7), (-60, -12), (-64, -16), (-54, -14),
            (-36, -12), (-8, -20), (14, -21), (27, -26), (34, -34), (41, -36)]
    outline = frame.curve(*body)
    sheet.shape(outline, coat, rim=light)
    tone = downward(frame.y - 20 * frame.scale, frame.y, 0.0, 0.65)
    sheet.hatch(outline, spots, tone, frame.scale * 2.2, length=70)
    with sheet.within(outline):
        for _ in range(34):
            place = frame.at(sheet.random.uniform(-40, 32), sheet.random.uniform(-20, -8))
            sheet.oval(place, frame.scale * sheet.random.uniform(0.4, 1.1), spots)
        sheet.cut(frame.curve((-34, -11), (-8, -18.5), (14, -19.5), (26, -23), closed=False),
                  frame.scale * 1.4, light)
    flipper = frame.curve((18, -10), (26, -6), (29, 1), (20, 4), (14, 3), (18, -2))
    sheet.shape(flipper, spots, rim=light)
    sheet.oval(frame.at(44.6, -30), frame.scale * 1.5, INK)
    sheet.oval(frame.at(45.1, -30.6), frame.scale * 0.5, CREAM)
    sheet.oval(frame.at(51.6, -28.4), frame.scale * 1.1, INK)
    for drop in (-1.5, 0.4, 2.2):
        sheet.line(frame((48.5, -26), (43, -24 + drop)), 1.3, light)


def fish(sheet: Sheet, frame: Frame, back: Colour, belly: Colour, mark: Colour = INK) -> None:
    """A fish on its side, head to the right, a hundred units long."""
    body = frame.curve((50, 0), (38, -9), (14, -14), (-16, -10), (-34, -3), (-34, 3), (-16, 9),
                       (14, 12), (38, 8))
    tail = frame.curve((-31, 0), (-42, -9), (-53, -15), (-47, 0), (-53, 14), (-42, 9))
    for fin in ([(20, -12), (0, -20), (-12, -9)], [(6, 10), (-6, 17), (-12, 8)]):
        sheet.shape(frame(*fin), back)
    sheet.shape(tail, back)
    sheet.shape(body, belly, rim=INK, shift=(2, 4))
    with sheet.within(body):
        upper = frame.curve((52, -1), (20, -3), (-40, 0), closed=False)
        sheet.shape([*upper, *frame((-40, -30), (52, -30))], back)
        for column in range(9):
            for row in range(3):
                scale = frame.at(24 - column * 6.5 - row * 3, -8 + row * 5)
                arc = geometry.oval(scale, frame.scale * 3.4, start=100, end=260, turn=frame.turn)
                sheet.cut(arc, frame.scale * 1.1, mark)
        gill = frame.curve((31, -10), (27, 0), (32, 9), closed=False)
        sheet.cut(gill, frame.scale * 2.6, mark)
    sheet.oval(frame.at(40, -3), frame.scale * 2.6, CREAM)
    sheet.oval(frame.at(40.3, -3), frame.scale * 1.5, INK)


def flatfish(sheet: Sheet, frame: Frame, back: Colour, mark: Colour) -> None:
    """A plaice seen from above, head to the right, a hundred units long."""
    fringe = frame.curve((44, -2), (28, -24), (0, -34), (-26, -20), (-38, 0), (-26, 20), (0, 34),
                         (28, 24))
    sheet.shape(frame((-34, -4), (-54, -13), (-50, 0), (-54, 13), (-34, 4)), mark)
    sheet.shape(fringe, mark)
    body = frame.curve((46, 0), (28, -16), (0, -25), (-24, -13), (-36, 0), (-24, 13), (0, 25),
                       (28, 16))
    sheet.shape(body, back)
    sheet.hatch(body, mark, sideways(frame.x - 60, frame.x + 60, 0.1, 0.35), 9, frame.turn)
    for place in ((12, -10), (-6, 8), (-12, -8), (14, 10), (0, -1)):
        sheet.oval(frame.at(*place), frame.scale * 3, BRICK)
    for place in ((34, -5), (35, 5)):
        sheet.oval(frame.at(*place), frame.scale * 2.2, INK)


def crab(sheet: Sheet, frame: Frame, shell: Colour, dark: Colour) -> None:
    """A crab seen from above, claws upwards, a hundred units wide."""
    for side in (-1, 1):
        for leg in range(4):
            knee: Point = (side * (44 - leg * 3), -6 + leg * 13)
            sheet.limb(frame.at(side * 22, 2 + leg * 5), frame.at(*knee), frame.scale * 6,
                       frame.scale * 5, dark)
            sheet.lash(frame(knee, (side * 50, 12 + leg * 14)), frame.scale * 5, dark)
        sheet.limb(frame.at(side * 24, -10), frame.at(side * 38, -26), frame.scale * 8,
                   frame.scale * 8, shell)
        claw = [(side * x, y) for x, y in ((42, -22), (46, -36), (36, -52), (33, -42), (28, -50),
                                           (26, -38), (32, -26))]
        sheet.shape(frame.curve(*claw), shell, rim=INK)
    body = frame.curve((0, -20), (20, -18), (35, -4), (28, 16), (0, 26), (-28, 16), (-35, -4),
                       (-20, -18))
    sheet.shape(body, shell, rim=CREAM)
    sheet.hatch(body, dark, downward(frame.y - 10, frame.y + 26 * frame.scale, 0, 0.7), 8)
