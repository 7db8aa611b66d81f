"""The renditions of a picture on the site: which there are, and their addresses."""

from __future__ import annotations

from collections.abc import Mapping

from newsprint.catalog.reading.shown_pictures import ShownPicture
from newsprint.media.renditions.recipes import Recipe, Role, name_of, recipes_for

FOLDER = "/renditions/"


def recipes_of(picture: ShownPicture, roles: Mapping[str, Role], *, structured: bool) -> tuple[Recipe, ...]:
    """Return the renditions that ``picture`` has for its uses and the ``roles`` of the theme, the largest first.

    ``structured`` says whether pictures of stories have the crops of structured data.
    """
    found: set[Recipe] = set()
    for use in picture.uses:
        wanted = [role for role in roles.values() if role.use == use.name]
        found.update(recipes_for(picture.width, picture.height, use.focus, wanted, structured=structured))
    return tuple(sorted(found, reverse=True))


def rendition_url(path: str, digest: str, recipe: Recipe) -> str:
    """Return the URL path of a rendition of the picture at ``path`` whose bytes have this ``digest``."""
    return FOLDER + name_of(digest, recipe, path)
