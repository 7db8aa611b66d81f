"""Messages for authors about headers that are not valid YAML; PyYAML's messages are for programmers."""

from __future__ import annotations

import re
from typing import NamedTuple

_PAIR = re.compile(r"(?P<key>[^\s:#'\"-][^:]*):[ \t]+(?P<value>\S.*)")
_TIGHT = re.compile(r"(?P<key>[A-Za-z][\w-]*):(?P<value>[^\s:/].*)")
_MARKS = "@`%&*!|>,[]{}?-"
_LONGEST = 50


class Cause(NamedTuple):
    """The probable cause of a problem: line and column, what is wrong, and what to do."""

    line: int
    column: int
    message: str
    hint: str


def cause_of(text: str, line: int, column: int, problem: str) -> Cause:
    """Return the cause of the ``problem`` that PyYAML found at ``line`` and ``column`` of the header ``text``."""
    lines = text.split("\n")
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return Cause(line, column, "the line begins with a tab", "indent it with spaces")
    return (
        _not_closed(lines, line, problem)
        or _above(lines, line)
        or _in_line(written, line, column, problem)
        or Cause(line, column, problem, "check quotes and indentation here")
    )


def _not_closed(lines: list[str], line: int, problem: str) -> Cause | None:
    """Return the list, table or text that starts on an earlier line and is not closed."""
    forms = {
        "expected ',' or ']'": ("[", "the list is not closed", 'end it with "]"'),
        "expected ',' or '}'": ("{", 'the text begins with "{" and is not closed', "put quotes around it"),
        "end of stream": ("\"'", "the quotation mark is not closed", "close it at the end of the text"),
    }
    for mark, (opening, message, hint) in forms.items():
        if mark in problem:
            for number in range(min(line, len(lines)), 0, -1):
                match = _PAIR.match(lines[number - 1])
                if match and match["value"][0] in opening and not _ends(match["value"]):
                    return Cause(number, match.start("value") + 1, message, hint)
    return None


def _ends(value: str) -> bool:
    """Return whether ``value`` closes the list, table or quotation that it starts with."""
    closing = {"[": "]", "{": "}"}.get(value[0], value[0])
    return closing in value[1:]


def _above(lines: list[str], line: int) -> Cause | None:
    """Return a line above that is not a key and a value: PyYAML reports the line after it."""
    for number in range(line - 1, max(0, line - 4), -1):
        above = lines[number - 1]
        if not above.strip() or above.lstrip().startswith("#"):
            continue
        if match := _TIGHT.fullmatch(above):
            key, value = match["key"], match["value"].strip()
            return Cause(
                number, len(key) + 1, f'there is no space after the colon of "{key}"', f"write {key}: {_short(value)}"
            )
        if ":" not in above and not above[0].isspace() and not above.startswith(("-", "---", "+++")):
            return Cause(number, 1, "the line has no colon", "write it as key: value, or join it to the line above")
        return None
    return None


def _in_line(written: str, line: int, column: int, problem: str) -> Cause | None:
    match = _PAIR.match(written.lstrip())
    if match is None:
        return None
    key, value = match["key"], re.sub(r"[ \t]+#[ \t].*", "", match["value"]).rstrip()
    if written[0].isspace() and "mapping values" in problem and ": " not in value:
        indent = len(written) - len(written.lstrip())
        return Cause(line, indent + 1, "the line is indented", "begin it where the line above begins")
    if value[0] in "\"'" and "escape" in problem:
        message = 'a "\\" starts an escape sequence in double quotation marks'
        return Cause(line, column, message, "use single ones: '…'")
    if value[0] in "\"'":
        message = f'the text of "{key}" continues after its closing quotation mark'
        other = "'" if value[0] == '"' else '"'
        inner = value[1:-1] if value.endswith(value[0]) else value
        return Cause(line, column, message, _quoted(key, inner, other) if other not in inner else _WRITE)
    if ": " in value or value.endswith(":"):
        message = f'the text of "{key}" contains a colon followed by a space'
        return Cause(line, column, message, _quoted(key, value, '"'))
    if value[0] in "[{" and _ends(value):
        return Cause(line, column, f'text follows the closing bracket of "{key}"', _quoted(key, value, '"'))
    if value[0] in _MARKS and not value.startswith("!!"):
        return Cause(line, column, f'the text of "{key}" cannot begin with "{value[0]}"', _quoted(key, value, '"'))
    return None


_WRITE = "put quotation marks around all of it, and a backslash before those inside"


def _quoted(key: str, value: str, quote: str) -> str:
    if quote in value or "\\" in value or len(value) > _LONGEST:
        return "put quotation marks around it"
    return f"put quotation marks around it: {key}: {quote}{value}{quote}"


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else "…"
