"""What keys of other systems say in a header: they hold the story back, or leave a doubt, and are never passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from newsprint.content.article import Instant
from newsprint.content.front_matter.canonical import KEYS
from newsprint.content.held.holding import Says, plain, said_by
from newsprint.content.front_matter.other_names import hint_for
from newsprint.config.content import FRONT_MATTER_KEYS, ContentTable
from newsprint.base.dates import FORMS, parse_instant, to_microseconds
from newsprint.base.fields import FieldMistake

_HINT = "write draft: true to hold it back, or allow: [held-elsewhere] to publish it"


@dataclass(slots=True)
class Foreign:
    """What the keys say that Newsprint does not read as its own; ``doubts`` are problems unless the story is a draft.

    ``embargo`` is the latest instant before which the story must not be seen, ``expires`` the earliest after which.
    """

    draft: bool = False
    embargo: Instant | None = None
    expires: Instant | None = None
    doubts: list[FieldMistake] = field(default_factory=list)


def unknown_to(content: ContentTable, values: Mapping[str, Any]) -> list[FieldMistake]:
    """One mistake for each key that is neither the schema's nor one of ``[content.fields]``."""
    if content.unknown_keys == "ignore" or values.keys() <= KEYS:
        return []
    unknown = sorted(values.keys() - KEYS - _names_of(content))
    return [FieldMistake(name, f'unknown key "{name}"', _fitting_hint(name, values), "unknown-key") for name in unknown]


def _names_of(content: ContentTable) -> set[str]:
    """The keys that ``[content.fields]`` names; of dotted ones, the first part."""
    names = {name for names in content.fields.values() for name in names}
    return names | {name.partition(".")[0] for name in names}


def _fitting_hint(name: str, values: Mapping[str, Any]) -> str:
    said = said_by(name, values[name])
    if said is Says.NOTHING or plain(name) in KEYS or (said is Says.NOT_BEFORE and "date" not in values):
        return hint_for(name, FRONT_MATTER_KEYS)
    key = "embargo: …" if said is Says.NOT_BEFORE else "draft: true"
    return f'write "{key}" to hold the story back'


def read_foreign(values: Mapping[str, Any], content: ContentTable, zone: tzinfo) -> Foreign:
    """What the keys in ``values`` say, which were not read as Newsprint's own; unknown ones are reported already.

    An outlet that says itself which keys mean ``expires`` has no others but ``expires`` itself.
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
            foreign.doubts.append(FieldMistake(name, message, _HINT, "held-elsewhere"))
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
        foreign.doubts.append(FieldMistake(name, f'"{name}": {error}', f"write it as {FORMS}", "held-elsewhere"))


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:40] + "…"


def earliest(*instants: Instant | None) -> Instant | None:
    """The earliest of those that are given, or None."""
    return min((instant for instant in instants if instant is not None), default=None)


def latest(*instants: Instant | None) -> Instant | None:
    """The latest of those that are given, or None."""
    return max((instant for instant in instants if instant is not None), default=None)
