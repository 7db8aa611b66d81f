"""A site is only deployed if readers can reach its address."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsprint.base.errors import RefusedError
from newsprint.config.site import SiteConfig, SiteTable
from newsprint.deploy.deploy_request import Clocks, Request
from newsprint.deploy.target import target_of
from tests.deploy.stores.buckets import settings_of
from tests.support.commandline import run
from tests.support.outlets import LIVE, LIVE_URL, article
from tests.support.reading import Make

PLACEHOLDERS = ["https://news.example", "https://example.com/news", "http://localhost:8000", "http://127.0.0.1"]
PRIVATE = ["http://intranet", "http://10.0.0.5", "https://press.internal"]
PUBLIC = [LIVE_URL, "https://user.github.io/paper"]
ELSEWHERE = ["s3://paper", "gs://paper", "az://paper", "github-pages"]
FOLDER = "file:///srv/www"


def refusal(url: str, target: str, **options: str) -> str:
    """Return why a site at ``url`` is not deployed to ``target``, or an empty text if it is."""
    settings = settings_of(target, **options)
    config = SiteConfig(site=SiteTable(title="Paper", url=url), sections={})
    clocks = Clocks(lambda: datetime.now(UTC), lambda: 0.0, lambda seconds: None)
    folder = Path("/srv/paper")
    request = Request(
        folder=folder, config=config, output=folder / "output", name="live", settings=settings, clocks=clocks
    )
    try:
        target_of(settings).check(request)
    except RefusedError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("target", [*ELSEWHERE, FOLDER])
@pytest.mark.parametrize("url", PLACEHOLDERS)
def test_a_site_with_a_placeholder_address_is_never_deployed(url: str, target: str) -> None:
    assert refusal(url, target) == (
        f"site.url in newsprint.toml is {url}, which no reader can reach: nothing was changed. "
        "Write the real address of the site there, then build and deploy again"
    )


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("url", PRIVATE)
def test_a_site_with_a_private_address_is_not_deployed_to_a_cloud(url: str, target: str) -> None:
    assert f"site.url in newsprint.toml is {url}" in refusal(url, target)


@pytest.mark.parametrize("url", PRIVATE)
def test_a_site_with_a_private_address_can_be_deployed_to_a_folder(url: str) -> None:
    assert refusal(url, FOLDER) == ""


@pytest.mark.parametrize("target", [*ELSEWHERE, FOLDER])
@pytest.mark.parametrize("url", PUBLIC)
def test_a_site_with_a_public_address_is_deployed(url: str, target: str) -> None:
    assert refusal(url, target) == ""


def test_a_placeholder_is_refused_as_the_cname_of_a_branch() -> None:
    assert "cname in newsprint.toml is news.example" in refusal(LIVE_URL, "github-pages", cname="news.example")
    assert refusal(LIVE_URL, "github-pages", cname="www.harbour-gazette.news") == ""


@pytest.mark.parametrize("words", [(), ("--dry-run",), ("--check",), ("--adopt", "--older", "--json")])
@pytest.mark.parametrize("url", ["https://news.example", None])
def test_no_option_deploys_a_site_with_a_placeholder_address(
    outlet: Make, tmp_path: Path, words: tuple[str, ...], url: str | None
) -> None:
    """Without ``site.url`` the address is localhost."""
    address = f'url = "{url}"\n' if url else ""
    target = f'[deploy.live]\ntarget = "{(tmp_path / "www").as_uri()}"\n'
    text = LIVE.replace(f'url = "{LIVE_URL}"\n', address) + target
    paper = outlet({"newsprint.toml": text, "content/a.md": article()})
    assert run("build", cwd=paper.folder).code == 0
    outcome = run("deploy", *words, cwd=paper.folder)
    assert (outcome.code, "which no reader can reach: nothing was changed" in outcome.err) == (1, True)
    assert not (tmp_path / "www").exists()
