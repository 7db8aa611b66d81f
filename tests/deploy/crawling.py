"""A crawler: from the front page and ``robots.txt`` to everything that a site links to, over HTTP."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

from tests.deploy.stores.buckets import Response
from tests.support.linkcheck import addresses

Ask = Callable[[str], Response]
"""Returns what a reader gets at a path of the host, percent-encoded (``/world/``)."""

_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_SITEMAP = re.compile(r"^Sitemap: (\S+)$", re.M)
_ADDRESSES = {"loc", "link", "url"}
_ATTRIBUTES = ("href", "url", "src")


def crawl(site: str, ask: Ask) -> dict[str, Response]:
    """Return the response of every linked address of ``site`` (its URL, without a slash at its end).

    Links, pictures, style sheets and what they show, scripts, feeds, the texts in feeds, and sitemaps are followed.
    """
    found: dict[str, Response] = {}
    waiting = [f"{site}/", f"{site}/robots.txt"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = found[address] = ask(urlsplit(address).path)
        links = (urldefrag(urljoin(address, link)).url for link in _links(response))
        waiting += [link for link in links if urlsplit(link)[:2] == urlsplit(site)[:2]]
    return found


def _links(response: Response) -> Iterator[str]:
    kind = response.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        yield from addresses(BeautifulSoup(response.body, "lxml"))
    elif kind.endswith("xml") and kind != "image/svg+xml":
        yield from _links_of_xml(response.body)
    elif kind == "text/css":
        yield from (link for link in _CSS_URL.findall(response.body.decode()) if not link.startswith("data:"))
    elif kind == "text/plain":
        yield from _SITEMAP.findall(response.body.decode())


def _links_of_xml(data: bytes) -> Iterator[str]:
    """Yield the addresses in a feed or sitemap, and those in the HTML that a feed contains as text."""
    for part in ElementTree.fromstring(data).iter():
        yield from (part.attrib[name] for name in _ATTRIBUTES if name in part.attrib)
        text = (part.text or "").strip()
        if part.tag.rpartition("}")[2] in _ADDRESSES and text:
            yield text
        elif "<" in text:
            yield from addresses(BeautifulSoup(text, "lxml"))
