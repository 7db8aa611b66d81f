"""The pictures that visible texts show, with their uses."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from newsprint.media.renditions.recipes import Use as NameOfUse

_USES = """
    SELECT target, width, height, picture.digest, colour, credit, copyright, use, focus FROM (
        SELECT target, focus, iif(role = 'image', 'lead', 'body') AS use
            FROM reference JOIN article ON article.path = source WHERE shown AND ({articles}) AND {target}
        UNION SELECT target, focus, iif(role <> 'image', 'body', iif(standing.kind = 'author', 'portrait', 'lead'))
            FROM reference JOIN standing ON standing.path = source WHERE shown AND ({undated}) AND {target}
    ) JOIN picture ON picture.path = target WHERE still ORDER BY target, use, focus"""
_NOW = {"articles": "visible", "undated": "NOT hidden"}
_SOME_TIME = {"articles": "visible OR expires IS NULL", "undated": "1"}


class Use(Struct, frozen=True, order=True):
    """One use of a picture; ``focus`` is the point that a crop keeps, as the front matter gives it."""

    name: NameOfUse
    focus: str = ""


class ShownPicture(Struct, frozen=True):
    """A still picture that visible texts show. ``width`` and ``height`` are in pixels, ``digest`` is of its bytes.

    ``colour`` is the colour in its place while it loads (``#a0b1c2``), or empty.
    ``credit`` and ``copyright`` are from its metadata, as ``[content] picture_metadata`` says: plain text, or empty.
    """

    path: str
    width: int
    height: int
    digest: str
    uses: tuple[Use, ...]
    colour: str = ""
    credit: str = ""
    copyright: str = ""


class PictureFacts(Struct, frozen=True):
    """What pages print of any picture: its size in pixels, and the credit in its metadata, plain text or empty."""

    width: int
    height: int
    credit: str


def facts(connection: sqlite3.Connection, path: str) -> PictureFacts | None:
    """Return what pages print of the picture at ``path``; None if it was not measured."""
    row = connection.execute("SELECT width, height, credit FROM picture WHERE path = ?", (path,)).fetchone()
    return PictureFacts(*row) if row else None


def shown(connection: sqlite3.Connection, path: str | None = None) -> Iterator[ShownPicture]:
    """Yield the pictures that readers see, ordered by path; with ``path`` only that one, if they see it."""
    return _pictures(connection, _NOW, path)


def shown_some_time(connection: sqlite3.Connection, path: str) -> Iterator[ShownPicture]:
    """Yield the picture at ``path`` if readers see it, or may see it later, with all of these uses.

    They may see the pictures of drafts, and of stories under embargo. Stories that expire do not count while hidden.
    """
    return _pictures(connection, _SOME_TIME, path)


def _pictures(connection: sqlite3.Connection, texts: Mapping[str, str], path: str | None) -> Iterator[ShownPicture]:
    target, values = ("1", ()) if path is None else ("target = ?1", (path,))  # in both parts, so that both use an index
    rows = connection.execute(_USES.format(**texts, target=target), values)
    for picture, uses in groupby(rows, key=lambda row: row[:7]):
        path_of, width, height, digest, *more = picture
        found = tuple(Use(use, focus) for *_, use, focus in uses)
        yield ShownPicture(path_of, width, height, digest, found, *more)


def beginning_with(connection: sqlite3.Connection, digest: str) -> list[str]:
    """Return the paths of the pictures whose digests begin with ``digest``, hexadecimal digits, in order."""
    rows = connection.execute(
        "SELECT path FROM picture WHERE digest >= ?1 AND digest < ?1 || 'g' ORDER BY path", (digest,)
    )
    return [path for (path,) in rows]
