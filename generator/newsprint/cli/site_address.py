"""The address of a new outlet that will be deployed: given, taken from git, or asked for."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click

from newsprint.base.errors import ConfigurationError, DeployError, UsageError
from newsprint.base.hosts import is_placeholder, is_private
from newsprint.config.site import parse_config
from newsprint.config.targets import TargetSettings
from newsprint.deploy.branch.git import Git, GitError

_GITHUB = re.compile(
    r"(?:(?:https?|ssh|git)://)?(?:[^@/]*@)?(?:www\.|ssh\.)?github\.com(?::\d+/|[:/])/*([A-Za-z0-9-]+)/([\w.-]+?)(?:\.git)?/*",
    re.I,
)
_EXAMPLE = "https://www.harbour-gazette.news"


def address_of(folder: Path, target: type[TargetSettings], given: str | None) -> str:
    """Return the address of the outlet in ``folder``, which will be deployed to this type of ``target``.

    Raise UsageError if the address is not ``given`` and can be neither found in git nor asked for, or if the given one
    is invalid or out of readers' reach.
    """
    if given is not None:
        if reason := _reason_against(given, in_one_network=target.in_one_network):
            raise UsageError(f"--url {given}: {reason}")
        return given
    if target.at_github and (url := _address_in_git(folder)):
        return url
    if sys.stdin.isatty():
        return _asked_for(in_one_network=target.in_one_network)
    raise UsageError(f"--deploy needs the address of the site: add --url, for example --url {_EXAMPLE}")


def pages_address(remote: str) -> str | None:
    """Return the GitHub Pages address of the repository at ``remote``; None if it is not at GitHub."""
    match = _GITHUB.fullmatch(remote.strip())
    if match is None:
        return None
    owner, repository = match[1].lower(), match[2]
    site = f"{owner}.github.io"
    return f"https://{site}" if repository.lower() == site else f"https://{site}/{repository}"


def _address_in_git(folder: Path) -> str | None:
    """Return the GitHub Pages address of the remote ``origin``; None if ``folder`` is not the root of a repository.

    A repository around it may be that of another project.
    """
    if not (folder / ".git").exists():
        return None
    try:
        return pages_address(Git(folder).line("remote", "get-url", "origin"))
    except (GitError, DeployError):
        return None


def _asked_for(*, in_one_network: bool) -> str:
    def checked(text: str) -> str:
        if reason := _reason_against(text.strip(), in_one_network=in_one_network):
            raise click.UsageError(reason)
        return text.strip()

    answer: str = click.prompt(f"Address of the site, for example {_EXAMPLE}", value_proc=checked)
    return answer


def _reason_against(url: str, *, in_one_network: bool) -> str:
    """Return why ``url`` cannot be the address of a deployed site; empty if it can."""
    try:
        site = parse_config(f'[site]\ntitle = "T"\nurl = {json.dumps(url)}\n[sections]\nnews = "News"\n').site
    except ConfigurationError as error:
        return error.problems[0].message
    if (is_placeholder if in_one_network else is_private)(site.host):
        return "readers cannot reach this address; use the one that the site will have"
    return ""
