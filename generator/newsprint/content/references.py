"""The files that the addresses of pictures and links in a story mean."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from msgspec import Struct


class FileReference(Struct, frozen=True):
    """A file below the content folder that an article shows or links to, and the line of the article with it.

    ``role`` is ``image`` (the front matter's picture), ``link`` (a relative address in the body) or ``name`` (an
    article linked by its file's name, as Hugo's ``ref`` does). ``written`` is the address as the author wrote it.
    ``elsewhere`` has the paths that are tried if there is no file at ``path``; for a ``name``, those that are tried
    first. ``shown`` means that it is a picture in the page, ``linked`` that it is the target of a link; one address may
    be both. ``focus`` is the point that a crop of the front matter's picture keeps.
    """

    path: str
    line: int
    role: str
    written: str
    elsewhere: tuple[str, ...] = ()
    shown: bool = False
    linked: bool = False
    focus: str = ""


def path_meant(path: str, target: str) -> str | None:
    """Return the path, below the content folder, that ``target`` in the file at ``path`` means.

    ``target`` is a relative address. Query and fragment are ignored; a folder means its ``index.md``. Return None if
    it leads out of the content folder.
    """
    file = _without_query(target)
    if "\0" in file or "\\" in file:
        return None
    base = "" if file.startswith("/") else posixpath.dirname(path)
    joined = posixpath.normpath(posixpath.join(base, file.lstrip("/")))
    if joined == ".." or joined.startswith("../"):
        return None
    if file.endswith("/"):
        joined = posixpath.normpath(f"{joined}/index.md")
    return unicodedata.normalize("NFC", joined)


def pictures_for(target: str, folders: Iterable[str]) -> tuple[str, ...]:
    """Return the paths below ``folders`` (of ``[content] pictures``) that the address ``target`` may mean."""
    file = _without_query(target).lstrip("/")
    if not file or "\0" in file or "\\" in file or ".." in file.split("/"):
        return ()
    return tuple(unicodedata.normalize("NFC", posixpath.normpath(posixpath.join(folder, file))) for folder in folders)


def _without_query(target: str) -> str:
    return unquote(target.partition("#")[0].partition("?")[0])
