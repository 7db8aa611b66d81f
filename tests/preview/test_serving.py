"""``newsprint serve`` together with another server at its port, other previews or a build; and how it stops."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections.abc import Callable

import pytest

from tests.preview.previews import Preview, starting
from tests.support.outlets import article
from tests.support.reading import Make
from tests.support.running import build_command, newsprint
from tests.support.waiting import wait_until

Serve = Callable[..., Preview]
STORIES = {f"content/world/{name}.md": article(name, f"All about {name}.") for name in ("pier", "ferry")}
PIER = "/world/2024/12/20/pier/"


def many(count: int) -> dict[str, str]:
    """Return ``count`` stories."""
    body = "\n\n".join(f"A paragraph with a [link](/world/), *words* and number {number}." for number in range(4))
    return {f"content/world/story-{number}.md": article(f"Story {number}", body) for number in range(count)}


def wait_for_words(words: str, preview: Preview) -> None:
    """Wait until the page of the story about the pier contains ``words``."""
    wait_until(lambda: words.encode() in preview.get(PIER), f"the page shows {words!r}", seen=lambda: preview.ask(PIER))


def test_if_the_port_is_taken_the_next_free_one_is_used(outlet: Make, serve: Serve) -> None:
    with socket.create_server(("127.0.0.1", 0)) as occupied:
        port = occupied.getsockname()[1]
        preview = serve(outlet(STORIES), port=port)
        assert port < preview.port < port + 20
        assert b"All about pier." in preview.get(PIER)


def test_several_previews_of_an_outlet_work_at_the_same_time(outlet: Make, serve: Serve) -> None:
    """Each has its own instant, and stopping one does not disturb the others."""
    site = outlet({**STORIES, "content/world/later.md": article("Later", embargo="2024-12-30")})
    first, second = serve(site), serve(site, "--published", as_of="2024-12-31")
    third = serve(site, "--published")
    later = "/world/2024/12/20/later/"
    assert b"Later" in first.get(later)
    assert b"Later" in second.get(later)
    assert b"Page not found" in third.get(later)
    site.write({"content/world/pier.md": article("The new pier")})
    for preview in (first, second, third):
        wait_for_words("The new pier", preview)
    second.end()
    site.write({"content/world/pier.md": article("The newest pier")})
    wait_for_words("The newest pier", first)


def test_a_build_and_a_preview_work_at_the_same_time(outlet: Make, serve: Serve) -> None:
    site = outlet({**STORIES, "content/world/draft.md": article("Draft", draft=True)})
    preview = serve(site)
    for title in ("The new pier", "The newest pier"):
        site.write({"content/world/pier.md": article(title)})
        done = newsprint(*build_command(site))
        assert (done.returncode, done.stderr) == (0, "")
        assert title in site.text(f"{PIER[1:]}index.html")
        assert not (site.output / "world/2024/12/20/draft").exists()
        wait_for_words(title, preview)
    assert b"Draft" in preview.get("/world/2024/12/20/draft/")


def test_a_published_preview_serves_what_was_built_and_writes_no_output(outlet: Make, serve: Serve) -> None:
    site = outlet(STORIES)
    preview = serve(site, "--published", as_of="2024-12-21")
    assert preview.get("/rss.xml")
    assert not site.output.exists()
    site.build("2024-12-21")
    for name in ("rss.xml", "sitemap.xml", "robots.txt"):
        assert preview.get(f"/{name}") == (site.output / name).read_bytes()


@pytest.mark.parametrize("shown", ["<h1>", "{count:,}"], ids=["begins", "is under way"])
def test_ctrl_c_stops_a_preview_at_once_while_it_reads(outlet: Make, shown: str) -> None:
    """All its processes get the signal and end. If everything was read too soon, the outlet gets more stories."""
    site = outlet({})
    for count in (1_500, 6_000, 24_000):
        site.write(many(count))
        shutil.rmtree(site.folder / ".newsprint", ignore_errors=True)
        with starting(site) as preview:
            if wait_until_reading(preview, shown.format(count=count)):
                preview.end()
                wait_until(lambda group=preview.process.pid: is_gone(group), "all its processes have ended")
                return
    raise AssertionError("every outlet was read before the preview could be stopped")


def wait_until_reading(preview: Preview, words: str) -> bool:
    """Wait until the front page contains ``words``; return False if the outlet was read before that."""
    wait_until(
        lambda: words.encode() in preview.get("/") or preview.is_ready,
        f"the page shows {words}",
        seen=lambda: preview.ask("/"),
    )
    return not preview.is_ready


def test_a_preview_that_was_stopped_while_it_read_can_be_started_again(outlet: Make, serve: Serve) -> None:
    site = outlet({**many(1500), **STORIES})
    with starting(site) as preview:
        wait_until_reading(preview, "1,502")
        preview.process.send_signal(signal.SIGINT)
        wait_until(lambda: preview.process.poll() is not None, "the preview stops after Ctrl-C")
        assert preview.process.returncode == 0
        wait_until(lambda: is_gone(preview.process.pid), "all its processes have ended")
    assert b"All about pier." in serve(site).get(PIER)


def is_gone(group: int) -> bool:
    """Return whether no process of ``group`` is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False
