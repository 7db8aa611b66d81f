"""The pictures that a photo desk delivers: large JPEGs, some upright, with light, colour profile and metadata."""

# fmt: off -- one original, one paragraph

from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from PIL import Image

from . import captions, display_p3
from .captions import Caption, Place
from .light import Light, lit
from .palette import CORAL, CREAM, MUSTARD, PALE
from .sheet import REGISTRY, Paper

QUALITY = 82
INK_SPREAD = 0.85
LANDSCAPE = Paper(3000, 2000)
AVERIL = Place("Port Averil", "United Kingdom", 49.8103, 6.9314)
SERENO = Place("Puerto Sereno", "Spain", 43.9212, 10.4127)

Colours = Literal["sRGB", "Display P3", "CMYK"]


@dataclass(frozen=True)
class Original:
    """One of them; ``turned`` is one that the camera recorded lying on its side (EXIF orientation 6)."""

    number: int
    light: Light
    caption: Caption
    place: Place = AVERIL
    paper: Paper = LANDSCAPE
    colours: Colours = "sRGB"
    turned: bool = False

    def drawn(self, name: str) -> bytes:
        """Draw it and return its file, the same bytes each time."""
        picture = lit(REGISTRY[name](self.paper).finished(INK_SPREAD), self.light, self.paper)
        if self.turned:
            picture = picture.transpose(Image.Transpose.ROTATE_90)
        options = {}
        if self.colours == "Display P3":
            picture, options["icc_profile"] = display_p3.in_display_p3(picture)
        elif self.colours == "CMYK":
            picture = picture.convert("CMYK")
        store = BytesIO()
        picture.save(store, "JPEG", quality=QUALITY, progressive=True, subsampling="4:2:0", **options)
        return captions.captioned(store.getvalue(), self.caption, self.place, self.number, self.turned)


ORIGINALS = {
    "town-hall": Original(
        1042, Light((800, 300), 1100, CREAM, 0.3, 780, 0.1),
        Caption("Council raises the quay wall",
                "The town hall in Exchange Square, where the council votes on the wall at Cooper's Quay.",
                "2024-12-22 13:51:08"),
    ),
    "ferry": Original(
        1027, Light((1250, 60), 1150, CREAM, 0.45, 600),
        Caption("The Sunday boat", "The ferry Sula on passage from Gannet Island to Port Averil.",
                "2024-12-15 11:20:44"),
    ),
    "swimmers": Original(
        1033, Light((1060, 340), 900, MUSTARD, 0.5, 370),
        Caption("Ready for Boxing Day", "Members of the swimming club train off Shingle End at sunrise.",
                "2024-12-20 08:14:19"),
    ),
    "fog-quay": Original(
        996, Light((430, 218), 620, CREAM, 0.7, 600, 0.2),
        Caption("Fog on the quay", "A man wheels his bicycle home along Cooper's Quay in thick fog.",
                "2024-12-10 07:42:55"),
        colours="CMYK",
    ),
    "gulls": Original(
        1036, Light((355, 330), 950, MUSTARD, 0.45, 530),
        Caption("A gull, of the usual size", "A herring gull on the wall of the fish market at sunset.",
                "2024-12-20 15:48:02"),
        colours="Display P3",
    ),
    "bread-oven": Original(
        981, Light((480, 600), 900, MUSTARD, 0.5),
        Caption("Out of the brick oven", "A baker takes the first loaves of the night from a brick oven.",
                "2024-12-09 03:31:40"),
    ),
    "long-pier": Original(
        940, Light((800, 474), 760, MUSTARD, 0.6, 520),
        Caption("Dawn on the Long Pier", "A walker and a dog on the Long Pier, before the storm closed it.",
                "2024-12-01 07:58:23"),
        paper=Paper(2400, 3000, left=425, top=130, units=749.6),
    ),
    "galician-market": Original(
        952, Light((800, 520), 1000, CREAM, 0.22),
        Caption("Market prices", "Customers at the stalls of the market hall in the week of the goose barnacles.",
                "2024-12-03 09:12:37", "Uxía Lameiro"),
        place=SERENO,
    ),
    "railway": Original(
        1001, Light((620, 640), 1000, CORAL, 0.35, 660, 0.2),
        Caption("The 16.52", "The evening train from Harrowgate Junction crosses the estuary viaduct.",
                "2024-12-14 16:59:50"),
    ),
    "storm-wave": Original(
        967, Light((860, 190), 760, PALE, 0.4, 690, 0.12),
        Caption("Storm Ines", "A wave breaks over the wall at Cooper's Quay in Storm Ines.",
                "2024-12-07 22:40:11"),
    ),
    "trawler": Original(
        985, Light((640, 470), 900, MUSTARD, 0.5, 690, 0.2),
        Caption("Six days on the Constance Ann", "The trawler Constance Ann comes home through the swell.",
                "2024-12-11 08:05:27"),
    ),
    "wind-farm": Original(
        978, Light((1000, 700), 800, CREAM, 0.4, 760, 0.2),
        Caption("Towers at the Tern Bank", "A workboat among the towers of the wind farm at the Tern Bank.",
                "2024-12-05 11:36:03"),
        paper=Paper(2400, 3000, left=280, units=853.6), turned=True,
    ),
}
