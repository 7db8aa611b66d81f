"""Deploys as processes of their own, as people and their machines start them."""

from __future__ import annotations

import subprocess

from newsprint.config.targets import TargetSettings
from tests.deploy.papers import Paper
from tests.support.running import command, environment
from tests.support.waiting import finished


def configured(paper: Paper, target: TargetSettings) -> Paper:
    """Write ``target`` into the outlet's newsprint.toml, for the command line."""
    text = (paper.outlet.folder / "newsprint.toml").read_text().partition("[deploy.")[0]
    lines = [f'target = "{target.target}"']
    lines += [
        f'{key} = "{value}"'
        for key in ("endpoint", "region", "account")
        if (value := getattr(target, key, None)) is not None
    ]
    paper.outlet.write({"newsprint.toml": "\n".join([text.rstrip(), "", "[deploy.production]", *lines, ""])})
    return paper


def deploy_command(paper: Paper, *words: str) -> list[str]:
    """The command line that ships ``paper``."""
    return command("deploy", "--site", paper.outlet.folder, *words)


def shipped(paper: Paper, *words: str) -> subprocess.CompletedProcess[str]:
    """What became of shipping ``paper``."""
    return finished(deploy_command(paper, *words), env=environment())
