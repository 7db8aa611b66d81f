"""A header that is a JSON object, on one line or on several."""

from __future__ import annotations

import json
import re
from typing import Any

from newsprint.content.header.located import Header, HeaderError

_CLOSING = re.compile(r"\n\}[ \t]*$", re.MULTILINE)
_END_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")


def read_json(text: str, start: int) -> tuple[Header, int]:
    """Return the header that starts at ``start`` of ``text``, and the end of its last line.

    Places are lines and columns of ``text``. Raises HeaderError.
    """
    line = text.count("\n", 0, start) + 1
    try:
        values, end = json.JSONDecoder(object_pairs_hook=_pairs_once).raw_decode(text, start)
    except json.JSONDecodeError as error:
        if "\n" in text[start:].strip() and not _CLOSING.search(text, start) and _is_alone(text, start):
            raise HeaderError(line, 0, "the front matter is not closed", "end it with a line }") from error
        hint = "" if _is_alone(text, start) else 'if this is not front matter, begin the file with a line "---"'
        raise HeaderError(error.lineno, error.colno, f"not valid JSON: {error.msg.lower()}", hint) from error
    except ValueError as error:  # an integer of thousands of digits
        raise HeaderError(line, 0, "not valid JSON: a number is too long", "put quotes around it") from error
    except _GivenTwiceError as error:
        raise HeaderError(
            *_place(text, start, error.key, last=True), f'the key "{error.key}" is given twice'
        ) from error
    except RecursionError as error:
        raise HeaderError(line, 0, "the front matter is nested too deep") from error
    after = _END_OF_LINE.match(text, end)
    if after is None:
        number = text.count("\n", 0, end) + 1
        message = "there is text after the front matter on its last line"
        raise HeaderError(number, end - text.rfind("\n", 0, end), message, "move that text to the next line")
    return Header(values, {key: _place(text, start, key) for key in values}), after.end()


def _is_alone(text: str, start: int) -> bool:
    """Return whether the opening brace is alone on its line, as it is in a front matter."""
    return _END_OF_LINE.match(text, start + 1) is not None


class _GivenTwiceError(Exception):
    def __init__(self, key: str) -> None:
        self.key = key


def _pairs_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise _GivenTwiceError(key)
        values[key] = value
    return values


def _place(text: str, start: int, key: str, *, last: bool = False) -> tuple[int, int]:
    matches = list(re.compile(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:").finditer(text, start))
    if not matches:
        return text.count("\n", 0, start) + 1, 0
    place = matches[-1 if last else 0].start()
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
