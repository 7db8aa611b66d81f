"""The shipment: the files of the last complete build, checked to be unchanged in the output."""

from __future__ import annotations

import os
import shlex
import sqlite3
import stat
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from newsprint.base.dates import from_microseconds
from newsprint.base.errors import DeployError, RefusedError
from newsprint.base.files import digest_of_file, explained, real_path
from newsprint.base.urls import is_named
from newsprint.catalog.database import Catalog, is_current
from newsprint.catalog.record.last_build import OUTPUT, LastBuild, read_last_build
from newsprint.deploy.branch.git import quiet
from newsprint.deploy.built.catalog_access import catalog_of
from newsprint.deploy.built.output_scan import FindAltered, altered_since_build
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Role
from newsprint.machine.outputs import MARK

_SHOWN = 5
_CLOCKS_DIFFER = timedelta(minutes=5)
_GIT_SECONDS = 10


class BuiltFile(Struct, frozen=True, gc=False):
    """A file that a build wrote.

    ``digest`` is that of its bytes (:func:`newsprint.base.files.digest`), ``size`` is in bytes, ``role`` is the role of
    its kind of page. ``name`` is its key in stores if that differs from its path, as for a page whose URL has no
    ending. ``path`` is its path below the output if that differs from its key in a shipment.
    """

    digest: str
    size: int
    role: Role
    name: str = ""
    path: str = ""


class Revision(Struct, frozen=True):
    """The commit that was checked out when the site was built, and its commit time (UTC)."""

    commit: str
    committed: datetime


class Shipment(Struct, frozen=True):
    """The last complete build: its ``files`` by their paths below ``output``, and the instant that it shows.

    ``as_of`` is the instant of the build (UTC); ``revision`` is None outside of git. ``confirm`` raises RefusedError if
    the files have changed since the build: call it once, before anything is changed at a target. ``again`` is the part
    of messages that says how to build again.
    """

    output: Path
    files: Mapping[str, BuiltFile]
    as_of: datetime
    revision: Revision | None = None
    confirm: Callable[[], None] = lambda: None
    again: str = ""

    def path_of(self, name: str) -> str:
        """Return the path of the file ``name`` on this machine."""
        return f"{self.output}/{self.files[name].path or name}"


def for_stores(shipment: Shipment) -> Shipment:
    """Return ``shipment`` with its files under the keys that they have in object stores.

    A store serves the object whose key is the requested path, with its content type. So the key of a page at
    ``/world/storm`` is ``world/storm``, although its file is ``world/storm.html``.
    """
    files = {
        file.name or path: replace(file, path=path) if file.name else file for path, file in shipment.files.items()
    }
    return replace(shipment, files=files)


@contextmanager
def last_shipment(folder: Path, output: Path, now: datetime) -> Iterator[Shipment]:
    """Yield the shipment of the last complete build of the outlet in ``folder``, which is in ``output``.

    The caller must have the outlet's lock. ``now`` (aware) is the time of the deploy. Raises RefusedError if there is
    no such build or if it shows what readers may not see yet; DeployError if it cannot be read.
    """
    again = _command(folder, output)
    with ExitStack() as stack:
        try:
            with catalog_of(folder) as catalog:
                last_build = _last_build(catalog, output, again)
                _check_time(last_build, now, again)
                _check_folder(output, again)
                find_altered = stack.enter_context(altered_since_build(folder, output, catalog.connection))
                files = _built_files(catalog.connection)
        except OSError as error:
            raise _unreadable(output, error) from error
        if not files:
            raise RefusedError(f"the last build of {output} has no files: {again}")
        revision = revision_at(folder, last_build.commit) if last_build.commit else None
        confirm = partial(_confirm, output, files, find_altered, again)
        yield Shipment(output, files, from_microseconds(last_build.as_of), revision, confirm, again)


def _command(folder: Path, output: Path) -> str:
    """Return the part of a message that says how to build this output again."""
    other = "" if real_path(output) == real_path(folder / "output") else f" --output {shlex.quote(str(output))}"
    return f'type "newsprint build{other}", then deploy again'


def _last_build(catalog: Catalog, output: Path, again: str) -> LastBuild:
    """Return the record of the last build.

    Raises RefusedError unless it is complete, in ``output``, without drafts.
    """
    if not is_current(catalog):
        raise RefusedError(f"the last build was made by another version of Newsprint, or did not finish: {again}")
    place = catalog.fact(OUTPUT)
    if place is None:
        raise RefusedError(f"the site has never been built: {again}")
    if place != str(real_path(output)):
        raise RefusedError(f"the last build went to {place}, not to {output}: {again}")
    last_build = read_last_build(catalog)
    if last_build is None:
        raise RefusedError(f"the last build of {output} was not completed: {again}")
    if last_build.drafts:
        raise RefusedError(f"{output} was built with --drafts, so it shows what readers may not see: {again}")
    return last_build


def _check_time(last_build: LastBuild, now: datetime, again: str) -> None:
    as_of = from_microseconds(last_build.as_of)
    if as_of > now + _CLOCKS_DIFFER:
        raise RefusedError(
            f"this build shows the site as of {as_of:%Y-%m-%d %H:%M} UTC, which is in the future: "
            f"it would publish embargoed stories; {again}"
        )


def _check_folder(output: Path, again: str) -> None:
    if not output.is_dir():
        raise RefusedError(f"there is no output folder {output}: {again}")
    if not (output / MARK).is_file():
        raise RefusedError(f'{output} has no file "{MARK}", so it is not the output of a build: {again}')


def _built_files(record: sqlite3.Connection) -> dict[str, BuiltFile]:
    """Return every file of the build by its path below the output."""
    decode = msgspec.msgpack.Decoder(_Page).decode
    files = {}
    for file, encoded, size, name in record.execute("SELECT file, page, size, digest FROM page"):
        page = decode(encoded)
        stored = page.url[1:] if page.chosen and not is_named(page.url) else ""
        files[file] = BuiltFile(name.hex(), size, KINDS[page.kind].role, stored)
    return files


class _Page(Struct, frozen=True):
    """The fields of a page that are needed here; the decoder skips the others."""

    kind: str
    url: str
    chosen: bool = False


def _confirm(output: Path, files: Mapping[str, BuiltFile], find_altered: FindAltered, again: str) -> None:
    """Raise RefusedError if a file that ``find_altered`` suspects has other bytes than the build wrote.

    A copy of the output has other times, but the same bytes. Raises DeployError if files cannot be read.
    """
    try:
        altered = [file for file in find_altered() if not _is_as_built(output, file, files[file])]
    except OSError as error:
        raise _unreadable(output, error) from error
    if altered:
        named = ", ".join(sorted(altered)[:_SHOWN])
        more = f" and {len(altered) - _SHOWN:,} more" if len(altered) > _SHOWN else ""
        raise RefusedError(
            f"{len(altered):,} of {len(files):,} files in {output} were changed or deleted since the last build "
            f"({named}{more}): {again}"
        )


def _unreadable(output: Path, error: OSError) -> DeployError:
    return DeployError(f"{error.filename or output}: {explained(error)}")


def _is_as_built(output: Path, file: str, built: BuiltFile) -> bool:
    path = f"{output}/{file}"
    try:
        facts = os.lstat(path)
        plain = stat.S_ISREG(facts.st_mode) and facts.st_size == built.size
        return plain and digest_of_file(path) == built.digest
    except (FileNotFoundError, NotADirectoryError):
        return False


def revision_at(folder: Path, commit: str) -> Revision | None:
    """Return ``commit`` with its time, from git in ``folder``.

    Returns None if git is missing or does not know the commit.
    """
    environment = {**quiet(os.environ), "GIT_NO_LAZY_FETCH": "1"}
    command = ["git", "-C", str(folder), "-c", "log.showSignature=false", "show", "-s", "--format=%ct", commit, "--"]
    try:
        output = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_GIT_SECONDS,
            check=True,
        ).stdout
        return Revision(commit, datetime.fromtimestamp(int(output), UTC))
    except (OSError, ValueError, OverflowError, subprocess.SubprocessError):
        return None
