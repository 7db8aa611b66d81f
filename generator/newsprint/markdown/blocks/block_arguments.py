"""The arguments of a block: ``title="The wall in figures" tone=plain``, read and checked against their declaration.

Three ways of writing them are read: as here, in braces as Pandoc and Docusaurus have them (``{title="The wall"}``), and
the title alone, as text after the name (``::: factbox The wall in figures``) or in brackets
(``:::factbox[The wall in figures]``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from posixpath import splitext
from typing import TypeAlias
from urllib.parse import urlsplit

from newsprint.base.errors import short, suggestion
from newsprint.base.host_names import is_host_name
from newsprint.base.media_types import media_type
from newsprint.config.declared import Argument, ArgumentType, BlockType, Declared
from newsprint.markdown.blocks.marked_text import Value
from newsprint.markdown.links.links import classify

TITLE = "title"
"""The argument that text without a name is for."""

FILES: Mapping[ArgumentType, str] = {
    "picture": "image/",
    "audio": "audio/",
    "video": "video/",
    "captions": "text/vtt",
    "document": "application/pdf",
}
"""The types of arguments that are files, each with the start of its media types."""

_LONGEST = 2_000
_VALUE = (
    r'"(?P<double>[^"\\]*(?:\\.[^"\\]*)*)"'
    r"|'(?P<single>[^'\\]*(?:\\.[^'\\]*)*)'"
    r"|[“”„«](?P<curly>[^“”„«»]*)[“”»]"
    r"""|(?P<bare>[^\s"'“”„«»{}]+)"""
)
_ITEM = re.compile(rf"[ \t]*(?P<name>[A-Za-z][\w-]*)(?:=(?:{_VALUE}))?(?=[ \t]|$)")
_FIRST = re.compile(r"(?:^|[ \t])[A-Za-z][\w-]*=")
_LABEL = re.compile(r"\[(?P<label>[^\[\]]*)\][ \t]*")
_ESCAPED = re.compile(r"\\([\"'\\])")
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_SWITCH = {"": "yes", "yes": "yes", "true": "yes", "no": "", "false": ""}

Found: TypeAlias = tuple[str, str]
"""The message of a problem and its hint."""


def read_arguments(
    block: str, written: str, block_type: BlockType, declared: Declared
) -> tuple[tuple[Value, ...], list[Found]]:
    """Return the arguments of ``block`` in ``written``, the text after its name, and the problems in them."""
    given, problems = _given(block, written.strip(), block_type)
    values: list[Value] = []
    for name, argument in block_type.arguments.items():
        value = given.get(name, argument.default)
        if name not in given and argument.required:
            problems.append((f'the block "{block}" needs the argument "{name}"', f'for example: {name}="…"'))
        if not value and not (name in given and argument.type in ("switch", "text")):
            continue
        checked, problem = _checked(value, argument, declared)
        if problem:
            problems.append((f'the argument "{name}" of the block "{block}" {problem[0]}', problem[1]))
        else:
            values.append(Value(name, checked, argument.type))
    return tuple(values), problems


def _given(block: str, written: str, block_type: BlockType) -> tuple[dict[str, str], list[Found]]:
    """Return the arguments as written, by name, and the problems of names and notation."""
    titles, rest = [], written
    if label := _LABEL.match(rest):
        titles, rest = [label["label"]], rest[label.end() :]
    if rest.startswith("{") and rest.endswith("}"):
        rest = rest[1:-1].strip()
    items = _items(rest)
    if items is None or any(value is None and not _is_switch(name, block_type) for name, value in items):
        first = _FIRST.search(rest)
        title, rest = (rest[: first.start()], rest[first.start() :]) if first else (rest, "")
        titles += [title.strip()] if title.strip() else []
        items = _items(rest)
    if items is None:
        hint = f'write them as name="value": {block} {TITLE}="…"'
        return {}, [(f'the arguments "{short(rest)}" cannot be read', hint)]
    items += [(TITLE, _unquoted(title)) for title in titles]
    problems: list[Found] = []
    given: dict[str, str] = {}
    for name, value in items:
        if name not in block_type.arguments:
            problems.append(_unknown(block, name, value or "", block_type, is_text=name == TITLE and bool(titles)))
        elif name in given:
            problems.append((f'the argument "{name}" is given twice', "delete one of them"))
        given.setdefault(name, value or "")
    return given, problems


def _items(text: str) -> list[tuple[str, str | None]] | None:
    """Return the names and values in ``text``; a name alone has the value None. Return None if it has anything else."""
    found: list[tuple[str, str | None]] = []
    position = 0
    while position < len(text):
        item = _ITEM.match(text, position)
        if item is None:
            return None
        values = item.group("double", "single", "curly", "bare")
        value = next((each for each in values if each is not None), None)
        found.append((item["name"], _ESCAPED.sub(r"\1", value) if value is not None else None))
        position = item.end()
    return found


def _is_switch(name: str, block_type: BlockType) -> bool:
    argument = block_type.arguments.get(name)
    return argument is not None and argument.type == "switch"


def _unquoted(text: str) -> str:
    item = re.fullmatch(_VALUE, text)
    return next((each for each in item.groups() if each is not None), text) if item else text


def _unknown(block: str, name: str, value: str, block_type: BlockType, *, is_text: bool) -> Found:
    if is_text:
        return f'the block "{block}" has no title: "{short(value)}" cannot be used', "write it inside the block"
    hint = suggestion(name, block_type.arguments) or "this block has no arguments"
    return f'the block "{block}" has no argument "{short(name)}"', hint


def _checked(value: str, argument: Argument, declared: Declared) -> tuple[str, Found | None]:
    """Return the value of an argument, and what is wrong with it."""
    if len(value) > _LONGEST:
        return "", (f"is longer than {_LONGEST:,} characters", "write the text inside the block")
    if argument.type in FILES:
        return _file(value, argument.type)
    return _CHECKS[argument.type](value, argument, declared)


def _text(value: str, argument: Argument, declared: Declared) -> tuple[str, Found | None]:
    return value, None


def _number(value: str, argument: Argument, declared: Declared) -> tuple[str, Found | None]:
    if _NUMBER.fullmatch(value):
        return value, None
    return "", (f'must be a whole number, not "{short(value)}"', "for example: 3")


def _switch(value: str, argument: Argument, declared: Declared) -> tuple[str, Found | None]:
    if value in _SWITCH:
        return _SWITCH[value], None
    return "", (f'must be yes or no, not "{short(value)}"', "")


def _choice(value: str, argument: Argument, declared: Declared) -> tuple[str, Found | None]:
    if value in argument.choices:
        return value, None
    return "", (f'cannot be "{short(value)}"', suggestion(value, argument.choices))


def _url(value: str, argument: Argument, declared: Declared) -> tuple[str, Found | None]:
    """Return an https address of a host with a name, which is compared whole."""
    try:
        parts = urlsplit(value)
        is_plain = parts.port is None and "@" not in parts.netloc and value.isprintable() and "\\" not in value
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:
        is_plain, host = False, ""
    if is_plain and " " not in value and parts.scheme == "https" and is_host_name(host):
        return value, None
    return "", (f'must be an address that begins with https://, not "{short(value)}"', "")


def _embed(value: str, argument: Argument, declared: Declared) -> tuple[str, Found | None]:
    """Return an address that can be shown in a frame."""
    from newsprint.markdown.embeds.embed import refusal_of  # only for texts with embeds

    refusal = refusal_of(value, declared.hosts)
    return (value, None) if refusal is None else ("", (f"cannot be shown: {refusal.message}", refusal.hint))


def _file(value: str, wanted: ArgumentType) -> tuple[str, Found | None]:
    kind, target = classify(value)
    if kind != "file":
        return "", (f'must be a file beside the story, not "{short(value)}"', "write its path, relative to the story")
    path = target.partition("#")[0].partition("?")[0]
    if path == target and media_type(path).startswith(FILES[wanted]):
        return target, None
    ending = splitext(path)[1]
    return "", (f'must be a file of the type "{wanted}", not "{short(ending or target)}"', _ENDINGS[wanted])


_ENDINGS: Mapping[ArgumentType, str] = {
    "picture": "use .jpg, .png, .webp, .avif, .gif or .svg",
    "audio": "use .mp3, .m4a, .ogg, .opus, .wav or .flac",
    "video": "use .mp4 or .webm",
    "captions": "use .vtt",
    "document": "use .pdf",
}

_CHECKS: Mapping[ArgumentType, Callable[[str, Argument, Declared], tuple[str, Found | None]]] = {
    "text": _text,
    "number": _number,
    "switch": _switch,
    "choice": _choice,
    "url": _url,
    "embed": _embed,
}
