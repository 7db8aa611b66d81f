"""Which renditions a picture has: they follow from its size, its focus and the roles in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Literal

from msgspec import Struct

REVISION = 1
"""Increase it when a rendition gets other bytes from the same original: every rendition then has another address.

The version of Pillow is not part of an address, so an upgrade of Pillow encodes nothing again.
"""

SOCIAL = (1200, 630)
"""The size in pixels of the picture that networks show with a link (Open Graph, X cards)."""

STRUCTURED = ((1, 1), (4, 3), (16, 9))
"""The ratios of pictures in structured data, across and down (Google Search Central, "Article structured data")."""

STRUCTURED_WIDTH = 1200
_BEGINNING = 16
_NEARLY = 1.1  # a rendition that is less than a tenth wider than the next smaller one is not worth its bytes
_WORDS = {"left": 0.0, "top": 0.0, "center": 0.5, "right": 1.0, "bottom": 1.0}

FileFormat = Literal["webp", "avif", "jpg", "png"]


Use = Literal["lead", "body", "portrait"]
"""The uses of a picture: as the picture of a story or page, in a text, and of an author's profile."""

LEAD: Use = "lead"
BODY: Use = "body"
PORTRAIT: Use = "portrait"


class Role(Struct, frozen=True):
    """How a theme shows pictures in one place: as a lead, on a card, in a text, as a portrait.

    ``use`` says which pictures have this role. ``sizes`` is the value of the HTML attribute. ``widths`` are the widths
    in pixels of its WebP renditions, ``avif`` of those in AVIF. A picture with a ``social`` role has a JPEG for
    networks, and on request those of structured data. ``crop`` is the ratio, across and down, to which style sheets
    crop it in this place; empty if it is shown whole.
    """

    use: Use = LEAD
    sizes: str = "100vw"
    widths: tuple[int, ...] = (400, 800, 1200, 1800)
    avif: tuple[int, ...] = ()
    social: bool = False
    crop: tuple[int, ...] = ()


class Recipe(Struct, frozen=True, order=True):
    """One rendition: its ``width`` and ``height`` in pixels, its format, and the part of the picture that it shows.

    ``box`` is that part in pixels of the original, after the rotation recorded by the camera: left, top, right, bottom.
    """

    width: int
    height: int
    format: FileFormat
    box: tuple[int, int, int, int]


def recipes_for(
    width: int, height: int, focus: str, roles: Iterable[Role], *, structured: bool = False
) -> tuple[Recipe, ...]:
    """Return the renditions of a picture of ``width`` by ``height`` pixels in ``roles``, the largest first.

    ``focus`` is the point that a crop keeps, as CSS writes it; empty for the centre. With ``structured``, pictures with
    a social role have the three crops of structured data. No rendition is larger than the picture, and those of a role
    are the same whatever other roles there are.
    """
    roles = tuple(roles)
    found = {each for role in roles for each in sizes_for(width, height, role)}
    if any(role.social for role in roles):
        found.update(crops_for(width, height, focus, structured=structured))
    return tuple(sorted(found, reverse=True))


@lru_cache(maxsize=1000)
def sizes_for(width: int, height: int, role: Role) -> tuple[Recipe, ...]:
    """Return the renditions of a whole picture of ``width`` by ``height`` pixels in ``role``, the largest first."""
    wanted: tuple[tuple[FileFormat, tuple[int, ...]], ...] = (("webp", role.widths), ("avif", role.avif))
    found = {
        Recipe(wide, max(1, round(height * wide / width)), form, (0, 0, width, height))
        for form, widths in wanted
        for wide in _available(widths, width)
    }
    return tuple(sorted(found, reverse=True))


def crops_for(width: int, height: int, focus: str, *, structured: bool = False) -> tuple[Recipe, ...]:
    """Return the renditions that show a part of a picture: that for networks, then those of structured data.

    The arguments are those of :func:`recipes_for`.
    """
    ratios = [(ratio, STRUCTURED_WIDTH) for ratio in STRUCTURED] if structured else []
    return tuple(_cropped(width, height, focus, *each) for each in [(SOCIAL, SOCIAL[0]), *ratios])


def name_of(digest: str, recipe: Recipe, path: str = "") -> str:
    """Return the file name of the rendition by ``recipe`` of the picture whose bytes have this ``digest``.

    Two renditions with the same name have the same bytes, except for the version of Pillow that encoded them. With
    ``path``, two pictures with the same bytes have different names. The name begins with :func:`beginning_of`.
    """
    box = ",".join(map(str, recipe.box))
    key = blake2b(f"{path} {REVISION} {box} {recipe.height}".encode(), digest_size=5).hexdigest()
    return f"{beginning_of(digest)}-{key}-{recipe.width}.{recipe.format}"


def beginning_of(digest: str) -> str:
    """Return the part of a picture's ``digest`` with which the names of its renditions begin."""
    return digest[:_BEGINNING]


def _available(wanted: tuple[int, ...], width: int) -> list[int]:
    """Return the ``wanted`` widths up to that of the picture, which takes the place of all larger ones."""
    widths = sorted(each for each in wanted if each <= width)
    if len(widths) < len(wanted) and (not widths or width > widths[-1] * _NEARLY):
        widths.append(width)
    return widths


def _cropped(width: int, height: int, focus: str, ratio: tuple[int, int], most: int) -> Recipe:
    """Return the recipe of the largest crop with this ``ratio``, as near to the ``focus`` as possible, as JPEG."""
    across, down = ratio
    wide = min(width, max(1, height * across // down))
    high = min(height, max(1, width * down // across))
    x, y = point_of(focus)
    left, top = round((width - wide) * x), round((height - high) * y)
    across_pixels = min(most, wide)
    return Recipe(
        across_pixels, max(1, round(across_pixels * down / across)), "jpg", (left, top, left + wide, top + high)
    )


def point_of(focus: str) -> tuple[float, float]:
    """Return the point that ``focus`` means (``50% 20%``, ``left top``), across and down, each from 0 to 1."""
    words = focus.split()
    across, down = words if len(words) == 2 else ("center", "center")
    return _fraction(across), _fraction(down)


def _fraction(word: str) -> float:
    return _WORDS[word] if word in _WORDS else min(1.0, int(word.removesuffix("%")) / 100)
