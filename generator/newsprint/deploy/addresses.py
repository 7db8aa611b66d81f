"""The addresses at which readers find the files of a site."""

from __future__ import annotations

from newsprint.base.urls import encoded

_INDEX = "index.html"


def address(site_url: str, file: str) -> str:
    """Where readers of the site at ``site_url`` (without a slash at its end) find ``file``, percent-encoded.

    ``world/index.html`` is found at ``https://gazette.example/world/``.
    """
    folder, slash, name = file.rpartition("/")
    return site_url + encoded(f"/{folder}{slash}" if name == _INDEX else f"/{file}")
