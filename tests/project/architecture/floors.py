"""The floor of each room, and of each module."""

from __future__ import annotations

from newsprint.content.types import TYPES
from tests.project.architecture.source import room

FLOORS = {
    **dict.fromkeys(("base", "problems", "machine"), 0),
    **dict.fromkeys(("config", "installed"), 1),
    **dict.fromkeys(("content", "markdown", "media"), 2),
    "catalog": 3,
    "themes": 4,
    "site": 5,
    "kinds": 6,
    **dict.fromkeys(("builder", "preview", "deploy"), 7),
    "cli": 8,
    "__main__": 9,
}
"""The floor of each room, which is a folder; the package itself (``__version__``) is below all floors."""

TABLE_OF_TYPES = {
    *("newsprint.content.types", "newsprint.content.records", "newsprint.content.files.naming"),
    *(each.record.__module__ for each in TYPES.values()),
}
"""The content types and their records are on the ground floor: the configuration uses their folders and keys."""


def floor(module: str) -> int:
    """Return the floor of ``module``."""
    return 0 if module in TABLE_OF_TYPES else FLOORS[room(module)] if room(module) else -1
