"""``status`` and the build report hidden stories, the reasons, and when the site changes next."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

from newsprint.builder.status import State, read_status
from newsprint.config.site import read_config
from tests.support.outlets import AS_OF, Outlet, article, at
from tests.support.running import newsprint


def test_status_reports_why_stories_are_hidden_and_the_next_change(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "content/world/a.md": article("A"),
            "content/world/d.md": article("D", draft=True, embargo="2024-12-23T21:00:00Z"),
            "content/world/e.md": article("E", embargo="2024-12-24T06:00:00Z"),
            "content/world/s.md": article("S", date="2024-12-26T06:00:00Z"),
            "content/world/x.md": article("X", expires="2024-12-22"),
            "content/world/y.md": article("Y", expires="2024-12-23T23:30:00Z"),
        }
    )

    status = read_status(site.folder, read_config(site.folder), at(AS_OF))

    assert status.visible == 2
    assert status.problems == ()
    assert status.next_change == datetime(2024, 12, 23, 23, 30, tzinfo=UTC)
    assert {(story.title, story.state, story.until, story.since) for story in status.hidden} == {
        ("D", State.DRAFT, None, None),
        ("E", State.EMBARGOED, datetime(2024, 12, 24, 6, tzinfo=UTC), None),
        ("S", State.SCHEDULED, datetime(2024, 12, 26, 6, tzinfo=UTC), None),
        ("X", State.EXPIRED, None, datetime(2024, 12, 22, tzinfo=UTC)),
    }


def test_each_build_reports_the_next_change(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "content/world/a.md": article("A", embargo="2024-12-24T06:00:00Z", expires="2024-12-26T00:00:00+01:00"),
            "content/world/b.md": article("B", date="2024-12-25"),
            "content/world/c.md": article("C", draft=True, date="2024-12-23T22:00:00Z", expires="2030-01-01"),
        }
    )
    changes, instant = [], AS_OF
    while (change := site.build(instant).next_change) is not None:
        instant = change.isoformat()
        changes.append(instant)

    assert changes == [
        "2024-12-24T06:00:00+00:00",
        "2024-12-25T00:00:00+00:00",
        "2024-12-25T23:00:00+00:00",
        "2024-12-27T00:00:00+00:00",
    ]


def test_the_command_line_lists_hidden_stories(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/e.md": article("E", embargo="2024-12-24T06:00:00Z")})

    done = newsprint("status", "--site", site.folder, "--as-of", AS_OF, "--json")

    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "visible": 0,
        "hidden": [
            {
                "path": "content/world/e.md",
                "title": "E",
                "state": "embargoed",
                "until": "2024-12-24T06:00:00+00:00",
                "since": None,
            }
        ],
        "next_change": "2024-12-24T06:00:00+00:00",
        "problems": [],
    }
