"""A test that waits in vain says what it waited for and what it saw."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support import waiting
from tests.support.waiting import WaitedInVainError, finished, output_of, wait_until


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.1)


def test_what_was_waited_for_and_what_was_seen_is_said(hasty: None) -> None:
    with pytest.raises(WaitedInVainError) as error:
        wait_until(lambda: False, "the page shows the new headline", seen=lambda: "The old headline")
    assert str(error.value) == "the page shows the new headline: waited 0 s; seen instead:\nThe old headline"


def test_nobody_waits_for_what_can_no_longer_happen() -> None:
    with pytest.raises(WaitedInVainError, match="the server answers: it can no longer happen; seen instead:\n3"):
        wait_until(lambda: False, "the server answers", seen=lambda: 3, unless=lambda: True)


def test_what_happened_at_the_last_moment_counts() -> None:
    """The file is written, and the process ends, between two looks."""
    written: list[str] = []

    def has_ended() -> bool:
        written.append("a file")
        return True

    wait_until(lambda: written, "the process has written its file", unless=has_ended)


LASTING = """
import signal, subprocess, sys
subprocess.Popen([sys.executable, "-c", "import signal; print('child', flush=True); signal.pause()"])
signal.pause()
"""


def test_a_process_that_does_not_end_is_killed_with_its_children(hasty: None) -> None:
    """A child shares the pipe: the output has an end only when both have gone."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", LASTING]
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, bufsize=0, start_new_session=True) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == b"c"
        with pytest.raises(WaitedInVainError, match="has not ended after 0 s; until then it printed:\nb'hild"):
            output_of(process)


def test_a_command_that_ends_gives_its_output() -> None:
    outcome = finished([sys.executable, "-c", "import sys; print('out'); sys.exit('err')"])
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (1, "out\n", "err\n")
