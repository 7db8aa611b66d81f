"""What a header says, under the schema's names and as the schema's types: other names, numbers where text is meant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from newsprint.articles.located import Header
from newsprint.config import FRONT_MATTER_KEYS, ContentTable

KEYS = frozenset(FRONT_MATTER_KEYS)
DATES = ("date", "updated", "embargo", "expires")
_LISTS = frozenset(("authors", "tags", "aliases", "allow"))
_TEXTS = frozenset(("title", "section", "teaser", "slug", "series", "kicker", "dateline", "lang", "canonical"))


def canonical(header: Header, content: ContentTable) -> tuple[dict[str, Any], dict[str, str]]:
    """The header's values under the schema's names, and the names that the file uses where they are others.

    Of the names that ``[content.fields]`` lists for a key, the first that has a value counts.
    """
    given = {name: value for name, value in header.values.items() if value is not None and value != ""}
    values = {name: value for name, value in given.items() if name in KEYS and name not in content.fields}
    names: dict[str, str] = {}
    for key, alternatives in content.fields.items():
        for name in alternatives:
            if name in given:
                values[key], names[key] = given[name], name
                break
    return values, names


def as_written(values: Mapping[str, Any], names: Mapping[str, str], header: Header) -> dict[str, Any]:
    """Numbers where text is meant become the text that was typed, and a single name becomes a list of one."""
    data: dict[str, Any] = {}
    for key, value in values.items():
        if key in _TEXTS and isinstance(value, (int, float)):
            value = _text(value, header.written.get(names.get(key, key)))
        elif key in _LISTS:
            value = _list(key, value, header.written.get(names.get(key, key)))
        if key not in DATES:
            data[key] = value
    return data


def _list(key: str, value: Any, typed: str | list[str] | None) -> Any:
    if isinstance(value, (int, float)):
        value = _text(value, typed)
    if isinstance(value, str):
        return value.split(",") if key == "tags" else [value]
    if not isinstance(value, list):
        return value
    texts = typed if isinstance(typed, list) else [None] * len(value)
    return [_text(item, text) for item, text in zip(value, texts, strict=True) if item is not None]


def _text(value: Any, typed: str | list[str] | None) -> Any:
    """A number or truth value as it was ``typed``; anything else as it is."""
    if not isinstance(value, (int, float)):
        return value
    return typed if isinstance(typed, str) else json.dumps(value)
