"""Running git in one repository, without prompts and without showing credentials."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from newsprint.base.errors import DeployError
from newsprint.base.redaction import redacted

_NOT_INHERITED = re.compile(
    r"GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|PREFIX|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES"
    r"|GRAFT_FILE|SHALLOW_FILE|REPLACE_REF_BASE|INTERNAL_SUPER_PREFIX|TRACE.*|CURL_VERBOSE)"
)
_MOST_INFORMATIVE_FIRST = (
    re.compile(r"remote: (?:fatal|error): (?!Trace: |See )(.*\w.*)"),
    re.compile(r"remote: (.*\w.*)"),
    re.compile(r"! \[.*rejected\].*\((.+)\)"),
    re.compile(r"(ssh: .*|\S+: Permission denied \(.*)"),
    re.compile(r"(?:fatal|error|ERROR): (.*)"),
)
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_GIT_LINE = re.compile(r"(?:fatal|error|hint|warning): |To \S| ! \[|Everything up-to-date|Pushing to ")
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
    """A git command failed.

    The text is its output, in English; it may contain credentials: see :func:`reason`.
    """


class Git:
    """git (2.29 or newer) in the repository of ``folder``.

    Every method raises GitError, and DeployError if git is not installed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = quiet(os.environ)

    def run(self, *arguments: str, timeout: float | None = None) -> bytes:
        """Run ``git arguments`` and return its standard output. ``timeout`` is in seconds."""
        with self._started(arguments) as process:
            try:
                output, errors = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                _kill(process)
                raise GitError(f"fatal: no answer for {timeout:.0f} seconds") from None
            except BaseException:
                _kill(process)
                raise
        return _checked(process, output, errors)

    def line(self, *arguments: str) -> str:
        """Run ``git arguments`` and return the first line of its output, without the line end."""
        return self.run(*arguments).decode("utf-8", "replace").partition("\n")[0]

    def feed(self, chunks: Iterable[bytes], *arguments: str) -> bytes:
        """Run ``git arguments`` with ``chunks`` as input and return its output.

        Kill git if ``chunks`` raise.
        """
        with self._started(arguments) as process:
            assert process.stdin
            try:
                for chunk in chunks:
                    process.stdin.write(chunk)
            except BrokenPipeError:
                pass  # git has stopped, and its output says why
            except BaseException:
                _kill(process)
                raise
            output, errors = process.communicate()
        return _checked(process, output, errors)

    def _started(self, arguments: Iterable[str]) -> subprocess.Popen[bytes]:
        """Start git without a terminal.

        So neither git nor ssh can prompt, and Ctrl-C reaches only Newsprint.
        """
        try:
            return subprocess.Popen(
                ["git", "-C", str(self.folder), *arguments],
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except FileNotFoundError:
            raise DeployError("git is not installed, and a deploy to GitHub Pages needs it: install git") from None


def quiet(environment: Mapping[str, str]) -> dict[str, str]:
    """Return ``environment`` with changes for git: English output, no prompts, the given repository.

    A git hook has variables with the path of its own repository; they are left out, and so are those for tracing, which
    would be mixed into git's output.
    """
    kept = {name: value for name, value in environment.items() if not _NOT_INHERITED.fullmatch(name)}
    return {**_UNLESS_SET, **kept, **_ALWAYS}


def reason(output: str) -> str:
    """Return the most informative line of git's ``output``, without credentials.

    An error of the remote (``remote: error: ...``) is more informative than its refusal (``! [remote rejected]``), and
    that more than git's own error (``fatal: ...``).
    """
    lines = [line.strip() for line in redacted(output).splitlines() if line.strip()]
    for pattern in _MOST_INFORMATIVE_FIRST:
        for line in lines:
            if match := pattern.match(line):
                return match[1]
    return lines[-1] if lines else "git gave no reason"


def hook_lines(output: str) -> list[str]:
    """Return the lines of git's ``output`` that come from a hook or the remote.

    Credentials and colours are removed. Lines of the remote begin with ``remote:``; a hook of this repository can print
    anything.
    """
    lines = [line.rstrip() for line in _COLOURS.sub("", redacted(output)).splitlines()]
    remote = [line.removeprefix("remote:").strip() for line in lines if line.startswith("remote:")]
    local = [line for line in lines if not line.startswith("remote:") and not _GIT_LINE.match(line)]
    return [line for line in (remote or local) if re.search(r"\w", line)][:_MOST_QUOTED]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill git and its child processes (ssh, git-remote-https); drop its remaining input."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(BrokenPipeError):
        assert process.stdin
        process.stdin.close()


def _checked(process: subprocess.Popen[bytes], output: bytes, errors: bytes) -> bytes:
    if process.returncode:
        raise GitError((errors + output[:_MOST_OUTPUT]).decode("utf-8", "replace"))  # some hooks write to either
    return output
