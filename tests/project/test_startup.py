"""Tests run in the same environment, however they were started."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from tests.support.waiting import finished

CHILD = """
import os, signal, sys
ignored = [each.name for each in signal.Signals if signal.getsignal(each) is signal.SIG_IGN]
blocked = [each.name for each in signal.pthread_sigmask(signal.SIG_BLOCK, ())]
print(sorted(ignored), sorted(blocked), oct(os.umask(0)), os.environ.get("GIT_DIR"))
"""
EXPECTED = "['SIGPIPE', 'SIGXFSZ'] [] 0o22 None\n"  # Python itself ignores both signals


def test_child_processes_of_tests_have_default_signals() -> None:
    assert finished([sys.executable, "-c", CHILD]).stdout == EXPECTED


def ignore_everything() -> None:
    """Ignore and block signals, as scripts and runners do for their background jobs."""
    for each in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGCHLD))
    os.umask(0o077)


def test_a_background_job_of_a_script_runs_tests_in_the_same_environment() -> None:
    parent = f"import subprocess, sys; from tests.support import startup; startup.start_alike(); subprocess.run([sys.executable, '-c', {CHILD!r}])"
    variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "GIT_DIR": "/nowhere"}
    outcome = finished([sys.executable, "-c", parent], env=variables, preexec_fn=ignore_everything)
    assert (outcome.stdout, outcome.stderr) == (EXPECTED, "")


def test_tests_in_a_background_job_can_be_interrupted() -> None:
    parent = "import os, signal; from tests.support import startup; startup.start_alike(); os.kill(os.getpid(), signal.SIGINT)"
    variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    outcome = finished([sys.executable, "-c", parent], env=variables, preexec_fn=ignore_everything)
    assert "KeyboardInterrupt" in outcome.stderr


def test_tests_under_nohup_survive_a_hangup() -> None:
    parent = "import os, signal; from tests.support import startup; startup.start_alike(); os.kill(os.getpid(), signal.SIGHUP); print('alive')"
    variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    outcome = finished([sys.executable, "-c", parent], env=variables, preexec_fn=ignore_everything)
    assert outcome.stdout == "alive\n"
