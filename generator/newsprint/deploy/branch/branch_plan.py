"""The plan of a deploy to a branch: a pure function of the files there and those of the build."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from newsprint.deploy.branch.remote import Tree
from newsprint.deploy.served_urls import is_fingerprinted


class BranchPlan(Struct, frozen=True):
    """The files that a deploy adds, replaces and deletes, and the number of unchanged ones.

    Files are sorted paths. ``kept`` are fingerprinted assets that no page needs any more, each with the instant (UTC)
    since which it is unused.
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
        """Whether there is nothing to change."""
        return not (self.added or self.replaced or self.deleted)


def plan_branch(ours: Mapping[str, str], there: Tree, stays: Container[str] = ()) -> BranchPlan:
    """Return the plan that makes the files ``there`` the same as ``ours``, compared by blob id.

    Files in ``stays`` are not deleted.
    """
    added = tuple(sorted(ours.keys() - there.keys()))
    replaced = tuple(sorted(file for file in ours.keys() & there.keys() if ours[file] != there[file]))
    deleted = tuple(sorted(file for file in there.keys() - ours.keys() if file not in stays))
    return BranchPlan(added, replaced, deleted, unchanged=len(ours) - len(added) - len(replaced))


def keep_assets(plan: BranchPlan, since: Mapping[str, datetime], now: datetime, days: int) -> BranchPlan:
    """Return ``plan`` without the deletion of assets that became unused less than ``days`` before ``now``.

    A cached page thus keeps its style. Only fingerprinted assets are kept. ``since`` has the instant (UTC) since which
    each is unused, as earlier deploys noted it. Older assets are deleted with the next commit that changes something
    else: nothing is committed for them alone.
    """
    assets = {file: since.get(file, now) for file in plan.deleted if is_fingerprinted(file)}
    alone = not plan.sent and len(assets) == len(plan.deleted)
    kept = {file: unused for file, unused in assets.items() if alone or now - unused < timedelta(days=days)}
    return replace(plan, deleted=tuple(file for file in plan.deleted if file not in kept), kept=kept)
