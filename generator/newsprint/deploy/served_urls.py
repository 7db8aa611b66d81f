"""The URLs of the files of a site."""

from __future__ import annotations

from newsprint.base.urls import encoded

_INDEX = "index.html"


def address(site_url: str, file: str) -> str:
    """Return the percent-encoded URL of ``file``; ``site_url`` has no slash at its end.

    The URL of ``world/index.html`` is ``https://gazette.example/world/``.
    """
    folder, slash, name = file.rpartition("/")
    return site_url + encoded(f"/{folder}{slash}" if name == _INDEX else f"/{file}")
