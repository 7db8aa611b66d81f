"""The files for pip that install the running Newsprint, with the same versions of libraries, on another machine."""

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
# The Newsprint that publishes this outlet: the one that ran "newsprint init". To install it, run in this folder:
#   python -m pip install --requirement requirements.txt
# Newsprint is not on a package index. Always give its git address or its file here: a package of this name on an index
# is another program.
--constraint constraints.txt
{newsprint}
"""
_CONSTRAINTS = """\
# The versions of the libraries that Newsprint ran with. A line in this file installs nothing by itself.
{libraries}
"""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OF_AN_EXTRA = re.compile(r";.*\bextra\s*==")


def requirement_files() -> dict[str, bytes]:
    """Return the files to write, by path below the outlet: requirements, constraints and, if needed, a wheel.

    The wheel is Newsprint's, for an installation that did not come from a git repository that others can reach. Raises
    UsageError if the source of the installation is unknown, or if no wheel can be made of it.
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
    """Return the direct and indirect dependencies of ``installed`` with their installed versions, by name.

    Libraries that did not come from an index, or that a distributor changed, are left out: other machines could not
    install these versions.
    """
    found: dict[str, str] = {}
    waiting = list(_needs(installed))
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        try:
            library = distribution(name)
        except PackageNotFoundError:  # a dependency of other systems or Python versions only
            continue
        if "+" not in library.version and not library.read_text("direct_url.json"):
            found[name] = library.version
        more = set(_needs(library)) - seen
        seen |= more
        waiting += more
    return found


def _needs(library: Distribution) -> Iterator[str]:
    """Return the names of the dependencies of ``library``, as package indexes spell them; those of extras left out."""
    for requirement in library.requires or ():
        name = _NAME.match(requirement)
        if name and not _OF_AN_EXTRA.search(requirement):
            yield re.sub(r"[-_.]+", "-", name[0]).lower()
