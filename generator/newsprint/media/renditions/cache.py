"""The renditions that were encoded before: a picture is encoded once, whatever changes around it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeAlias

from newsprint.media.renditions.recipes import Recipe, name_of

_STARTS = {".webp": b"RIFF", ".avif": b"\0\0\0", ".jpg": b"\xff\xd8\xff"}
_UNFINISHED = ".new"

Encode: TypeAlias = Callable[[Sequence[Recipe]], dict[Recipe, bytes]]
"""Encodes a picture by recipes."""


class RenditionCache:
    """A folder with a file for each rendition, under the name of the rendition. Several processes may use it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rendition(self, digest: str, recipe: Recipe, recipes: Sequence[Recipe], encode: Encode) -> bytes:
        """Return the rendition by ``recipe`` of the picture whose bytes have this ``digest``.

        If it is missing, ``encode`` is called with those of ``recipes``, all that the picture has, that are missing:
        one after the other they take less time. Raises what ``encode`` does. A folder that cannot be written to costs
        time and nothing else.
        """
        if found := self._read(name_of(digest, recipe)):
            return found
        others = [each for each in recipes if each != recipe and not (self._folder / name_of(digest, each)).exists()]
        made = encode([recipe, *others])
        for each, data in made.items():
            self._write(name_of(digest, each), data)
        return made[recipe]

    def remove_others(self, needed: Collection[str]) -> int:
        """Delete the renditions whose names are not ``needed``, and return their number."""
        removed = 0
        with suppress(FileNotFoundError):
            for path in sorted(self._folder.iterdir()):
                if path.name not in needed:
                    with suppress(OSError):
                        path.unlink()
                        removed += 1
        return removed

    def _read(self, name: str) -> bytes | None:
        """Return the file ``name``; None if it is missing, or damaged as after a power failure."""
        path = self._folder / name
        try:
            data = path.read_bytes()
        except OSError:
            return None
        return data if data.startswith(_STARTS[path.suffix]) and any(data[-16:]) else None

    def _write(self, name: str, data: bytes) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=_UNFINISHED, delete=False) as file:
                file.write(data)
            os.replace(file.name, self._folder / name)
