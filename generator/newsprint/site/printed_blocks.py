"""The blocks of a text, printed by the templates of the theme; in feeds in their plain form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import urlsplit

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from newsprint.base.media_types import media_type
from newsprint.config.declared import ArgumentType
from newsprint.content.records import Picture
from newsprint.markdown.embeds.frames import Embed
from newsprint.markdown.slots import BETWEEN, MARK, Filler, fill
from newsprint.media.renditions.recipes import BODY
from newsprint.site.places import Place
from newsprint.site.template_values import Image
from newsprint.themes.block_declarations import template_of
from newsprint.themes.provided import Table

__all__ = ["Embed", "MediaFile", "filled"]

_TOKEN = re.compile(rf"<{MARK}(?:block{BETWEEN}(?P<block>[^{MARK}]*)|end){MARK}>")
_TITLE = "title"


class MediaFile(Struct, frozen=True):
    """A recording, film, text track or document as templates see it: its URL, media type, and size in bytes."""

    url: str
    type: str
    size: int


def filled(html: str, place: Place, filler: Filler) -> str:
    """Return ``html`` with its slots filled by ``filler``, and its blocks printed for ``place``. Raises ThemeError."""
    outer: list[tuple[list[str], list[str]]] = []
    pieces: list[str] = []
    position = 0
    for token in _TOKEN.finditer(html):
        pieces.append(fill(html[position : token.start()], filler))
        position = token.end()
        if token["block"] is not None:
            outer.append((token["block"].split(BETWEEN), pieces))
            pieces = []
        else:
            written, before = outer.pop()
            before.append(_printed(place, written, "".join(pieces)))
            pieces = before
    return "".join((*pieces, fill(html[position:], filler)))


def _printed(place: Place, written: list[str], content: str) -> str:
    """Return a block as HTML; ``written`` are its number and name, and the names and values of its arguments."""
    number, name, *texts = written
    block_type = place.frame.theme.declared.blocks.get(name)
    if block_type is None:  # the theme changed, and the text is not converted again yet
        return content
    given = dict(zip(texts[::2], map(unescape, texts[1::2]), strict=True))
    values = {key: _VALUES[each.type](place, given, given.get(key)) for key, each in block_type.arguments.items()}
    about = {"name": name, "number": int(number), "lang": place.content.lang, "content": Markup(content.strip())}
    block = Table(about | values)
    if place.outside and name not in place.frame.theme.block_feeds:
        return _plain(block)
    template = template_of(name, for_feed=place.outside)
    return place.frame.templates.render(template, {"block": block}).decode().strip()


def _plain(block: Table) -> str:
    """Return the plain form of a block without a template for feeds: its title and its content."""
    title = block.get(_TITLE)
    return str(Markup("<p><strong>{}</strong></p>\n").format(title) if title else "") + str(block["content"])


def _text(place: Place, given: Mapping[str, str], value: str | None) -> str:
    return value or ""


def _number(place: Place, given: Mapping[str, str], value: str | None) -> int | None:
    return int(value) if value else None


def _switch(place: Place, given: Mapping[str, str], value: str | None) -> bool:
    return bool(value)


def _picture(place: Place, given: Mapping[str, str], value: str | None) -> Image | None:
    """Return a picture, whose words are other arguments; None if readers cannot open its file."""
    path = place.file("file", value) if value else None
    if path is None or value is None or (url := place.address("file", value)) is None:
        return None
    found = place.view.shown_picture(path)
    facts = place.view.picture_facts(path)
    picture = Picture(
        file=path,
        alt=given.get("alt", ""),
        caption=given.get("caption", ""),
        credit=given.get("credit", facts.credit if facts else ""),
        width=facts.width if facts else 0,
        height=facts.height if facts else 0,
        digest=found[0].digest if found and not place.outside else "",
        colour=found[0].colour if found else "",
    )
    image = place.frame.values.image(picture, BODY)
    assert image is not None
    return replace(image, url=url)


def _file(place: Place, given: Mapping[str, str], value: str | None) -> MediaFile | None:
    path = place.file("file", value) if value else None
    if path is None or value is None or (url := place.address("file", value)) is None:
        return None
    return MediaFile(url, media_type(path).partition(";")[0], place.view.file_size(path))


def _embed(place: Place, given: Mapping[str, str], value: str | None) -> Embed | None:
    """Return an embed; without a frame if its host is not allowed any more, and the text is not converted again yet."""
    from newsprint.markdown.embeds.embed import embed_of  # only for texts with embeds

    if not value:
        return None
    return embed_of(value, place.frame.theme.declared.hosts) or Embed(value, urlsplit(value).netloc, "", "", 0)


_VALUES: Mapping[ArgumentType, Callable[[Place, Mapping[str, str], str | None], object]] = {
    "text": _text,
    "number": _number,
    "switch": _switch,
    "choice": _text,
    "url": _text,
    "picture": _picture,
    "audio": _file,
    "video": _file,
    "captions": _file,
    "document": _file,
    "embed": _embed,
}
"""The function that makes the value that templates get of an argument, by the argument's type.

It gets the place, all arguments of the block as written, and the one in question; None if that is absent.
"""
