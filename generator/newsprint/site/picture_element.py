"""The function ``picture`` of templates: the HTML of a picture in the sizes and formats that fit its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from newsprint.base.errors import suggestion
from newsprint.catalog.reading.shown_pictures import ShownPicture
from newsprint.markdown.tags import ATTRIBUTE
from newsprint.media.renditions.recipes import BODY, Role
from newsprint.site.sizes_attribute import sizes_of
from newsprint.site.template_values import Image, Rendition, TemplateValues
from newsprint.themes.provided import UseError

WIDE = "wide"
"""The role of pictures that are wider than the text, which a theme may have: with the use ``body``."""

_PIXELS = re.compile(r"[1-9][0-9]{0,4}")
_WIDTH = re.compile(r' width="([1-9][0-9]{0,4})"')
_TYPES = {"avif": "image/avif", "webp": "image/webp"}
"""The formats that browsers choose from, the smallest files first."""


class PictureFunction:
    """Makes the HTML of pictures; ``roles`` are those of the theme."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        self._roles = roles

    def __call__(self, image: object, role: str = "lead", eager: bool = False) -> Markup:
        """Return ``image`` as HTML for its ``role``. An ``eager`` picture loads before the others. Raises UseError."""
        if not isinstance(image, Image):
            raise UseError("picture() takes a picture", "for example story.image, if there is one")
        if role not in self._roles:
            raise UseError(f'the theme has no role "{role}" for pictures', suggestion(str(role), self._roles))
        shown = _img(image, eager)
        sources = _sources(image.renditions.get(role, ()), sizes_of(self._roles[role], image.width, image.height))
        return Markup(f"<picture>{sources}{shown}</picture>" if sources else shown)


def body_picture(image: str, picture: ShownPicture, role: str, values: TemplateValues) -> str:
    """Return the element ``image`` of a text, with width and height, and the sizes and formats of ``picture``.

    If the theme has no such ``role`` for texts, it is that of all pictures in texts.
    """
    image = with_size(image, picture.width, picture.height)
    if " loading=" not in image:
        image = _with(image, ' loading="lazy" decoding="async"')
    if picture.colour:
        image = _with(image, f' data-colour="{picture.colour}"')
    renditions = values.renditions(picture.path, picture, BODY)
    name = role if role in renditions else BODY
    if name not in renditions:
        return image
    written = _WIDTH.search(image)
    most = int(written[1]) if written else picture.width
    sizes = sizes_of(values.roles[name], picture.width, picture.height, most)
    return f"<picture>{_sources(renditions[name], sizes)}{image}</picture>"


def with_size(image: str, width: int, height: int) -> str:
    """Return the element ``image`` with a width and a height, in the ratio of its picture.

    ``width`` and ``height`` are those of the picture in pixels. What the author wrote of them stays.
    """
    written = {match[1].lower(): match[2] or "" for match in ATTRIBUTE.finditer(image[len("<img") : -1])}
    wide, high = written.get("width"), written.get("height")
    if wide is None and high is None:
        size = f' width="{width}" height="{height}"'
    elif high is None and wide is not None and _PIXELS.fullmatch(wide):
        size = f' height="{max(1, round(int(wide) * height / width))}"'
    elif wide is None and high is not None and _PIXELS.fullmatch(high):
        size = f' width="{max(1, round(int(high) * width / height))}"'
    else:
        return image
    return _with(image, size)


def _with(image: str, attributes: str) -> str:
    return f"{image[:-1].removesuffix(' /')}{attributes}>"


def _sources(renditions: Sequence[Rendition], sizes: str) -> str:
    return "".join(
        f'<source type="{kind}" srcset="{_srcset(found)}" sizes="{escape(sizes)}">'
        for form, kind in _TYPES.items()
        if (found := [each for each in reversed(renditions) if each.format == form])
    )


def _srcset(renditions: Iterable[Rendition]) -> str:
    return ", ".join(f"{escape(each.url)} {each.width}w" for each in renditions)


def _img(image: Image, eager: bool) -> str:
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    focus = f' data-focus="{escape(image.focus)}"' if image.focus else ""
    colour = f' data-colour="{escape(image.colour)}"' if image.colour else ""
    order = ' fetchpriority="high"' if eager else ' loading="lazy"'
    return f'<img src="{escape(image.url)}" alt="{escape(image.alt)}"{size}{focus}{colour}{order} decoding="async">'
