"""What the theme declares to authors, as the last sync saw it: files that depend on it are read again if it changes."""

from __future__ import annotations

import msgspec

from newsprint.catalog.database import Catalog
from newsprint.config.declared import NOTHING, Declared

_FACT = "declared"


def last_declared(catalog: Catalog) -> Declared:
    """Return what the theme declared in the last sync; nothing if there was none."""
    try:
        return msgspec.json.decode(catalog.fact(_FACT) or "", type=Declared)
    except msgspec.MsgspecError:  # nothing is kept, or another release kept it
        return NOTHING


def note_declared(catalog: Catalog, declared: Declared) -> bool:
    """Record what the theme declares, and return whether that changed. Call it inside a transaction."""
    changed = last_declared(catalog) != declared
    catalog.note(_FACT, msgspec.json.encode(declared).decode())
    return changed
