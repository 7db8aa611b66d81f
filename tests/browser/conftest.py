"""A real server, and visits to it with the real browser of tests/conftest.py."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.visitors import Visit, Visitor
from tests.support.browsing import PatientBrowser
from tests.support.demonstration import Demonstration

Serve = Callable[[Path], str]
TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


class _Handler(SimpleHTTPRequestHandler):
    """Serve a folder as hosts do: text is compressed, and ``404.html`` is shown for missing files."""

    def __init__(self, *arguments: Any, policy: str, **options: Any) -> None:
        self.policy = policy
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if page.suffix not in TEXT or not page.is_file():
            super().do_GET()
            return
        body = gzip.compress(page.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(page))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path, policy: str = "") -> Iterator[str]:
    """Serve ``folder`` in a thread, with this Content-Security-Policy if it is given, and yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder), policy=policy))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Yield a function that serves a folder on a free port until the test ends and returns its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(served(folder))


@pytest.fixture(scope="session")
def gazette(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the demonstration outlet, built as of Christmas Eve 2024, and yield its address."""
    demonstration = Demonstration(repository, tmp_path_factory.mktemp("gazette"))
    with served(demonstration.output) as address:
        yield address


@pytest.fixture
def visit(browser: PatientBrowser) -> Iterator[Visit]:
    """Yield ``visit(url, width=…, javascript=…, now=…)``, which opens a page as a German reader in Tokyo does.

    ``prepare`` is called before the page is opened; ``settled`` waits until nothing more is fetched.
    """
    contexts = []

    def opened(
        url: str,
        *,
        width: int = 1280,
        density: int = 1,
        javascript: bool = True,
        now: str | None = None,
        prepare: Callable[[Page], None] = lambda page: None,
        settled: bool = False,
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            device_scale_factor=density,
            java_script_enabled=javascript,
            timezone_id="Asia/Tokyo",
            locale="de-DE",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        visitor = Visitor(page, "/".join(url.split("/", 3)[:3]))
        if now:
            page.clock.set_fixed_time(now)
        prepare(page)
        page.goto(url, wait_until="networkidle" if settled else "load")
        return visitor

    yield opened
    for context in contexts:
        context.close()
