"""Run commands in a terminal, and return what a person then sees there."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
from contextlib import suppress
from pathlib import Path

from tests.support.running import command
from tests.support.waiting import PATIENCE, kill

_PARTS = re.compile(r"(\n|\r|\x1b\[[0-9;?]*[A-Za-z])")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def coloured_lines(*words: str, cwd: Path, columns: int) -> list[str]:
    """Return the lines that ``newsprint`` leaves in a terminal of this width, with the codes of their colours."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    with subprocess.Popen(
        command(*words), cwd=cwd, env={**environment, "TERM": "xterm"}, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        written = b""
        try:
            with suppress(OSError):  # the other end is closed
                while data := _read(ours):
                    written += data
            process.wait()
        finally:
            kill(process)
    os.close(ours)
    return _left(written.decode())


def plain_lines(*words: str, cwd: Path, columns: int) -> list[str]:
    """Return the lines that ``newsprint`` leaves in a terminal of this width, without colours."""
    return [_COLOUR.sub("", line) for line in coloured_lines(*words, cwd=cwd, columns=columns)]


def _read(terminal: int) -> bytes:
    """Return what ``newsprint`` printed; fail if it neither prints nor ends."""
    assert select.select([terminal], [], [], PATIENCE)[0], f"newsprint prints or ends: waited {PATIENCE:.0f} s"
    return os.read(terminal, 65536)


def _left(written: str) -> list[str]:
    """Return the lines on the screen when all is written, without a progress bar that was removed."""
    lines, row, is_overwritten = [""], 0, False
    for part in _PARTS.split(written):
        if part == "\n":
            row, is_overwritten = row + 1, False
            lines += [""] * (row + 1 - len(lines))
        elif part == "\r":
            is_overwritten = True
        elif up := re.fullmatch(r"\x1b\[(\d*)A", part):
            row = max(0, row - int(up[1] or 1))
        elif part == "\x1b[2K":
            lines[row] = ""
        elif part and (part.endswith("m") or not part.startswith("\x1b[")):
            lines[row] = part if is_overwritten else lines[row] + part
            is_overwritten = False
    return lines[:-1] if lines[-1] == "" else lines
