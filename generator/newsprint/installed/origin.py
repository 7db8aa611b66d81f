"""Where the Newsprint that runs was installed from, as the installer noted it (PEP 610, ``direct_url.json``)."""

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
"""What the distribution is called. It is on no package index, so what has that name there is somebody else's."""

_NOTE = "direct_url.json"
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_FROM = (
    "Install it from a git address (python -m pip install '{name} @ git+https://HOST/PATH@COMMIT'), "
    "a wheel or a folder, and try again"
)


class Repository(Struct, frozen=True):
    """A commit that other machines can fetch; ``requirement`` is the line that installs it."""

    requirement: str


class WheelFile(Struct, frozen=True):
    """A wheel on this machine. ``sha256`` is its digest in hexadecimal digits as it was installed."""

    path: Path
    sha256: str


class SourceFolder(Struct, frozen=True):
    """A folder of sources, installed editable: what runs are its files."""

    path: Path


class InstalledFiles(Struct, frozen=True):
    """Nothing but the installed files themselves: what they came from may have changed since, or be out of reach."""


Origin = Repository | WheelFile | SourceFolder | InstalledFiles


def running_distribution() -> Distribution:
    """The distribution whose files run. Raises UsageError if no installer put them there."""
    try:
        return distribution(NAME)
    except PackageNotFoundError:
        raise UsageError(f"This Newsprint runs without being installed. {_FROM.format(name=NAME)}") from None


def origin_of(installed: Distribution, running: Path = Path(newsprint.__file__)) -> Origin:
    """Where ``installed``, to which the file ``running`` belongs, came from.

    Raises UsageError if the installer noted nothing, as it does for what comes from an index by its name alone, or if
    ``running`` is another installation's.
    """
    origin = _origin(_note(installed))
    ours = origin.path if isinstance(origin, SourceFolder) else Path(str(installed.locate_file("newsprint")))
    if not running.resolve().is_relative_to(ours.resolve()):
        raise UsageError(
            f"{running.parent} runs, but {ours} is installed: run the installed program, or install the one that runs"
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
    """The installer's note. Raises UsageError."""
    try:
        note = msgspec.json.decode(installed.read_text(_NOTE) or "", type=_Note)
        urlsplit(note.url)
    except ValueError:
        raise UsageError(
            "Nothing says where this Newsprint was installed from, so the workflow could not install the same: "
            f"by its name alone, a package index may give another program. {_FROM.format(name=NAME)}"
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
    """The line that installs a commit from where other machines reach it, without a credential; else None."""
    if url.scheme not in ("https", "ssh") or is_private(url.hostname or ""):
        return None
    if checkout.vcs != "git" or not _COMMIT.fullmatch(checkout.commit_id):
        return None
    user = f"{url.username}@" if url.scheme == "ssh" and url.username else ""
    place = f"{user}{url.netloc.rpartition('@')[2]}{quote(url.path, safe='/~%+:')}"
    part = f"#subdirectory={quote(subdirectory)}" if subdirectory else ""
    return f"{NAME} @ git+{url.scheme}://{place}@{checkout.commit_id}{part}"


def _digest(archive: _Archive) -> str:
    """The SHA-256 of an archive, in the newer form of the note or in the older one; empty if there is none."""
    digest = archive.hashes.get("sha256", archive.hash.removeprefix("sha256=")).lower()
    return digest if re.fullmatch(r"[0-9a-f]{64}", digest) else ""
