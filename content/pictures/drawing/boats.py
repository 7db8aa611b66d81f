"""Everything that floats, in frames whose unit is a hundredth of the length of the vessel."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from . import geometry
from .geometry import Frame
from .palette import BRICK, CREAM, INK, MUSTARD, NIGHT, RUST, SAND, STONE, Colour
from .sheet import Sheet


def trawler(sheet: Sheet, frame: Frame, hull: Colour = BRICK, trim: Colour = CREAM) -> None:
    """A side trawler with the wheelhouse aft, bow to the right."""
    for top, foot in (((-8, -62), (48, -24)), ((-8, -62), (-47, -14)), ((24, -48), (50, -24)),
                      ((24, -48), (-8, -62))):
        sheet.line(frame(top, foot), frame.scale * 0.35, INK)
    sheet.limb(frame.at(-8, -8), frame.at(-8, -64), frame.scale * 1.8, frame.scale, INK)
    sheet.limb(frame.at(24, -12), frame.at(24, -50), frame.scale * 1.6, frame.scale, INK)
    sheet.limb(frame.at(24, -22), frame.at(4, -44), frame.scale, frame.scale * 0.7, INK)
    for left, right in ((-44, -42), (-33, -31)):
        sheet.shape(frame.box(left, -40, right, -10), INK)
    sheet.shape(frame.box(-47, -42, -29, -39), INK)
    sheet.shape(frame((-28, -34), (2, -34), (4, -12), (-28, -12)), trim, rim=INK)
    sheet.shape(frame((-31, -37), (5, -37), (4, -34), (-30, -34)), INK)
    sheet.hatch(frame.box(-28, -34, -19, -12), STONE, 0.5, spacing=frame.scale * 1.3)
    for left in (-25, -17, -9, -2):
        sheet.shape(frame.box(left, -31, left + 5, -25), NIGHT, rough=0.4)
    sheet.shape(frame((-25, -50), (-16, -50), (-15, -36), (-26, -36)), trim, rim=INK)
    sheet.shape(frame.box(-25.4, -51, -15.6, -46), INK)
    body = frame((-50, -15), (-46, 4), (44, 4), (56, -26))
    sheer = frame.curve((56, -26), (36, -17), (10, -12.5), (-20, -12), (-50, -15), closed=False)
    sheet.shape(body[:3] + sheer, hull, rim=CREAM)
    sheet.hatch(body[:3] + sheer, INK, _under(frame), frame.scale * 1.5, frame.turn)
    wale = frame.curve((55, -23), (36, -14), (10, -9.5), (-20, -9), (-49, -12), closed=False)
    sheet.line(wale, frame.scale * 1.3, trim)
    sheet.shape(frame.box(-46.5, 0, 45, 5), RUST if hull != BRICK else INK)
    for place in (-38, -24, 4, 14):
        sheet.oval(frame.at(place, -5), frame.scale * 2, INK, rim=SAND)


def _under(frame: Frame) -> float:
    """The tone of the shaded side of a hull."""
    return 0.3 if frame.scale > 3 else 0.2


def ferry(sheet: Sheet, frame: Frame) -> None:
    """A small car ferry with two decks and a funnel, bow to the right."""
    thick = frame.scale
    sheet.limb(frame.at(22, -30), frame.at(22, -47), thick, thick * 0.5, INK)
    for end in ((47, -16), (-14, -38)):
        sheet.line(frame((22, -46), end), thick * 0.22, INK)
    sheet.shape(frame((-20, -42), (-9, -42), (-7, -26), (-22, -26)), BRICK, rim=CREAM)
    sheet.shape(frame((-20.2, -39.5), (-8.8, -39.5), (-8.3, -36), (-20.6, -36)), MUSTARD)
    sheet.shape(frame.box(-21, -43.4, -8.4, -41.3), INK)
    sheet.shape(frame((12, -33), (29, -33), (32, -26), (12, -26)), CREAM, rim=INK)
    sheet.shape(frame((13, -31.5), (28, -31.5), (30, -28.2), (13, -28.2)), NIGHT)
    sheet.shape(frame((-34, -26), (33, -26), (36, -18.5), (-40, -18.5)), CREAM, rim=INK)
    sheet.shape(frame((-44, -18.5), (38, -18.5), (43, -11), (-46, -11)), SAND)
    sheet.shape(frame.box(-44, -19.3, 39, -18.2), INK)
    sheet.shape(frame.box(-36, -26.8, 34, -25.8), INK)
    for left in range(-34, 31, 5):
        sheet.shape(frame.box(left, -24, left + 3, -20.6), NIGHT, rough=0.4)
    for left in range(-40, 36, 7):
        sheet.shape(frame.box(left, -16.8, left + 5, -13.2), NIGHT, rough=0.4)
    for left in (-32, -4):
        sheet.shape(frame.curve((left, -29), (left + 8, -29), (left + 6.5, -26.6),
                                (left + 1.5, -26.6)), MUSTARD)
    sheer = frame.curve((56, -16), (44, -12.4), (20, -10.6), (-20, -10), (-51, -11), closed=False)
    body = [*frame((-50, 3), (46, 3)), *sheer]
    sheet.shape(body, NIGHT, rim=CREAM)
    sheet.hatch(body, INK, 0.45, spacing=thick * 1.2)
    sheet.line(frame.curve((54.5, -13.6), (44, -10), (20, -8.2), (-20, -7.6), (-51, -8.6),
                           closed=False), thick * 0.8, CREAM)
    sheet.shape(frame.box(-50.3, 0.4, 47, 3.4), BRICK)


def yacht(sheet: Sheet, frame: Frame, sail: Colour, jib: Colour, hull: Colour = INK) -> None:
    """A sailing boat, bow to the right; turn the frame to make it heel."""
    main = frame.curve((-4, -148), (-14, -110), (-33, -50), (-44, -16), closed=False)
    main += frame.curve((-44, -16), (-22, -12), (-5, -14), closed=False)
    sheet.shape(main, sail, rim=INK, shift=(3, 2))
    with sheet.within(main):
        for height in (-120, -92, -64, -38):
            sheet.line(frame((-50, height + 9), (0, height)), 2, INK)
    sheet.hatch(main, INK, 0.22, spacing=frame.scale * 5, angle=frame.turn + 68)
    front = frame.curve((0, -128), (10, -84), (29, -44), (47, -13), closed=False)
    front += frame.curve((47, -13), (24, -18), (0, -22), closed=False)
    sheet.shape(front, jib, rim=INK, shift=(3, 2))
    sheet.limb(frame.at(-2, -6), frame.at(-2, -152), frame.scale * 2, frame.scale * 1.2, INK)
    sheet.line(frame((-3, -14), (-46, -15)), frame.scale * 1.6, INK)
    deck = frame.curve((52, -11), (20, -6), (-48, -8), closed=False)
    sheet.shape([*deck, *frame((-44, 3), (36, 4))], hull, rim=CREAM)
    for place in (-36, -26, -14):
        sheet.oval(frame.at(place, -12), frame.scale * 3, hull, frame.scale * 5)
        sheet.oval(frame.at(place, -18), frame.scale * 2.2, hull)


def rowing_boat(sheet: Sheet, frame: Frame, hull: Colour, inside: Colour = INK) -> None:
    """An open boat, bow to the right."""
    deck = frame.curve((54, -22), (30, -15), (0, -12), (-30, -13), (-50, -18), closed=False)
    far = frame.curve((-50, -18), (-20, -20), (20, -20), (54, -22), closed=False)
    sheet.shape(deck + far, inside)
    body = [*deck, *frame((-42, 4), (38, 5))]
    sheet.shape(body, hull, rim=CREAM)
    sheet.hatch(body, INK, 0.28, spacing=frame.scale * 4, angle=frame.turn)
    sheet.line(deck, frame.scale * 2, INK)


def aground(sheet: Sheet, frame: Frame, hull: Colour, trim: Colour) -> None:
    """A fishing boat lying on the sand at low tide, bow to the right."""
    sheet.limb(frame.at(2, -16), frame.at(2, -78), frame.scale * 2, frame.scale, INK)
    for end in ((54, -30), (-48, -22)):
        sheet.line(frame((2, -76), end), frame.scale * 0.6, INK)
    sheet.shape(frame((-36, -44), (-12, -44), (-10, -16), (-38, -16)), CREAM, rim=INK)
    sheet.shape(frame.box(-39, -48, -9, -44), trim)
    for left in (-33, -22):
        sheet.shape(frame.box(left, -39, left + 7, -30), NIGHT)
    deck = frame.curve((58, -34), (34, -23), (0, -18), (-30, -19), (-52, -25), closed=False)
    body = [*deck, *frame.curve((-48, -4), (-20, 9), (16, 10), (42, -2), closed=False)]
    sheet.shape(body, hull, rim=CREAM)
    keel = geometry.curve(frame((-49, -8), (-20, 2), (16, 3), (47, -8)), closed=False)
    low = frame.curve((42, -2), (16, 10), (-20, 9), (-48, -4), closed=False)
    sheet.shape(keel + low, INK)
    sheet.line(frame.curve((57, -30), (34, -19), (0, -14), (-30, -15), (-51, -21), closed=False),
               frame.scale * 2, trim)
