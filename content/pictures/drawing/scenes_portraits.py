"""Portraits: heads beside what people said."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from .geometry import curve, oval
from .palette import BRICK, CORAL, CREAM, INK, LAGOON, MUSTARD, NIGHT, PALE, RUST, SAND, STONE, TEAL
from .sheet import Sheet, picture, sideways, spokes


@picture("ida-marchbank", LAGOON)
def ida_marchbank(sheet: Sheet) -> None:
    """A woman of 93 with round glasses, her hair in a bun, who is cross."""
    for path in spokes((800, 500), 420, 900, 46):
        sheet.cut(path, 13, TEAL)
    sheet.shape(curve([(330, 1100), (390, 900), (560, 800), (800, 770), (1040, 800), (1210, 900), (1270, 1100)]), NIGHT,
                rim=INK)
    sheet.shape(curve([(690, 690), (910, 690), (930, 850), (800, 910), (670, 850)]), SAND)
    for side in (-1, 1):
        shawl = curve([(800, 1110), (800 + side * 30, 905), (800 + side * 150, 770), (800 + side * 330, 800),
                       (800 + side * 440, 930), (800 + side * 470, 1110)])
        sheet.shape(shawl, BRICK, rim=RUST)
        sheet.hatch(shawl, RUST, 0.42, spacing=24, angle=side * 62, length=130)
        for step in range(5):
            sheet.oval((800 + side * (150 + 70 * step), 850 + 30 * abs(step - 1)), 13, MUSTARD)
    sheet.oval((800, 196), 96, PALE, 88, rim=STONE)
    sheet.oval((800, 440), 262, PALE, 262, rim=STONE)
    sheet.hatch(oval((800, 440), 262, 262), STONE, 0.34, spacing=19, angle=78, length=120)
    sheet.hatch(oval((800, 196), 96, 88), STONE, 0.4, spacing=16, angle=20, length=90)
    face = curve([(800, 268), (920, 296), (990, 400), (996, 520), (950, 660), (860, 752), (800, 768), (740, 752),
                  (650, 660), (604, 520), (610, 400), (680, 296)])
    sheet.shape(face, SAND, rim=CREAM, shift=(-6, -4))
    sheet.hatch(face, CORAL, sideways(800, 1010, 0.0, 0.5), spacing=17, angle=70, length=90)
    for side in (-1, 1):
        sheet.oval((800 + side * 205, 500), 26, SAND, 52, rim=CORAL)
        sheet.oval((800 + side * 118, 590), 54, CORAL, 34)
        sheet.cut([(800 + side * 40, 408), (800 + side * 110, 376), (800 + side * 180, 392)], 22, STONE)
        sheet.oval((800 + side * 106, 476), 76, INK, 68)
        sheet.oval((800 + side * 106, 476), 66, CREAM, 58)
        sheet.oval((800 + side * 100, 482), 20, INK, 22)
        sheet.cut([(800 + side * 52, 456), (800 + side * 106, 444), (800 + side * 156, 462)], 13, RUST)
        sheet.line([(800 + side * 180, 464), (800 + side * 208, 456)], 9, INK)
        sheet.cut([(800 + side * 66, 600), (800 + side * 92, 640), (800 + side * 90, 690)], 9, RUST)
        for step in range(3):
            sheet.cut([(800 + side * 170, 540 + 16 * step), (800 + side * 196, 548 + 22 * step)], 6, RUST)
    sheet.cut([(730, 470), (800, 456), (870, 470)], 12, INK)
    sheet.cut([(792, 500), (776, 590), (800, 612), (828, 598)], 12, RUST)
    sheet.cut([(732, 690), (800, 668), (868, 692)], 19, RUST)
    for rise in (0, 26, 50):
        sheet.cut([(730 + rise * 0.6, 348 - rise), (800, 340 - rise), (870 - rise * 0.6, 348 - rise)], 6, CORAL)
    sheet.cut([(610, 396), (690, 286), (800, 262), (910, 286), (990, 396)], 26, CREAM)
    sheet.oval((800, 890), 24, MUSTARD, 24, rim=INK)
