"""Pictures at ``/media/``: in their own format, and no wider than pages and feeds need them."""

from __future__ import annotations

from collections.abc import Iterator

from newsprint.base.files import digest
from newsprint.media.cleaning import had_credentials
from newsprint.media.formats import AVIF, JPEG, PNG, WEBP, Format
from newsprint.media.opening import opened, upright_size
from newsprint.media.publishing import Published, cleaned_picture, without_credentials
from newsprint.media.renditions.cache import RenditionCache
from newsprint.media.renditions.encoding import encoded
from newsprint.media.renditions.recipes import FileFormat, Recipe, name_of

MOST_WIDTH = 2560
"""The most pixels across. A picture to which a text links is published as wide as it is."""

_FORMATS: dict[Format, FileFormat] = {JPEG: "jpg", PNG: "png", WEBP: "webp", AVIF: "avif"}


def narrowed(data: bytes, form: Format, cache: RenditionCache | None = None) -> Published:
    """Return the picture in ``data`` as readers get it: at most :data:`MOST_WIDTH` pixels wide.

    A narrower picture, an animation or a picture in a format of which there are no renditions is only cleaned. A
    picture that has to be encoded is kept in ``cache``. Raises RefusedFileError.
    """
    if form not in _FORMATS:
        return cleaned_picture(data, form)
    with opened(data, form) as image:
        width, height = upright_size(image)
        if width <= MOST_WIDTH or getattr(image, "is_animated", False):
            return cleaned_picture(data, form)
    recipe = _recipe(width, height, _FORMATS[form])
    if cache is None:
        ((_, result),) = encoded(data, form, [recipe])
    else:
        result = cache.rendition(digest(data), recipe, (), lambda missing: dict(encoded(data, form, missing)))
    return without_credentials(result) if had_credentials(data) else Published(result)


def names_of(picture_digest: str, width: int, height: int) -> Iterator[str]:
    """Yield the names in the cache that :func:`narrowed` may use for a picture of this size (pixels)."""
    if width > MOST_WIDTH:
        for form in _FORMATS.values():
            yield name_of(picture_digest, _recipe(width, height, form))


def _recipe(width: int, height: int, form: FileFormat) -> Recipe:
    return Recipe(MOST_WIDTH, max(1, round(height * MOST_WIDTH / width)), form, (0, 0, width, height))
