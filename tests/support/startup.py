"""Give the tests and their child processes the same environment, however they were started.

A script's background job is started with SIGINT and SIGQUIT ignored, ``nohup`` ignores SIGHUP, some runners block
signals, and a process passes all that on to its children. A git hook sets ``GIT_DIR``, a person ``NO_COLOR``. One
person's git signs every commit, and another person's has no name for the committer.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

OF_A_PERSON = ("COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "PYTHONWARNINGS", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
"""Variables with which people set how programs write to their terminal."""
OF_A_REPOSITORY = ("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_NAMESPACE")
OF_A_REPOSITORY += ("GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_WORK_TREE")
"""Variables with which git names the repository for a hook."""
GIT_CONFIGURATION = Path(__file__).parents[1] / "data" / "gitconfig"


def start_alike() -> None:
    """Give this process and its children the environment of a program that a person starts in a terminal."""
    use_default_signals()
    os.umask(0o022)
    for name in (*OF_A_PERSON, *OF_A_REPOSITORY):
        os.environ.pop(name, None)
    os.environ |= {"GIT_CONFIG_GLOBAL": str(GIT_CONFIGURATION), "GIT_CONFIG_NOSYSTEM": "1"}


def use_default_signals() -> None:
    """Unblock all signals, and make sure that no child of this process ignores one.

    A handler that does nothing replaces each ignored signal: a child ignores what its parent ignores, but not what its
    parent handles. So this process goes on ignoring them (``nohup make test`` survives its terminal), except SIGINT.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for each in signal.valid_signals():
        # Python itself ignores SIGPIPE and SIGXFSZ; subprocess restores both.
        if signal.getsignal(each) is signal.SIG_IGN and each not in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(each, lambda *_: None)
    signal.signal(signal.SIGINT, signal.default_int_handler)
