"""The renditions of a picture on the site: which there are, and their addresses."""

from __future__ import annotations

from collections.abc import Mapping

from newsprint.catalog.reading.shown_pictures import BODY, LEAD, PORTRAIT, ShownPicture
from newsprint.media.renditions.recipes import Recipe, Role, name_of, recipes_for

FOLDER = "/renditions/"

ROLES_OF: Mapping[str, tuple[str, ...]] = {LEAD: ("lead", "card"), BODY: ("body",), PORTRAIT: ("portrait",)}
"""The roles in which a theme may show a picture, by its use: the picture of a story is also on cards."""


def recipes_of(picture: ShownPicture, roles: Mapping[str, Role]) -> tuple[Recipe, ...]:
    """Return the renditions that ``picture`` has for its uses and the ``roles`` of the theme, the largest first."""
    found: set[Recipe] = set()
    for use in picture.uses:
        wanted = [roles[name] for name in ROLES_OF[use.name] if name in roles]
        found.update(recipes_for(picture.width, picture.height, use.focus, wanted))
    return tuple(sorted(found, reverse=True))


def rendition_url(path: str, digest: str, recipe: Recipe) -> str:
    """Return the URL path of a rendition of the picture at ``path`` whose bytes have this ``digest``."""
    return FOLDER + name_of(digest, recipe, path)
