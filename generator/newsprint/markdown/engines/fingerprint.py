"""The fingerprint of everything besides the text that decides the HTML of a body."""

from __future__ import annotations

from importlib.util import find_spec

from newsprint.config.site import MarkdownSettings
from newsprint.machine.versions import version_of
from newsprint.markdown.steps import STEPS

REVISION = 25
"""Increase it when a change in ``markdown/`` changes the HTML or what is kept of it: bodies are converted again."""


def fingerprint(settings: MarkdownSettings, language: str, *versions: str) -> str:
    """Return one line that differs whenever the HTML of a body could differ.

    ``versions`` are those of the engine and its extensions. Those of the helpers nh3 and python-slugify are added.
    """
    helpers = f"nh3={version_of('nh3')}", _slugify_version()
    steps = [f"{step.__module__}.{step.__qualname__}" for step in STEPS]
    return " ".join([*versions, *helpers, *steps, repr(settings), language, f"revision={REVISION}"])


def _slugify_version() -> str:
    # Read the version without importing the package: its tables take 20 ms, and few articles need them.
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
