"""``newsprint status``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from newsprint.builder.status import HiddenStory, Status, read_status
from newsprint.cli.options import as_of_option, instant_of, json_option, outlet_at, site_option
from newsprint.cli.problem_report import print_skipped, problem_object
from newsprint.cli.terminal import counted, in_zone, plain, print_line, print_text
from newsprint.config.site import SiteConfig
from newsprint.content.states import State

_HEADINGS = {
    State.DRAFT: "Drafts",
    State.EMBARGOED: "Embargoed",
    State.SCHEDULED: "Scheduled",
    State.EXPIRED: "Expired",
}


@click.command("status")
@site_option
@as_of_option
@click.option("--all", "every", is_flag=True, help="Print every problem (default: a summary if there are many).")
@json_option
def command(site: Path | None, as_of: str | None, every: bool, as_json: bool) -> int:
    """List drafts, embargoed, scheduled and expired stories.

    It also prints when the site next changes by itself: build again then.
    """
    folder, config = outlet_at(site)
    status = read_status(folder, config, instant_of(as_of, config))
    if as_json:
        print_line(json.dumps(_result(status), ensure_ascii=False))
    else:
        _print_status(status, config)
    print_skipped(status.problems, (), "with problems.", every=every)
    return 1 if status.problems else 0


def _print_status(status: Status, config: SiteConfig) -> None:
    print_text(f"{counted(status.visible, 'story', 'stories')} published, {len(status.hidden)} hidden.")
    for state, heading in _HEADINGS.items():
        stories = [story for story in status.hidden if story.state is state]
        if stories:
            print_line(f"\n{click.style(heading, bold=True)}")
        for story in stories:
            print_text(f"  {plain(story.title)}")
            if when := _when(story, config):
                print_text(f"    {when}")
            print_line(click.style(f"    {plain(story.path)}", dim=True))
    if status.next_change:
        print_text(f"\nThe site next changes by itself on {in_zone(status.next_change, config.site.zone)}.")
    else:
        print_text("\nThe site does not change by itself.")


def _when(story: HiddenStory, config: SiteConfig) -> str:
    if story.until:
        return f"appears on {in_zone(story.until, config.site.zone)}"
    return f"since {in_zone(story.since, config.site.zone)}" if story.since else ""


def _result(status: Status) -> dict[str, Any]:
    return {
        "visible": status.visible,
        "hidden": [
            {
                "path": story.path,
                "title": story.title,
                "state": story.state.value,
                "until": story.until.isoformat() if story.until else None,
                "since": story.since.isoformat() if story.since else None,
            }
            for story in status.hidden
        ],
        "next_change": status.next_change.isoformat() if status.next_change else None,
        "problems": [problem_object(problem) for problem in status.problems],
    }
