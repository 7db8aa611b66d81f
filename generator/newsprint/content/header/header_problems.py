"""Problems of files whose header is not recognised or not closed, although their authors wrote one."""

from __future__ import annotations

import re
import unicodedata

from newsprint.content.header.located import HeaderError

_WHITE = "\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVISIBLES = rf"{_WHITE}\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\ufeff"
_INVISIBLE = re.compile(rf"[{_INVISIBLES}]")
_STRANGE_KEY = re.compile(rf"^([\w.{_INVISIBLES}-]+)[ \t]*(:|：)([{_INVISIBLES}]?)", re.M)
_DASHES = "-\u2010-\u2015\u2212\u2500\u2501\ufe58\ufe63\uff0d\u30fc_=~*"
_RULE = re.compile(rf"[ \t{_INVISIBLES}]*([{_DASHES}][{_DASHES} \t]*)[ \t{_INVISIBLES}]*")
_TYPOGRAPHIC = re.compile(r"[^\x00-\x7f]")
_FENCE = re.compile(r"(?:-{3,}|\+{3,})[ \t]*")
_TOML = re.compile(r"(?:\[\[?)?[A-Za-z_][\w.-]*(?:\]\]?[ \t]*|[ \t]*=[ \t]*\S.*)")
_KEY = re.compile(r"[\"']?(?:title|date|draft|layout|author)[\"']?[ \t]*[:=：]", re.I)
_NO_BLANK = re.compile(r"[A-Za-z][\w-]*[ \t]*:[^\s/]")
_NEEDS_MARKS = re.compile(r"[A-Za-z][\w-]*[ \t]*:[ \t]+[^\w\s]|[ \t]+[^\w\s]")
_FIRST_LINES = 60
_TYPE_HYPHENS = "type three hyphens; some editors turn them into a dash"


def without_header(text: str, above: int, odd: int) -> HeaderError:
    """Return the error of a file in which no header was found.

    ``text`` is the file without its first ``above`` lines, which are blank. ``odd`` is the line of the file that
    prevents its first lines from being a header of plain lines; 0 if plain lines are not read as a header.
    """
    lines = text.split("\n", _FIRST_LINES)[:_FIRST_LINES]
    first, place = lines[0], above + 1
    odd = min(odd, place + len(lines) - 1)
    plain = _INVISIBLE.sub("", first).strip()
    if not text.strip():
        return HeaderError(1, 0, "the file is empty", 'write the front matter between two lines "---", and a text')
    if _FENCE.fullmatch(plain):
        return _before_the_fence(first, place)
    if _RULE.fullmatch(first):
        return HeaderError(place, 1, f'the file begins with "{plain[:20]}", not with "---"', _TYPE_HYPHENS)
    if re.match(r"(?:-{3}|\+{3})[ \t]*\w", plain):
        message = f'there is more than "{plain[:3]}" on the first line'
        return HeaderError(place, 4, message, f'put "{plain[:3]}" on a line of its own, and the front matter below it')
    if _TOML.fullmatch(first) and any(re.match(r"title[ \t]*=", line) for line in lines):
        message = 'the front matter does not begin with a line "+++"'
        return HeaderError(place, 1, message, "this is TOML: begin and end it with such a line")
    if _key_before_fence(lines[:20]):
        if odd and not _FENCE.fullmatch(lines[odd - place]):
            return _odd_line(lines[odd - place], odd)
        message = 'the front matter does not begin with a line "---"'
        pelican = "" if odd else '; for a Pelican archive, set header = "lines" under [content]'
        hint = f"begin and end it with such a line{pelican}"
        return HeaderError(place, 1, message, hint)
    if lower := _fence_below(lines):
        message = f"there is something above the front matter, which begins on line {above + lower}"
        return HeaderError(place, 1, message, "move it below the front matter, or delete it")
    hint = 'begin it with the lines "---", "title: …", "date: …" and "---"'
    return HeaderError(place, 0, "the file has no front matter", hint)


def wrong_closing(text: str, line: int) -> HeaderError | None:
    """Return the error of the line that should close the header of ``text``, which starts on ``line``.

    Return None if there is no such line.
    """
    for number, written in enumerate(text.split("\n"), start=1):
        plain = _INVISIBLE.sub("", written).strip()
        if number <= line or not _RULE.fullmatch(written) or not re.search(rf"[{_DASHES[:-4]}]", plain):
            continue
        if _FENCE.fullmatch(plain):
            return _before_the_fence(written, number)
        if _TYPOGRAPHIC.search(plain) or plain == "--":
            message = f'the front matter is closed with "{plain[:20]}", not with "---"'
            return HeaderError(number, 1, message, _TYPE_HYPHENS)
    return None


def invisible_in_key(text: str) -> HeaderError | None:
    """Return the error of the first key of the YAML ``text`` with an invisible character in or after it.

    A wide colon (``：``) after a key is an error too.
    """
    if text.isascii() or not ("：" in text or _INVISIBLE.search(text)):
        return None
    for match in _STRANGE_KEY.finditer(text):
        line, start = text.count("\n", 0, match.start()) + 1, match.start()
        key, colon, after = match.groups()
        name = _INVISIBLE.sub("", key)
        if found := _INVISIBLE.search(key):
            return HeaderError(line, found.start() + 1, f'{_named(found[0])} is in the key "{name}"', "delete it")
        if colon != ":":
            column = match.start(2) - start + 1
            return HeaderError(line, column, f'there is a wide colon after "{name}"', 'type ":" and a space')
        if after:
            column = match.start(3) - start + 1
            return HeaderError(line, column, f'{_named(after)} is after "{name}:"', "type a space in its place")
    return None


def _before_the_fence(line: str, number: int) -> HeaderError:
    if found := _INVISIBLE.search(line):
        message = f'{_named(found[0])} is next to the "---"'
        return HeaderError(number, found.start() + 1, message, 'delete the line, and type "---" again')
    return HeaderError(number, 1, 'there are spaces before the "---"', "delete them")


def _odd_line(line: str, number: int) -> HeaderError:
    """Return the error of the line that prevents the lines around it from being front matter without marks."""
    if _NO_BLANK.match(line):
        return HeaderError(number, 1, "there is no space after the colon", "type one")
    if _NEEDS_MARKS.match(line):
        hint = 'write it without brackets and quotation marks, or put lines "---" around the front matter'
        return HeaderError(number, 1, "front matter without marks can only have plain values", hint)
    if re.match(r"[\w-]+[ \t]*:(?!/)", line):
        return HeaderError(number, 1, 'the front matter without marks has no line "Title: …"', "add one")
    hint = "end the front matter with a blank line, or indent what continues the line above"
    return HeaderError(number, 1, 'a line of the front matter is not "Key: value"', hint)


def _key_before_fence(lines: list[str]) -> bool:
    for line in lines:
        if _KEY.match(_INVISIBLE.sub("", line)):
            return True
        if _FENCE.fullmatch(line):
            return False
    return False


def _fence_below(lines: list[str]) -> int:
    """Return the number, from 1, of the line on which a header starts; 0 if there is none."""
    for number, line in enumerate(lines, start=1):
        if _FENCE.fullmatch(line) and any(_KEY.match(below) for below in lines[number : number + 20]):
            return number
    return 0


def _named(character: str) -> str:
    """Return the name of an invisible character, with article and code point."""
    name = {"\ufeff": "byte order mark"}.get(character) or unicodedata.name(character, "character").lower()
    kind = "" if re.match(rf"[{_WHITE}]", character) else "invisible "
    article = "an" if (kind or name)[0] in "aeiou" else "a"
    return f"{article} {kind}{name} (U+{ord(character):04X})"
