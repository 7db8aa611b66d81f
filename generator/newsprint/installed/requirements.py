"""The files from which another machine installs the Newsprint that runs here, with the same versions of libraries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from newsprint.installed.origin import Repository, origin_of, running_distribution
from newsprint.installed.wheels import wheel_of

REQUIREMENTS = "requirements.txt"
CONSTRAINTS = "constraints.txt"
VENDOR = "vendor"

_REQUIREMENTS = """\
# What publishes this outlet: the Newsprint that "newsprint init" ran with. Install it in this folder with
#   python -m pip install --requirement requirements.txt
# Newsprint is on no package index. Always name its address or its file here: what an index has under its name is
# another program.
--constraint constraints.txt
{newsprint}
"""
_CONSTRAINTS = """\
# The versions of the libraries that Newsprint ran with. Nothing is installed only because it is listed here.
{libraries}
"""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OF_AN_EXTRA = re.compile(r";.*\bextra\s*==")


def requirement_files() -> dict[str, bytes]:
    """What to write, by path below the outlet: the requirements and, where no repository has it, Newsprint's wheel.

    Raises UsageError if it cannot be known where Newsprint came from, or no wheel of it can be made.
    """
    installed = running_distribution()
    origin = origin_of(installed)
    files: dict[str, bytes] = {}
    if isinstance(origin, Repository):
        newsprint = origin.requirement
    else:
        wheel = wheel_of(origin, installed)
        newsprint = f"./{VENDOR}/{wheel.name}"
        files[f"{VENDOR}/{wheel.name}"] = wheel.data
    libraries = "\n".join(f"{name}=={version}" for name, version in sorted(_libraries(installed).items()))
    files[REQUIREMENTS] = _REQUIREMENTS.format(newsprint=newsprint).encode()
    files[CONSTRAINTS] = _CONSTRAINTS.format(libraries=libraries).encode()
    return files


def _libraries(installed: Distribution) -> dict[str, str]:
    """The libraries that ``installed`` needs, and those that these need, with the versions that are here.

    One that did not come from an index, or was changed by a distributor, has no version that others could install.
    """
    found: dict[str, str] = {}
    waiting = list(_needs(installed))
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        try:
            library = distribution(name)
        except PackageNotFoundError:  # it is for other systems, or for another Python
            continue
        if "+" not in library.version and not library.read_text("direct_url.json"):
            found[name] = library.version
        more = set(_needs(library)) - seen
        seen |= more
        waiting += more
    return found


def _needs(library: Distribution) -> Iterator[str]:
    """The names of what ``library`` always needs, as package indexes spell them."""
    for requirement in library.requires or ():
        name = _NAME.match(requirement)
        if name and not _OF_AN_EXTRA.search(requirement):
            yield re.sub(r"[-_.]+", "-", name[0]).lower()
