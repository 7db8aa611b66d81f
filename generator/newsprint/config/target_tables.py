"""Reading ``[deploy]`` of ``newsprint.toml``: the settings of every target, or every mistake in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from newsprint.base.errors import suggestion
from newsprint.base.fields import FieldMistake, convert, unknown_keys
from newsprint.base.redaction import shown
from newsprint.base.urls import SLUG
from newsprint.config.targets import SETTINGS, TargetSettings

EXAMPLE = 'for example: target = "s3://bucket/prefix"'
"""For whom no cloud is known to be meant."""

_SECRETS = re.compile(r"key|secret|token|password|credential|sas", re.I)


def read_targets(tables: Any) -> tuple[dict[str, TargetSettings], list[FieldMistake]]:
    """The targets of ``[deploy]`` by name, and every mistake in them."""
    if not isinstance(tables, dict):
        return {}, [FieldMistake("deploy", '"deploy" must hold tables', "write [deploy.NAME]")]
    targets: dict[str, TargetSettings] = {}
    mistakes: list[FieldMistake] = []
    for name, table in tables.items():
        target, found = _read_target(name, table)
        mistakes += found
        if target:
            targets[name] = target
    return targets, mistakes


def _read_target(name: str, table: Any) -> tuple[TargetSettings | None, list[FieldMistake]]:
    prefix = f"deploy.{name}"
    if not SLUG.fullmatch(name):
        return None, [
            FieldMistake(prefix, f'"{name}" cannot be the name of a target', "lower-case letters, digits and hyphens")
        ]
    if not isinstance(table, dict) or "target" not in table:
        return None, [FieldMistake(prefix, f'deploy target "{name}" needs a "target"', EXAMPLE)]
    kind = kind_of(table["target"])
    known = tuple(dict.fromkeys(key for each in SETTINGS.values() for key in each.__struct_fields__))
    mistakes = [_secret_or_unknown(mistake) for mistake in unknown_keys(table, known, prefix=f"{prefix}.")]
    target, found = convert(table, kind or TargetSettings, prefix=f"{prefix}.")
    if target:
        found = _address_mistakes(target, kind, prefix) or target.mistakes(f"{prefix}.")
        if kind and not found:
            found = _keys_of_others(kind, [key for key in table if key in known], prefix)
    return target, mistakes + found


def kind_of(target: object) -> type[TargetSettings] | None:
    """Return the type of the settings of ``target``; None if it is none that Newsprint knows."""
    try:
        scheme = urlsplit(target).scheme if isinstance(target, str) else ""
    except ValueError:
        return None
    kind = SETTINGS.get(scheme or str(target))
    return kind if kind and kind.is_url == bool(scheme) else None


def _keys_of_others(kind: type[TargetSettings], keys: Iterable[str], prefix: str) -> list[FieldMistake]:
    """Return a problem for each of ``keys`` that has no meaning for this kind of target."""
    own = kind.__struct_fields__
    called = f"{kind.scheme}{'://' if kind.is_url else ''}"
    hint = f"its keys are {', '.join(own)}"
    return [
        FieldMistake(f"{prefix}.{key}", f'unknown key "{key}" for a target {called}', hint, "unknown-key")
        for key in keys
        if key not in own
    ]


def _secret_or_unknown(mistake: FieldMistake) -> FieldMistake:
    """An unknown key, with better advice if it looks like a credential."""
    key = mistake.key.rpartition(".")[2]
    if not _SECRETS.search(key):
        return mistake
    hint = "take it out: credentials come from the environment, a profile or the machine's role, never from this file"
    return FieldMistake(mistake.key, f'"{key}" looks like a credential', hint)


def _address_mistakes(settings: TargetSettings, kind: type[TargetSettings] | None, prefix: str) -> list[FieldMistake]:
    """What is wrong with a target of any kind, or of none."""
    key = f"{prefix}.target"
    try:
        parts = urlsplit(settings.target)
    except ValueError as error:
        return [FieldMistake(key, f"not a target: {shown(str(error))}", EXAMPLE)]
    if parts.username or parts.password or parts.query or parts.fragment:
        hint = f'for example: target = "{kind.example}"' if kind and kind.is_url else EXAMPLE
        return [FieldMistake(key, "a target has no password, no ? and no # in it", hint)]
    if kind:
        return []
    hint = suggestion(parts.scheme, SETTINGS) if parts.scheme else EXAMPLE
    return [FieldMistake(key, f'"{shown(settings.target)}" is not a target that Newsprint knows', hint)]
