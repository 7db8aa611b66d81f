"""The media type of every kind of file that a site contains."""

from __future__ import annotations

import pytest

from newsprint.base.media_types import UNKNOWN, media_type


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("old-page.htm", "text/html; charset=utf-8"),
        ("assets/style.0123abcd.css", "text/css; charset=utf-8"),
        ("assets/latest.js", "text/javascript; charset=utf-8"),
        ("module.mjs", "text/javascript; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("data.csv", "text/csv; charset=utf-8"),
        ("captions.vtt", "text/vtt; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("rss.xml", "application/rss+xml; charset=utf-8"),
        ("world/atom.xml", "application/atom+xml; charset=utf-8"),
        ("rss.xml/other.xml", "application/xml; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json"),
        ("data.json", "application/json"),
        ("map.geojson", "application/geo+json"),
        ("logo.svg", "image/svg+xml"),
        ("photo.jpg", "image/jpeg"),
        ("PHOTO.JPEG", "image/jpeg"),
        ("photo.webp", "image/webp"),
        ("photo.avif", "image/avif"),
        ("favicon.ico", "image/x-icon"),
        ("serif.woff2", "font/woff2"),
        ("interview.mp3", "audio/mpeg"),
        ("film.mp4", "video/mp4"),
        ("paper.pdf", "application/pdf"),
        ("archive.tar.gz", "application/gzip"),
        ("LICENSE", UNKNOWN),
        ("", UNKNOWN),
        (".html", UNKNOWN),
        ("a.html.exe", UNKNOWN),
        ("a.php", UNKNOWN),
        ("a.html/", UNKNOWN),
        ("strange.\u00e9\u00e9", UNKNOWN),
    ],
)
def test_the_ending_of_a_file_decides_its_media_type(name: str, expected: str) -> None:
    assert media_type(name) == expected
