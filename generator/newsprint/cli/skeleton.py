"""The text of a new story: front matter with the usual keys, ready to be filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from newsprint.base.dates import parse_instant
from newsprint.content.header.scalars import TEXT, tag_of

_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f:#]|:(?=[^\s:#]))*")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+")
_OPTIONAL = """\
# kicker: Weather
# image:
#   src: ferry.jpg
#   alt: What the picture shows
#   caption: Who and where
#   credit: Who took it
"""


def skeleton(title: str, date: str, section: str, authors: Iterable[str], *, draft: bool) -> str:
    """Return the text of a new story. Optional keys are empty, or commented out."""
    lines = [
        f"title: {as_yaml(title)}",
        f"date: {date}",
        f"section: {section}",
        "teaser:",
        f"authors: [{', '.join(map(as_yaml, authors))}]",
        "tags: []",
    ]
    if draft:
        lines.append("draft: true")
    return "---\n" + "\n".join(lines) + f"\n{_OPTIONAL}---\n\n"


def tidy(text: str) -> str:
    """Return ``text`` on one line, without characters that YAML does not allow."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def as_yaml(text: str) -> str:
    """Return ``text`` as a YAML scalar, in quotes only if it needs them.

    JSON's strings are YAML's double-quoted ones (YAML 1.2, section 10.2).
    """
    is_plain = _PLAIN.fullmatch(text) and tag_of(text) == TEXT and not re.search(r"[\[\]{},]", text)
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def written_date(moment: datetime, zone: ZoneInfo) -> str:
    """Return ``moment`` as an author writes it: ``2024-12-23`` or ``2024-12-23 18:30`` in ``zone``.

    In the hour that occurs twice when clocks are put back, it has the offset from UTC.
    """
    local = moment.astimezone(zone).replace(microsecond=0)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        text = f"{local:%Y-%m-%d}"
    else:
        text = f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"
    read = parse_instant(text, zone, of_two="later")
    return text if read.astimezone(UTC) == local.astimezone(UTC) else local.isoformat()
