"""The installed version of a library, at the cost of listing the folders of ``sys.path``.

``importlib.metadata`` imports an e-mail parser first: a build that has nothing to do would wait for it.
"""

from __future__ import annotations

import os
import sys
from functools import cache

_ENDING = ".dist-info"


def version_of(library: str) -> str:
    """Return the version of ``library``, named as in ``pyproject.toml``. Raises ImportError if it is not installed."""
    start = library.replace("-", "_") + "-"
    for folder in sys.path:
        for name in _names_in(folder):
            if name.endswith(_ENDING) and name.lower().startswith(start):
                return name[len(start) : -len(_ENDING)]
    from importlib.metadata import version  # also finds libraries that were installed in older ways

    return version(library)


@cache
def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder or os.curdir)
    except OSError:
        return []
