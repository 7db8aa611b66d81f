"""The pages that a build recorded, and those of a plan made from nothing, for comparison."""

from __future__ import annotations

from newsprint.builder.plan import make_plan
from newsprint.catalog.database import open_catalog
from newsprint.catalog.record.build_plan import BuildPlan
from newsprint.config.site import read_config
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.kinds.registry import page_kinds
from newsprint.site.frame import make_frame
from newsprint.site.grounds import Ground
from tests.support.outlets import Outlet


def recorded(outlet: Outlet) -> set[tuple[str, bytes]]:
    """Return the recorded pages: file and encoded page."""
    with open_catalog(outlet.folder / ".newsprint") as catalog:
        return set(catalog.connection.execute("SELECT file, page FROM page"))


def listed(outlet: Outlet) -> set[tuple[str, bytes]]:
    """Return the pages of a plan for which every kind lists all of its pages, whatever was recorded."""
    config = read_config(outlet.folder)
    with open_catalog(outlet.folder / ".newsprint") as catalog:
        plan = BuildPlan(catalog.connection)
        kinds = page_kinds(make_frame(config, outlet_theme(outlet.folder, config), catalog))
        make_plan(plan, kinds, catalog, grounds=dict.fromkeys(Ground, "another"))
        return {(page.file, page.page) for page in plan.out_of_date()}
