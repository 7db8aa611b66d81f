"""Check a built site the way a crawler does: follow every address on a page to its file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

_ATTRIBUTES = ("href", "src", "poster", "data-latest", "action")
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


def parsed(files: Mapping[str, bytes]) -> dict[str, BeautifulSoup]:
    """Parse every HTML page among ``files`` (paths below the output to bytes)."""
    return {name: BeautifulSoup(data, "lxml") for name, data in files.items() if name.endswith(".html")}


def addresses(page: BeautifulSoup) -> Iterator[str]:
    """Yield every address in the page: links, pictures, scripts, style sheets, srcset, refresh, previews."""
    for part in page.find_all(True):
        assert isinstance(part, Tag)
        yield from (str(part[name]) for name in _ATTRIBUTES if part.has_attr(name))
        if part.has_attr("srcset"):
            yield from (candidate.split()[0] for candidate in str(part["srcset"]).split(","))
        if part.name == "meta" and str(part.get("http-equiv", "")).lower() == "refresh":
            yield str(part["content"]).partition("url=")[2]
        if part.name == "meta" and part.get("property") in ("og:image", "og:url"):
            yield str(part["content"])


def broken_links(files: Mapping[str, bytes], url: str) -> list[str]:
    """Return the broken addresses inside the site that is published at ``url``; empty if all is well.

    An address on the site's own host must be below the site's path and have a file, and an id on its page if it has a
    fragment. Addresses on other hosts are not followed.
    """
    pages = parsed(files)
    ids = {name: {str(part["id"]) for part in page.find_all(id=True)} for name, page in pages.items()}
    found = []
    for name, page in pages.items():
        here = f"{url}/{name.removesuffix('index.html')}"
        found += [f"{name}: {why}" for address in addresses(page) if (why := _broken(address, here, url, files, ids))]
    for name in (name for name in files if name.endswith(".css")):
        links = (link for link in _CSS_URL.findall(files[name].decode()) if not link.startswith(("data:", "#")))
        found += [f"{name}: {why}" for link in links if (why := _broken(link, f"{url}/{name}", url, files, ids))]
    return found


def _broken(address: str, here: str, url: str, files: Mapping[str, bytes], ids: Mapping[str, set[str]]) -> str | None:
    """Return what is wrong with ``address`` on the page ``here``, or None."""
    full = urlsplit(urljoin(here, address))
    site = urlsplit(url)
    if full.scheme not in ("http", "https") or full.netloc != site.netloc:
        return None
    path = unquote(full.path)
    if not path.startswith(site.path + "/"):
        return f"{address} leaves the site"
    file = path.removeprefix(site.path + "/")
    if not file or file.endswith("/"):
        file += "index.html"
    if file not in files:
        return f"{address} leads to no file" + (
            " (a slash is missing)" if posixpath.join(file, "index.html") in files else ""
        )
    fragment = unquote(full.fragment)
    if fragment and fragment not in ids.get(file, set()):
        return f"{address} leads to no place on its page"
    return None


def foreign_requests(page: BeautifulSoup) -> list[str]:
    """Return the addresses on other hosts from which a browser fetches something without a click."""
    parts = page.find_all(["img", "script", "iframe", "video", "audio", "source", "embed", "object", "track"])
    fetched = [str(part[name]) for part in parts for name in ("src", "poster", "data", "srcset") if part.has_attr(name)]
    links = page.find_all("link", rel=["stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "manifest"])
    fetched += [str(link["href"]) for link in links]
    return [address for address in fetched if re.match(r"(?:[a-z]+:)?//", address) and not address.startswith("data:")]
