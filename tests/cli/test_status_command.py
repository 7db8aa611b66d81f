"""``newsprint status``: what readers do not see and why, for people and for programs."""

from __future__ import annotations

import json

from tests.support import manual
from tests.support.commandline import run
from tests.support.outlets import article
from tests.support.reading import Make

AS_OF = ("--as-of", "2024-12-23T20:00:00Z")

PAPER: dict[str, str | bytes | None] = {
    "content/world/seen.md": article("Seen"),
    "content/world/draft.md": article("A draft", draft=True),
    "content/world/embargoed.md": article("Embargoed", embargo="2024-12-24T06:00"),
    "content/world/scheduled.md": article("Scheduled", date="2024-12-25"),
    "content/world/expired.md": article("Expired", expires="2024-12-22 12:00"),
}


def test_status_lists_every_hidden_story_by_reason(outlet: Make) -> None:
    outcome = run("status", *AS_OF, cwd=outlet(PAPER).folder)
    assert (outcome.code, outcome.err) == (0, "")
    assert (
        outcome.out
        == """\
1 story published, 4 hidden.

Drafts
  A draft
    content/world/draft.md

Embargoed
  Embargoed
    appears on 2024-12-24 06:00 GMT
    content/world/embargoed.md

Scheduled
  Scheduled
    appears on 2024-12-25 00:00 GMT
    content/world/scheduled.md

Expired
  Expired
    since 2024-12-22 12:00 GMT
    content/world/expired.md

The site next changes by itself on 2024-12-24 06:00 GMT.
"""
    )


def test_status_prints_that_nothing_is_hidden(outlet: Make) -> None:
    outcome = run("status", *AS_OF, cwd=outlet({"content/world/seen.md": article("Seen")}).folder)
    assert outcome.out == "1 story published, 0 hidden.\n\nThe site does not change by itself.\n"


def test_the_json_object_of_status_has_the_documented_keys(outlet: Make) -> None:
    outcome = run("status", "--json", *AS_OF, cwd=outlet(PAPER).folder)
    result = json.loads(outcome.out)
    assert list(result) == manual.named(manual.part("docs/commands.md", "newsprint status --json"))
    assert (result["visible"], result["next_change"], result["problems"]) == (1, "2024-12-24T06:00:00+00:00", [])
    states = {story["path"]: (story["state"], story["until"], story["since"]) for story in result["hidden"]}
    assert states == {
        "content/world/draft.md": ("draft", None, None),
        "content/world/embargoed.md": ("embargoed", "2024-12-24T06:00:00+00:00", None),
        "content/world/scheduled.md": ("scheduled", "2024-12-25T00:00:00+00:00", None),
        "content/world/expired.md": ("expired", None, "2024-12-22T12:00:00+00:00"),
    }


def test_status_reports_problems_with_the_other_stories_and_exit_code_1(outlet: Make) -> None:
    paper = outlet({**PAPER, "content/world/bad.md": article("Bad", date="yesterday")})
    outcome = run("status", *AS_OF, cwd=paper.folder)
    assert (outcome.code, outcome.out.splitlines()[0]) == (1, "1 story published, 4 hidden.")
    assert outcome.err.splitlines()[0].startswith('content/world/bad.md:3:1: "date": "yesterday" is not a date')


def test_status_writes_nothing_to_the_output(outlet: Make) -> None:
    paper = outlet(PAPER)
    run("status", *AS_OF, cwd=paper.folder)
    assert not paper.output.exists()


def test_a_title_cannot_control_the_terminal(outlet: Make) -> None:
    """Escape sequences and marks that turn the direction of writing are replaced by visible characters, or deleted."""
    title = r'"Red \e[31malert\a \u202egnp.exe \x9b2J"'  # as YAML escapes them
    paper = outlet({"content/world/draft.md": f"---\ntitle: {title}\ndate: 2024-12-20\ndraft: true\n---\n"})
    printed = run("status", *AS_OF, cwd=paper.folder).out
    assert "alert" in printed
    assert [sign for sign in "\x1b\x07\u202e\u009b" if sign in printed] == []
