"""The colour profile of a screen with a wide gamut (Display P3), made from its published numbers."""

from io import BytesIO
from struct import pack

from PIL import Image, ImageCms

WHITE = (0.9642, 1.0, 0.82491)
PRIMARIES = {
    b"rXYZ": (0.51512, 0.2412, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.1571, 0.06657, 0.78407),
}
ADAPTATION = (1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168)
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def in_display_p3(picture: Image.Image) -> tuple[Image.Image, bytes]:
    """Return an sRGB picture in the colours of Display P3, and the profile that says so."""
    wide = profile()
    target = ImageCms.ImageCmsProfile(BytesIO(wide))
    return ImageCms.profileToProfile(picture, ImageCms.createProfile("sRGB"), target), wide


def profile() -> bytes:
    """Return the profile (ICC.1:2010), the same bytes each time."""
    curve = b"para" + pack(">IHH", 0, 3, 0) + _fixed(SRGB_CURVE)
    tags = {
        b"desc": _text("Display P3"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(WHITE),
        **{name: _xyz(value) for name, value in PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
        b"chad": b"sf32" + bytes(4) + _fixed(ADAPTATION),
    }
    table, body = pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = pack(
        ">I4sI4s4s4s6H4s4sI4sIQI12s4s44x", start + len(body), b"", 0x04000000, b"mntr", b"RGB ", b"XYZ ",
        2024, 1, 1, 0, 0, 0, b"acsp", b"", 0, b"", 0, 0, 0, _fixed(WHITE), b"",
    )  # fmt: skip
    return header + table + body


def _fixed(numbers: tuple[float, ...]) -> bytes:
    return b"".join(pack(">i", round(number * 65536)) for number in numbers)


def _xyz(numbers: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(numbers)


def _text(words: str) -> bytes:
    data = words.encode("utf-16-be")
    return b"mluc" + pack(">III2s2sII", 0, 1, 12, b"en", b"GB", len(data), 28) + data
