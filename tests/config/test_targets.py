"""The tables [deploy.NAME]: the settings of a target, and every problem in them with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsprint.base.errors import ConfigurationError
from newsprint.config.site import parse_config
from newsprint.config.targets import (
    SETTINGS,
    AzureSettings,
    FolderSettings,
    GitHubPagesSettings,
    GoogleSettings,
    HeaderRules,
    S3Settings,
    TargetSettings,
)
from newsprint.deploy.target import TARGETS
from tests.support.outlets import CONFIGURATION


def target(text: str) -> TargetSettings:
    """Return the settings of a target, from the lines of its table."""
    return parse_config(f"{CONFIGURATION}\n[deploy.production]\n{text}\n").deploy["production"]


def problem_in(text: str) -> str:
    """Return the message about the table of a target."""
    with pytest.raises(ConfigurationError) as caught:
        target(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "kind", "place"),
    [
        ("s3://my-bucket", S3Settings, {"bucket": "my-bucket", "prefix": ""}),
        ("s3://my-bucket/news/", S3Settings, {"bucket": "my-bucket", "prefix": "news"}),
        ("gs://gazette.example/a/b", GoogleSettings, {"bucket": "gazette.example", "prefix": "a/b"}),
        ("az://container/site", AzureSettings, {"bucket": "container", "prefix": "site"}),
        ("az://$web", AzureSettings, {"bucket": "$web", "prefix": ""}),
        ("file:///srv/www", FolderSettings, {"folder": Path("/srv/www"), "shown": "file:///srv/www"}),
        ("file:/srv/a%20b/", FolderSettings, {"folder": Path("/srv/a b"), "shown": "file:///srv/a%20b"}),
        ("github-pages", GitHubPagesSettings, {"branch": "gh-pages", "remote": "origin"}),
    ],
)
def test_the_scheme_of_a_target_decides_which_settings_it_has(
    written: str, kind: type[TargetSettings], place: dict[str, object]
) -> None:
    found = target(f'target = "{written}"')
    assert type(found) is kind
    assert {name: getattr(found, name) for name in place} == place


def test_every_setting_but_the_target_has_a_default() -> None:
    found = target('target = "s3://b1b"')
    assert (found.keep_assets_days, found.max_deletes, found.headers) == (7, None, HeaderRules())


def test_every_scheme_has_settings_and_a_target() -> None:
    assert list(SETTINGS) == list(TARGETS)
    assert all(kind.usage.startswith(f"{scheme}://") for scheme, kind in SETTINGS.items() if kind.is_url)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('target = "ftp://host/folder"', 'newsprint.toml:11:1: "ftp://host/folder" is not a target that Newsprint knows'),
        ('target = "my-bucket"', '"my-bucket" is not a target that Newsprint knows (for example: target = "s3://bucket/prefix")'),
        ('target = "github_pages"', "is not a target that Newsprint knows"),
        ('target = "s3://"', '"s3://" has no bucket'),
        ('target = "s3:///prefix"', '"s3:///prefix" has no bucket'),
        ('target = "s3://bucket/../other"', '"../other" cannot be a prefix'),
        ('target = "s3://bucket/a//b"', '"a//b" cannot be a prefix'),
        ('target = "s3://bucket/.newsprint"', '".newsprint" cannot be a prefix'),
        ('target = "file://srv/www"', "a folder needs three slashes (for example: file:///srv/www)"),
        ('target = "file:///"', "a folder needs three slashes"),
        ('target = "s3://key:secret@bucket"', "a target must not contain a password, ? or #"),
        ('target = "s3://bucket?x=1"', "a target must not contain a password, ? or #"),
        ('target = "s3://[bucket"', "not a target"),
        ('target = 5', '"deploy.production.target" must be text'),
        ('region = "eu"', 'deploy target "production" needs a "target"'),
        ('target = "s3://bucket"\nendpoint = "minio:9000"', '"endpoint" must start with https:// (or http://)'),
        ('target = "s3://bucket"\nregoin = "eu"', 'newsprint.toml:12:1: unknown key "regoin" (did you mean "region"?)'),
        ('target = "s3://bucket"\nmax_deletes = -1', "must be 0 or more"),
        ('target = "s3://bucket"\ncache = "short"', '"deploy.production.cache" must be a table of keys and values'),
    ],
)  # fmt: skip
def test_a_problem_in_a_target_is_reported_with_its_line(text: str, message: str) -> None:
    assert message in problem_in(text)


OF_BUCKETS = [
    "gzip = true",
    'page_cache = "no-cache"',
    'cache = {"/x" = "no-cache"}',
    'content_types = {"*.x" = "a/b"}',
]
OF_BRANCHES = ['branch = "gh-pages"', 'remote = "origin"', 'history = "squash"', 'cname = "news.example"']
OF_CLOUDS = ['endpoint = "https://minio.test"', 'region = "eu"', 'account = "gazette"', 'profile = "press"']
OF_ALL = ["max_deletes = 3", "keep_assets_days = 3"]
OWN = {
    "s3://bucket": [*OF_BUCKETS, *(OF_CLOUDS[index] for index in (0, 1, 3))],
    "gs://bucket": [*OF_BUCKETS, OF_CLOUDS[0]],
    "az://container": [*OF_BUCKETS, OF_CLOUDS[0], OF_CLOUDS[2]],
    "file:///srv/www": [],
    "github-pages": OF_BRANCHES,
}


@pytest.mark.parametrize("place", OWN)
def test_a_target_has_the_keys_of_its_kind_and_no_others(place: str) -> None:
    for line in (*OF_ALL, *OF_BUCKETS, *OF_BRANCHES, *OF_CLOUDS):
        text, key = f'target = "{place}"\n{line}', line.partition(" ")[0]
        if line in (*OF_ALL, *OWN[place]):
            assert target(text).target == place
        else:
            kind = place if place == "github-pages" else place.partition("//")[0] + "//"
            words = f'newsprint.toml:12:1: unknown key "{key}" for a target {kind} (its keys are target, max_deletes'
            assert words in problem_in(text)


def test_every_key_belongs_to_a_kind_of_target() -> None:
    lines = [*OF_ALL, *OF_BUCKETS, *OF_BRANCHES, *OF_CLOUDS]
    assert {"target", *(line.partition(" ")[0] for line in lines)} == {
        key for kind in SETTINGS.values() for key in kind.__struct_fields__
    }


def test_the_message_does_not_repeat_a_token_in_an_address() -> None:
    token = "ghp_" + "a1" * 18
    for address in (f"https://github.com/{token}/site", f"s3:///{token}", f"s3://bucket/../{token}"):
        assert token not in problem_in(f'target = "{address}"')


@pytest.mark.parametrize("key", ["secret_access_key", "access_key_id", "sas_token", "password", "account_key"])
def test_a_credential_in_the_configuration_is_refused_and_not_printed(key: str) -> None:
    message = problem_in(f'target = "s3://bucket"\n{key} = "hunter2hunter2"')
    assert f'"{key}" looks like a credential (delete it: credentials come from the environment' in message
    assert "hunter2" not in message


def test_a_target_name_that_cannot_be_an_argument_is_refused() -> None:
    with pytest.raises(ConfigurationError, match='"my target" cannot be the name of a target'):
        parse_config(f'{CONFIGURATION}\n[deploy."my target"]\ntarget = "s3://bucket"\n')


def test_an_outlet_can_have_several_targets() -> None:
    text = f'{CONFIGURATION}\n[deploy.production]\ntarget = "s3://live"\n[deploy.staging]\ntarget = "s3://test"\n'
    assert {name: each.bucket for name, each in parse_config(text).deploy.items()} == {
        "production": "live",
        "staging": "test",
    }
