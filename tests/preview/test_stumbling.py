"""A mistake of the program's own: the author reads one line of it, the browser less, and the preview goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest
from servers import PATIENCE, free_port

from loops import in_its_own_loop
from newsprint.preview import serve
from newsprint.preview.answer import Answer
from newsprint.preview.outlet import LiveOutlet
from newsprint.preview.request import Request
from newsprint.preview.serve import Preview, Ready, Stumbled
from outlets import Outlet, article, at

Make = Callable[[Mapping[str, str | bytes | None]], Outlet]


async def running(folder: Path, told: list[object], then: Callable[[Preview], Awaitable[None]]) -> None:
    """Have ``then`` ask a preview that is ready."""
    request = Request(folder=folder, as_of=lambda: at("2024-12-23T20:00:00+00:00"))
    ready = asyncio.Event()

    def tell(event: object) -> None:
        told.append(event)
        if isinstance(event, Ready):
            ready.set()

    preview = Preview(request, LiveOutlet(request, folder / ".newsprint" / "preview"), "127.0.0.1", tell)
    task = asyncio.ensure_future(preview.run(free_port()))
    try:
        await asyncio.wait_for(ready.wait(), PATIENCE)
        await then(preview)
    finally:
        task.cancel()
        await asyncio.wait([task])


def test_a_page_that_cannot_be_made_is_told_in_one_line_and_the_others_are_made(
    outlet: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = outlet({"content/world/story.md": article("A story")})
    (made.folder / ".newsprint" / "preview").mkdir(parents=True)
    real = serve.answer

    def broken(live: LiveOutlet, address: str) -> Answer:
        if address == "/broken/":
            raise RuntimeError(f"something in {made.folder}\nis broken")
        return real(live, address)

    monkeypatch.setattr(serve, "answer", broken)
    told: list[object] = []
    answers: list[Answer] = []

    async def ask(preview: Preview) -> None:
        answers.extend([await preview.ask("/broken/?a=b"), await preview.ask("/")])

    in_its_own_loop(lambda: running(made.folder, told, ask))
    assert [answer.status for answer in answers] == [500, 200]
    assert str(made.folder).encode() not in answers[0].body
    (stumbled,) = [event for event in told if isinstance(event, Stumbled)]
    assert stumbled.text.startswith(
        f"/broken/?a=b: RuntimeError: something in {made.folder} is broken (test_stumbling.py"
    )
    assert "\n" not in stumbled.text
