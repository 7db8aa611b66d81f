"""Previews for tests: an outlet that answers in this process, and one behind a server."""

from __future__ import annotations

import re
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from bs4 import BeautifulSoup

from newsprint.preview.answer import Answer, answer
from newsprint.preview.outlet import Changed, LiveOutlet
from newsprint.preview.request import Request
from newsprint.state import preview_state
from outlets import AS_OF, Outlet, at
from running import command, environment

PATIENCE = 20
FIRST_PORT = 18400


class Live:
    """A preview of an outlet without a server."""

    def __init__(self, outlet: LiveOutlet) -> None:
        self.outlet = outlet

    def ask(self, address: str) -> Answer:
        return answer(self.outlet, address)

    def page(self, address: str) -> BeautifulSoup:
        """What is at ``address``, as a browser reads it."""
        return BeautifulSoup(self.ask(address).body, "lxml")

    def catch_up(self) -> None:
        self.outlet.catch_up(Changed(everything=True))


def _outlet(outlet: Outlet, state: Path, as_of: str, options: dict[str, Any]) -> LiveOutlet:
    instant = at(as_of)
    return LiveOutlet(Request(folder=outlet.folder, as_of=lambda: instant, **options), state)


@contextmanager
def live(outlet: Outlet, as_of: str = AS_OF, **options: Any) -> Iterator[Live]:
    """A preview of ``outlet`` that has read everything; ``options`` are those of a Request."""
    with preview_state(outlet.folder) as state:
        shown = _outlet(outlet, state, as_of, options)
        shown.read()
        try:
            yield Live(shown)
        finally:
            shown.close()


@contextmanager
def served(outlet: Outlet, as_of: str = AS_OF) -> Iterator[str]:
    """``newsprint serve`` for ``outlet``, when it has read everything; gives its address, without the last slash."""
    words = ["serve", "--site", str(outlet.folder), "--as-of", as_of, "--port", str(FIRST_PORT), "--editor", "vscode"]
    with subprocess.Popen(
        command(*words),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            found = re.search(r"http://[^ ]+", process.stdout.readline())
            assert found
            _wait_until_read(found[0])
            yield found[0].rstrip("/")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)


def _wait_until_read(address: str) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until:
        try:
            with urllib.request.urlopen(address):
                return
        except urllib.error.HTTPError as error:
            with error:
                if error.code != 503:
                    return
        sleep(0.02)
    raise AssertionError("the preview is not ready")
