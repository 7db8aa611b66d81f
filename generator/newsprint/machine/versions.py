"""Which version of a library is installed, for the price of a look into the folders where libraries are.

``importlib.metadata`` loads a parser of e-mails for its answer: a build that has nothing to do would wait for it.
"""

from __future__ import annotations

import os
import sys
from functools import cache

_ENDING = ".dist-info"


def version_of(library: str) -> str:
    """The version of ``library``, called as it is in ``pyproject.toml``. Raises ImportError if it is not installed."""
    start = library.replace("-", "_") + "-"
    for folder in sys.path:
        for name in _names_in(folder):
            if name.endswith(_ENDING) and name.lower().startswith(start):
                return name[len(start) : -len(_ENDING)]
    from importlib.metadata import version  # it knows the older ways to install a library, too

    return version(library)


@cache
def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder or os.curdir)
    except OSError:
        return []
