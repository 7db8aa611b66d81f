"""Where the running Newsprint was installed from, as recorded by the installer (PEP 610, ``direct_url.json``)."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

import msgspec
from msgspec import Struct

import newsprint
from newsprint.base.errors import UsageError
from newsprint.base.hosts import is_private

NAME = "newsprint-ssg"
"""The name of the distribution. It is not on a package index: a package of this name there belongs to someone else."""

_NOTE = "direct_url.json"
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HOW_TO_INSTALL = (
    "Install it from a git address (python -m pip install '{name} @ git+https://HOST/PATH@COMMIT'), "
    "a wheel or a folder, and try again"
)


class Repository(Struct, frozen=True):
    """A commit that other machines can fetch. ``requirement`` is the line of a requirements file that installs it."""

    requirement: str


class WheelFile(Struct, frozen=True):
    """A wheel on this machine. ``sha256`` is its digest at installation, in hexadecimal digits."""

    path: Path
    sha256: str


class SourceFolder(Struct, frozen=True):
    """A folder of sources, installed as editable: Python runs the files in it."""

    path: Path


class InstalledFiles(Struct, frozen=True):
    """Only the installed files: their source may have changed since, or be out of reach of other machines."""


Origin = Repository | WheelFile | SourceFolder | InstalledFiles


def running_distribution() -> Distribution:
    """Return the distribution whose files run. Raises UsageError if Newsprint runs without being installed."""
    try:
        return distribution(NAME)
    except PackageNotFoundError:
        raise UsageError(f"This Newsprint runs without being installed. {_HOW_TO_INSTALL.format(name=NAME)}") from None


def origin_of(installed: Distribution, running: Path = Path(newsprint.__file__)) -> Origin:
    """Return the source of the distribution ``installed``, which must contain the file ``running``.

    Raises UsageError if the installer recorded no source, as when a package is installed from an index by name, or if
    ``running`` belongs to another installation.
    """
    origin = _origin(_note(installed))
    ours = origin.path if isinstance(origin, SourceFolder) else Path(str(installed.locate_file("newsprint")))
    if not running.resolve().is_relative_to(ours.resolve()):
        raise UsageError(
            f"{running.parent} is running, but {ours} is installed. Run the installed program, or install this one"
        )
    return origin


class _Vcs(Struct, frozen=True):
    vcs: str = ""
    commit_id: str = ""


class _Archive(Struct, frozen=True):
    hash: str = ""
    hashes: dict[str, str] = {}


class _Directory(Struct, frozen=True):
    editable: bool = False


class _Note(Struct, frozen=True):
    url: str
    vcs_info: _Vcs | None = None
    archive_info: _Archive | None = None
    dir_info: _Directory = _Directory()
    subdirectory: str = ""


def _note(installed: Distribution) -> _Note:
    """Return the installer's ``direct_url.json``. Raises UsageError if it is missing or invalid."""
    try:
        note = msgspec.json.decode(installed.read_text(_NOTE) or "", type=_Note)
        urlsplit(note.url)
    except ValueError:
        raise UsageError(
            "The installer did not record where this Newsprint came from, so the workflow could not install the same: "
            f"a package index may have another program of this name. {_HOW_TO_INSTALL.format(name=NAME)}"
        ) from None
    return note


def _origin(note: _Note) -> Origin:
    url = urlsplit(note.url)
    path = Path(unquote(url.path))
    if note.dir_info.editable:
        return SourceFolder(path)
    if note.vcs_info and (requirement := _requirement(url, note.vcs_info, note.subdirectory)):
        return Repository(requirement)
    digest = _digest(note.archive_info) if note.archive_info else ""
    if url.scheme == "file" and path.suffix == ".whl" and digest:
        return WheelFile(path, digest)
    return InstalledFiles()


def _requirement(url: SplitResult, checkout: _Vcs, subdirectory: str) -> str | None:
    """Return the requirement that installs a commit, without credentials; None if other machines cannot fetch it."""
    if url.scheme not in ("https", "ssh") or is_private(url.hostname or ""):
        return None
    if checkout.vcs != "git" or not _COMMIT.fullmatch(checkout.commit_id):
        return None
    user = f"{url.username}@" if url.scheme == "ssh" and url.username else ""
    place = f"{user}{url.netloc.rpartition('@')[2]}{quote(url.path, safe='/~%+:')}"
    part = f"#subdirectory={quote(subdirectory)}" if subdirectory else ""
    return f"{NAME} @ git+{url.scheme}://{place}@{checkout.commit_id}{part}"


def _digest(archive: _Archive) -> str:
    """Return the SHA-256 of an archive, in hexadecimal digits, or an empty string. Older notes have only ``hash``."""
    digest = archive.hashes.get("sha256", archive.hash.removeprefix("sha256=")).lower()
    return digest if re.fullmatch(r"[0-9a-f]{64}", digest) else ""
