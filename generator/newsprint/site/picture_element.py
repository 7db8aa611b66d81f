"""The function ``picture`` of templates: the HTML of a picture in the sizes and formats that fit its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from newsprint.base.errors import suggestion
from newsprint.catalog.reading.shown_pictures import ShownPicture
from newsprint.media.renditions.recipes import BODY, Role
from newsprint.site.template_values import Image, Rendition, TemplateValues
from newsprint.themes.provided import UseError

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
        renditions = image.renditions.get(role, ())
        sources = _sources(renditions, self._roles[role])
        return Markup(f"<picture>{sources}{shown}</picture>" if sources else shown)


def body_picture(image: str, picture: ShownPicture, values: TemplateValues) -> str:
    """Return the element ``image`` of a text, with width and height, and the sizes and formats of ``picture``."""
    if " width=" not in image:
        image = f'{image[:-1]} width="{picture.width}" height="{picture.height}">'
    renditions, role = values.renditions(picture.path, picture, BODY), values.roles.get(BODY)
    return f"<picture>{_sources(renditions.get(BODY, ()), role)}{image}</picture>" if role else image


def _sources(renditions: Sequence[Rendition], role: Role) -> str:
    return "".join(
        f'<source type="{kind}" srcset="{_srcset(found)}" sizes="{escape(role.sizes)}">'
        for form, kind in _TYPES.items()
        if (found := [each for each in reversed(renditions) if each.format == form])
    )


def _srcset(renditions: Iterable[Rendition]) -> str:
    return ", ".join(f"{escape(each.url)} {each.width}w" for each in renditions)


def _img(image: Image, eager: bool) -> str:
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    focus = f' data-focus="{escape(image.focus)}"' if image.focus else ""
    order = ' fetchpriority="high"' if eager else ' loading="lazy"'
    return f'<img src="{escape(image.url)}" alt="{escape(image.alt)}"{size}{focus}{order} decoding="async">'
