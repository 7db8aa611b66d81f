"""A mistake of the program's own: the author reads one line of it, the browser less, and the preview goes on."""

from __future__ import annotations

import pytest

from newsprint.preview import serve
from newsprint.preview.events import Failed
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.pages.answer import Answer
from tests.preview.live import ready
from tests.support.loops import in_its_own_loop
from tests.support.outlets import Outlet, article
from tests.support.reading import Make


async def answers_of(outlet: Outlet, addresses: list[str], told: list[object]) -> list[Answer]:
    """What a preview that is ready answers at ``addresses``; what it tells goes into ``told``."""
    async with ready(outlet, told) as preview:
        return [await preview.ask(address) for address in addresses]


def test_a_page_that_cannot_be_made_is_told_in_one_line_and_the_others_are_made(
    outlet: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = outlet({"content/world/story.md": article("A story")})
    real = serve.answer

    def broken(live: LiveOutlet, address: str) -> Answer:
        if address == "/broken/":
            raise RuntimeError(f"something in {made.folder}\nis broken")
        return real(live, address)

    monkeypatch.setattr(serve, "answer", broken)
    told: list[object] = []
    answers = in_its_own_loop(lambda: answers_of(made, ["/broken/?a=b", "/"], told))
    assert [answer.status for answer in answers] == [500, 200]
    assert str(made.folder).encode() not in answers[0].body
    (stumbled,) = [event for event in told if isinstance(event, Failed)]
    assert stumbled.text.startswith(
        f"/broken/?a=b: RuntimeError: something in {made.folder} is broken (test_stumbling.py"
    )
    assert "\n" not in stumbled.text
