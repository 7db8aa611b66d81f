"""The values of a header, with the keys and types of the schema.

Other systems have other names for a key, several keys in place of one, a list in place of a text, or a text in place of
a list or table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from newsprint.config.content import FRONT_MATTER_KEYS, OWN_LISTS, OWN_TEXTS, ContentTable
from newsprint.content.header.located import Header

KEYS = frozenset(FRONT_MATTER_KEYS)
DATES = ("date", "updated", "embargo", "expires")
_MAY_BE_EMPTY = ("alt", "credit")
"""The keys of a picture that say something if they are empty."""

_LISTS = frozenset(("authors", "tags", "aliases", "allow", *OWN_LISTS))
_TEXTS = frozenset(
    (
        "title",
        "section",
        "teaser",
        "slug",
        "url",
        "series",
        "kicker",
        "dateline",
        "lang",
        "canonical",
        "template",
        *OWN_TEXTS,
    )
)
_SEPARATORS = {"commas": re.compile(","), "blanks": re.compile(r"\s+"), "semicolons": re.compile(";")}


class Canonical(Struct, frozen=True):
    """A header with the schema's keys.

    ``values`` has only keys with a value. ``names`` maps keys to the names in the file where these differ; both may be
    dotted (``image.credit``). ``read`` are the top keys of the file that were read.
    """

    values: dict[str, Any]
    names: dict[str, str]
    read: set[str]


def canonical(header: Header, content: ContentTable) -> Canonical:
    """Return ``header`` with the schema's keys, read with the names and separators of ``content``.

    Of the names that ``[content.fields]`` lists for a key, the first with a value is used; for a list, all of them
    are. Texts in place of lists are split; lists of one item in place of texts become that item.
    """
    given = {name: value for name, value in header.values.items() if name in KEYS and name not in content.fields}
    values = {name: _converted(name, value, header.written.get(name), content) for name, value in given.items()}
    names: dict[str, str] = {}
    read = set(values)
    for key, alternatives in content.fields.items():
        named = [(name, value_at(header.values, name)) for name in alternatives]
        converted = [(name, _converted(key, value, header.written.get(name), content)) for name, value in named]
        found = [(name, value) for name, value in converted if _is_given(value)]
        if found := found or [
            each for each in converted if key.removeprefix("image.") in _MAY_BE_EMPTY and each[1] == ""
        ]:
            values[key] = _merged([value for _, value in found]) if key in _LISTS else found[0][1]
            names[key] = found[0][0]
            read.update(name for name, _ in (found if key in _LISTS else found[:1]))
    if any(key.startswith("image") for key in values):
        _join_picture(values)
    return Canonical({key: value for key, value in values.items() if _is_given(value)}, names, read)


def _is_given(value: Any) -> bool:
    return value is not None and value != ""


def value_at(values: Mapping[str, Any], name: str) -> Any:
    """Return the value of the key ``name``, or of the dotted path ``name``; None if there is none."""
    if name in values or "." not in name:
        return values.get(name)
    top, _, rest = name.partition(".")
    table = values.get(top)
    return value_at(table, rest) if isinstance(table, dict) else None


def _join_picture(values: dict[str, Any]) -> None:
    """Merge other keys of a picture (``image.credit``) into the table ``image``, if there is a picture.

    ``image`` may also be a text: the picture's address. An empty ``credit`` is kept: it says that none is printed. An
    empty ``alt``, too: it says that the picture is a decoration.
    """
    picture = _single(values.pop("image", None))
    others = {key.partition(".")[2]: values.pop(key) for key in list(values) if key.startswith("image.")}
    if isinstance(picture, str):
        picture = {"src": picture}
    if not isinstance(picture or {}, dict):
        values["image"] = picture
        return
    own = {name: _text(_single(value), None) for name, value in (picture or {}).items()}
    empty = {name: "" for name in _MAY_BE_EMPTY if "" in (own.get(name), others.get(name))}
    own, others = ({name: value for name, value in each.items() if _is_given(value)} for each in (own, others))
    if own or "src" in others:
        values["image"] = empty | others | own


def _converted(key: str, value: Any, written: str | list[str] | None, content: ContentTable) -> Any:
    """Return ``value`` with the type of the schema's ``key``; unchanged if that is not possible.

    ``written`` is the text of ``value`` as the author typed it, where that is known.
    """
    if key in _LISTS:
        return _list(value, written, content.split_of(key))
    if key in _TEXTS or key.startswith("image."):
        written = written[0] if isinstance(written, list) and len(written) == 1 else written
        return _text(_single(value), written)
    return value


def _single(value: Any) -> Any:
    """Return the only item of a list, None for an empty list, and any other value unchanged."""
    if not isinstance(value, list) or len(items := [item for item in value if _is_given(item)]) > 1:
        return value
    return items[0] if items else None


def _list(value: Any, written: str | list[str] | None, split: str) -> Any:
    if isinstance(value, (int, float)):
        value = _text(value, written)
    if isinstance(value, str):
        return _SEPARATORS[split].split(value) if split in _SEPARATORS else [value]
    if not isinstance(value, list):
        return value
    texts = written if isinstance(written, list) else [None] * len(value)
    return [_text(item, text) for item, text in zip(value, texts, strict=True) if item is not None]


def _merged(lists: list[Any]) -> Any:
    """Return the items of all ``lists``, or the first value that is not a list: the schema reports it."""
    wrong = next((each for each in lists if not isinstance(each, list)), None)
    return [item for each in lists for item in each] if wrong is None else wrong


def _text(value: Any, written: str | list[str] | None) -> Any:
    """Return a number or truth value as the author typed it, and any other value unchanged."""
    if not isinstance(value, (int, float)):
        return value
    return written if isinstance(written, str) else json.dumps(value)
