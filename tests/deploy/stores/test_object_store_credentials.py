"""Credentials come from the usual places of each cloud, and if there are none, that is reported at once."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.base.errors import DeployError
from newsprint.deploy.stores import credentials
from newsprint.deploy.stores.aws_profiles import find_profile
from newsprint.deploy.stores.credentials import Keys, aws_access, azure_by_command_line, check_google
from tests.deploy.stores.buckets import Bucket, open_store
from tests.deploy.stores.stores import KEY, SECRET

Write = Callable[[str, str], None]
PLACE = "s3://bucket/site"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty home folder, on a machine without a role."""
    (tmp_path / ".aws").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))

    def time_out(*arguments: object, **more: object) -> socket.socket:
        raise TimeoutError

    monkeypatch.setattr(credentials.socket, "create_connection", time_out)
    return tmp_path


def access(home: Path, profile: str | None = None, **environment: str) -> Keys | None:
    """Return the keys that are found for S3."""
    return aws_access(profile, None, PLACE, {"HOME": str(home), **environment}).keys


def test_keys_in_the_environment_come_before_those_in_files(home: Path) -> None:
    (home / ".aws/credentials").write_text("[default]\naws_access_key_id = A\naws_secret_access_key = B\n")
    found = access(home, AWS_ACCESS_KEY_ID="C", AWS_SECRET_ACCESS_KEY=" D\n", AWS_SESSION_TOKEN="E")
    assert found == Keys("C", "D", "E")


def test_with_keys_in_the_environment_a_missing_profile_is_ignored(home: Path) -> None:
    assert access(home, "nobody-here", AWS_ACCESS_KEY_ID="C", AWS_SECRET_ACCESS_KEY="D") == Keys("C", "D")


def test_a_key_without_its_secret_is_reported(home: Path) -> None:
    with pytest.raises(DeployError, match="AWS_SECRET_ACCESS_KEY is not; set both"):
        access(home, AWS_ACCESS_KEY_ID="C")


def test_a_key_with_an_invalid_character_is_reported_and_not_printed(home: Path) -> None:
    with pytest.raises(DeployError, match="the secret access key contains a character") as caught:
        access(home, AWS_ACCESS_KEY_ID="C", AWS_SECRET_ACCESS_KEY="half\nof it")
    assert "half" not in str(caught.value)


PROFILES = """
[default]
aws_access_key_id = A
aws_secret_access_key = B
region = eu-west-1
[profile desk]
region = eu-central-1
s3 =
    max_concurrent_requests = 20
"""


@pytest.mark.parametrize(
    ("profile", "environment", "keys", "region"),
    [
        (None, {}, Keys("A", "B"), "eu-west-1"),
        ("desk", {}, Keys("C%", "D", "E"), "eu-central-1"),
        (None, {"AWS_PROFILE": "desk"}, Keys("C%", "D", "E"), "eu-central-1"),
        (None, {"AWS_DEFAULT_PROFILE": "desk"}, Keys("C%", "D", "E"), "eu-central-1"),
        ("default", {"AWS_PROFILE": "desk"}, Keys("A", "B"), "eu-west-1"),
        ("desk", {"AWS_REGION": "sa-east-1"}, Keys("C%", "D", "E"), "sa-east-1"),
    ],
)
def test_profiles_are_read_from_both_files(
    profile: str | None, environment: dict[str, str], keys: Keys, region: str, home: Path
) -> None:
    (home / ".aws/config").write_text(PROFILES)
    desk = "[desk]\naws_access_key_id = C%\naws_secret_access_key = D\naws_session_token = E\n"
    (home / ".aws/credentials").write_text(desk)
    found = aws_access(profile, None, PLACE, {"HOME": str(home), **environment})
    assert (found.keys, found.region, found.provider) == (keys, region, None)
    assert aws_access(profile, "us-west-2", PLACE, {"HOME": str(home), **environment}).region == "us-west-2"


def test_the_environment_can_name_other_credential_files(home: Path) -> None:
    (home / "c").write_text("[desk]\naws_access_key_id = A\naws_secret_access_key = B\n")
    (home / "d").write_text("[profile desk]\nregion = eu-west-1\n")
    environment = {"AWS_SHARED_CREDENTIALS_FILE": str(home / "c"), "AWS_CONFIG_FILE": "~/d"}
    name, found = find_profile("desk", environment)
    assert (name, found["region"], found["aws_access_key_id"]) == ("desk", "eu-west-1", "A")


def test_a_missing_profile_is_reported(home: Path) -> None:
    with pytest.raises(DeployError, match='there is no profile "desk"'):
        access(home, "desk")


def test_a_damaged_file_is_reported_and_not_printed(home: Path) -> None:
    (home / ".aws/credentials").write_text("[default]\nmy-secret-without-a-name\n")
    with pytest.raises(DeployError, match=r"credentials is damaged") as caught:
        access(home)
    assert "my-secret" not in str(caught.value)


def test_an_unreadable_file_is_reported(home: Path) -> None:
    (home / ".aws/credentials").mkdir()
    with pytest.raises(DeployError, match="credentials cannot be read"):
        access(home)


def test_missing_credentials_are_reported_without_a_long_wait(home: Path) -> None:
    with pytest.raises(DeployError, match=r"^s3://bucket/site: no credentials were found; set AWS_ACCESS_KEY_ID and"):
        access(home)


@pytest.mark.parametrize("variable", ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"])
def test_roles_of_containers_are_resolved_by_the_library(variable: str, home: Path) -> None:
    assert access(home, **{variable: "/there"}) is None


def test_for_a_profile_with_a_role_the_message_says_to_install_boto3(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".aws/config").write_text("[profile desk]\nrole_arn = arn:aws:iam::1:role/desk\nsource_profile = default\n")
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(DeployError, match="pip install boto3"):
        access(home, "desk")


def test_a_profile_can_get_its_credentials_from_a_program(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "B", "SessionToken": "C"}'
    (home / "give").write_text(f"#!/bin/sh\necho '{printed}'\n")
    (home / "give").chmod(0o755)
    (home / ".aws/config").write_text(f"[profile desk]\ncredential_process = {home}/give\nregion = eu-west-1\n")
    found = aws_access("desk", None, PLACE, {"HOME": str(home)})
    assert found.provider is not None
    given = found.provider()
    assert isinstance(given, dict)
    assert (given["access_key_id"], given["secret_access_key"], given["token"]) == ("A", "B", "C")


def test_a_failing_credential_program_is_reported_without_its_output(home: Path) -> None:
    (home / ".aws/config").write_text("[profile desk]\ncredential_process = sh -c 'echo my-secret >&2; exit 1'\n")
    with pytest.raises(DeployError, match='the profile "desk" gives no credentials') as caught:
        access(home, "desk")
    assert "my-secret" not in str(caught.value)


def test_keys_are_never_printed() -> None:
    assert repr(Keys("A", "my-secret")) == "Keys(...)"


def test_missing_credentials_of_azure_are_reported(home: Path) -> None:
    with pytest.raises(DeployError, match="no credentials were found"):
        azure_by_command_line({"PATH": str(home), "AZURE_STORAGE_ACCOUNT_NAME": "gazette"}, PLACE)


def test_azure_uses_the_command_line_login_if_nothing_else_is_set(home: Path) -> None:
    (home / "az").write_text("#!/bin/sh\n")
    (home / "az").chmod(0o755)
    assert azure_by_command_line({"PATH": str(home)}, PLACE)
    for name in ("AZURE_STORAGE_ACCOUNT_KEY", "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE", "IDENTITY_ENDPOINT"):
        assert not azure_by_command_line({"PATH": str(home), name: "x"}, PLACE)


def test_google_uses_a_credential_file_or_a_login(home: Path) -> None:
    with pytest.raises(DeployError, match="no credentials were found"):
        check_google({"HOME": str(home)}, PLACE)
    check_google({"HOME": str(home), "GOOGLE_APPLICATION_CREDENTIALS": "/there"}, PLACE)
    (home / ".config/gcloud").mkdir(parents=True)
    (home / ".config/gcloud/application_default_credentials.json").write_text("{}")
    check_google({"HOME": str(home)}, PLACE)


@pytest.mark.store
def test_a_store_can_be_used_with_the_keys_of_a_profile(
    ceph_bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ceph_bucket.environment:
        monkeypatch.delenv(name)
    file = tmp_path / "credentials"
    file.write_text(f"[desk]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    assert list(open_store(ceph_bucket.at(profile="desk"), tmp_path).list()) == []


@pytest.mark.store
def test_the_configured_endpoint_comes_before_the_environment(
    ceph_bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    assert list(open_store(ceph_bucket.target, tmp_path).list()) == []
