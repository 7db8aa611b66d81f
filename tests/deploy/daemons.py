"""Servers that tests start: on free ports, awaited until they answer, never left behind."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

PATIENCE = 60.0
"""Seconds after which a server that does not answer has failed."""
GOES_WITH_US = ["setpriv", "--pdeathsig", "KILL"]
"""Linux kills what is started with this as soon as whoever started it is gone, however it went (prctl(2))."""


def free_ports(count: int) -> list[int]:
    """Different ports of this machine at which nothing listens."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Daemon:
    """A server in a process of its own; what it says goes to ``log``."""

    def __init__(self, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> None:
        self.log = log
        leash = GOES_WITH_US if shutil.which(GOES_WITH_US[0]) else []
        with log.open("ab") as sink:
            self.process = subprocess.Popen(
                [*leash, *command],
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env={**os.environ, **(environment or {})},
                start_new_session=True,  # a Ctrl-C ends the tests, and they end the servers
            )

    def answers_at(self, port: int) -> None:
        """Wait until it listens at ``port``. Raises RuntimeError with what it said if it does not."""
        until = monotonic() + PATIENCE
        while monotonic() < until and self.process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return
            sleep(0.02)
        raise RuntimeError(f"{self.process.args} does not answer:\n{self.log.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        """End it at once; what it held is of no use to anybody."""
        self.process.kill()
        self.process.wait()
