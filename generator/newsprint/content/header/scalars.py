"""The types of YAML scalars without quotes, based on the core schema of YAML 1.2.

``no`` is a word and not False, dates stay text, ``007`` stays as typed.
"""

from __future__ import annotations

import re

TEXT = "tag:yaml.org,2002:str"
BOOL, NULL, INT, FLOAT = (f"tag:yaml.org,2002:{name}" for name in ("bool", "null", "int", "float"))

_BY_START: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for _tag, _pattern, _starts in (
    (BOOL, r"true|True|TRUE|false|False|FALSE", "tTfF"),
    (NULL, r"~|null|Null|NULL|", ("", *"~nN")),
    (INT, r"[-+]?(?:0|[1-9][0-9]{0,17})", "-+0123456789"),
    (FLOAT, r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", "-+0123456789."),
):
    for _start in _starts:
        _BY_START.setdefault(_start, []).append((_tag, re.compile(_pattern)))


def tag_of(scalar: str) -> str:
    """Return the tag of a scalar without quotes that its author has not tagged."""
    for tag, pattern in _BY_START.get(scalar[:1], ()):
        if pattern.fullmatch(scalar):
            return tag
    return TEXT
