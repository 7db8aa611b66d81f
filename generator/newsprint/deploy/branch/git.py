"""Running git: in one repository, never asking anybody anything, never showing a credential."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from newsprint.base.errors import DeployError
from newsprint.base.redaction import shown

_OF_ANOTHER_REPOSITORY = re.compile(
    r"GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|PREFIX|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES"
    r"|GRAFT_FILE|SHALLOW_FILE|REPLACE_REF_BASE|INTERNAL_SUPER_PREFIX|TRACE.*|CURL_VERBOSE)"
)
_TELLING = (
    re.compile(r"remote: (?:fatal|error): (?!Trace: |See )(.*\w.*)"),
    re.compile(r"remote: (.*\w.*)"),
    re.compile(r"! \[.*rejected\].*\((.+)\)"),
    re.compile(r"(ssh: .*|\S+: Permission denied \(.*)"),
    re.compile(r"(?:fatal|error|ERROR): (.*)"),
)
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_OF_GIT = re.compile(r"(?:fatal|error|hint|warning): |To \S| ! \[|Everything up-to-date|Pushing to ")
_MOST_QUOTED = 20
_MOST_OUTPUT = 10_000
_ALWAYS = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_EDITOR": "true",
    "GIT_OPTIONAL_LOCKS": "0",
}
_UNLESS_SET = {"GIT_HTTP_LOW_SPEED_LIMIT": "100", "GIT_HTTP_LOW_SPEED_TIME": "60"}


class GitError(Exception):
    """A command of git failed. The text is what it said, in English; it may hold credentials: see :func:`reason`."""


class Git:
    """git (2.29 or newer) in the repository that holds ``folder``.

    Every method raises GitError, and DeployError if git is not installed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = quiet(os.environ)

    def run(self, *words: str, patience: float | None = None) -> bytes:
        """What ``git words`` writes to standard output. ``patience`` is for how many seconds it may take."""
        with self._started(words) as process:
            try:
                output, said = process.communicate(timeout=patience)
            except subprocess.TimeoutExpired:
                _kill(process)
                raise GitError(f"fatal: no answer for {patience:.0f} seconds") from None
            except BaseException:
                _kill(process)
                raise
        return _checked(process, output, said)

    def line(self, *words: str) -> str:
        """The first line that ``git words`` writes, without its end."""
        return self.run(*words).decode("utf-8", "replace").partition("\n")[0]

    def feed(self, pieces: Iterable[bytes], *words: str) -> bytes:
        """What ``git words`` writes to standard output while it reads ``pieces``. It is killed if these raise."""
        with self._started(words) as process:
            assert process.stdin
            try:
                for piece in pieces:
                    process.stdin.write(piece)
            except BrokenPipeError:
                pass  # git has given up, and says why
            except BaseException:
                _kill(process)
                raise
            output, said = process.communicate()
        return _checked(process, output, said)

    def _started(self, words: Iterable[str]) -> subprocess.Popen[bytes]:
        """Start git without a terminal: so neither it nor ssh can ask for a password, and Ctrl-C is ours to handle."""
        try:
            return subprocess.Popen(
                ["git", "-C", str(self.folder), *words],
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except FileNotFoundError:
            raise DeployError("git is not installed, and GitHub Pages are reached by git alone: install it") from None


def quiet(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a git that speaks English, asks nothing, and works in the repository that it is told.

    A hook of git's names its own repository in variables; they are left out, and so is tracing, which would be mixed
    with what git says.
    """
    kept = {name: value for name, value in environment.items() if not _OF_ANOTHER_REPOSITORY.fullmatch(name)}
    return {**_UNLESS_SET, **kept, **_ALWAYS}


def reason(said: str) -> str:
    """The line of what git said that tells most, without credentials.

    What the other side says (``remote: error: ...``) tells more than that it refused (``! [remote rejected]``), and
    that more than that git failed (``fatal: ...``).
    """
    lines = [line.strip() for line in shown(said).splitlines() if line.strip()]
    for telling in _TELLING:
        for line in lines:
            if match := telling.match(line):
                return match[1]
    return lines[-1] if lines else "git says no more"


def said_by_others(said: str) -> list[str]:
    """Return the lines of git's output that come from a hook or the remote, without credentials and colours.

    Lines of the remote begin with ``remote:``; a hook of this repository can print anything.
    """
    lines = [line.rstrip() for line in _COLOURS.sub("", shown(said)).splitlines()]
    remote = [line.removeprefix("remote:").strip() for line in lines if line.startswith("remote:")]
    local = [line for line in lines if not line.startswith("remote:") and not _OF_GIT.match(line)]
    return [line for line in (remote or local) if re.search(r"\w", line)][:_MOST_QUOTED]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill git and whoever helps it (ssh, git-remote-https), and forget what was not yet written to it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(BrokenPipeError):
        assert process.stdin
        process.stdin.close()


def _checked(process: subprocess.Popen[bytes], output: bytes, said: bytes) -> bytes:
    if process.returncode:
        raise GitError((said + output[:_MOST_OUTPUT]).decode("utf-8", "replace"))  # some hooks write to either
    return output
