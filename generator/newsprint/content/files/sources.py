"""Finding the files below the content folder, their types, and those that changed."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from newsprint.base.errors import Problem
from newsprint.base.files import explained, kind_in_words
from newsprint.content.files.left_out import STATIC, is_below_left_out, is_left_out, report_of
from newsprint.content.types import FileType, file_type_of

MAX_DEPTH = 40
_UNUSABLE = re.compile(r"[\x00-\x1f\x7f\\]")


class Source(Struct, frozen=True, order=True, gc=False):
    """One file below the content folder.

    ``path`` is relative to that folder, in NFC with forward slashes; ``name_on_disk`` is the same path as the file
    system spells it (macOS may return NFD). ``modified`` is in nanoseconds, ``size`` in bytes.

    ``changed`` (``st_ctime_ns``) is when the system last changed anything about the file, in nanoseconds. It cannot be
    set back, as archives, copies and ``touch`` do with ``modified``. ``inode`` changes when another file replaces it.
    """

    path: str
    name_on_disk: str
    modified: int
    size: int
    changed: int = 0
    inode: int = 0

    @property
    def file_type(self) -> FileType:
        """Return what the file is for."""
        return file_type_of(self.path)


Known = tuple[str, int, int, int, int]
"""The facts of a file at the last scan: ``name_on_disk``, ``modified``, ``size``, ``changed`` and ``inode``."""

UNSETTLED = -1
"""In place of ``changed``: the next scan reads the file again, even if its facts are the same."""


class Changes(Struct, frozen=True):
    """The differences between two scans of the content folder; ``suspects`` are new or may have changed."""

    suspects: tuple[Source, ...]
    removed: tuple[str, ...]


class Found(NamedTuple):
    """Content files, ordered by path; ``problems`` are those of files that cannot or must not be read.

    ``links`` are the symbolic links, followed or not. Paths are relative to the content folder.
    """

    sources: list[Source]
    problems: list[Problem]
    links: list[str]


def find_sources(root: Path) -> Found:
    """Return every content file below ``root``.

    Some are left out by their names: see :mod:`left_out`. A symbolic link is followed only to a place inside
    ``root``.
    """
    notes = _Notes([], [])
    return _in_order(_walk(root, "", (os.path.realpath(root),), notes), notes)


def find_sources_at(root: Path, names: Iterable[str]) -> Found:
    """Return only the content files at ``names`` and below them; see :func:`find_sources`.

    ``names`` are relative to ``root``, as the file system spells them. Raises LookupError if a name leads through a
    symbolic link: only a scan of all files shows where else its target appears.
    """
    notes = _Notes([], [])
    return _in_order(_walk_at(root, names, notes), notes)


class _Notes(NamedTuple):
    """Problems and symbolic links that a scan finds."""

    problems: list[Problem]
    links: list[str]


def _in_order(found: list[Source], notes: _Notes) -> Found:
    """Return ``found`` ordered by path; of two files with one path, the first by ``name_on_disk`` is kept."""
    sources = {source.path: source for source in found}
    if len(sources) < len(found):
        for source in found:
            sources[source.path] = min(source, sources[source.path])
        hint = "their accents are encoded differently"
        others = (source for source in found if source.name_on_disk != sources[source.path].name_on_disk)
        notes.problems.extend(
            Problem(other.path, 0, 0, "two files have this name", hint, code="file-name") for other in others
        )
    return Found(sorted(sources.values(), key=attrgetter("path")), *notes)


def _walk_at(root: Path, names: Iterable[str], notes: _Notes) -> list[Source]:
    real = os.path.realpath(root)
    found: list[Source] = []
    for name in names:
        folder, base = os.path.split(name)
        folders = folder.split("/") if folder else []
        if is_below_left_out(name):
            continue
        trail = tuple(os.path.join(real, *folders[:depth]) for depth in range(len(folders) + 1))
        if os.path.realpath(trail[-1]) != trail[-1] or os.path.islink(os.path.join(real, name)):
            raise LookupError(name)
        if os.path.lexists(os.path.join(real, name)):
            entry = _NamedEntry(base, os.path.join(root, name))
            found += _sources_at([entry], name.removesuffix(base), trail, notes)
    return found


class _NamedEntry(Struct, frozen=True):
    """The entry that ``os.scandir`` would give for one name, without a scan of its whole folder."""

    name: str
    path: str

    def is_symlink(self) -> bool:
        return os.path.islink(self.path)

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return S_ISREG(self.stat(follow_symlinks=follow_symlinks).st_mode)

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return S_ISDIR(self.stat(follow_symlinks=follow_symlinks).st_mode)

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        return os.stat(self.path, follow_symlinks=follow_symlinks)


_Entry: TypeAlias = "os.DirEntry[str] | _NamedEntry"


def _walk(folder: Path | str, prefix: str, trail: tuple[str, ...], notes: _Notes) -> list[Source]:
    """Return the files below ``folder``; ``trail`` has the real paths of the folders from the root to it."""
    if len(trail) > MAX_DEPTH:
        notes.problems.append(
            Problem(prefix.rstrip("/"), 0, 0, f"folders are nested more than {MAX_DEPTH} deep", code="unreadable-file")
        )
        return []
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        notes.problems.append(
            Problem(prefix.rstrip("/"), 0, 0, f"the folder cannot be read: {explained(error)}", code="unreadable-file")
        )
        return []
    return _sources_at(entries, prefix, trail, notes)


def _sources_at(entries: Iterable[_Entry], prefix: str, trail: tuple[str, ...], notes: _Notes) -> list[Source]:
    """Return the files at ``entries`` of the folder ``prefix``, and below them."""
    found: list[Source] = []
    is_static = prefix.startswith(STATIC)
    for entry in entries:
        name = entry.name
        path = prefix + name
        if (is_static or name[:1] in (".", "_")) and is_left_out(path):
            _report_left_out(path, notes)
            continue
        try:
            if not (name.isascii() and name.isprintable() and "\\" not in name) or entry.is_symlink():
                found += _check_unusual(entry, path, trail, notes)
            elif entry.is_file(follow_symlinks=False):
                found.append(_source(entry, path))
            elif entry.is_dir(follow_symlinks=False):
                found += _walk(entry.path, path + "/", (*trail, os.path.join(trail[-1], name)), notes)
            else:
                _report_special_file(entry, path, notes)
        except UnicodeEncodeError:
            notes.problems.append(
                Problem(
                    ascii(path).strip("'"), 0, 0, "the file's name is not valid UTF-8", "rename it", code="file-name"
                )
            )
        except OSError as error:
            notes.problems.append(Problem(path, 0, 0, f"cannot be read: {explained(error)}", code="unreadable-file"))
    return found


def _report_left_out(path: str, notes: _Notes) -> None:
    if reported := report_of(path):
        notes.problems.append(replace(reported, path=_shown(path)))


def _shown(path: str) -> str:
    """Return ``path`` for a message, with control characters and invalid ones escaped."""
    readable = path.encode(errors="backslashreplace").decode()
    return re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\x{ord(match[0]):02x}", readable)


def _check_unusual(entry: _Entry, path: str, trail: tuple[str, ...], notes: _Notes) -> list[Source]:
    """Return the files at ``entry`` and below; ``entry`` is a symbolic link or has an unusual name.

    Raises UnicodeEncodeError for a name that is not UTF-8.
    """
    path.encode()
    if entry.is_symlink():
        notes.links.append(path)
    if _UNUSABLE.search(entry.name):
        message = "the name contains a character that is not allowed in paths"
        notes.problems.append(Problem(_shown(path), 0, 0, message, "rename it", code="unreadable-file"))
        return []
    real = os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(trail[-1], entry.name)
    prefix = path[: -len(entry.name)]
    if real in trail:
        notes.problems.append(
            Problem(path, 0, 0, "the symbolic link leads back to a folder above it", "remove it", code="symbolic-link")
        )
    elif not real.startswith(trail[0] + os.sep):
        message, hint = "the symbolic link leads out of the content folder", "copy the file instead"
        notes.problems.append(Problem(path, 0, 0, message, hint, code="symbolic-link"))
    elif entry.is_symlink() and entry.is_dir() and os.path.join(*trail[:1], prefix) != trail[-1] + os.sep:
        # Ten nested folders with two links each would be a thousand folders.
        notes.problems.append(
            Problem(path, 0, 0, "a linked folder contains a link to another folder", "remove it", code="symbolic-link")
        )
    elif entry.is_dir():
        return _walk(entry.path, path + "/", (*trail, real), notes)
    elif entry.is_file():
        return [_source(entry, path)]
    else:
        _report_special_file(entry, path, notes)
    return []


def _report_special_file(entry: _Entry, path: str, notes: _Notes) -> None:
    """Report an entry that is not a regular file but has a story's name or is in the static folder.

    Otherwise nobody would notice that readers do not get it.
    """
    if file_type_of(path) is FileType.FILE:  # if a story links to it, the link is reported
        return
    if entry.is_symlink() and not os.path.exists(entry.path):
        message, hint, code = "the symbolic link leads to nothing", "remove it, or bring back the file", "symbolic-link"
    else:
        kind = kind_in_words(entry.stat().st_mode)
        message, hint, code = f"cannot be read: it is {kind}, not a file", "delete it", "unreadable-file"
    notes.problems.append(Problem(path, 0, 0, message, hint, code=code))


def _source(entry: _Entry, path: str) -> Source:
    facts = entry.stat()
    proper = path if path.isascii() else unicodedata.normalize("NFC", path)
    return Source(proper, path, facts.st_mtime_ns, facts.st_size, facts.st_ctime_ns, facts.st_ino)


def settled(found: list[Source], now: int | None) -> list[Source]:
    """Return ``found``, with files marked as UNSETTLED whose next edit might not change their times.

    Clocks of file systems advance in steps of some milliseconds. An edit within the step in which a file was scanned
    leaves no trace in its times (git calls such a file racily clean). ``now`` is the time of the file system before
    the scan, in nanoseconds. If it is unknown, the files that changed last are marked.
    """
    if now is None:
        now = max((source.changed for source in found), default=0)
    return [source if source.changed < now else replace(source, changed=UNSETTLED) for source in found]


def compare(found: list[Source], known: Mapping[str, Known]) -> Changes:
    """Return which ``found`` files differ from the ``known`` ones, and which of those are gone.

    ``known`` has the facts of the last scan, by path.
    """
    suspects = tuple(
        source
        for source in found
        if source.changed == UNSETTLED
        or known.get(source.path) != (source.name_on_disk, source.modified, source.size, source.changed, source.inode)
    )
    if not suspects and len(found) == len(known):
        return Changes((), ())
    there = {source.path for source in found}
    return Changes(suspects, tuple(sorted(path for path in known if path not in there)))
