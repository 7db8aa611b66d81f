"""Addresses in messages: no password, token or key is printed, and the rest stays readable."""

from __future__ import annotations

from time import process_time

import pytest

from newsprint.base.redaction import redacted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://user:secret@host/path", "https://host/path"),
        ("fatal: unable to access 'https://token@host/path/': no", "fatal: unable to access 'https://host/path/': no"),
        ("https://user:se@cr/et@host/path", "https://host/path"),
        ("https://host/path?token=secret", "https://host/path"),
        ("https://host/path#secret", "https://host/path"),
        ("https://me:p?ss@host/path?private_token=a%2Fb&c=d", "https://host/path"),
        ("fatal: 'https://host/a.git?token=x/info/refs': no", "fatal: 'https://host/a.git': no"),
        ("fatal: unable to look up user:secret@host (port 9418)", "fatal: unable to look up host (port 9418)"),
        ("user:secret@host:paper/site.git", "host:paper/site.git"),
        ("https:/user:secret@host/path", "https:/host/path"),
        ("https://host/path;token=secret", "https://host/path"),
        ("git@github.com:paper/site.git", "git@github.com:paper/site.git"),
        ("git@host: Permission denied (publickey).", "git@host: Permission denied (publickey)."),
        ("https://host/path", "https://host/path"),
    ],
)
def test_credentials_in_urls_are_redacted(text: str, expected: str) -> None:
    assert redacted(text) == expected


GITHUB = "ghp_" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF1234"
TOKENS = {
    "GitHub": GITHUB,
    "GitHub, of an app": "ghs_" + "a1" * 18,
    "GitHub, fine-grained": "github_pat_11ABCDEFG0" + "a1" * 20,
    "GitLab": "glpat-" + "aB3dE6gH9jK2mN5pQ8sT",
    "GitLab, of a deploy": "gldt-" + "aB3dE6gH9jK2mN5pQ8sT",
    "AWS": "AKIA" + "ABCDEFGHIJ234567",
    "AWS, temporary": "ASIA" + "ABCDEFGHIJ234567",
    "Atlassian": "ATBB" + "aB3dE6gH9jK2mN5pQ8sT",
    "Slack": "xoxb-" + "123456789012-abcdef",
    "Google": "AIza" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF123",
    "JSON Web Token": "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxIn0." + "c2lnbmF0dXJl",
    "forty digits": "0123456789abcdef" * 2 + "01234567",
    "random": "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF",
    "named": "token-abc123",
    "named, with a colon": "private_token:abc123",
    "named by the part before": "token/ab12cd34",
}
PLACES = [
    "https://host/{}/repo.git",
    "https://host:8443/group/{}.git",
    "https://host/x-{}/repo.git",
    "git@host:{}/repo.git",
    "fatal: repository 'https://host/{}/repo.git/' not found",
    "s3://bucket/{}/site",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
def test_a_token_in_a_path_is_redacted(token: str, place: str) -> None:
    printed = redacted(place.format(token))
    assert token not in printed
    assert token[-6:] not in printed
    assert "…" in printed
    assert redacted(printed) == printed


@pytest.mark.parametrize(
    "text", [GITHUB, f"fatal: bad {GITHUB}.", f"/oauth2:{GITHUB}@", f"/srv/{GITHUB}/x.git", f"host/oauth2:{GITHUB}@x"]
)
def test_a_token_of_a_known_format_is_redacted_anywhere(text: str) -> None:
    assert GITHUB not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/harbour-gazette/secret-garden.git",
        "https://host/keys-of-the-city/authors/2024-elections.git",
        "git@host:paper/a-very-long-name-of-a-repository-of-the-year-2024.git",
        "file:///srv/www/aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF/remote.git",
        "/srv/git/aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF/token-2024.git",
        "! [remote rejected] 0123456789abcdef0123456789abcdef01234567 -> gh-pages (hook declined)",
        "error: cannot lock ref 'refs/heads/gh-pages': is at 0123456789abcdef0123456789abcdef01234567",
        "s3://gazette-example/press/site",
    ],
)
def test_text_without_secrets_is_not_changed(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize("text", ["/" * 999, "a:" * 499, "token-" * 166, "://a/" * 199, "a" * 999, "1aA" * 9999])
def test_hostile_text_is_redacted_quickly(text: str) -> None:
    start = process_time()
    redacted(f"{text} " * 100)
    assert process_time() - start < 5
