"""The values of a header, under the names of the schema and with its types.

Other systems have other names for a key, several keys where the schema has one, a list where it has a text, and a text
where it has a list or a table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from newsprint.content.header.located import Header
from newsprint.config.content import FRONT_MATTER_KEYS, OWN_KEYS, ContentTable

KEYS = frozenset(FRONT_MATTER_KEYS)
DATES = ("date", "updated", "embargo", "expires")
OWN_TEXTS = tuple(key for key, of in OWN_KEYS.items() if of is str)
OWN_LISTS = tuple(key for key, of in OWN_KEYS.items() if of == tuple[str, ...])
_LISTS = frozenset(("authors", "tags", "aliases", "allow", *OWN_LISTS))
_TEXTS = frozenset(
    ("title", "section", "teaser", "slug", "url", "series", "kicker", "dateline", "lang", "canonical", *OWN_TEXTS)
)
_SEPARATORS = {"commas": re.compile(","), "blanks": re.compile(r"\s+"), "semicolons": re.compile(";")}


class Canonical(Struct, frozen=True):
    """A header under the schema's names.

    ``values`` have no key without a value. ``names`` are those that the file uses where they are others; both sides may
    be dotted (``image.credit``). ``read`` are the top keys of the file that were read.
    """

    values: dict[str, Any]
    names: dict[str, str]
    read: set[str]


def canonical(header: Header, content: ContentTable) -> Canonical:
    """Return what ``header`` says, read with the names and separators of ``content``.

    Of the names that ``[content.fields]`` lists for a key, the first that has a value counts; for a list, all of them
    do. Texts in place of lists are split, and lists of one in place of texts are that one.
    """
    given = {name: value for name, value in header.values.items() if name in KEYS and name not in content.fields}
    values = {name: _typed(name, value, header.written.get(name), content) for name, value in given.items()}
    names: dict[str, str] = {}
    read = set(values)
    for key, alternatives in content.fields.items():
        named = [(name, value_at(header.values, name)) for name in alternatives]
        typed = [(name, _typed(key, value, header.written.get(name), content)) for name, value in named]
        if found := [(name, value) for name, value in typed if _is_given(value)]:
            values[key] = _merged([value for _, value in found]) if key in _LISTS else found[0][1]
            names[key] = found[0][0]
            read.update(name for name, _ in (found if key in _LISTS else found[:1]))
    if any(key.startswith("image") for key in values):
        _join_picture(values)
    return Canonical({key: value for key, value in values.items() if _is_given(value)}, names, read)


def _is_given(value: Any) -> bool:
    return value is not None and value != ""


def value_at(values: Mapping[str, Any], name: str) -> Any:
    """Return the value of the key ``name``, or the one at the end of a dotted path; None if there is none."""
    if name in values or "." not in name:
        return values.get(name)
    top, _, rest = name.partition(".")
    table = values.get(top)
    return value_at(table, rest) if isinstance(table, dict) else None


def _join_picture(values: dict[str, Any]) -> None:
    """Make one table of ``image`` and what other keys say of it (``image.credit``), which says nothing of no picture.

    A picture may be given by its address alone.
    """
    picture = _single(values.pop("image", None))
    others = {key.partition(".")[2]: values.pop(key) for key in list(values) if key.startswith("image.")}
    others = {name: value for name, value in others.items() if _is_given(value)}
    if isinstance(picture, str):
        picture = {"src": picture}
    if not isinstance(picture or {}, dict):
        values["image"] = picture
        return
    said = {name: _text(_single(value), None) for name, value in (picture or {}).items()}
    said = {name: value for name, value in said.items() if _is_given(value)}
    if said or "src" in others:
        values["image"] = others | said


def _typed(key: str, value: Any, typed: str | list[str] | None, content: ContentTable) -> Any:
    """``value`` as the type of the schema's ``key``; as it is if that cannot be."""
    if key in _LISTS:
        return _list(value, typed, content.split_of(key))
    if key in _TEXTS or key.startswith("image."):
        typed = typed[0] if isinstance(typed, list) and len(typed) == 1 else typed
        return _text(_single(value), typed)
    return value


def _single(value: Any) -> Any:
    """The only item of a list; nothing for a list without items, and any other value as it is."""
    if not isinstance(value, list) or len(items := [item for item in value if _is_given(item)]) > 1:
        return value
    return items[0] if items else None


def _list(value: Any, typed: str | list[str] | None, split: str) -> Any:
    if isinstance(value, (int, float)):
        value = _text(value, typed)
    if isinstance(value, str):
        return _SEPARATORS[split].split(value) if split in _SEPARATORS else [value]
    if not isinstance(value, list):
        return value
    texts = typed if isinstance(typed, list) else [None] * len(value)
    return [_text(item, text) for item, text in zip(value, texts, strict=True) if item is not None]


def _merged(lists: list[Any]) -> Any:
    """The items of all ``lists``; the first that is none, which is a mistake."""
    wrong = next((each for each in lists if not isinstance(each, list)), None)
    return [item for each in lists for item in each] if wrong is None else wrong


def _text(value: Any, typed: str | list[str] | None) -> Any:
    """A number or truth value as it was ``typed``; anything else as it is."""
    if not isinstance(value, (int, float)):
        return value
    return typed if isinstance(typed, str) else json.dumps(value)
