"""The value of ``srcset``: a list of pictures, each with its width or pixel density."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

Addresses = Callable[[str, str], str | None]
"""Return the address for a kind and a target, or None."""

_CANDIDATE = re.compile(r"[\s,]*([^\s]*[^\s,])(?:,+(?=\s|\Z)|\s+([^,]*)(?:,|\Z)|\Z)")
_NEXT, _PART = "\x1f", "\x1e"  # no text can contain them


def candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """Yield the address and the size (``2x``, ``640w`` or "") of every picture in ``srcset``."""
    for match in _CANDIDATE.finditer(srcset):
        yield match[1], (match[2] or "").strip()


def written_set(pictures: Iterable[tuple[str, str, str]]) -> str:
    """Return pictures (kind, target, size) as one string for :func:`resolved_set`."""
    return _NEXT.join(_PART.join(picture) for picture in pictures)


def resolved_set(written: str, address: Addresses) -> str | None:
    """Return the value of ``srcset`` for a string of :func:`written_set`.

    Return None if no picture has an address.
    """
    found = []
    for picture in written.split(_NEXT):
        kind, target, size = picture.split(_PART)
        url = target if kind == "keep" else address(kind, target)
        if url is not None:
            found.append(f"{url.strip(',').replace(' ', '%20')} {size}".strip())
    return ", ".join(found) or None
