"""Whoever starts the tests, they and their processes start alike.

A script's background job is started with SIGINT and SIGQUIT ignored, ``nohup`` ignores SIGHUP, some runners block
signals, and a process passes all that on to its children. A git hook sets ``GIT_DIR``, a person ``NO_COLOR``. One
person's git signs every commit, and another one's does not know who commits.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

OF_A_PERSON = ("COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "PYTHONWARNINGS", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
"""Variables with which people set how programs look on their terminal."""
OF_A_REPOSITORY = ("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_NAMESPACE")
OF_A_REPOSITORY += ("GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_WORK_TREE")
"""Variables with which git says to a hook which repository it works in."""
GIT_CONFIGURATION = Path(__file__).parents[1] / "data" / "gitconfig"


def start_alike() -> None:
    """Give this process, and all that it starts, what a program has that a person starts in a terminal."""
    use_default_signals()
    os.umask(0o022)
    for name in (*OF_A_PERSON, *OF_A_REPOSITORY):
        os.environ.pop(name, None)
    os.environ |= {"GIT_CONFIG_GLOBAL": str(GIT_CONFIGURATION), "GIT_CONFIG_NOSYSTEM": "1"}


def use_default_signals() -> None:
    """Unblock all signals, and let no child of this process ignore one.

    What is ignored here stays so (``nohup make test`` survives its terminal) but for SIGINT: a handler that does nothing
    takes its place, because a program that is started ignores what its parent ignores, and not what its parent handles.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for each in signal.valid_signals():
        # Python itself ignores SIGPIPE and SIGXFSZ; subprocess restores both.
        if signal.getsignal(each) is signal.SIG_IGN and each not in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(each, lambda *_: None)
    signal.signal(signal.SIGINT, signal.default_int_handler)
