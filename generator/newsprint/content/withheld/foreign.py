"""The effects of other systems' keys in a header: they hold the story back, or are reported if they are unclear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from newsprint.base.dates import FORMS, parse_instant, to_microseconds
from newsprint.base.fields import FieldProblem
from newsprint.config.content import FRONT_MATTER_KEYS, ContentTable
from newsprint.content.front_matter.canonical import KEYS
from newsprint.content.front_matter.other_names import hint_for
from newsprint.content.records import Instant
from newsprint.content.withheld.holding import Says, plain, said_by

_HINT = "write draft: true to hold the story back, or allow: [held-elsewhere] to publish it"


@dataclass(slots=True)
class Foreign:
    """The effects of keys that Newsprint does not read as its own.

    ``embargo`` is the latest instant before which readers must not see the story, ``expires`` the earliest instant
    after which they must not. ``doubts`` are problems unless the story is a draft.
    """

    draft: bool = False
    embargo: Instant | None = None
    expires: Instant | None = None
    doubts: list[FieldProblem] = field(default_factory=list)


def unknown_to(content: ContentTable, values: Mapping[str, Any]) -> list[FieldProblem]:
    """Return a problem for each key that is neither in the schema nor in ``[content.fields]``.

    There are none if the outlet ignores unknown keys.
    """
    if content.unknown_keys == "ignore" or values.keys() <= KEYS:
        return []
    unknown = sorted(values.keys() - KEYS - _names_of(content))
    return [FieldProblem(name, f'unknown key "{name}"', _fitting_hint(name, values), "unknown-key") for name in unknown]


def _names_of(content: ContentTable) -> set[str]:
    """Return the keys that ``[content.fields]`` names, and the first parts of dotted ones."""
    names = {name for names in content.fields.values() for name in names}
    return names | {name.partition(".")[0] for name in names}


def _fitting_hint(name: str, values: Mapping[str, Any]) -> str:
    said = said_by(name, values[name])
    if said is Says.NOTHING or plain(name) in KEYS or (said is Says.NOT_BEFORE and "date" not in values):
        return hint_for(name, FRONT_MATTER_KEYS)
    key = "embargo: …" if said is Says.NOT_BEFORE else "draft: true"
    return f'write "{key}" to hold the story back'


def read_foreign(values: Mapping[str, Any], content: ContentTable, zone: tzinfo) -> Foreign:
    """Return the effects of the keys in ``values``, which Newsprint does not read as its own.

    Unknown keys are left out if they are reported elsewhere. Where ``[content.fields]`` lists the keys that mean
    ``expires``, no other key has that meaning but ``expires`` itself. Times without an offset are in ``zone``.
    """
    foreign = Foreign()
    reported = content.unknown_keys == "error"
    for name, value in values.items():
        if reported and name not in KEYS and name not in _names_of(content):
            continue
        said = said_by(name, value)
        if said is Says.HOLD:
            foreign.draft = True
        elif said is Says.DOUBT:
            message = f'"{name}" may hold the story back, and its value is not clear: {_shown(value)}'
            foreign.doubts.append(FieldProblem(name, message, _HINT, "held-elsewhere"))
        elif said is Says.NOT_BEFORE or (said is Says.NOT_AFTER and _may_expire(name, content)):
            _note_instant(foreign, name, value, said, zone)
    return foreign


def _may_expire(name: str, content: ContentTable) -> bool:
    return plain(name) == "expires" or "expires" not in content.fields


def _note_instant(foreign: Foreign, name: str, value: Any, said: Says, zone: tzinfo) -> None:
    try:
        if said is Says.NOT_BEFORE:
            instant = to_microseconds(parse_instant(value, zone, of_two="later"))
            foreign.embargo = latest(instant, foreign.embargo)
        else:
            instant = to_microseconds(parse_instant(value, zone, of_two="earlier"))
            foreign.expires = earliest(instant, foreign.expires)
    except ValueError as error:
        foreign.doubts.append(FieldProblem(name, f'"{name}": {error}', f"write it as {FORMS}", "held-elsewhere"))


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:40] + "…"


def earliest(*instants: Instant | None) -> Instant | None:
    """Return the earliest of ``instants`` that are not None; None if there is none."""
    return min((instant for instant in instants if instant is not None), default=None)


def latest(*instants: Instant | None) -> Instant | None:
    """Return the latest of ``instants`` that are not None; None if there is none."""
    return max((instant for instant in instants if instant is not None), default=None)
