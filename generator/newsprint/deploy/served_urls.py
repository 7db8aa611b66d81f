"""The URLs of the files of a site, and which of the files are fingerprinted assets or renditions."""

from __future__ import annotations

import re

from newsprint.base.urls import encoded
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Role

_INDEX = "index.html"
_RENDITIONS = tuple(kind.folder.lstrip("/") for kind in KINDS.values() if kind.role is Role.RENDITION)
_FINGERPRINTED = re.compile(r"assets/.*\.[0-9a-f]{10}(?:\.[^./]*)?", re.DOTALL)


def address(site_url: str, file: str) -> str:
    """Return the percent-encoded URL of ``file``; ``site_url`` has no slash at its end.

    The URL of ``world/index.html`` is ``https://gazette.example/world/``.
    """
    folder, slash, name = file.rpartition("/")
    return site_url + encoded(f"/{folder}{slash}" if name == _INDEX else f"/{file}")


def is_fingerprinted(path: str) -> bool:
    """Return whether the file at ``path`` is an asset of a theme with a digest in its name; it may lack an ending."""
    return path.startswith("assets/") and _FINGERPRINTED.fullmatch(path) is not None


def is_rendition(path: str) -> bool:
    """Return whether the file at ``path`` is a rendition of a picture."""
    return path.startswith(_RENDITIONS)
