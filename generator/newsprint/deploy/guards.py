"""What keeps a deploy from harming a site: pure questions, each answered by silence or by RefusedError.

``shown`` is the target as a message names it: who has several is to know which one it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from newsprint.base.errors import RefusedError
from newsprint.base.files import real_path
from newsprint.base.hosts import is_placeholder, is_private
from newsprint.config.site import SiteTable
from newsprint.config.targets import TargetSettings
from newsprint.deploy.objects.head import Build
from newsprint.deploy.request import Listener, Request
from newsprint.machine.state import STATE_FOLDER

_LARGEST_PART = 10  # a tenth of the files
_NAMED = 3
_SHOWN = 200  # characters
_OF_THE_OUTLET = ("content", "themes", STATE_FOLDER)


def check_folder(target: Path, shown: str, folder: Path, output: Path) -> None:
    """Refuse a ``target`` folder that holds the outlet in ``folder`` or its ``output``, or lies in theirs."""
    root, home, built = (real_path(path) for path in (target, folder, output))
    own = [built, *(home / name for name in _OF_THE_OUTLET)]
    if home.is_relative_to(root) or built.is_relative_to(root) or any(map(root.is_relative_to, own)):
        raise RefusedError(
            f"{shown}: the outlet itself, or the output of its builds, lies there: nothing was changed.\n"
            "Name a place outside of them"
        )


def check_site(ours: str, theirs: str | None, shown: str, *, adopt: bool) -> None:
    """Refuse to replace what belongs to another site than ``ours`` (its URL), or with None to nobody we know."""
    if adopt or theirs == ours:
        return
    if theirs is None:
        raise RefusedError(
            f"{shown} holds files that Newsprint did not put there: nothing was changed.\n"
            "If this site may replace them, add --adopt"
        )
    raise RefusedError(
        f"{shown} holds another site, {theirs[:_SHOWN]}, and this one is {ours}: nothing was changed.\n"
        "If this one may replace it, add --adopt"
    )


def check_address(site: SiteTable, *, in_one_network: bool = False) -> None:
    """Refuse to publish a site whose links, feeds and sitemaps name a host that its readers cannot reach.

    With ``in_one_network`` they may all be in the same one.
    """
    unreachable = is_placeholder if in_one_network else is_private
    if unreachable(site.host):
        raise _unreachable("site.url", site.url)


def check_domain(key: str, host: str) -> None:
    """Refuse a ``host``, named by ``key`` in newsprint.toml, that readers everywhere cannot reach."""
    if is_private(host):
        raise _unreachable(key, host)


def _unreachable(key: str, address: str) -> RefusedError:
    return RefusedError(
        f"{key} in newsprint.toml is {address}, which no reader can reach: nothing was changed. "
        "Write the real address of the site there, then build and deploy again"
    )


def check_foreign(foreign: Sequence[str], shown: str, *, adopt: bool) -> None:
    """Refuse to ship to ``shown`` among files that Newsprint did not put there, unless it may adopt them."""
    if adopt or not foreign:
        return
    named = ", ".join(foreign[:_NAMED]) + (f" and {len(foreign) - _NAMED:,} more" if len(foreign) > _NAMED else "")
    raise RefusedError(
        f"{shown} holds files that Newsprint did not put there ({named}): nothing was changed.\n"
        "If this site may replace them, add --adopt"
    )


def check_age(ours: Build, theirs: Build, shown: str, *, older: bool) -> None:
    """Refuse to replace a build by one of an earlier instant, or of an earlier commit."""
    if older:
        return
    if ours.as_of < theirs.as_of:
        raise RefusedError(
            f"{shown}: a newer build is live, as of {_told(theirs.as_of)}; this one is as of "
            f"{_told(ours.as_of)}: nothing was changed.\nBuild again, or to go back on purpose add --older"
        )
    if ours.committed and theirs.committed and ours.committed < theirs.committed:
        raise RefusedError(
            f"{shown}: what is live was built from a newer commit, of {_told(theirs.committed)}; this one is of "
            f"{_told(ours.committed)}: nothing was changed.\nPull and build again, or to go back on purpose add --older"
        )


def check_deletes(deletes: int, files_there: int, target: TargetSettings, shown: str, *, told: int | None) -> None:
    """Refuse to delete more than was ``told``; without that, more than the target allows or a tenth of all files."""
    allowed = files_there // _LARGEST_PART
    if target.max_deletes is not None:
        allowed = min(allowed, target.max_deletes)
    if told is not None:
        allowed = told
    if deletes > allowed:
        raise RefusedError(
            f"{shown}: this would delete {deletes:,} of {files_there:,} files, and {allowed:,} may go: "
            "nothing was changed.\n"
            f"If they are to go, add --max-deletes {deletes}"
        )


def heed_deletes(request: Request, deletes: int, files_there: int, shown: str, listener: Listener) -> None:
    """Refuse what :func:`check_deletes` refuses. A dry run goes on, for whoever wants to see which files these are."""
    try:
        check_deletes(deletes, files_there, request.settings, shown, told=request.max_deletes)
    except RefusedError as error:
        if not request.dry_run:
            raise
        listener.note(str(error))


def _told(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S} UTC"
