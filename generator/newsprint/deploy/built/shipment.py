"""What there is to ship: the files that the last complete build left in the output, just as it left them."""

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
from newsprint.catalog.record.last_build import OUTPUT, Imprint, read_imprint
from newsprint.deploy.built.look import Look, looking
from newsprint.deploy.built.memory import catalog_of
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Role
from newsprint.machine.outputs import MARK

_SHOWN = 5
_CLOCKS_DIFFER = timedelta(minutes=5)
_GIT_SECONDS = 10
_OF_ANOTHER_REPOSITORY = {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"}  # as git sets them for its hooks


class BuiltFile(Struct, frozen=True, gc=False):
    """A file that a build wrote: the digest of its bytes (:func:`newsprint.base.files.digest`), its size in bytes.

    ``role`` is what its kind of page is to others. ``name`` is what stores call it: its path, but for a page whose
    address has no ending. ``path`` is its path below the output, if that differs.
    """

    digest: str
    size: int
    role: Role
    name: str = ""
    path: str = ""


class Revision(Struct, frozen=True):
    """The commit that was checked out when the site was built, and when that was committed (UTC)."""

    commit: str
    committed: datetime


class Shipment(Struct, frozen=True):
    """The last complete build: its files by their paths below ``output``, and the world that it shows.

    ``as_of`` is the instant of the build (UTC); ``revision`` is None outside of git. ``confirm`` raises RefusedError
    if the files are not as the build left them: it has to be called, once, before anything is changed at a target.
    ``again`` says what to type for another build.
    """

    output: Path
    files: Mapping[str, BuiltFile]
    as_of: datetime
    revision: Revision | None = None
    confirm: Callable[[], None] = lambda: None
    again: str = ""

    def lies_at(self, name: str) -> str:
        """Return the path of the file called ``name``."""
        return f"{self.output}/{self.files[name].path or name}"


def for_stores(shipment: Shipment) -> Shipment:
    """``shipment`` with its files under the names that they have in object stores.

    A store serves what has just the name that is asked for, as what its content type says. So a page whose address is
    ``/world/storm`` is called that there, though its file is ``world/storm.html``.
    """
    files = {
        file.name or path: replace(file, path=path) if file.name else file for path, file in shipment.files.items()
    }
    return replace(shipment, files=files)


@contextmanager
def last_build(folder: Path, output: Path, now: datetime) -> Iterator[Shipment]:
    """The last complete build of the outlet in ``folder``, which lies in ``output``, as long as the context lasts.

    The caller holds the outlet's lock. ``now`` (aware) is the time of the deploy. Raises RefusedError if there is no
    such build or if it shows what readers may not see yet; DeployError if it cannot be read.
    """
    again = _command(folder, output)
    with ExitStack() as stack:
        try:
            with catalog_of(folder) as catalog:
                imprint = _imprint(catalog, output, again)
                _check_time(imprint, now, again)
                _check_folder(output, again)
                look = stack.enter_context(looking(folder, output, catalog.connection))
                files = _built_files(catalog.connection)
        except OSError as error:
            raise _unreadable(output, error) from error
        if not files:
            raise RefusedError(f"the last build of {output} left no file: {again}")
        revision = revision_at(folder, imprint.commit) if imprint.commit else None
        confirm = partial(_confirm, output, files, look, again)
        yield Shipment(output, files, from_microseconds(imprint.as_of), revision, confirm, again)


def _command(folder: Path, output: Path) -> str:
    """What to type for another build of this output."""
    other = "" if real_path(output) == real_path(folder / "output") else f" --output {shlex.quote(str(output))}"
    return f'type "newsprint build{other}", and deploy then'


def _imprint(catalog: Catalog, output: Path, again: str) -> Imprint:
    """The build that the catalog is of. Raises RefusedError unless it is a whole one of ``output``, without drafts."""
    if not is_current(catalog):
        raise RefusedError(f"the last build was made by another version of Newsprint, or not to its end: {again}")
    place = catalog.fact(OUTPUT)
    if place is None:
        raise RefusedError(f"the site was never built: {again}")
    if place != str(real_path(output)):
        raise RefusedError(f"the last build went to {place}, not to {output}: {again}")
    imprint = read_imprint(catalog)
    if imprint is None:
        raise RefusedError(f"the last build of {output} was not completed: {again}")
    if imprint.drafts:
        raise RefusedError(f"{output} was built with --drafts, so it shows what readers may not see: {again}")
    return imprint


def _check_time(imprint: Imprint, now: datetime, again: str) -> None:
    as_of = from_microseconds(imprint.as_of)
    if as_of > now + _CLOCKS_DIFFER:
        raise RefusedError(
            f"this build shows the site as of {as_of:%Y-%m-%d %H:%M} UTC, which is still to come: "
            f"it would publish what is under embargo; {again}"
        )


def _check_folder(output: Path, again: str) -> None:
    if not output.is_dir():
        raise RefusedError(f"there is no output folder {output}: {again}")
    if not (output / MARK).is_file():
        raise RefusedError(f'{output} has no file "{MARK}", by which a build marks its output: {again}')


def _built_files(record: sqlite3.Connection) -> dict[str, BuiltFile]:
    """Every file by its path."""
    decode = msgspec.msgpack.Decoder(_Page).decode
    files = {}
    for file, encoded, size, name in record.execute("SELECT file, page, size, digest FROM page"):
        page = decode(encoded)
        stored = page.url[1:] if page.chosen and not is_named(page.url) else ""
        files[file] = BuiltFile(name.hex(), size, KINDS[page.kind].role, stored)
    return files


class _Page(Struct, frozen=True):
    """The fields of a page that matter here; the others are passed over."""

    kind: str
    url: str
    chosen: bool = False


def _confirm(output: Path, files: Mapping[str, BuiltFile], look: Look, again: str) -> None:
    """Raise RefusedError unless files that ``look`` finds hold what was left as well, as a copy with other times does.

    Raises DeployError if they cannot be read.
    """
    try:
        altered = [file for file in look() if not _holds(output, file, files[file])]
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


def _holds(output: Path, file: str, built: BuiltFile) -> bool:
    path = f"{output}/{file}"
    try:
        facts = os.lstat(path)
        plain = stat.S_ISREG(facts.st_mode) and facts.st_size == built.size
        return plain and digest_of_file(path) == built.digest
    except (FileNotFoundError, NotADirectoryError):
        return False


def revision_at(folder: Path, commit: str) -> Revision | None:
    """``commit`` with its time, as git tells it in ``folder``; None if git is missing or does not know it."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_REPOSITORY}
    environment = {**inherited, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    command = ["git", "-C", str(folder), "-c", "log.showSignature=false", "show", "-s", "--format=%ct", commit, "--"]
    try:
        told = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_GIT_SECONDS,
            check=True,
        ).stdout
        return Revision(commit, datetime.fromtimestamp(int(told), UTC))
    except (OSError, ValueError, OverflowError, subprocess.SubprocessError):
        return None
