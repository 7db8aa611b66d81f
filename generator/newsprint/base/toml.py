"""TOML with places: parsing a document, and finding the line and column of a key in its text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from newsprint.base.errors import Problem

_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_ENDLESS_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]+[ \t]*\.[ \t]*){100}""")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class TomlError(ValueError):
    """The text is not TOML; ``problem`` has the line and column, but an empty path."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def load(text: str) -> dict[str, Any]:
    """Return the tables of a TOML document (TOML 1.0). Raise :class:`TomlError`."""
    if match := _ENDLESS_KEY.search(text):  # tomllib would need seconds for a key of thousands of parts
        line = text.count("\n", 0, match.start()) + 1
        raise TomlError(Problem("", line, 0, "not valid TOML: nested too deep", code="invalid-toml"))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _PLACE.search(str(error))
        last = text.rstrip().count("\n") + 1
        line, column = (int(match[1]), int(match[2])) if match and match[1] else (last, 0)
        message = _PLACE.sub("", str(error))
        raise TomlError(
            Problem("", line, column, f"not valid TOML: {message[:1].lower()}{message[1:]}", code="invalid-toml")
        ) from error
    except ValueError as error:  # an integer of thousands of digits
        raise TomlError(Problem("", 1, 0, "not valid TOML: a number is too long", code="invalid-toml")) from error
    except RecursionError as error:
        raise TomlError(Problem("", 1, 0, "not valid TOML: nested too deep", code="invalid-toml")) from error


def place_in(path: Path, key: str) -> tuple[int, int]:
    """Return line and column of the dotted ``key`` in the file at ``path``; zeros if the file cannot be read."""
    try:
        return position_of(path.read_text(encoding="utf-8-sig"), key)
    except (OSError, UnicodeDecodeError):
        return 0, 0


def position_of(text: str, key: str) -> tuple[int, int]:
    """Return line and column, from 1, of the dotted ``key`` in ``text``, or of its nearest table if it is not there.

    ``menu.1.url`` is the key ``url`` in the second table ``[[menu]]``, ``menu.url`` that in the first. This reads
    headers and keys line by line. That is exact except for keys in inline tables and multi-line strings: for these,
    the place is that of the table around them.
    """
    tables = names = [""]
    best, best_depth = (1, 0), 0
    counts: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if match := _HEADER.match(line):
            table = _plain(match[1])
            count = counts[table] = counts.get(table, -1) + 1
            names = tables = [table, f"{table}.{count}"] if line.lstrip().startswith("[[") else [table]
        elif match := _KEY.match(line):
            names = [f"{table}.{_plain(match[1])}" if table else _plain(match[1]) for table in tables]
        else:
            continue
        for name in names:
            depth = name.count(".") + 1
            if (key == name or key.startswith(name + ".")) and depth > best_depth:
                best, best_depth = (number, match.start(1) + 1), depth
    return best


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
