"""What, beside the text, decides the HTML of a body."""

from __future__ import annotations

from importlib.util import find_spec

from newsprint.config import MarkdownSettings

REVISION = 1
"""Raised with every change to this folder that changes the HTML, so that kept bodies are converted again."""


def fingerprint(settings: MarkdownSettings, language: str, *versions: str) -> str:
    """One line that differs whenever a body could come out differently.

    ``versions`` are those of the engine and its extensions. The helpers (nh3, python-slugify) are looked at as well.
    """
    return " ".join([*versions, _nh3_version(), _slugify_version(), repr(settings), language, f"revision={REVISION}"])


def _nh3_version() -> str:
    import nh3

    return f"nh3={getattr(nh3, '__version__', 'unknown')}"


def _slugify_version() -> str:
    # The version alone, without importing the package: its tables take 20 ms, and few articles need them.
    spec = find_spec("slugify")
    if spec is None or spec.submodule_search_locations is None:
        return "slugify=none"
    for folder in spec.submodule_search_locations:
        try:
            with open(f"{folder}/__version__.py", encoding="utf-8") as file:
                lines = [line.strip() for line in file if line.startswith("__version__")]
        except OSError:
            continue
        return f"slugify={lines[0].partition('=')[2].strip(' ')}" if lines else "slugify=unknown"
    return "slugify=unknown"
