"""The work of making a page from a file, apart from the catalog: it may be done in another thread."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct


class FileWork(Struct, frozen=True):
    """How to make a page from a file when everything that the catalog knows about it has been read.

    ``read`` returns the bytes of the file, or raises OSError. ``make`` returns the page made from them, or raises
    ProblemsError. Two works with the same ``name`` give the same result; without a name, nothing is known about that.
    """

    read: Callable[[], bytes]
    make: Callable[[bytes], bytes]
    name: str = ""
