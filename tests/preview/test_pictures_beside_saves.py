"""Pictures are made beside the thread that reads saved files: each once, within limits, with problems on the desk."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable, Sequence
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from newsprint.kinds.file_work import FileWork
from newsprint.media.renditions import encoding
from newsprint.media.renditions.recipes import Recipe
from newsprint.preview.events import Found
from newsprint.preview.pages.answer import Answer
from newsprint.preview.picture_pool import PixelBudget, made_in_time
from newsprint.preview.serve import Preview as LocalPreview
from tests.preview.live import live, ready
from tests.preview.previews import Preview
from tests.support.loops import in_its_own_loop
from tests.support.outlets import Outlet, article
from tests.support.ports import free_port
from tests.support.reading import Make
from tests.support.waiting import in_time, wait_until

PIER, PICTURE = "/world/2024/12/20/pier/", "content/world/pier.jpg"
STORY = {"content/world/pier.md": article("The pier", "About it.", image={"src": "pier.jpg", "alt": "The pier"})}
LATE = "picture was still being made after 0.1 seconds"


def photograph(size: tuple[int, int] = (4000, 3000), colour: str = "navy") -> bytes:
    """Return a photograph, of twelve megapixels unless another size is given."""
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG")
    return target.getvalue()


def paper(outlet: Make, data: bytes | None = None) -> Outlet:
    return outlet({**STORY, PICTURE: data or photograph()})


def renditions(page: Answer) -> list[str]:
    """Return the addresses of the renditions on ``page``, in their order."""
    return list(dict.fromkeys(re.findall(r'/renditions/[^" ,]+\.webp', page.body.decode())))


class Encoder:
    """The real encoder, which waits for ``may_go`` before each picture and notes in ``widths`` what it encodes."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.may_go, self.has_begun = Event(), Event()
        self.widths: list[int] = []
        self._real = encoding.encoded_file
        patch.setattr(encoding, "encoded_file", self)

    def __call__(self, data: bytes, recipes: Sequence[Recipe]) -> dict[Recipe, bytes]:
        self.widths += [recipe.width for recipe in recipes]
        self.has_begun.set()
        while not self.may_go.wait(0.01):
            pass
        return self._real(data, recipes)


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Encoder:
    return Encoder(monkeypatch)


def with_preview(site: Outlet, use: Callable[[LocalPreview], Awaitable[None]], **options: object) -> list[object]:
    """Call ``use`` with a preview of ``site``, and return the preview's events."""
    events: list[object] = []

    async def run() -> None:
        async with ready(site, events, **options) as preview:
            await use(preview)

    in_its_own_loop(run)
    return events


async def until(event: Event) -> None:
    """Wait for ``event``, which another thread sets."""
    await in_time(asyncio.to_thread(event.wait), "the event comes")


def test_while_a_picture_is_encoded_pages_are_answered_and_saves_are_shown(outlet: Make, encoder: Encoder) -> None:
    site = paper(outlet)

    async def use(preview: LocalPreview) -> None:
        addresses = renditions(await preview.ask(PIER))
        pictures = [asyncio.ensure_future(preview.ask(address)) for address in addresses]
        await until(encoder.has_begun)
        site.write({"content/world/pier.md": STORY["content/world/pier.md"] + "A new paragraph.\n"})
        while b"A new paragraph." not in (await in_time(preview.ask(PIER), "the page is answered")).body:
            await asyncio.sleep(0.01)
        assert not any(picture.done() for picture in pictures)
        encoder.may_go.set()
        answers = await asyncio.gather(*pictures)
        assert [(answer.status, answer.media_type, answer.lasting) for answer in answers] == [
            (200, "image/webp", True)
        ] * len(addresses)

    with_preview(site, use)
    assert sorted(encoder.widths) == [400, 800, 1200, 1800]


def test_two_requests_for_a_rendition_encode_it_once(outlet: Make, encoder: Encoder) -> None:
    async def use(preview: LocalPreview) -> None:
        address = renditions(await preview.ask(PIER))[0]
        both = [asyncio.ensure_future(preview.ask(address)) for _ in range(2)]
        await until(encoder.has_begun)
        await preview.ask("/")  # by now the outlet's thread has handled both
        encoder.may_go.set()
        first, second = await asyncio.gather(*both)
        assert first.body == second.body == (await preview.ask(address)).body

    with_preview(paper(outlet), use)
    assert len(encoder.widths) == 1


def test_a_rendition_for_which_nobody_waits_any_more_is_not_encoded(outlet: Make, encoder: Encoder) -> None:
    async def use(preview: LocalPreview) -> None:
        addresses = renditions(await preview.ask(PIER))
        first = asyncio.ensure_future(preview.ask(addresses[0]))
        await until(encoder.has_begun)
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET {addresses[1]} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        await in_time(_jobs(preview, 2), "the second picture waits for the first")
        writer.close()
        await in_time(_jobs(preview, 1), "the preview notices that the browser is gone")
        encoder.may_go.set()
        await first
        await preview.ask(addresses[2])

    port = free_port()
    with_preview(paper(outlet), use, port=port, picture_threads=1)
    assert len(encoder.widths) == 2


async def _jobs(preview: LocalPreview, number: int) -> None:
    while len(preview._pictures._jobs) != number:
        await asyncio.sleep(0.01)


def test_a_picture_that_takes_too_long_is_a_problem_until_it_is_asked_for_again(outlet: Make, encoder: Encoder) -> None:
    with live(paper(outlet), patience=0.1) as preview:
        address = renditions(preview.ask(PIER))[0]
        late = preview.ask(address)
        assert (late.status, LATE.encode() in late.body) == (500, True)
        assert preview.outlet.problems == ()
        encoder.may_go.set()
        assert preview.ask(address).status in (200, 500)  # a busy machine may need longer than a tenth of a second


def test_a_file_that_changed_meanwhile_is_not_kept_under_the_old_address(outlet: Make) -> None:
    site = paper(outlet, photograph((900, 600)))
    with live(site) as preview:
        address = renditions(preview.ask(PIER))[0]
        site.write({PICTURE: photograph((900, 600), "red")})
        assert b"it changed while it was read" in preview.ask(address).body
        assert preview.outlet.problems == () and kept(site) == []
        preview.catch_up(PICTURE)
        assert preview.ask(address).status == 404
        assert preview.ask(renditions(preview.ask(PIER))[0]).status == 200


def kept(site: Outlet) -> list[Path]:
    return list((site.folder / ".newsprint").glob("renditions/*"))


HALF = photograph((1500, 1000))[:3000]


def test_the_problem_of_a_damaged_picture_is_printed_once_and_stays_on_the_desk(outlet: Make) -> None:
    site = paper(outlet, HALF)

    async def use(preview: LocalPreview) -> None:
        addresses = renditions(await preview.ask(PIER))
        answers = [await preview.ask(address) for address in (*addresses, "/media/world/pier.jpg")]
        assert {answer.status for answer in answers} == {500}
        assert all(b"pier.jpg" in answer.body for answer in answers)
        assert b"content/world/pier.jpg" in (await preview.ask("/_desk/problems/")).body

    events = with_preview(site, use)
    (found,) = [event for event in events if isinstance(event, Found)]
    assert [problem.path for problem in found.problems] == [PICTURE]


def test_the_problem_of_a_picture_is_gone_when_its_file_is_replaced(outlet: Make) -> None:
    with live(paper(outlet, HALF)) as preview:
        preview.ask(renditions(preview.ask(PIER))[0])
        preview.save({"content/world/ferry.md": article("The ferry")})
        assert [problem.path for problem in preview.outlet.problems] == [PICTURE]
        preview.save({PICTURE: photograph((900, 600))})
        assert preview.outlet.problems == ()
        assert preview.ask(renditions(preview.ask(PIER))[0]).status == 200


def test_the_problem_of_a_picture_is_gone_when_no_text_shows_it(outlet: Make) -> None:
    with live(paper(outlet, HALF)) as preview:
        preview.ask(renditions(preview.ask(PIER))[0])
        preview.save({"content/world/pier.md": article("The pier")})
        assert preview.outlet.problems == ()


def test_a_result_for_an_old_file_leaves_no_problem(outlet: Make) -> None:
    """The file is replaced between the decoding of the damaged one and the answer."""
    from newsprint.preview.pages.answer import Unfinished, answer, finished

    with live(paper(outlet, HALF)) as preview:
        begun = answer(preview.outlet, "/media/world/pier.jpg")
        assert isinstance(begun, Unfinished)
        made = made_in_time(begun.page.source, begun.work, 60, PixelBudget(0))
        preview.save({PICTURE: photograph((900, 600))})
        assert finished(preview.outlet, begun, made).status == 500
        assert preview.outlet.problems == ()
        assert preview.ask("/media/world/pier.jpg").status == 200


def bomb() -> bytes:
    """Return a PNG whose header promises 10 gigapixels."""
    data = bytearray(_png((10, 10)))
    data[16:24] = (100_000).to_bytes(4, "big") * 2
    return bytes(data)


def _png(size: tuple[int, int]) -> bytes:
    target = BytesIO()
    Image.new("RGB", size).save(target, "PNG")
    return target.getvalue()


@pytest.mark.parametrize("data", [bomb(), b"\xff\xd8\xff" + b"\0" * 99, b"", b"<script>alert(1)</script>"])
def test_a_hostile_picture_is_a_problem_page(outlet: Make, data: bytes) -> None:
    with live(paper(outlet, data or b" ")) as preview:
        given = preview.ask("/media/world/pier.jpg")
        assert (given.status, given.media_type, given.lasting) == (500, "text/html; charset=utf-8", False)
        assert [problem.path for problem in preview.outlet.problems] == [PICTURE]


def test_a_file_that_is_not_a_picture_needs_no_other_thread(outlet: Make) -> None:
    site = outlet({"content/world/a.md": article(body="[The paper](a.pdf)"), "content/world/a.pdf": "0123456789"})
    with live(site) as preview:
        page = preview.outlet.find("/media/world/a.pdf")
        assert page is not None and preview.outlet.work(page) is None
        assert preview.ask("/media/world/a.pdf").body == b"0123456789"


def test_two_very_large_pictures_are_not_in_memory_at_once() -> None:
    budget, at_once, most = PixelBudget(120), [0], [0]
    lock, met = threading.Lock(), threading.Barrier(4)

    def decode(pixels: int) -> None:
        met.wait()
        with budget.spent(pixels):
            with lock:
                at_once[0] += min(pixels, 120)
                most[0] = max(most[0], at_once[0])
            with lock:
                at_once[0] -= min(pixels, 120)

    threads = [threading.Thread(target=decode, args=[pixels]) for pixels in (100, 100, 12, 999)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] <= 120


def test_what_a_picture_needs_is_free_again_after_an_error() -> None:
    def fail(_: bytes) -> bytes:
        raise ValueError("damaged")

    budget = PixelBudget(100)
    for _ in range(3):
        made = made_in_time("a.png", FileWork(lambda: _png((10, 10)), fail), 60, budget)
        assert isinstance(made, tuple) and "damaged" in made[0].message
    with budget.spent(100):
        pass


def test_browsers_may_keep_renditions_for_a_while_and_nothing_else(outlet: Make, serve: Callable[..., Preview]) -> None:
    server = serve(paper(outlet, photograph((1500, 1000))))
    address = re.findall(r'/renditions/[^" ,]+\.webp', server.ask(PIER).text)[0]
    for _ in range(2):  # encoded, and kept
        reply = server.ask(address)
        assert (reply.status, reply.headers["cache-control"]) == (200, "private, max-age=3600")
        assert reply.body.startswith(b"RIFF")
    for other in (PIER, "/media/world/pier.jpg", "/renditions/none.webp"):
        assert server.ask(other).headers["cache-control"] == "no-store"


def test_a_preview_ends_at_once_while_pictures_are_encoded(outlet: Make, serve: Callable[..., Preview]) -> None:
    site = paper(outlet)
    (site.folder / PICTURE).write_bytes(_png((6000, 5000)))
    server = serve(site)
    addresses = re.findall(r'/renditions/[^" ,]+\.webp', server.ask(PIER).text)
    connections = [server.connected() for _ in addresses]
    for connection, address in zip(connections, addresses, strict=True):
        connection.sendall(server.request(address))
    wait_until(lambda: server.ask("/").status == 200, "the front page is answered")
    server.end()
    for connection in connections:
        connection.close()
