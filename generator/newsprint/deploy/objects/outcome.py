"""What a deploy that could not end says: what readers see now, and what to type next."""

from __future__ import annotations

from newsprint.deploy.objects.plan import Plan
from newsprint.deploy.objects.shipping import Shipped
from newsprint.kinds.stages import Stage


def broken_off(plan: Plan, shipped: Shipped, name: str) -> str:
    """The state of the site after a deploy of ``plan`` to the target ``name`` did only what ``shipped`` tells."""
    return f"{_told(plan, shipped)}\nOnce that is fixed, resume with: newsprint deploy {name}"


def not_begun(name: str) -> str:
    """The state of the site after a deploy to the target ``name`` that could not even begin."""
    return f"Nothing was changed there.\nOnce that is fixed, deploy with: newsprint deploy {name}"


def _told(plan: Plan, shipped: Shipped) -> str:
    sent = f"{len(shipped.entries):,} of {len(plan.uploads):,} files were sent"
    if shipped.stage < Stage.ARTICLES:
        return f"{sent}. Readers still see the site as it was before."
    if shipped.stage < Stage.DELETES:
        return f"{sent}. Readers see new pages beside old ones; every link leads somewhere, nothing was deleted."
    left = len(plan.deletes) - shipped.deleted
    if left:
        return f"Readers see the new site, whole; {left:,} of {len(plan.deletes):,} old files are still to be deleted."
    return "Readers see the new site, whole; only the list of what lies there is not written yet."
