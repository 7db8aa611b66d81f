"""Servers that tests start: on free ports, awaited until they answer, and stopped at the end."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.support.leash import leashed
from tests.support.waiting import wait_until

_STARTED: list[Daemon] = []


def assert_daemons_run() -> None:
    """Fail with the end of the log if a daemon ended by itself, because the tests after it would fail too."""
    for daemon in _STARTED:
        assert daemon.process.poll() is None, f"{daemon.process.args} has ended:\n{daemon.log_end()}"


class Daemon:
    """A server in a process of its own, which prints to the file ``log``."""

    def __init__(self, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> None:
        self.log = log
        with log.open("ab") as sink:
            self.process = subprocess.Popen(
                leashed(command),
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env={**os.environ, **(environment or {})},
                start_new_session=True,  # a Ctrl-C ends the tests, and they end the servers
            )
        _STARTED.append(self)

    def wait_for_port(self, port: int) -> None:
        """Wait until the server listens at ``port``; fail with the end of its log if it does not."""

        def listens() -> bool:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return True
            return False

        wait_until(
            listens,
            f"{self.process.args} listens at port {port}",
            seen=self.log_end,
            unless=lambda: self.process.poll() is not None,
        )

    def log_end(self) -> str:
        """Return the end of the log."""
        return self.log.read_text(errors="replace")[-2000:]

    def stop(self) -> None:
        """Kill the server; nobody needs its data."""
        _STARTED.remove(self)
        self.process.kill()
        self.process.wait()
