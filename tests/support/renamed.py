"""Another release of a library: the installed one, with everything private in it renamed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path

_PRIVATE = re.compile(r"(?<!\w)(_(?!_)[A-Za-z]\w*|__(?!_)[A-Za-z]\w*(?<!__))\b")


def renamed(library: str, folder: Path, *, kept: Collection[str] = ()) -> Path:
    """Copy ``library`` to ``folder`` and rename its private names except those ``kept``, which are Python's own."""
    spec = find_spec(library)
    assert spec is not None and spec.origin is not None
    place = shutil.copytree(Path(spec.origin).parent, folder / library, ignore=shutil.ignore_patterns("__pycache__"))
    for path in place.rglob("*.py"):
        text = _PRIVATE.sub(lambda name: name[0] if name[0] in kept else f"{name[0]}_", path.read_text("utf-8"))
        path.write_text(text, encoding="utf-8")
        if _PRIVATE.fullmatch(path.stem):
            path.rename(path.with_stem(f"{path.stem}_"))
    return place
