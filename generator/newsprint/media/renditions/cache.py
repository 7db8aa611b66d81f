"""The renditions that were encoded before: a picture is encoded once, whatever changes around it."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from newsprint.base.files import contents, short_digest
from newsprint.media.renditions.recipes import Recipe, beginning_of, name_of

KEPT = ".kept"
"""The ending of the names of kept renditions. No other files are deleted, even if the folder is a symbolic link."""

_UNFINISHED = ".kept-new"
_DIGEST_BYTES = 16
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Encode: TypeAlias = Callable[[Sequence[Recipe]], dict[Recipe, bytes]]
"""Encodes a picture by recipes."""

Needed: TypeAlias = Callable[[str], Container[str] | None]
"""Returns the names of the renditions to keep of pictures whose digests begin so; None to keep all of them."""


class RenditionCache:
    """A folder with a file for each rendition: its bytes, and their digest. Several processes may use it.

    A folder or file that cannot be used costs time and nothing else. The renditions encoded last are also remembered
    here, so that a picture is encoded once if nothing can be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._last: dict[str, bytes] = {}

    def kept(self, digest: str, recipe: Recipe) -> bytes | None:
        """Return the rendition by ``recipe`` of the picture whose bytes have this ``digest``; None if it is missing."""
        name = name_of(digest, recipe)
        return self._last.get(name) or self._read(name)

    def rendition(self, digest: str, recipe: Recipe, recipes: Sequence[Recipe], encode: Encode) -> bytes:
        """Return the rendition by ``recipe`` of the picture whose bytes have this ``digest``.

        If it is missing, ``encode`` is called with those of ``recipes``, all that the picture has, that are missing:
        one after the other they take less time. Raises what ``encode`` does.
        """
        if found := self.kept(digest, recipe):
            return found
        others = [each for each in recipes if each != recipe and self._read(name_of(digest, each)) is None]
        made = encode([recipe, *others])
        self._last = {name_of(digest, each): data for each, data in made.items()}
        for each, data in self._last.items():
            self._write(each, data)
        return made[recipe]

    def tidy(self, needed: Needed) -> int:
        """Delete the renditions that are not ``needed``, and unfinished files of builds that were killed.

        Returns the number of deleted files.
        """
        found: dict[str, Container[str] | None] = {}
        removed = 0
        for file in list(self._files()):
            name = file.removesuffix(KEPT)
            beginning = beginning_of(name)
            if beginning not in found:
                found[beginning] = needed(beginning)
            names = found[beginning]
            if not file.endswith(KEPT) or (names is not None and name not in names):
                with suppress(OSError):
                    os.unlink(f"{self._folder}/{file}")
                    removed += 1
        return removed

    def _files(self) -> Iterator[str]:
        """Yield the names of kept and of unfinished files."""
        with suppress(OSError), os.scandir(self._folder) as entries:
            yield from (entry.name for entry in entries if entry.name.endswith((KEPT, _UNFINISHED)))

    def _read(self, name: str) -> bytes | None:
        """Return the rendition ``name``; None if it is missing, or damaged as after a power failure."""
        try:
            data = contents(f"{self._folder}/{name}{KEPT}")
        except OSError:
            return None
        rendition = data[:-_DIGEST_BYTES]
        return rendition if rendition and short_digest(rendition) == data[-_DIGEST_BYTES:] else None

    def _write(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``, in one step; leave nothing behind if the disk is full."""
        unfinished = f"{self._folder}/{os.urandom(8).hex()}{_UNFINISHED}"
        with suppress(OSError):
            os.makedirs(self._folder, exist_ok=True)
            descriptor = os.open(unfinished, _NEW, 0o666)
            try:
                with open(descriptor, "wb") as file:
                    file.write(data + short_digest(data))
                os.replace(unfinished, f"{self._folder}/{name}{KEPT}")
            except OSError:
                os.unlink(unfinished)
                raise
