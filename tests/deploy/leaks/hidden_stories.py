"""Hidden stories, and what the scan finds of them in a build."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from newsprint.config.site import read_config
from newsprint.content.states import State
from newsprint.deploy.built.shipment import last_shipment
from newsprint.deploy.leaks.leak_scan import Leak, leak_scan
from tests.support.outlets import AS_OF, Outlet, article
from tests.support.reading import Make

NOW = datetime.fromisoformat(AS_OF) + timedelta(minutes=1)
SECRET = "content/world/secret.md"
PERMALINK = "/world/2024/12/20/minister-resigns-over-dredging-contract/"
TITLE = "Minister resigns over “dredging” contract & more"
BODY = """\
The minister will tell the council on Friday morning that she resigns, people close to her said.

Her letter names *three* companies that were paid for mud which nobody weighed. They deny it: "Not
a single tonne", said one, "was left in the harbour when our last boat sailed for home."
"""
TEASER = "It is the end of a year in which nobody counted the boats, and everybody paid."
VISIBLE: Mapping[str, str] = {
    "content/world/seen.md": article("A quiet day in the harbour", "Nothing happened at all today, says the master.")
}
HIDING = {
    State.DRAFT: {"draft": True},
    State.EMBARGOED: {"draft": False, "embargo": "2024-12-24T06:00:00Z"},
    State.SCHEDULED: {"draft": False, "date": "2024-12-25"},
    State.EXPIRED: {"draft": False, "expires": "2024-12-22"},
}


def secret(**front: Any) -> dict[str, str]:
    """Return a story that is a draft, unless ``front`` says otherwise, by its path."""
    front = {"draft": True, "title": TITLE, "slug": PERMALINK.split("/")[-2], "teaser": TEASER, "body": BODY, **front}
    return {SECRET: article(**front)}


def leaks(site: Outlet, now: datetime = NOW) -> list[Leak]:
    """Return what the scan finds in the last build."""
    with last_shipment(site.folder, site.output, now) as shipment:
        scan = leak_scan(site.folder, read_config(site.folder), shipment.as_of, now)
    found = (scan.scan(path, (site.output / path).read_bytes()) for path in sorted(shipment.files))
    return [leak for leak in found if leak]


def built(outlet: Make, files: Mapping[str, str | bytes], as_of: str = AS_OF) -> Outlet:
    """Return an outlet that was built with ``files`` and a visible story."""
    site = outlet({**VISIBLE, **files})
    site.build(as_of)
    return site
