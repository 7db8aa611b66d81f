"""The theme's assets (style sheets, scripts, fonts), with fingerprints in their names and with integrity values."""

from __future__ import annotations

import base64
import posixpath
import re
from hashlib import sha384
from pathlib import Path

from msgspec import Struct

from newsprint.base.errors import Problem, ThemeError
from newsprint.base.files import below, digest
from newsprint.themes.lookup import ThemeFolder, read_bytes
from newsprint.themes.settings.custom_properties import with_properties

_CSS_URL = re.compile(rb"""url\(\s*(["']?)(?!data:|https?:|//|/|#)([^"')]+)\1\s*\)""")


class Asset(Struct, frozen=True):
    """One asset: its ``url`` path (``/assets/style.1a2b3c4d5e.css``), its bytes, its Subresource Integrity value.

    ``written`` is the digest of its file, which for a style sheet differs from what is published. ``source`` is its
    path in messages, if it is not a file of the theme.
    """

    name: str
    url: str
    data: bytes
    integrity: str
    written: str
    source: str = ""


def load_assets(chain: tuple[ThemeFolder, ...], properties: bytes = b"") -> dict[str, Asset]:
    """Return the assets of a theme by name (``style.css``, ``fonts/text.woff2``). Raises ThemeError.

    Of files with the same name, the one in the nearest folder is used. A ``url(…)`` in a style sheet that points to
    another asset is rewritten to the fingerprinted name. The rule ``properties``, the colours of the settings, is added
    to each style sheet that uses one of them.
    """
    files = _asset_files(chain)
    assets: dict[str, Asset] = {}
    for name in sorted(
        files, key=lambda name: (name.endswith(".css"), name)
    ):  # style sheets last: they contain the fingerprints of the others
        path, shown = files[name]
        data = read_bytes(path, shown)
        written = digest(data)
        if name.endswith(".css"):
            data = with_properties(_with_fingerprints(data, name, assets), properties)
        assets[name] = asset_of(name, data, written)
    return assets


def _asset_files(chain: tuple[ThemeFolder, ...]) -> dict[str, tuple[Path, str]]:
    files: dict[str, tuple[Path, str]] = {}
    for folder in chain:
        root = folder.path / "assets"
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            name = path.relative_to(root).as_posix()
            if name in files or any(part.startswith(".") for part in name.split("/")) or not path.is_file():
                continue
            shown = f"{folder.shown}/assets/{name}"
            try:
                below(folder.path, f"assets/{name}")
            except ValueError as error:
                raise ThemeError([Problem(shown, 0, 0, str(error), code="theme")]) from error
            files[name] = path, shown
    return files


def asset_of(name: str, data: bytes, written: str = "", source: str = "") -> Asset:
    """Return the asset ``name`` with its address and its integrity value."""
    stem, extension = posixpath.splitext(name)
    integrity = "sha384-" + base64.b64encode(sha384(data).digest()).decode()
    found = digest(data)
    return Asset(name, f"/assets/{stem}.{found[:10]}{extension}", data, integrity, written or found, source)


def _with_fingerprints(css: bytes, name: str, assets: dict[str, Asset]) -> bytes:
    folder = posixpath.dirname(name)

    def fingerprinted(match: re.Match[bytes]) -> bytes:
        written, _, rest = match[2].decode("utf-8", "replace").partition("#")
        asset = assets.get(posixpath.normpath(posixpath.join(folder, written)))
        if asset is None:
            return match[0]
        address = posixpath.relpath(asset.url, posixpath.join("/assets", folder))
        return f'url("{address}{"#" + rest if rest else ""}")'.encode()

    return _CSS_URL.sub(fingerprinted, css)
