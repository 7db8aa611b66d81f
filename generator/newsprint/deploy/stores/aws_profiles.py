"""Profiles of the AWS command line ("Configuration and credential file settings in the AWS CLI").

obstore itself reads the environment and the machine's role, but not these files.
"""

from __future__ import annotations

from collections.abc import Mapping
from configparser import Error, RawConfigParser
from pathlib import Path

from newsprint.base.errors import DeployError
from newsprint.base.files import explained

Profile = Mapping[str, str]
"""The settings of a profile by their keys in the files: ``aws_access_key_id``, ``region``."""

DEFAULT = "default"


def find_profile(name: str | None, environment: Mapping[str, str]) -> tuple[str, Profile]:
    """Return the name and settings of a profile.

    It is the profile ``name``, or else that of the ``environment``, or else the default one. The default profile may be
    missing. Raises DeployError if another one is, or if a file cannot be read.
    """
    wanted = name or environment.get("AWS_PROFILE") or environment.get("AWS_DEFAULT_PROFILE") or DEFAULT
    credentials = _path(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials")
    config = _path(environment, "AWS_CONFIG_FILE", "config")
    found = [
        _section(config, wanted if wanted == DEFAULT else f"profile {wanted}"),
        _section(credentials, wanted),
    ]
    if found == [None, None] and wanted != DEFAULT:
        raise DeployError(
            f'there is no profile "{wanted}" in {credentials} or {config}: type aws configure --profile {wanted}, or '
            "choose another one"
        )
    return wanted, {key: value for section in found if section for key, value in section.items()}


def _path(environment: Mapping[str, str], variable: str, usual: str) -> Path:
    home = Path(environment.get("HOME", "~"))
    return Path(environment.get(variable) or home / ".aws" / usual).expanduser()


def _section(path: Path, name: str) -> dict[str, str] | None:
    parser = RawConfigParser(default_section="", strict=False)
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DeployError(f"{path} cannot be read: {explained(error)}") from error
    except (Error, UnicodeDecodeError):
        # The error quotes the line, which may contain a secret.
        raise DeployError(f"{path} is damaged: fix it, or type aws configure") from None
    return dict(parser[name]) if parser.has_section(name) else None
