"""The built outlet whose shipments are tested."""

from __future__ import annotations

import pytest

from tests.support.outlets import Outlet, article
from tests.support.reading import Make


@pytest.fixture(params=["here", "in another process"])
def site(outlet: Make, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Outlet:
    """Return an outlet that was built. Its output is scanned as that of a small site, and as that of a large one."""
    if request.param != "here":
        monkeypatch.setattr("newsprint.deploy.built.other_process.WORTH_A_PROCESS", 0)
    files = {
        "content/world/one.md": article("One", "See [this](leaflet.txt)."),
        "content/world/leaflet.txt": b"Tides.",
        "content/sport/draft.md": article("Two", section="sport", draft=True),
        "content/static/robots.txt": b"",
    }
    site = outlet(files)
    site.build()
    return site
