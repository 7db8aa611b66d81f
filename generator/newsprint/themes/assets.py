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

_CSS_URL = re.compile(rb"""url\(\s*(["']?)(?!data:|https?:|//|/|#)([^"')]+)\1\s*\)""")


class Asset(Struct, frozen=True):
    """One asset: its ``url`` path (``/assets/style.1a2b3c4d5e.css``), its bytes, its Subresource Integrity value."""

    name: str
    url: str
    data: bytes
    integrity: str


def load_assets(chain: tuple[ThemeFolder, ...]) -> dict[str, Asset]:
    """Return the assets of a theme by name (``style.css``, ``fonts/text.woff2``). Raises ThemeError.

    Of files with the same name, the one in the nearest folder is used. A ``url(…)`` in a style sheet that points to
    another asset is rewritten to the fingerprinted name.
    """
    files = _asset_files(chain)
    assets: dict[str, Asset] = {}
    for name in sorted(
        files, key=lambda name: (name.endswith(".css"), name)
    ):  # style sheets last: they contain the fingerprints of the others
        path, shown = files[name]
        data = read_bytes(path, shown)
        if name.endswith(".css"):
            data = _with_fingerprints(data, name, assets)
        assets[name] = _asset(name, data)
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


def _asset(name: str, data: bytes) -> Asset:
    stem, extension = posixpath.splitext(name)
    integrity = "sha384-" + base64.b64encode(sha384(data).digest()).decode()
    return Asset(name, f"/assets/{stem}.{digest(data)[:10]}{extension}", data, integrity)


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
