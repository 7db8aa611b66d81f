"""Environments of Python's that have Newsprint as an installer put it there, and see libraries by a path alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

from tests.support.waiting import finished

SOURCES = ("pyproject.toml", "README.md", "LICENSE", "generator", "themes")
"""What a wheel of Newsprint is built from."""


def call(*words: str | Path, cwd: Path, **variables: str) -> str:
    """Run a program and give its output; a failure shows what it said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = finished([str(word) for word in words], cwd=cwd, env={**environment, **variables}, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copy_sources(repository: Path, folder: Path) -> Path:
    """A copy of the project, without its tests and its content."""
    folder.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (repository / name).is_dir() else shutil.copy2
        copy(repository / name, folder / name, **({"ignore": _COMPILED} if copy is shutil.copytree else {}))
    return folder


_COMPILED = shutil.ignore_patterns("__pycache__")


def build_wheel(repository: Path, folder: Path) -> Path:
    """A wheel of the project, in ``folder``."""
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, repository, cwd=folder)
    return next(folder.glob("newsprint_ssg-*.whl"))


def new_environment(folder: Path) -> Path:
    """The programs of a new environment that sees, by a path alone, the libraries that Newsprint needs."""
    venv.create(folder, with_pip=False, symlinks=True)
    programs = folder / "bin"
    place = call(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    libraries = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    Path(place.strip(), "libraries.pth").write_text("\n".join(libraries))
    return programs


def install(
    programs: Path, *what: str | Path, cwd: Path | None = None, variables: Mapping[str, str] | None = None
) -> None:
    """Have pip, in the folder ``cwd``, install ``what`` and nothing else, without a package index."""
    pip = [sys.executable, "-m", "pip", "--python", programs / "python", "--disable-pip-version-check", "--quiet"]
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--no-compile", "--force-reinstall"]
    call(*pip, "install", *options, *what, cwd=cwd or programs.parent, **(variables or {}))
