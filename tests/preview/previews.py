"""Start previews in processes of their own: tests use ``previewed``."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from typing import Any

from newsprint.preview.pages.answer import UNREADY
from tests.preview.servers import Server
from tests.support.leash import leashed
from tests.support.outlets import AS_OF, Outlet
from tests.support.ports import free_port
from tests.support.running import command, environment
from tests.support.waiting import PATIENCE, in_vain, kill, wait_until

_RUNNING: list[Preview] = []
_IMPATIENT = """\
import functools
import sys
from pathlib import Path
from newsprint.cli import main
from newsprint.cli.commands import serve_command as serve
from newsprint.preview import outlet
real = outlet.deadline
patient = Path(sys.argv.pop(1))
outlet.deadline = lambda seconds, message: real(3600 if patient.exists() else seconds, message)
serve.Request = functools.partial(serve.Request, patience=0.5)
main.main()
"""


@dataclass(frozen=True)
class Preview(Server):
    """``newsprint serve`` for ``outlet``.

    ``greeting`` is its line on standard output, and ``terminal`` the file with its standard error.
    """

    outlet: Outlet
    process: subprocess.Popen[str]
    greeting: str
    terminal: Path

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Stop all its processes during the context: it notices all changes of this time at once."""
        os.killpg(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.process.pid, signal.SIGCONT)

    def be_patient(self) -> None:
        """Let an impatient preview wait as long as templates need from now on."""
        self.terminal.with_name("patient").touch()

    @property
    def address(self) -> str:
        """Return the printed address, with the prefix of the site and without a slash at the end."""
        match = re.search(r"http://\S+", self.greeting)
        assert match
        return match[0].removesuffix("/")

    @property
    def printed(self) -> str:
        """Return what it printed to standard error."""
        return self.terminal.read_text()

    @property
    def is_ready(self) -> bool:
        """Return whether the outlet has been read."""
        return self.ask("/").status != UNREADY

    def end(self) -> None:
        """Stop it as Ctrl-C in a terminal does, which signals all its processes.

        The exit code must be 0, and no traceback or warning of Python may be printed.
        """
        os.killpg(self.process.pid, signal.SIGINT)
        wait_until(lambda: self.process.poll() is not None, "the preview stops after Ctrl-C", seen=lambda: self.printed)
        code = self.process.returncode
        assert code == 0, (code, self.printed)
        assert "Traceback" not in self.printed, self.printed
        assert "RuntimeWarning" not in self.printed, self.printed


def running_previews() -> list[Preview]:
    """Return the previews that this process has started and that still run."""
    return list(_RUNNING)


@contextmanager
def previewed(outlet: Outlet, *options: str, **more: Any) -> Iterator[Preview]:
    """Yield a preview of ``outlet`` that has read everything. Parameters are those of ``starting``."""
    with starting(outlet, *options, **more) as preview:
        wait_until(
            lambda: preview.is_ready,
            "the preview has read the outlet",
            seen=lambda: preview.printed,
            unless=lambda: preview.process.poll() is not None,
        )
        yield preview


@contextmanager
def starting(
    outlet: Outlet,
    *options: str,
    host: str = "127.0.0.1",
    port: int | None = None,
    as_of: str = AS_OF,
    impatient: bool = False,
    open_files: int | None = None,
) -> Iterator[Preview]:
    """Yield a preview of ``outlet`` that has printed its address and may still read; it must stop without errors.

    Requests go to ``host``; with ``options`` of the command line it may listen elsewhere. Without a ``port`` it has one
    that is free. An ``impatient`` preview stops templates after half a second. ``open_files`` limits the number of
    files and connections that it may open.
    """

    def limit() -> None:
        if open_files:
            resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))

    words = ["serve", "--site", str(outlet.folder), "--as-of", as_of, "--port", str(port or free_port()), *options]
    with TemporaryDirectory() as folder:
        line = [sys.executable, "-c", _IMPATIENT, f"{folder}/patient", *words] if impatient else command(*words)
        terminal = Path(folder, "terminal")
        with (
            terminal.open("w") as errors,
            subprocess.Popen(
                leashed(line),
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env=environment(),
                start_new_session=True,
                preexec_fn=limit if open_files else None,
            ) as process,
        ):
            try:
                preview = _greeted(outlet, process, terminal, host)
                _RUNNING.append(preview)
                yield preview
                if process.poll() is None:
                    preview.end()
            except BaseException as error:
                error.add_note(f"The preview has printed:\n{terminal.read_text()}")
                raise
            finally:
                _RUNNING[:] = [each for each in _RUNNING if each.process is not process]
                kill(process)


def _greeted(outlet: Outlet, process: subprocess.Popen[str], terminal: Path, host: str) -> Preview:
    """Wait until ``process`` has printed its address, and return its preview."""
    assert process.stdout
    printed, _, _ = select([process.stdout], [], [], PATIENCE)
    assert printed, in_vain("the preview prints its address", f"waited {PATIENCE:.0f} s", terminal.read_text)
    greeting = process.stdout.readline()
    port = re.search(r":(\d+)/", greeting)
    assert port, (greeting, terminal.read_text())
    return Preview(host, int(port[1]), outlet, process, greeting, terminal)
