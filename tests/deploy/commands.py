"""Deploys in processes of their own, as users and schedulers start them."""

from __future__ import annotations

import subprocess

from newsprint.config.targets import TargetSettings
from tests.deploy.deployed_outlets import DeployedOutlet
from tests.support.running import command, environment
from tests.support.waiting import finished


def configure(paper: DeployedOutlet, target: TargetSettings) -> DeployedOutlet:
    """Write ``target`` into the newsprint.toml of ``paper``, and return the paper."""
    text = (paper.outlet.folder / "newsprint.toml").read_text().partition("[deploy.")[0]
    lines = [f'target = "{target.target}"']
    lines += [
        f'{key} = "{value}"'
        for key in ("endpoint", "region", "account")
        if (value := getattr(target, key, None)) is not None
    ]
    paper.outlet.write({"newsprint.toml": "\n".join([text.rstrip(), "", "[deploy.production]", *lines, ""])})
    return paper


def deploy_command(paper: DeployedOutlet, *words: str) -> list[str]:
    """Return the command line that deploys ``paper``."""
    return command("deploy", "--site", paper.outlet.folder, *words)


def run_deploy(paper: DeployedOutlet, *words: str) -> subprocess.CompletedProcess[str]:
    """Deploy ``paper`` in another process, and return how that ended."""
    return finished(deploy_command(paper, *words), env=environment())
