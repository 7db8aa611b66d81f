"""Headers of plain lines, as in Pelican and MultiMarkdown: ``Title: The pier``, up to the first blank line.

No marks show where such a header starts, so it is read only if it cannot be anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsprint.content.header.located import Header, HeaderError
from newsprint.content.header.scalars import BOOL, tag_of

MOST_LINES = 100
_FIELD = re.compile(r"([A-Za-z][\w-]{0,60})[ \t]*:(?:[ \t]+(.*?))?[ \t]*")
_CONTINUED = re.compile(r"(?: {2,}|\t)[ \t]*(?![-*+] |\d+\. )(\S.*?)[ \t]*")
_YAML = re.compile(r"[\[{|>&*!%@`]|- |([\"']).*\1$")


def read_lines(text: str, start: int) -> tuple[Header, int] | None:
    """Return the header that starts at ``start`` of ``text``, and the end of the blank line after it.

    Return None if there is no such header, or if one of its lines is not plain. Names of keys are in lower case. Raises
    HeaderError for a key that is given twice.
    """
    first = text.count("\n", 0, start) + 1
    lines = list(_lines(text, start))
    fields: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(lines, start=first):
        if field := _FIELD.fullmatch(line):
            key = field[1].lower()
            if key in fields:
                raise HeaderError(number, 1, f'the key "{key}" is given twice', f"first on line {places[key][0]}")
            fields[key], places[key] = field[2] or "", (number, 1)
        elif fields and (more := _CONTINUED.fullmatch(line)):
            key = next(reversed(fields))
            fields[key] = f"{fields[key]} {more[1]}".strip()
        else:
            return None
        if _YAML.match(fields[key]):
            return None
    if "title" not in fields or len(lines) > MOST_LINES:
        return None
    values = {key: value.lower() == "true" if tag_of(value) == BOOL else value for key, value in fields.items()}
    blank = start + sum(len(line) + 1 for line in lines)
    end = text.find("\n", blank)
    return Header(values, places, dict(fields)), len(text) if end < 0 else end + 1


def odd_line(text: str, start: int) -> int:
    """Return the number of the line that prevents the lines from ``start`` from being a header.

    Return the first line if each of them could be in a header.
    """
    first = text.count("\n", 0, start) + 1
    for number, line in enumerate(_lines(text, start), start=first):
        field = _FIELD.fullmatch(line)
        value = field[2] if field else more[1] if (more := _CONTINUED.fullmatch(line)) and number > first else None
        if (value is None and not field) or _YAML.match(value or ""):
            return number
    return first


def _lines(text: str, start: int) -> Iterator[str]:
    """Yield the lines from ``start`` up to the first blank one, at most one more than a header can have."""
    for _ in range(MOST_LINES + 1):
        end = text.find("\n", start)
        line = text[start:] if end < 0 else text[start:end]
        if not line.strip():
            return
        yield line
        if end < 0:
            return
        start = end + 1
