"""Virtual environments in which Newsprint is installed, and which find its libraries by a ``.pth`` file alone."""

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
    """Run a program and return its output; if it fails, fail with all that it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = finished([str(word) for word in words], cwd=cwd, env={**environment, **variables}, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copy_sources(repository: Path, folder: Path) -> Path:
    """Copy the project, without its tests and its content, and return the copy."""
    folder.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (repository / name).is_dir() else shutil.copy2
        copy(repository / name, folder / name, **({"ignore": _COMPILED} if copy is shutil.copytree else {}))
    return folder


_COMPILED = shutil.ignore_patterns("__pycache__")


def build_wheel(repository: Path, folder: Path) -> Path:
    """Build a wheel of the project in ``folder`` and return its path."""
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, repository, cwd=folder)
    return next(folder.glob("newsprint_ssg-*.whl"))


def new_environment(folder: Path) -> Path:
    """Create an environment with a ``.pth`` file to the libraries that Newsprint needs; return its ``bin``."""
    venv.create(folder, with_pip=False, symlinks=True)
    programs = folder / "bin"
    place = call(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    libraries = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    Path(place.strip(), "libraries.pth").write_text("\n".join(libraries))
    return programs


def install(
    programs: Path, *what: str | Path, cwd: Path | None = None, variables: Mapping[str, str] | None = None
) -> None:
    """Install ``what`` with pip, in the folder ``cwd``, without its dependencies and without a package index."""
    pip = [sys.executable, "-m", "pip", "--python", programs / "python", "--disable-pip-version-check", "--quiet"]
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--no-compile", "--force-reinstall"]
    call(*pip, "install", *options, *what, cwd=cwd or programs.parent, **(variables or {}))
