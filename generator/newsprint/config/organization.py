"""``[organization]``: who publishes the outlet, and by which rules it works."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta, Struct

from newsprint.base.fields import FieldProblem, Text, unknown_keys
from newsprint.config.link_addresses import link_problem

POLICIES = {
    "publishing_principles": "publishingPrinciples",
    "ethics": "ethicsPolicy",
    "corrections": "correctionsPolicy",
    "fact_checking": "verificationFactCheckingPolicy",
    "unnamed_sources": "unnamedSourcesPolicy",
    "bylines": "noBylinesPolicy",
    "feedback": "actionableFeedbackPolicy",
    "mission": "missionCoveragePrioritiesPolicy",
    "diversity": "diversityPolicy",
    "diversity_staffing": "diversityStaffingReport",
    "ownership": "ownershipFundingInfo",
    "masthead": "masthead",
}
"""The policies that can be named, in the order in which pages list them.

Each with the property of a ``NewsMediaOrganization`` (schema.org) that means it.
"""

_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")


class OrganizationTable(Struct, frozen=True, kw_only=True):
    """The organization. Empty texts are not known; ``founded`` is a year. ``policies`` are addresses by name.

    ``logo`` is the path of a picture, from the outlet's folder.
    """

    name: str = ""
    founded: Annotated[int, Meta(ge=1, le=9999)] | None = None
    logo: str = ""
    address: str = ""
    email: str = ""
    policies: dict[str, Text] = {}


def organization_problems(table: OrganizationTable) -> list[FieldProblem]:
    """Return the problems that types cannot find: unknown policies, and texts that are no addresses."""
    problems = unknown_keys(table.policies, tuple(POLICIES), prefix="organization.policies.")
    for key, address in table.policies.items():
        if problem := link_problem(f"organization.policies.{key}", address):
            problems.append(problem)
    if table.email and not _EMAIL.fullmatch(table.email):
        message = f'"{table.email[:80]}" is not an e-mail address'
        problems.append(FieldProblem("organization.email", message, "for example: desk@gazette.example"))
    return problems
