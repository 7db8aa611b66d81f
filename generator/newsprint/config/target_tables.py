"""``[deploy]`` of ``newsprint.toml``: reading the settings of every target, or every problem in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from newsprint.base.errors import suggestion
from newsprint.base.fields import FieldProblem, convert, unknown_keys
from newsprint.base.redaction import redacted
from newsprint.base.urls import SLUG
from newsprint.config.targets import SETTINGS, TargetSettings

EXAMPLE = 'for example: target = "s3://bucket/prefix"'
"""The hint if the intended cloud is not known."""

_SECRETS = re.compile(r"key|secret|token|password|credential|sas", re.I)


def read_targets(tables: Any) -> tuple[dict[str, TargetSettings], list[FieldProblem]]:
    """Return the targets of ``[deploy]`` by name, and every problem in them."""
    if not isinstance(tables, dict):
        return {}, [FieldProblem("deploy", '"deploy" must contain tables', "write [deploy.NAME]")]
    targets: dict[str, TargetSettings] = {}
    problems: list[FieldProblem] = []
    for name, table in tables.items():
        target, found = _read_target(name, table)
        problems += found
        if target:
            targets[name] = target
    return targets, problems


def _read_target(name: str, table: Any) -> tuple[TargetSettings | None, list[FieldProblem]]:
    prefix = f"deploy.{name}"
    if not SLUG.fullmatch(name):
        return None, [
            FieldProblem(
                prefix, f'"{name}" cannot be the name of a target', "use lower-case letters, digits and hyphens"
            )
        ]
    if not isinstance(table, dict) or "target" not in table:
        return None, [FieldProblem(prefix, f'deploy target "{name}" needs a "target"', EXAMPLE)]
    kind = settings_type_of(table["target"])
    known = tuple(dict.fromkeys(key for each in SETTINGS.values() for key in each.__struct_fields__))
    problems = [_secret_or_unknown(problem) for problem in unknown_keys(table, known, prefix=f"{prefix}.")]
    target, found = convert(table, kind or TargetSettings, prefix=f"{prefix}.")
    if target:
        found = _address_problems(target, kind, prefix) or target.problems(f"{prefix}.")
        if kind and not found:
            found = _keys_of_others(kind, [key for key in table if key in known], prefix)
    return target, problems + found


def settings_type_of(target: object) -> type[TargetSettings] | None:
    """Return the type of the settings of ``target``; None if Newsprint does not know such a target."""
    try:
        scheme = urlsplit(target).scheme if isinstance(target, str) else ""
    except ValueError:
        return None
    kind = SETTINGS.get(scheme or str(target))
    return kind if kind and kind.is_url == bool(scheme) else None


def _keys_of_others(kind: type[TargetSettings], keys: Iterable[str], prefix: str) -> list[FieldProblem]:
    """Return a problem for each of ``keys`` that this kind of target does not have."""
    own = kind.__struct_fields__
    called = f"{kind.scheme}{'://' if kind.is_url else ''}"
    hint = f"its keys are {', '.join(own)}"
    return [
        FieldProblem(f"{prefix}.{key}", f'unknown key "{key}" for a target {called}', hint, "unknown-key")
        for key in keys
        if key not in own
    ]


def _secret_or_unknown(problem: FieldProblem) -> FieldProblem:
    """Return the problem of an unknown key, with better advice if it looks like a credential."""
    key = problem.key.rpartition(".")[2]
    if not _SECRETS.search(key):
        return problem
    hint = "delete it: credentials come from the environment, a profile or the machine's role, never from this file"
    return FieldProblem(problem.key, f'"{key}" looks like a credential', hint)


def _address_problems(settings: TargetSettings, kind: type[TargetSettings] | None, prefix: str) -> list[FieldProblem]:
    """Return the problems of a target's address, whether its kind is known or not."""
    key = f"{prefix}.target"
    try:
        parts = urlsplit(settings.target)
    except ValueError as error:
        return [FieldProblem(key, f"not a target: {redacted(str(error))}", EXAMPLE)]
    if parts.username or parts.password or parts.query or parts.fragment:
        hint = f'for example: target = "{kind.example}"' if kind and kind.is_url else EXAMPLE
        return [FieldProblem(key, "a target must not contain a password, ? or #", hint)]
    if kind:
        return []
    hint = suggestion(parts.scheme, SETTINGS) if parts.scheme else EXAMPLE
    return [FieldProblem(key, f'"{redacted(settings.target)}" is not a target that Newsprint knows', hint)]
