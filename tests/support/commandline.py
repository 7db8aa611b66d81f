"""Run the command line as a person does, and return its exit code, standard output and standard error."""

from __future__ import annotations

import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from newsprint.cli.main import main


@dataclass(frozen=True)
class Outcome:
    """The result of a command."""

    code: int
    out: str
    err: str


def run(*words: str | Path, cwd: Path, columns: int = 80) -> Outcome:
    """Run ``newsprint`` with ``words`` in the folder ``cwd``, through its real entry point, without a terminal."""
    out, err = StringIO(), StringIO()
    arguments = ["newsprint", *map(str, words)]
    environment = patch.dict(os.environ, {"COLUMNS": str(columns)})
    with chdir(cwd), patch.object(sys, "argv", arguments), environment, redirect_stdout(out), redirect_stderr(err):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    return Outcome(code, out.getvalue(), err.getvalue())
