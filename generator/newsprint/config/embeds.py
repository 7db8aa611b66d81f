"""``[embeds]``: the hosts, besides those of the table of providers, whose pages stories may show in a frame."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from newsprint.base.errors import short
from newsprint.base.fields import FieldProblem
from newsprint.base.host_names import is_host_name

_IN_ADDRESS = re.compile(r"(?:https?://)?([^/:@*]+)(?:[/:].*)?", re.S)


class EmbedsTable(Struct, frozen=True, kw_only=True):
    """``[embeds]``: ``allow`` has names of hosts in lower case, such as ``maps.example.org``."""

    allow: tuple[str, ...] = ()


def normalised_embeds(table: dict[str, Any]) -> dict[str, Any]:
    """Return ``[embeds]`` with its hosts in lower case."""
    hosts = table.get("allow")
    if not isinstance(hosts, list):
        return table
    return table | {"allow": [host.lower() if isinstance(host, str) else host for host in hosts]}


def embeds_problems(table: EmbedsTable) -> list[FieldProblem]:
    """Return a problem for each entry of ``allow`` that is not the name of a host."""
    problems = []
    for host in table.allow:
        if not is_host_name(host):
            match = _IN_ADDRESS.fullmatch(host)
            meant = match[1] if match and is_host_name(match[1]) else "maps.example.org"
            message = f'"{short(host)}" in "embeds.allow" is not the name of a host'
            problems.append(FieldProblem("embeds.allow", message, f'write the name only, such as "{meant}"'))
    return problems
