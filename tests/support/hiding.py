"""A story with a unique word in each of its parts, and a search for these words in a site."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image

from tests.support.outlets import Outlet, article

PARTS = ("title", "teaser", "slug", "author", "tag", "series", "kicker", "dateline", "alt", "caption", "credit",
         "alias", "correction", "extra", "body", "picture", "bytes", "document", "file")  # fmt: skip


def word(part: str) -> str:
    """Return the word that only one part of the hidden story contains, as slugs and file names spell it."""
    return f"zq{part}qz"


def hidden_story(**hiding: Any) -> dict[str, str | bytes]:
    """Return the files of a story with a unique word in each of its parts."""
    front = {
        "title": word("title"),
        "teaser": word("teaser"),
        "slug": word("slug"),
        "authors": [word("author"), "Ann"],
        "tags": [word("tag"), "harbour"],
        "series": word("series"),
        "kicker": word("kicker"),
        "dateline": word("dateline"),
        "corrections": [{"date": "2024-12-21", "text": word("correction")}],
        "aliases": [f"/{word('alias')}/", f"/.well-known/{word('alias')}.html"],
        "extra": {"note": word("extra")},
        "featured": True,
        "image": {
            "src": f"{word('picture')}.png",
            "alt": word("alt"),
            "caption": word("caption"),
            "credit": word("credit"),
        },
        "body": f"{word('body')} and [a document]({word('document')}.pdf)",
        **hiding,
    }
    return {
        f"content/world/{word('file')}.md": article(**front),
        f"content/world/{word('picture')}.png": painted(word("bytes")),
        f"content/world/{word('document')}.pdf": b"%PDF",
    }


def painted(text: str) -> bytes:
    """Return a PNG whose palette is the bytes of ``text``."""
    image = Image.new("P", (4, 4))
    image.putpalette(text.encode().ljust(24, b"\0"))
    target = BytesIO()
    image.save(target, "PNG")
    assert text.encode() in target.getvalue()
    return target.getvalue()


def traces(site: Outlet) -> Iterator[str]:
    """Yield each place in the output, names of files and folders included, that contains one of the words."""
    for path in sorted(site.output.rglob("*")):
        name = path.relative_to(site.output).as_posix()
        data = path.read_bytes() if path.is_file() else b""
        for part in PARTS:
            if word(part) in name.lower():
                yield f"{part} in the name {name}"
            if word(part).encode() in data.lower():
                yield f"{part} in {name}"
