"""A test whose event does not happen reports what it waited for and what it saw."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support import waiting
from tests.support.waiting import WaitedInVainError, finished, output_of, wait_until


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make tests wait for a tenth of a second at most."""
    monkeypatch.setattr(waiting, "PATIENCE", 0.1)


def test_the_message_says_what_was_waited_for_and_what_was_seen(short_patience: None) -> None:
    with pytest.raises(WaitedInVainError) as error:
        wait_until(lambda: False, "the page shows the new headline", seen=lambda: "The old headline")
    assert str(error.value) == "the page shows the new headline: waited 0 s; seen instead:\nThe old headline"


def test_a_test_does_not_wait_for_what_can_no_longer_happen() -> None:
    with pytest.raises(WaitedInVainError, match="the server answers: it can no longer happen; seen instead:\n3"):
        wait_until(lambda: False, "the server answers", seen=lambda: 3, unless=lambda: True)


def test_what_happened_at_the_last_moment_counts() -> None:
    """The file is written, and the process ends, between two checks."""
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


def test_a_process_that_does_not_end_is_killed_with_its_children(short_patience: None) -> None:
    """A child shares the pipe: the output ends only when both processes have ended."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", LASTING]
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, bufsize=0, start_new_session=True) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == b"c"
        with pytest.raises(WaitedInVainError, match="has not ended after 0 s; until then it printed:\nb'hild"):
            output_of(process)


def test_the_output_of_a_finished_command_is_returned() -> None:
    outcome = finished([sys.executable, "-c", "import sys; print('out'); sys.exit('err')"])
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (1, "out\n", "err\n")
