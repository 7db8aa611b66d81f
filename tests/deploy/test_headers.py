"""What files are served with: content types that say their encoding, and how long each may be kept."""

from __future__ import annotations

from typing import Any

import pytest

from newsprint.deploy.headers import headers_for
from newsprint.deploy.stores.store import Headers
from newsprint.targets import HeaderRules

FOREVER = "public, max-age=31536000, immutable"


def headers(path: str, **settings: Any) -> Headers:
    return headers_for(HeaderRules(**settings))(path)


@pytest.mark.parametrize(
    ("path", "content_type", "cache"),
    [
        ("index.html", "text/html; charset=utf-8", "public, max-age=60"),
        ("world/2024/12/20/storm/index.html", "text/html; charset=utf-8", "public, max-age=60"),
        ("rss.xml", "application/rss+xml; charset=utf-8", "public, max-age=60"),
        ("sitemap.xml", "application/xml; charset=utf-8", "public, max-age=60"),
        ("robots.txt", "text/plain; charset=utf-8", "public, max-age=60"),
        ("assets/style.0123456789.css", "text/css; charset=utf-8", FOREVER),
        ("assets/fonts/text.0123456789.woff2", "font/woff2", FOREVER),
        ("assets/style.css", "text/css; charset=utf-8", "public, max-age=3600"),
        ("media/boat.0123456789.webp", "image/webp", "public, max-age=3600"),
        ("media/pictures/boat.webp", "image/webp", "public, max-age=3600"),
        ("downloads/report.pdf", "application/pdf", "public, max-age=3600"),
        ("CNAME", "application/octet-stream", "public, max-age=3600"),
    ],
)
def test_a_page_is_kept_shortly_and_an_asset_with_its_digest_in_its_name_for_ever(
    path: str, content_type: str, cache: str
) -> None:
    assert headers(path) == Headers(content_type, cache)


def test_a_target_has_its_own_rule_for_pages() -> None:
    assert headers("index.html", page_cache="no-cache").cache_control == "no-cache"


def test_the_first_pattern_that_fits_counts_and_a_star_crosses_slashes() -> None:
    rules = {"/downloads/*.pdf": "max-age=10", "*.pdf": "max-age=20", "/down*": "max-age=30"}
    found = [headers(path, cache=rules).cache_control for path in ("downloads/a/b.pdf", "x.pdf", "downloads/c.png")]
    assert found == ["max-age=10", "max-age=20", "max-age=30"]


def test_a_content_type_can_be_given_by_pattern() -> None:
    rules = {"*.geojson": "application/json"}
    assert headers("maps/harbour.geojson", content_types=rules).content_type == "application/json"


@pytest.mark.parametrize(
    ("path", "encoding"),
    [("index.html", "gzip"), ("rss.xml", "gzip"), ("data.json", "gzip"), ("a.svg", "gzip"), ("a.webp", ""), ("a.pdf", "")],
)  # fmt: skip
def test_only_what_shrinks_is_compressed_and_only_if_the_target_says_so(path: str, encoding: str) -> None:
    assert (headers(path, gzip=True).encoding, headers(path).encoding) == (encoding, "")
