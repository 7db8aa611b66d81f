"""Credentials come from the usual places of each cloud, and where there are none that is said at once."""

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
    """An empty home, on a machine without any role."""
    (tmp_path / ".aws").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))

    def nobody(*arguments: object, **more: object) -> socket.socket:
        raise TimeoutError

    monkeypatch.setattr(credentials.socket, "create_connection", nobody)
    return tmp_path


def access(home: Path, profile: str | None = None, **environment: str) -> Keys | None:
    return aws_access(profile, None, PLACE, {"HOME": str(home), **environment}).keys


def test_keys_of_the_environment_come_first(home: Path) -> None:
    (home / ".aws/credentials").write_text("[default]\naws_access_key_id = A\naws_secret_access_key = B\n")
    found = access(home, AWS_ACCESS_KEY_ID="C", AWS_SECRET_ACCESS_KEY=" D\n", AWS_SESSION_TOKEN="E")
    assert found == Keys("C", "D", "E")


def test_keys_of_the_environment_need_no_profile_that_is_named_for_others(home: Path) -> None:
    assert access(home, "nobody-here", AWS_ACCESS_KEY_ID="C", AWS_SECRET_ACCESS_KEY="D") == Keys("C", "D")


def test_half_of_the_keys_is_a_mistake(home: Path) -> None:
    with pytest.raises(DeployError, match="AWS_SECRET_ACCESS_KEY is not; set both"):
        access(home, AWS_ACCESS_KEY_ID="C")


def test_a_key_with_a_character_that_none_has_is_told_and_not_shown(home: Path) -> None:
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


def test_the_files_may_lie_elsewhere(home: Path) -> None:
    (home / "c").write_text("[desk]\naws_access_key_id = A\naws_secret_access_key = B\n")
    (home / "d").write_text("[profile desk]\nregion = eu-west-1\n")
    environment = {"AWS_SHARED_CREDENTIALS_FILE": str(home / "c"), "AWS_CONFIG_FILE": "~/d"}
    name, found = find_profile("desk", environment)
    assert (name, found["region"], found["aws_access_key_id"]) == ("desk", "eu-west-1", "A")


def test_a_profile_that_is_not_there_is_told(home: Path) -> None:
    with pytest.raises(DeployError, match='there is no profile "desk"'):
        access(home, "desk")


def test_a_damaged_file_is_told_and_not_shown(home: Path) -> None:
    (home / ".aws/credentials").write_text("[default]\nmy-secret-without-a-name\n")
    with pytest.raises(DeployError, match=r"credentials is damaged") as caught:
        access(home)
    assert "my-secret" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_told(home: Path) -> None:
    (home / ".aws/credentials").mkdir()
    with pytest.raises(DeployError, match="credentials cannot be read"):
        access(home)


def test_without_any_credentials_that_is_said_and_nobody_is_asked_for_minutes(home: Path) -> None:
    with pytest.raises(DeployError, match=r"^s3://bucket/site: no credentials were found; set AWS_ACCESS_KEY_ID and"):
        access(home)


@pytest.mark.parametrize("variable", ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"])
def test_roles_of_containers_are_left_to_the_library(variable: str, home: Path) -> None:
    assert access(home, **{variable: "/there"}) is None


def test_a_profile_with_a_role_needs_boto3_and_says_how_to_get_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".aws/config").write_text("[profile desk]\nrole_arn = arn:aws:iam::1:role/desk\nsource_profile = default\n")
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(DeployError, match="pip install boto3"):
        access(home, "desk")


def test_a_profile_whose_credentials_come_from_a_program_works(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "B", "SessionToken": "C"}'
    (home / "give").write_text(f"#!/bin/sh\necho '{printed}'\n")
    (home / "give").chmod(0o755)
    (home / ".aws/config").write_text(f"[profile desk]\ncredential_process = {home}/give\nregion = eu-west-1\n")
    found = aws_access("desk", None, PLACE, {"HOME": str(home)})
    assert found.provider is not None
    given = found.provider()
    assert isinstance(given, dict)
    assert (given["access_key_id"], given["secret_access_key"], given["token"]) == ("A", "B", "C")


def test_a_profile_whose_program_fails_is_told_without_what_it_said(home: Path) -> None:
    (home / ".aws/config").write_text("[profile desk]\ncredential_process = sh -c 'echo my-secret >&2; exit 1'\n")
    with pytest.raises(DeployError, match='the profile "desk" gives no credentials') as caught:
        access(home, "desk")
    assert "my-secret" not in str(caught.value)


def test_keys_are_shown_in_no_way() -> None:
    assert repr(Keys("A", "my-secret")) == "Keys(...)"


def test_azure_without_anything_is_told(home: Path) -> None:
    with pytest.raises(DeployError, match="no credentials were found"):
        azure_by_command_line({"PATH": str(home), "AZURE_STORAGE_ACCOUNT_NAME": "gazette"}, PLACE)


def test_azure_takes_the_command_line_if_nothing_else_is_set(home: Path) -> None:
    (home / "az").write_text("#!/bin/sh\n")
    (home / "az").chmod(0o755)
    assert azure_by_command_line({"PATH": str(home)}, PLACE)
    for name in ("AZURE_STORAGE_ACCOUNT_KEY", "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE", "IDENTITY_ENDPOINT"):
        assert not azure_by_command_line({"PATH": str(home), name: "x"}, PLACE)


def test_google_takes_a_file_or_a_login(home: Path) -> None:
    with pytest.raises(DeployError, match="no credentials were found"):
        check_google({"HOME": str(home)}, PLACE)
    check_google({"HOME": str(home), "GOOGLE_APPLICATION_CREDENTIALS": "/there"}, PLACE)
    (home / ".config/gcloud").mkdir(parents=True)
    (home / ".config/gcloud/application_default_credentials.json").write_text("{}")
    check_google({"HOME": str(home)}, PLACE)


@pytest.mark.store
def test_a_store_is_reached_with_a_profile(
    ceph_bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ceph_bucket.environment:
        monkeypatch.delenv(name)
    file = tmp_path / "credentials"
    file.write_text(f"[desk]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    assert list(open_store(ceph_bucket.at(profile="desk"), tmp_path).list()) == []


@pytest.mark.store
def test_an_endpoint_in_the_environment_never_beats_the_configuration(
    ceph_bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    assert list(open_store(ceph_bucket.target, tmp_path).list()) == []
