"""What a deploy does to a branch: a pure function of what is there and of what is to be there."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from newsprint.deploy.branch.remote import Tree

_FINGERPRINTED = re.compile(r"assets/.*\.[0-9a-f]{10}(?:\.[^./]+)?")


class Plan(Struct, frozen=True):
    """Which files a deploy adds, replaces and deletes, by their paths, sorted; and how many it leaves alone.

    ``kept`` are fingerprinted assets that no page needs any more, each with the instant since when (UTC).
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: int
    kept: Mapping[str, datetime] = {}

    @property
    def sent(self) -> tuple[str, ...]:
        """The files that are sent."""
        return tuple(sorted(self.added + self.replaced))

    @property
    def is_empty(self) -> bool:
        """Whether everything is there as it is to be."""
        return not (self.added or self.replaced or self.deleted)


def compare(ours: Mapping[str, str], there: Tree, stays: Container[str] = ()) -> Plan:
    """What makes the files that are ``there`` the same as ``ours``, by the ids of their blobs.

    What ``stays`` is not deleted.
    """
    added = tuple(sorted(ours.keys() - there.keys()))
    replaced = tuple(sorted(file for file in ours.keys() & there.keys() if ours[file] != there[file]))
    deleted = tuple(sorted(file for file in there.keys() - ours.keys() if file not in stays))
    return Plan(added, replaced, deleted, unchanged=len(ours) - len(added) - len(replaced))


def keep_assets(plan: Plan, since: Mapping[str, datetime], now: datetime, days: int) -> Plan:
    """The plan without deleting fingerprinted assets before they are old: a page cached elsewhere keeps its style.

    ``since`` tells which of them were not needed before, and since when. They go ``days`` later, with the next commit
    that there is anyway: nothing is committed for them alone.
    """
    assets = {file: since.get(file, now) for file in plan.deleted if _FINGERPRINTED.fullmatch(file)}
    alone = not plan.sent and len(assets) == len(plan.deleted)
    kept = {file: gone for file, gone in assets.items() if alone or now - gone < timedelta(days=days)}
    return replace(plan, deleted=tuple(file for file in plan.deleted if file not in kept), kept=kept)
