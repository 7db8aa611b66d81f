"""The links that readers of a site follow during a deploy, and which of them are dead at a moment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

from tests.support import linkcheck

SITE = "https://harbour-gazette.news"
_LOCATION = re.compile(rb"<loc>([^<]+)</loc>|<link>(https?:[^<]+)</link>|<link[^>]+href=\"([^\"]+)\"")


def dead_links(files: Mapping[str, bytes], start: Iterable[str], url: str = SITE) -> list[str]:
    """Return the dead links that a reader finds who begins at any page of ``start`` and follows every link.

    ``files`` are the files at the target at this moment, by path.
    """
    waiting = [path for path in start if path in files]
    seen = set(waiting)
    dead = []
    while waiting:
        path = waiting.pop()
        for target in _targets(path, files[path], url):
            if target not in files:
                dead.append(f"{path} → {target}")
            elif target not in seen:
                seen.add(target)
                waiting.append(target)
    return sorted(dead)


def missing_assets(files: Mapping[str, bytes], url: str = SITE) -> list[str]:
    """Return the assets and pictures that any page shows but that are missing from ``files``."""
    return sorted(
        f"{path} → {target}"
        for path, data in files.items()
        for target in _targets(path, data, url)
        if target.startswith(("assets/", "media/", "renditions/")) and target not in files
    )


@lru_cache(maxsize=4096)
def _targets(path: str, data: bytes, url: str) -> tuple[str, ...]:
    """Return the files of the site to which the page, feed or sitemap at ``path`` links."""
    here = f"{url}/{path.removesuffix('index.html')}"
    if path.endswith(".html"):
        found: Iterable[str] = linkcheck.addresses(BeautifulSoup(data, "lxml"))
    elif path.endswith(".xml"):
        found = [next(filter(None, match)).decode() for match in _LOCATION.findall(data)]
    else:
        return ()
    files = {file for address in found if (file := _file(urljoin(here, address), url)) is not None}
    return tuple(sorted(files))


def _file(address: str, url: str) -> str | None:
    full, site = urlsplit(address), urlsplit(url)
    if full.netloc != site.netloc or not full.path.startswith(site.path + "/"):
        return None
    path = unquote(full.path).removeprefix(site.path + "/")
    return path + "index.html" if not path or path.endswith("/") else path
