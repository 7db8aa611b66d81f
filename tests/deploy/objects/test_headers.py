"""The headers of published files: content types with their encoding, and how long each may be cached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsprint.config.targets import HeaderRules
from newsprint.deploy.built.shipment import BuiltFile, last_shipment
from newsprint.deploy.objects.headers import headers_for
from newsprint.deploy.stores.store import Headers
from newsprint.kinds.stages import Role
from tests.support.demonstration import AS_OF, Demonstration
from tests.support.feeds import FEEDS_OF_THE_OUTLET

FOREVER = "public, max-age=31536000, immutable"


def headers(path: str, role: Role = Role.ASSET, **settings: Any) -> Headers:
    """Return the headers of a file with ``role``, for a target with these settings."""
    return headers_for(HeaderRules(**settings), {path: BuiltFile("", 0, role)})(path)


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
def test_pages_are_cached_briefly_and_assets_with_a_digest_for_ever(path: str, content_type: str, cache: str) -> None:
    assert headers(path) == Headers(content_type, cache)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ASSET, Role.RENDITION)])
def test_files_that_are_not_assets_are_cached_as_briefly_as_pages(role: Role) -> None:
    for path in ("feed.json", "index.html", "calendar.ics"):
        assert headers(path, role).cache_control == "public, max-age=60"
        assert headers(path, role, page_cache="no-cache").cache_control == "no-cache"
    assert headers("feed.json", role, cache={"/feed.*": "max-age=5"}).cache_control == "max-age=5"
    assert headers("feed.json").cache_control == "public, max-age=3600"


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("0f-1a-400.webp", "image/webp"), ("0f-1a-800.avif", "image/avif"), ("0f-1a-1200.jpg", "image/jpeg")],
)
def test_renditions_are_cached_for_ever_because_their_names_have_a_digest(name: str, content_type: str) -> None:
    found = headers(f"renditions/{name}", Role.RENDITION, gzip=True, page_cache="no-cache")
    assert found == Headers(content_type, FOREVER)


def test_files_of_the_demonstration_are_cached_by_their_type(repository: Path, tmp_path: Path) -> None:
    """Role and type of each file there give the same headers."""
    site = Demonstration(repository, tmp_path)
    with last_shipment(tmp_path, site.output, AS_OF) as built:
        files = built.files
    assert len({file.role for file in files.values()}) == len(Role)
    by_role, by_type = headers_for(HeaderRules(), files), headers_for(HeaderRules(), {})
    others = files.keys() - FEEDS_OF_THE_OUTLET.keys()  # a JSON feed is cached as briefly as a page
    renditions = {path for path in others if files[path].role is Role.RENDITION}
    assert {by_role(path).cache_control for path in renditions} == {FOREVER}
    others -= renditions
    assert {path: by_role(path) for path in others} == {path: by_type(path) for path in others}


def test_a_target_can_set_how_long_pages_are_cached() -> None:
    assert headers("index.html", page_cache="no-cache").cache_control == "no-cache"


def test_the_first_matching_pattern_counts_and_a_star_matches_slashes() -> None:
    rules = {"/downloads/*.pdf": "max-age=10", "*.pdf": "max-age=20", "/down*": "max-age=30"}
    found = [headers(path, cache=rules).cache_control for path in ("downloads/a/b.pdf", "x.pdf", "downloads/c.png")]
    assert found == ["max-age=10", "max-age=20", "max-age=30"]


def test_a_target_can_set_content_types_by_pattern() -> None:
    rules = {"*.geojson": "application/json"}
    assert headers("maps/harbour.geojson", content_types=rules).content_type == "application/json"


@pytest.mark.parametrize(
    ("path", "encoding"),
    [("index.html", "gzip"), ("rss.xml", "gzip"), ("data.json", "gzip"), ("a.svg", "gzip"), ("a.webp", ""), ("a.pdf", "")],
)  # fmt: skip
def test_only_text_is_compressed_and_only_if_the_target_sets_gzip(path: str, encoding: str) -> None:
    assert (headers(path, gzip=True).encoding, headers(path).encoding) == (encoding, "")
