"""A real preview in a process of its own, and tabs of a real browser that show it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic, sleep, time
from typing import IO, Any

from playwright.sync_api import Browser, Page

from outlets import AS_OF, Outlet
from running import command, environment

PATIENCE = 20.0
"""Seconds after which a test fails that waits for something. How long it took is for the benchmark to say."""

_IMPATIENT = """\
import functools
from newsprint.cli import main, serve
serve.Request = functools.partial(serve.Request, patience=0.5)
main.main()
"""


@dataclass
class Preview:
    """``newsprint serve`` for ``outlet`` at ``address`` (without a slash at the end)."""

    outlet: Outlet
    process: subprocess.Popen[str]
    errors: IO[str]
    lines: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it listens, with the prefix of the site."""
        match = re.search(r"http://\S+", self.lines[0])
        assert match
        return match[0].removesuffix("/")

    @property
    def port(self) -> int:
        return int(self.address.split(":")[2].split("/")[0])

    def hear(self) -> None:
        """Wait for the line with the address."""
        assert self.process.stdout
        self.lines.append(self.process.stdout.readline())
        assert "http://" in self.lines[0], (self.lines, self.said())

    def said(self) -> str:
        """What stands on standard error."""
        self.errors.seek(0)
        return self.errors.read()

    def ask(self, path: str) -> tuple[int, bytes]:
        """The status and the body of what the preview answers at ``path``."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def get(self, path: str) -> bytes:
        """What the preview answers at ``path``."""
        return self.ask(path)[1]

    @property
    def is_ready(self) -> bool:
        """Whether the outlet was read."""
        return self.ask("/")[0] != 503

    def ready(self) -> Preview:
        """Wait until the outlet was read."""
        wait_until(lambda: self.is_ready)
        return self

    def end(self) -> float:
        """End it as Ctrl-C in its terminal does, which all its processes hear; the seconds that it took.

        Its exit code must be 0, and it must say nothing of how it works.
        """
        start = monotonic()
        os.killpg(self.process.pid, signal.SIGINT)
        code = self.process.wait(PATIENCE)
        took = monotonic() - start
        assert code == 0, (code, self.said())
        assert "Traceback" not in self.said(), self.said()
        assert "RuntimeWarning" not in self.said(), self.said()
        return took


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until ``condition`` holds; fails after a while."""
    end = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < end, "waited in vain"
        sleep(0.01)


def free_port() -> int:
    """A port that is free at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def previewed(
    outlet: Outlet, *options: str, port: int | None = None, as_of: str = AS_OF, impatient: bool = False
) -> Iterator[Preview]:
    """A preview of ``outlet``, which ends cleanly. An ``impatient`` one gives up templates after half a second."""
    words = ["serve", "--site", str(outlet.folder), "--as-of", as_of, "--port", str(port or free_port()), *options]
    line = [sys.executable, "-c", _IMPATIENT, *words] if impatient else command(*words)
    with TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment(), start_new_session=True
        )
        preview = Preview(outlet, process, errors)
        try:
            preview.hear()
            yield preview
            if process.poll() is None:
                preview.end()
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            assert process.stdout
            process.stdout.close()


class Tab:
    """A tab that shows a page of a preview. Its variables and what is typed into it last until it is loaded anew."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.add_init_script(
            "sessionStorage.loads = 1 + Number(sessionStorage.loads || 0);"
            "document.addEventListener('LiveReloadConnect', () => { window.isConnected = true; });"
        )

    def open(self, path: str, *, connected: bool = True) -> Tab:
        """Open the page at ``path``; ``connected`` waits until the preview knows of it."""
        self.page.goto(self.address + path)
        if connected:
            self.connect()
        return self

    def connect(self) -> None:
        """Wait until the page is connected with the preview."""
        self.page.wait_for_function("window.isConnected")

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()

    @property
    def path(self) -> str:
        """Where the tab is, below the preview's address."""
        return self.page.url.removeprefix(self.address)

    @property
    def loads(self) -> int:
        """How often a page was loaded in this tab."""
        return int(self.page.evaluate("sessionStorage.loads"))

    def mark(self) -> None:
        """Leave a mark that is gone when the page is loaded anew."""
        self.page.evaluate("window.mark = 'here'")

    @property
    def is_marked(self) -> bool:
        """Whether the page was not loaded anew since it was marked."""
        return bool(self.page.evaluate("window.mark === 'here'"))

    def shows(self, words: str, since: float | None = None) -> float:
        """Wait until the page shows ``words``; the seconds ``since``."""
        return self.fulfils("words => document.body && document.body.innerText.includes(words)", words, since)

    def fulfils(self, expression: str, argument: Any = None, since: float | None = None) -> float:
        """Wait until the JavaScript ``expression`` holds on the page; the seconds ``since``."""
        self.page.wait_for_function(expression, arg=argument, timeout=1000 * PATIENCE)
        took = time() - since if since else 0.0
        if since:
            print(f"{took:.3f} s")
        return took


def tab_of(browser: Browser, address: str) -> Tab:
    """A tab in a window of its own."""
    page = browser.new_context(viewport={"width": 1000, "height": 700}).new_page()
    return Tab(page, address)


def save(path: Path, text: str | bytes) -> float:
    """Save a file as most editors do, through another one; gives the time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.new")
    waiting.write_bytes(text if isinstance(text, bytes) else text.encode())
    now = time()
    waiting.replace(path)
    return now
