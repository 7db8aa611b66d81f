"""Helpers that read one article, and write its header in YAML, TOML or JSON."""

from __future__ import annotations

import json
from typing import Any

from newsprint.base.dates import from_microseconds
from newsprint.config.site import SiteConfig, parse_config
from newsprint.content.reader import read_article
from newsprint.content.reading_results import ReadingError
from newsprint.content.records import Article
from tests.support.outlets import CONFIGURATION

FORMATS = ("yaml", "toml", "json")


def outlet_settings(more: str = "", zone: str = "Europe/London") -> SiteConfig:
    """Return the usual configuration in the time zone ``zone``, with ``more`` TOML at its end."""
    return parse_config(CONFIGURATION.replace("Europe/London", zone) + more)


def text_of(header: str, values: dict[str, Any], body: str = "Words.") -> str:
    """Return a file with ``values`` in a header of the format ``header``, one line for each key."""
    if header == "json":
        rows = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in values.items())
        return f"{{\n{rows}\n}}\n{body}\n"
    if header == "toml":
        rows = "\n".join(f"{key} = {_toml(value)}" for key, value in values.items())
        return f"+++\n{rows}\n+++\n{body}\n"
    rows = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return f"---\n{rows}\n---\n{body}\n"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def read(text: str | bytes, path: str = "world/storm.md", config: SiteConfig | None = None) -> Article:
    """Return the article in ``text``, or raise ReadingError."""
    return read_article(path, text if isinstance(text, bytes) else text.encode(), config or outlet_settings()).content


def problems_of(text: str | bytes, path: str = "world/storm.md", config: SiteConfig | None = None) -> list[str]:
    """Return the problems in ``text``, sorted by place and without the path; none if it is an article."""
    try:
        read(text, path, config)
    except ReadingError as error:
        shown = f"content/{path}"
        assert all(problem.path == shown for problem in error.problems)
        return [str(problem).removeprefix(f"{shown}:") for problem in sorted(error.problems)]
    return []


def yaml(lines: str, body: str = "Words.", *, title: str = "title: Storm\n", date: str = "date: 2024-12-23\n") -> str:
    """Return a file with a YAML header: title on line 2, date on line 3, ``lines`` from line 4."""
    return f"---\n{title}{date}{lines}\n---\n{body}\n"


def utc(instant: int | None) -> str:
    """Return an instant of the catalog as ISO 8601 in UTC."""
    assert instant is not None
    return from_microseconds(instant).isoformat().replace("+00:00", "Z")
