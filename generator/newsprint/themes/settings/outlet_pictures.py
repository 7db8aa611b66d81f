"""Pictures beside ``newsprint.toml``, such as a logo: checked, and published as assets of the theme."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from newsprint.base import toml
from newsprint.base.errors import Problem, ThemeError, short
from newsprint.base.files import below, contents, explained
from newsprint.base.media_types import media_type
from newsprint.base.urls import encoded
from newsprint.config.site import FILE_NAME
from newsprint.media.refusal import RefusedFileError
from newsprint.themes.assets import Asset, asset_of

FOLDER = "outlet"
"""The folder of these pictures among the assets."""

_MOST_BYTES = 5_000_000
_HINT = 'write the path of a picture from the folder of newsprint.toml, for example: "logo.svg"'


class OutletPicture(Struct, frozen=True):
    """A picture of the outlet as templates see it. ``type`` is its media type; sizes are in pixels.

    ``drawing`` is the HTML of an SVG for the inside of pages; empty for other pictures, and for large drawings.
    """

    url: str
    type: str
    width: int
    height: int
    drawing: str = ""


class PublishedPicture(Struct, frozen=True):
    """A picture, the asset that publishes it, and warnings about it."""

    picture: OutletPicture
    asset: Asset
    warnings: tuple[Problem, ...] = ()


def published_picture(outlet: Path, key: str, name: str, prefix: str) -> PublishedPicture:
    """Return the picture ``name``, a path from the folder ``outlet``, which newsprint.toml has under ``key``.

    ``prefix`` is the path under which the site is published. The picture is published if its asset is one of
    ``Theme.assets``. Raises ThemeError: with the place of ``key`` if there is no such file, with that of the file if it
    is no picture for pages.
    """
    data = _read(outlet, key, name)
    try:
        return _published(data, key, name, prefix)
    except RefusedFileError as error:
        raise ThemeError([Problem(name, error.line, 0, error.message, error.hint, error.code)]) from error


def _read(outlet: Path, key: str, name: str) -> bytes:
    message, hint, code = "", _HINT, "invalid-value"
    try:
        path = below(outlet, name)
        if (size := path.stat().st_size) <= _MOST_BYTES:
            return contents(path)
        message = f"the picture has {size:,} bytes (at most {_MOST_BYTES:,})"
        hint, code = "save it smaller, or as an SVG", "file-too-large"
    except FileNotFoundError:
        message = "there is no such file"
    except ValueError as error:
        message = str(error)
    except OSError as error:
        message = f"cannot be read: {explained(error)}"
    place = toml.place_in(outlet / FILE_NAME, key)
    raise ThemeError([Problem(FILE_NAME, *place, f'"{key}": "{short(name)}": {message}', hint, code=code)])


def _published(data: bytes, key: str, name: str, prefix: str) -> PublishedPicture:
    from newsprint.media import formats  # loaded only for outlets with such a picture
    from newsprint.media.publishing import START, published_media

    stem = f"{FOLDER}/{key.removeprefix('theme.settings.').replace('.', '-')}"
    form = formats.format_of(data[:START])
    if form is formats.SVG:
        result = published_media(data, f"{stem}.svg", may_run=False)
        warnings = tuple(replace(warning, path=name) for warning in result.warnings)
        return _drawing(result.data, stem, name, prefix, warnings)
    endings = {formats.PNG: ".png", formats.JPEG: ".jpg", formats.WEBP: ".webp", formats.AVIF: ".avif"}
    if form not in endings:
        message = f"the file is {form.name}, which cannot be a picture of the outlet"
        raise RefusedFileError("not-a-picture", message, form.hint or "save it as SVG, PNG, JPEG, WebP or AVIF")
    from newsprint.media.opening import opened, upright_size

    asset = asset_of(stem + endings[form], data, source=name)
    width, height = upright_size(opened(data, form))
    return PublishedPicture(_picture(asset, prefix, width, height), asset)


def _drawing(data: bytes, stem: str, name: str, prefix: str, warnings: tuple[Problem, ...]) -> PublishedPicture:
    from newsprint.media.drawings.inline_drawings import drawing_of

    drawing = drawing_of(data, f"np-{stem.rpartition('/')[2].replace('_', '-')}-")
    asset = asset_of(f"{stem}.svg", data, source=name)
    picture = _picture(asset, prefix, drawing.width, drawing.height, Markup(drawing.html))
    return PublishedPicture(picture, asset, warnings)


def _picture(asset: Asset, prefix: str, width: int, height: int, drawing: str = "") -> OutletPicture:
    return OutletPicture(prefix + encoded(asset.url), media_type(asset.name), width, height, drawing)
