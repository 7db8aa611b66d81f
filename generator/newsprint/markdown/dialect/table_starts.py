"""The start of a table, which may be in the middle of a paragraph."""

from __future__ import annotations

import re

_DELIMITERS = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_BAR = re.compile(r"(?<!\\)\|")


def is_table_start(header: str, line: str) -> bool:
    """Return whether ``line`` is the delimiter row (the hyphens) below the cells of ``header``."""
    if "-" not in line or ("|" not in line and "|" not in header) or not _DELIMITERS.match(line):
        return False
    return _columns(header) == _columns(line)


def _columns(row: str) -> int:
    inner = row.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return len(_BAR.findall(inner)) + 1
