"""Credentials for a cloud: from the environment, a profile or the machine's role, never from newsprint.toml.

obstore itself finds the roles of containers and workloads, service accounts, and the metadata service of the machine.
Outside of a cloud a request to that service takes minutes to fail, so its presence is checked first.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from newsprint.base.errors import DeployError
from newsprint.deploy.stores.reasons import METADATA, no_credentials

if TYPE_CHECKING:
    from obstore.store import S3CredentialProvider

    from newsprint.deploy.stores.aws_profiles import Profile

Environment = Mapping[str, str]
US_EAST = "us-east-1"
"""The region if none is configured; most S3-compatible stores ignore it."""

_AWS_ROLES = (
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_SKIP_SIGNATURE",
)
_MORE_THAN_KEYS = ("role_arn", "sso_session", "sso_start_url", "credential_process", "source_profile", "login_session")
_AZURE = ("AZURE_STORAGE_", "AZURE_CLIENT_", "AZURE_FEDERATED_", "AZURE_SKIP_", "AZURE_CREDENTIAL_", "AZURE_USE_")
_AZURE_MACHINE_ROLES = ("AZURE_MSI_ENDPOINT", "AZURE_IDENTITY_ENDPOINT", "IDENTITY_ENDPOINT", "MSI_ENDPOINT")
_AZURE_NAMES = ("AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ENDPOINT")
_GOOGLE = ("GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_SERVICE_ACCOUNT", "GOOGLE_BEARER_TOKEN")
_GOOGLE_FILE = Path(".config/gcloud/application_default_credentials.json")
_METADATA_TIMEOUT = 1.0  # seconds; the metadata service answers within a millisecond


class Keys(Struct, frozen=True):
    """AWS access keys; ``session_token`` is empty for keys that do not expire."""

    access_key_id: str
    secret_access_key: str
    session_token: str = ""

    def __repr__(self) -> str:
        """Return no part of the keys, so that no log or error can show them."""
        return "Keys(...)"


class AwsAccess(Struct, frozen=True):
    """The region, and the keys or a provider that renews them.

    Without either, obstore finds credentials itself.
    """

    region: str
    keys: Keys | None = None
    provider: S3CredentialProvider | None = None


def aws_access(profile: str | None, region: str | None, place: str, environment: Environment) -> AwsAccess:
    """Return the region and credentials for S3 at ``place``.

    Raises DeployError if they are missing or incomplete.
    """
    region = region or environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
    if keys := _keys_of_environment(place, environment):
        return AwsAccess(region or US_EAST, keys)
    from newsprint.deploy.stores.aws_profiles import find_profile

    name, section = find_profile(profile, environment)
    region = region or section.get("region") or US_EAST
    if "role_arn" not in section and (keys := _keys_of_profile(section, place)):
        return AwsAccess(region, keys)
    if any(key in section for key in _MORE_THAN_KEYS):
        return AwsAccess(region, provider=_provider(name, place))
    if not any(map(environment.get, _AWS_ROLES)):
        _check_for_role(place)
    return AwsAccess(region)


def azure_by_command_line(environment: Environment, place: str) -> bool:
    """Return whether to use the credentials of ``az login``, because the environment has none.

    Raises DeployError if there are no credentials at all.
    """
    names = (name for name, value in environment.items() if value and name not in _AZURE_NAMES)
    if any(name.startswith(_AZURE) or name in _AZURE_MACHINE_ROLES for name in names):
        return False
    if shutil.which("az", path=environment.get("PATH")):
        return True
    _check_for_role(place)
    return False


def check_google(environment: Environment, place: str) -> None:
    """Raise DeployError if there are no credentials for Google."""
    if any(environment.get(name) or environment.get(f"{name}_KEY") for name in _GOOGLE):
        return
    if not (Path(environment.get("HOME", "~")).expanduser() / _GOOGLE_FILE).exists():
        _check_for_role(place)


def _keys_of_environment(place: str, environment: Environment) -> Keys | None:
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    keys = Keys(*(environment.get(name, "").strip() for name in names))
    if keys.access_key_id and not keys.secret_access_key:
        raise DeployError(f"{place}: AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is not; set both")
    return _validated(keys, place) if keys.access_key_id else None


def _keys_of_profile(profile: Profile, place: str) -> Keys | None:
    names = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")
    keys = Keys(*(profile.get(name, "").strip() for name in names))
    return _validated(keys, place) if keys.access_key_id and keys.secret_access_key else None


def _validated(keys: Keys, place: str) -> Keys:
    """Return ``keys``. Raises DeployError if they have a character that is not allowed in an HTTP header."""
    for name, value in msgspec.structs.asdict(keys).items():
        if not value.isascii() or not value.isprintable() or " " in value:
            raise DeployError(
                f"{place}: the {name.replace('_', ' ')} contains a character that is not allowed there; set it again"
            )
    return keys


def _provider(profile: str, place: str) -> S3CredentialProvider:
    """Return a provider of the credentials of a ``profile`` with a role or single sign-on.

    Raises DeployError.
    """
    try:
        import boto3
        from obstore.auth.boto3 import Boto3CredentialProvider
    except ImportError:
        raise DeployError(
            f'{place}: the profile "{profile}" uses a role or single sign-on, which needs boto3: pip install boto3'
        ) from None
    try:
        provider = Boto3CredentialProvider(boto3.Session(profile_name=profile))
        provider()
    except Exception as error:  # botocore and its plugins may raise anything, and the text may contain secrets
        raise DeployError(
            f'{place}: the profile "{profile}" gives no credentials ({type(error).__name__}); '
            f"sign in again (aws sso login --profile {profile}), or choose another one"
        ) from None
    return provider


def _check_for_role(place: str) -> None:
    """Raise DeployError if this machine has no metadata service, and so no role in a cloud."""
    try:
        socket.create_connection((METADATA, 80), timeout=_METADATA_TIMEOUT).close()
    except OSError:
        reason = no_credentials(place)
        raise DeployError(f"{place}: {reason.why}; {reason.hint}") from None
