"""A bug in Newsprint: the terminal shows one line, the browser less, and the preview continues."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsprint.preview import serve
from newsprint.preview.events import Failed
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.pages.answer import Answer
from tests.preview.live import ready
from tests.support.loops import in_its_own_loop
from tests.support.outlets import Outlet, article
from tests.support.reading import Make


async def answers_of(outlet: Outlet, addresses: list[str], events: list[object]) -> list[Answer]:
    """Return the answers of a preview at ``addresses``; its events are added to ``events``."""
    async with ready(outlet, events) as preview:
        return [await preview.ask(address) for address in addresses]


def test_an_error_on_one_page_is_printed_in_one_line_and_others_are_shown(
    outlet: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = outlet({"content/world/story.md": article("A story")})
    real = serve.answer

    def broken(live: LiveOutlet, address: str) -> Answer:
        if address == "/broken/":
            raise RuntimeError(f"something in {made.folder}\nis broken")
        return real(live, address)

    monkeypatch.setattr(serve, "answer", broken)
    events: list[object] = []
    answers = in_its_own_loop(lambda: answers_of(made, ["/broken/?a=b", "/"], events))
    assert [answer.status for answer in answers] == [500, 200]
    assert str(made.folder).encode() not in answers[0].body
    (failed,) = [event for event in events if isinstance(event, Failed)]
    assert failed.text.startswith(
        f"/broken/?a=b: RuntimeError: something in {made.folder} is broken ({Path(__file__).name}"
    )
    assert "\n" not in failed.text
