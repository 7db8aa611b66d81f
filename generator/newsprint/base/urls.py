"""Addresses inside an outlet: slugs, permalink patterns, and the file that serves a URL path.

A *URL path* here is always relative to the root of the outlet (``/world/2024/12/23/storm/``): it starts with a slash,
is not percent-encoded, and has neither the host nor the prefix under which the site may be published.

Addresses that authors write (a ``slug``, an alias) are kept unchanged or are errors. Slugs made from other texts
(:func:`slugify`) are simplified.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from urllib.parse import quote, unquote

from newsprint.base.media_types import UNKNOWN, media_type

MAX_SLUG_LENGTH = 120
MAX_NAME_BYTES = 255  # the limit of ext4, APFS and NTFS for one name
MAX_PATH_BYTES = 900  # S3 and Azure allow about 1,000 for a name, including the prefix of the target
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ASCII_WORDS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'’")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_INDEX = "index.html"
PAGE_ENDINGS = (".html", ".htm")
PERMALINK_FIELDS = ("section", "year", "month", "day", "slug")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Return ``text`` as a slug: transliterated to ASCII, lower case, words joined by hyphens, at most 120 characters.

    The slug is empty if no part of the text can be transliterated.
    """
    if text.isascii() and "&" not in text:
        slug = _ASCII_WORDS.sub("-", text.replace("'", "").lower()).strip("-")
        return slug if len(slug) <= MAX_SLUG_LENGTH else _shortened(slug)
    from slugify import slugify as transliterated  # loaded only for text that needs it

    return transliterated(
        unicodedata.normalize("NFC", text).translate(_APOSTROPHES), max_length=MAX_SLUG_LENGTH, word_boundary=True
    )


def _shortened(slug: str) -> str:
    return slug[: MAX_SLUG_LENGTH + 1].rpartition("-")[0] or slug[:MAX_SLUG_LENGTH]


def permalink(pattern: str, *, section: str, day: date, slug: str) -> str:
    """Return the URL path by ``pattern`` of an article of ``day`` in the outlet's zone; see :func:`pattern_problem`.

    Called by :func:`newsprint.content.addresses.story_address`, which knows section and pattern.
    """
    year, month, number = day.isoformat().split("-")
    return pattern.format(section=section, year=year, month=month, day=number, slug=slug)


def pattern_problem(pattern: str) -> str | None:
    """Return what is wrong with a permalink pattern, or None.

    A pattern starts with a slash, ends like the address of a page (see :func:`page_problem`), and contains ``{slug}``,
    so that addresses differ; it may contain ``{section}``, ``{year}``, ``{month}``, ``{day}``.
    """
    fields = _PLACEHOLDER.findall(pattern)
    unknown = [field for field in fields if field not in PERMALINK_FIELDS]
    if unknown or "{" in _PLACEHOLDER.sub("", pattern) or "}" in _PLACEHOLDER.sub("", pattern):
        return "may only use " + ", ".join(f"{{{field}}}" for field in PERMALINK_FIELDS)
    if "slug" not in fields:
        return "must contain {slug}"
    return page_problem(_PLACEHOLDER.sub("x", pattern))


def path_problem(path: str) -> str | None:
    """Return why ``path`` cannot be a URL path inside the outlet, or None.

    This refuses paths that leave the outlet or that file systems and object stores cannot store: ``..`` segments, empty
    segments, backslashes, control characters, names that start with a dot (except ``.well-known``) or have over 255
    bytes, queries and fragments.
    """
    if not path.startswith("/"):
        return "must start with a slash"
    if _CONTROL.search(path):
        return "contains a control character"
    if "\\" in path:
        return "contains a backslash"
    if "?" in path or "#" in path:
        return "contains a query or a fragment"
    names = path.split("/")[1:]
    if names and names[-1] == "":
        names.pop()
    if any(name in ("", ".", "..") for name in names):
        return "leads out of the site" if ".." in names else "contains an empty segment"
    if any(name.startswith(".") and name != ".well-known" for name in names):
        return "contains a name that starts with a dot"
    if any(len(name.encode("utf-8", "surrogatepass")) > MAX_NAME_BYTES for name in names):
        return f"contains a name of over {MAX_NAME_BYTES} bytes"
    return None


def written_address(text: str) -> str:
    """Return the URL path that an author wrote, perhaps percent-encoded: ``/caf%C3%A9/`` gives ``/café/``.

    Characters that are not encoded are normalised to NFC; the text is decoded once (RFC 3986, section 2.4). Raise
    ValueError for an invalid encoding, or an encoded slash.
    """
    text = unicodedata.normalize("NFC", text)
    if "%" not in text:
        return text
    if _BAD_ESCAPE.search(text):
        raise ValueError("contains a % that does not begin an encoded character")
    try:
        names = [unquote(name, errors="strict") for name in text.split("/")]
    except UnicodeDecodeError:
        raise ValueError("contains encoded characters that are not UTF-8") from None
    if any("/" in name for name in names):
        raise ValueError("contains an encoded slash")
    return "/".join(names)


def address_problem(path: str) -> str | None:
    """Return why ``path`` cannot be the address of a story or of a redirect, or None.

    This refuses more than :func:`path_problem`: paths that servers, stores or file systems interpret differently.
    """
    if message := path_problem(path):
        return message
    *folders, last = path.split("/")[1:]
    for name in (*folders, last):
        if message := _name_problem(name):
            return message
    if _INDEX in folders:
        return f"has a folder named {_INDEX}"
    if len(path.encode()) > MAX_PATH_BYTES:
        return f"is longer than {MAX_PATH_BYTES} bytes"
    return None


def page_problem(path: str) -> str | None:
    """Return why ``path`` cannot be the address of a page, or None.

    The address of a page ends with a slash, with ``.html``, or without the ending of another kind of file.
    """
    if message := address_problem(path):
        return message
    if not path.endswith("/") and media_type(path) not in (UNKNOWN, media_type(_INDEX)):
        return "ends like a file that is not a page"
    return None


def slug_problem(slug: str) -> str | None:
    """Return why ``slug`` cannot be one part of an address, or None."""
    if slug in (".", "..") or "/" in slug or "\\" in slug:
        return "must be one name, not a path"
    if slug == _INDEX:
        return "is reserved for the page of a folder"
    if all(unicodedata.category(character)[0] in "PZC" for character in slug):
        return "has no letter or digit"
    return address_problem(f"/{slug}/")


def _name_problem(name: str) -> str | None:
    if _UNPRINTABLE.search(name):
        return "contains a control character"
    if name != name.strip() or name.endswith("."):
        return "contains a name that starts or ends with a space, or ends with a dot"
    return None


def redirect_address(alias: str) -> str:
    """Return the URL path of the redirect for ``alias``: without an ending it is a folder, which all servers find."""
    return alias if is_named(alias) else f"{alias}/"


def file_of(url: str) -> str:
    """Return the file below the output folder for the URL path ``url``: ``/world/`` gives ``world/index.html``."""
    return url[1:] + "index.html" if url.endswith("/") else url[1:]


def page_file(url: str) -> str:
    """Return the file below the output folder for the page at ``url``: ``/world/storm`` gives ``world/storm.html``.

    Servers choose the media type by the ending of a file, and serve ``storm.html`` at ``storm``.
    """
    return file_of(url) if is_named(url) else f"{url[1:]}.html"


def is_named(url: str) -> bool:
    """Return whether the URL path ``url`` of a page names its file: it ends with a slash, ``.html`` or ``.htm``."""
    return url.lower().endswith(("/", *PAGE_ENDINGS))


def address_key(url: str) -> str:
    """Return a key that is equal for addresses that some disks, stores or servers do not distinguish.

    Such addresses differ in capitals, in the encoding of accents, or in the ending: ``/A/``, ``/a.html`` and ``/a``.
    """
    folded = url.casefold() if url.isascii() else unicodedata.normalize("NFC", url.casefold())
    for ending in ("/", f"/{_INDEX}", *PAGE_ENDINGS):
        folded = folded.removesuffix(ending)
    return folded


def encoded(url: str) -> str:
    """Return the URL path ``url`` percent-encoded for a link (RFC 3986, section 3.3); plain ASCII stays unchanged."""
    if _PLAIN_PATH.fullmatch(url):
        return url
    return quote(url, safe="/:@!$&'()*+,;=~-._")
