"""Guards that keep a deploy from harming a site: each raises RefusedError or does nothing.

``shown`` is the target as messages name it, so that a user with several targets knows which one is meant.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from newsprint.base.errors import RefusedError
from newsprint.base.files import real_path
from newsprint.base.hosts import is_placeholder, is_private
from newsprint.config.site import SiteTable
from newsprint.config.targets import TargetSettings
from newsprint.deploy.deploy_request import Listener, Request
from newsprint.deploy.objects.head import Build
from newsprint.deploy.served_urls import is_rendition
from newsprint.machine.state import STATE_FOLDER

_LARGEST_PART = 10  # a tenth of the files
_NAMED = 3
_SHOWN = 200  # characters
_OUTLET_FOLDERS = ("content", "themes", STATE_FOLDER)


def check_folder(target: Path, shown: str, folder: Path, output: Path) -> None:
    """Raise RefusedError if the ``target`` folder overlaps the outlet in ``folder`` or its ``output``.

    It overlaps if it contains one of them, or is inside the output or one of the outlet's own folders.
    """
    root, home, built = (real_path(path) for path in (target, folder, output))
    own = [built, *(home / name for name in _OUTLET_FOLDERS)]
    if home.is_relative_to(root) or built.is_relative_to(root) or any(map(root.is_relative_to, own)):
        raise RefusedError(
            f"{shown}: this folder overlaps the outlet or its output: nothing was changed.\n"
            "Choose a folder outside both"
        )


def check_site(ours: str, theirs: str | None, shown: str, *, adopt: bool) -> None:
    """Raise RefusedError if the target belongs to another site, unless Newsprint may ``adopt`` it.

    ``ours`` and ``theirs`` are the URLs of the sites; ``theirs`` is None if Newsprint did not deploy there.
    """
    if adopt or theirs == ours:
        return
    if theirs is None:
        raise RefusedError(
            f"{shown} contains files that Newsprint did not put there: nothing was changed.\n"
            "If this site may replace them, add --adopt"
        )
    raise RefusedError(
        f"{shown} contains another site, {theirs[:_SHOWN]}, and this one is {ours}: nothing was changed.\n"
        "If this site may replace it, add --adopt"
    )


def check_address(site: SiteTable, *, in_one_network: bool = False) -> None:
    """Raise RefusedError if readers cannot reach the URL of ``site``.

    The URL is in links, feeds and sitemaps. With ``in_one_network``, all readers may be in the same private network.
    """
    unreachable = is_placeholder if in_one_network else is_private
    if unreachable(site.host):
        raise _unreachable("site.url", site.url)


def check_domain(key: str, host: str) -> None:
    """Raise RefusedError if ``host`` cannot be reached from the internet.

    ``key`` is the setting in newsprint.toml that names it.
    """
    if is_private(host):
        raise _unreachable(key, host)


def _unreachable(key: str, address: str) -> RefusedError:
    return RefusedError(
        f"{key} in newsprint.toml is {address}, which no reader can reach: nothing was changed. "
        "Write the real address of the site there, then build and deploy again"
    )


def check_foreign(foreign: Sequence[str], shown: str, *, adopt: bool) -> None:
    """Raise RefusedError if the target has ``foreign`` files, unless Newsprint may ``adopt`` them.

    Foreign files are those that Newsprint did not put there.
    """
    if adopt or not foreign:
        return
    named = ", ".join(foreign[:_NAMED]) + (f" and {len(foreign) - _NAMED:,} more" if len(foreign) > _NAMED else "")
    raise RefusedError(
        f"{shown} contains files that Newsprint did not put there ({named}): nothing was changed.\n"
        "If this site may replace them, add --adopt"
    )


def check_age(ours: Build, theirs: Build, shown: str, *, older: bool) -> None:
    """Raise RefusedError if the live build is newer, unless ``older`` builds are allowed.

    It is newer if its instant or its commit is later.
    """
    if older:
        return
    if ours.as_of < theirs.as_of:
        raise RefusedError(
            f"{shown}: a newer build is live, as of {_utc(theirs.as_of)}; this one is as of "
            f"{_utc(ours.as_of)}: nothing was changed.\n"
            "Build again. To publish the older build, add --older"
        )
    if ours.committed and theirs.committed and ours.committed < theirs.committed:
        raise RefusedError(
            f"{shown}: the live site was built from a newer commit, of {_utc(theirs.committed)}; this one is of "
            f"{_utc(ours.committed)}: nothing was changed.\n"
            "Pull and build again. To publish the older build, add --older"
        )


def check_deletes(deletes: int, files_there: int, target: TargetSettings, shown: str, *, limit: int | None) -> None:
    """Raise RefusedError if more files would be deleted than allowed.

    ``limit`` is the limit that the user gave; None for the usual one: a tenth of all files, or ``max_deletes`` of the
    target if that is less.
    """
    allowed = files_there // _LARGEST_PART
    if target.max_deletes is not None:
        allowed = min(allowed, target.max_deletes)
    if limit is not None:
        allowed = limit
    if deletes > allowed:
        raise RefusedError(
            f"{shown}: this would delete {deletes:,} of {files_there:,} files; the limit is {allowed:,}. "
            "Nothing was changed.\n"
            f"To delete them, add --max-deletes {deletes}"
        )


def enforce_delete_limit(
    request: Request, deletes: Sequence[str], there: Collection[str], shown: str, listener: Listener
) -> None:
    """Raise what :func:`check_deletes` does; in a dry run, only note it.

    A dry run goes on, to show which files would be deleted. Renditions do not count: each picture has several, which
    are deleted when it is replaced or when its story is retracted, and can be made again.
    """
    if not deletes:
        return
    counted, all_there = (sum(not is_rendition(path) for path in paths) for paths in (deletes, there))
    try:
        check_deletes(counted, all_there, request.settings, shown, limit=request.max_deletes)
    except RefusedError as error:
        if not request.dry_run:
            raise
        listener.note(str(error))


def _utc(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S} UTC"
