"""A wheel of the running Newsprint: copied, built from its folder, or packed from the installed files."""

from __future__ import annotations

import csv
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import Distribution
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path, PurePosixPath
from shutil import which
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from newsprint.base.errors import UsageError
from newsprint.base.files import explained
from newsprint.installed.origin import InstalledFiles, SourceFolder, WheelFile

_WHEELS = "*.whl"
_BUILD_TIMEOUT = 300.0  # seconds
_BY_INSTALLERS = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_build.json", "uv_cache.json"}
"""The files that installers add or change in a distribution's ``.dist-info`` folder."""


class Wheel(Struct, frozen=True):
    """A wheel: its file name (distribution, version, Python, platform) and its bytes."""

    name: str
    data: bytes


def wheel_of(origin: WheelFile | SourceFolder | InstalledFiles, installed: Distribution) -> Wheel:
    """Return a wheel that installs the running Newsprint on another machine. Raises UsageError if none can be made."""
    if isinstance(origin, SourceFolder):
        return _built(origin.path)
    if isinstance(origin, WheelFile) and (wheel := _copied(origin)):
        return wheel
    return _packed(installed)


def _copied(origin: WheelFile) -> Wheel | None:
    """Return the wheel that was installed; None if it has been deleted or changed since."""
    try:
        data = origin.path.read_bytes()
    except OSError:
        return None
    return Wheel(origin.path.name, data) if sha256(data).hexdigest() == origin.sha256 else None


def _built(folder: Path) -> Wheel:
    """Return a wheel built from the sources in ``folder``. Raises UsageError if the build fails."""
    with TemporaryDirectory() as place:
        command = _builder(folder, place)
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_BUILD_TIMEOUT)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _not_built(folder, explained(error) if isinstance(error, OSError) else "it took too long") from None
        wheels = sorted(Path(place).glob(_WHEELS))
        if done.returncode or len(wheels) != 1:
            lines = [line for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
            raise _not_built(folder, lines[-1].strip() if lines else "the build tool gave no reason")
        return Wheel(wheels[0].name, wheels[0].read_bytes())


def _builder(folder: Path, place: str) -> list[str]:
    """Return the command that builds the wheel. With pip, it needs no network if the build backend is installed."""
    if find_spec("pip"):
        isolation = ["--no-build-isolation"] if find_spec("hatchling") else []
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
        return [*pip, "wheel", "--no-deps", *isolation, "--wheel-dir", place, str(folder)]
    if uv := which("uv"):
        return [uv, "build", "--quiet", "--wheel", "--out-dir", place, str(folder)]
    raise _not_built(folder, "neither pip nor uv is installed (python -m ensurepip installs pip)")


def _not_built(folder: Path, reason: str) -> UsageError:
    return UsageError(
        f"Newsprint runs from the folder {folder}, and no wheel of it can be built: {reason}\n"
        "Install Newsprint from a git address or a wheel instead, or start the outlet without --deploy github-actions"
    )


def _packed(installed: Distribution) -> Wheel:
    """Return a wheel of the installed files, always with the same bytes. Raises UsageError if a file was changed."""
    version, packed_bytes, record = installed.version, BytesIO(), []
    own_record = f"newsprint_ssg-{version}.dist-info/RECORD"
    with ZipFile(packed_bytes, "w", ZIP_DEFLATED) as packed:
        for name, recorded in _recorded(installed):
            data = _unchanged(Path(str(installed.locate_file(name))), recorded)
            packed.writestr(ZipInfo(name), data, ZIP_DEFLATED)
            record.append(f"{name},{_digest(data)},{len(data)}\n")
        packed.writestr(ZipInfo(own_record), "".join([*record, f"{own_record},,\n"]), ZIP_DEFLATED)
    return Wheel(f"newsprint_ssg-{version}-py3-none-any.whl", packed_bytes.getvalue())


def _recorded(installed: Distribution) -> Iterator[tuple[str, str]]:
    """Yield the name and the recorded digest of each file that came from the wheel, sorted by name.

    Files that the installer made, such as programs and bytecode, are left out. Raises UsageError without a ``RECORD``.
    """
    rows = sorted(row for row in csv.reader((installed.read_text("RECORD") or "").splitlines()) if len(row) == 3)
    if not any(row[0] == "newsprint/__init__.py" for row in rows):
        raise UsageError("Newsprint's installer recorded no list of files. Install Newsprint with pip, then try again")
    for name, recorded, _ in rows:
        parts = PurePosixPath(name).parts
        by_installer = parts[0].endswith(".dist-info") and parts[-1] in _BY_INSTALLERS
        if parts[0] not in ("..", "/") and not name.endswith(".pyc") and not by_installer:
            yield name, recorded


def _unchanged(file: Path, recorded: str) -> bytes:
    """Return the bytes of ``file``. Raises UsageError if it cannot be read or was changed after the installation."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {explained(error)}. Reinstall Newsprint, then try again") from error
    if _digest(data) != recorded:
        raise UsageError(f"{file} was changed after it was installed. Reinstall Newsprint, then try again")
    return data


def _digest(data: bytes) -> str:
    """Return the SHA-256 of a file in the form of a wheel's ``RECORD`` (URL-safe base64 without padding)."""
    return "sha256=" + urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
