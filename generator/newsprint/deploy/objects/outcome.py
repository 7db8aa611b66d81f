"""The outcome of a deploy that failed: what readers see now, and how to resume."""

from __future__ import annotations

from newsprint.deploy.objects.sending import Shipped
from newsprint.deploy.objects.transfer_plan import TransferPlan
from newsprint.kinds.stages import Stage


def interrupted(plan: TransferPlan, shipped: Shipped, name: str) -> str:
    """Return the outcome of a deploy of ``plan`` to the target ``name`` that did only ``shipped``."""
    return f"{_visible_state(plan, shipped)}\nOnce that is fixed, resume with: newsprint deploy {name}"


def not_started(name: str) -> str:
    """Return the outcome of a deploy to the target ``name`` that failed before it changed anything."""
    return f"Nothing was changed there.\nOnce that is fixed, deploy with: newsprint deploy {name}"


def _visible_state(plan: TransferPlan, shipped: Shipped) -> str:
    sent = f"{len(shipped.entries):,} of {len(plan.uploads):,} files were sent"
    if shipped.stage < Stage.ARTICLES:
        return f"{sent}. Readers still see the site as it was before."
    if shipped.stage < Stage.DELETES:
        return f"{sent}. Readers see new pages beside old ones; all links work, nothing was deleted."
    left = len(plan.deletes) - shipped.deleted
    if left:
        return f"Readers see the new site, whole; {left:,} of {len(plan.deletes):,} old files are still to be deleted."
    return "Readers see the new site, whole; only the list of its files is not written yet."
