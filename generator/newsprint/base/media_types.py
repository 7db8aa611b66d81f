"""The media types of files by name: those with which sites are served, the same on every machine."""

from __future__ import annotations

from functools import lru_cache
from posixpath import splitext

UNKNOWN = "application/octet-stream"

_TEXTS = {
    ".html": "text/html",
    ".htm": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".vtt": "text/vtt",
    ".ics": "text/calendar",
    ".xsl": "application/xslt+xml",
    ".xml": "application/xml",
}
_OTHERS = {
    ".json": "application/json",
    ".map": "application/json",
    ".geojson": "application/geo+json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mov": "video/quicktime",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".wasm": "application/wasm",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_FEEDS = {"rss.xml": "application/rss+xml", "atom.xml": "application/atom+xml"}


def media_type(name: str) -> str:
    """Return the media type (RFC 9110, 8.3.1) of the file ``name``; types of text include ``charset=utf-8``."""
    return _type_of(name.rpartition("/")[2])


def may_contain_words(name: str) -> bool:
    """Return whether the file ``name`` may contain words: text, data, drawings, and unknown types."""
    return _has_words(name.rpartition("/")[2])


@lru_cache(maxsize=1024)  # in a site of 100,000 files, nearly all are named index.html
def _type_of(base: str) -> str:
    ending = splitext(base)[1].lower()
    text = _FEEDS.get(base) or _TEXTS.get(ending)
    return f"{text}; charset=utf-8" if text else _OTHERS.get(ending, UNKNOWN)


@lru_cache(maxsize=1024)
def _has_words(base: str) -> bool:
    kind = _type_of(base).partition(";")[0]
    return kind.startswith("text/") or kind.endswith(("xml", "json", UNKNOWN))
