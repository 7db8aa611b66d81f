"""The budgets of hosts: what a site uses of what they accept, warned about at 80 % of a limit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsprint.base.errors import RefusedError
from newsprint.config.targets import FolderSettings, GitHubPagesSettings, S3Settings, TargetSettings
from newsprint.deploy.budgets import MEGABYTE, Limit, check_large_files, limits_for, shares, usages, warnings
from newsprint.deploy.built.shipment import BuiltFile
from newsprint.kinds.stages import Role
from tests.support.commandline import run
from tests.support.outlets import LIVE, Outlet, article
from tests.support.plain_pictures import photograph
from tests.support.reading import Make

BRANCH = GitHubPagesSettings(target="github-pages")
ELSEWHERE = (S3Settings(target="s3://gazette"), FolderSettings(target="file:///srv/www"))
HOSTS = limits_for(())


def files(number: int, role: Role, size: int = 1000) -> dict[str, BuiltFile]:
    """Return ``number`` files of ``size`` bytes."""
    return {f"{role}/{each}": BuiltFile("", size, role) for each in range(number)}


def site(renditions: int, pictures: int, pages: int, size: int = 1000) -> dict[str, BuiltFile]:
    """Return a site with so many files, each of ``size`` bytes."""
    return files(renditions, Role.RENDITION, size) | files(pictures, Role.ASSET, size) | files(pages, Role.STORY, size)


@pytest.mark.parametrize(
    ("targets", "hosts"),
    [
        ([], ["GitHub Pages", "Cloudflare Pages", "Cloudflare Pages"]),
        ([BRANCH], ["GitHub Pages", "GitHub"]),
        ([*ELSEWHERE, BRANCH], ["GitHub Pages", "GitHub"]),
        (ELSEWHERE, []),
    ],
)
def test_the_limits_are_those_of_the_hosts_of_the_targets(targets: list[TargetSettings], hosts: list[str]) -> None:
    assert [limit.host for limit in limits_for(targets)] == hosts


def test_a_warning_begins_at_80_per_cent_of_a_limit() -> None:
    assert list(warnings(site(15_990, 0, 9), HOSTS)) == []
    [warning] = warnings(site(15_990, 0, 10), HOSTS)
    assert warning == (
        "Cloudflare Pages publishes up to 20,000 files, more in some plans, and this site has 16,000 (80 %): "
        "15,990 renditions of pictures, 10 pages. To stay below that, declare fewer widths for the picture roles in "
        "theme.toml, or publish to object storage."
    )


def test_the_warning_for_a_large_site_names_what_makes_it_large() -> None:
    large = site(500, 200, 100, MEGABYTE)
    assert list(warnings(site(500, 200, 100, MEGABYTE), ())) == []
    [warning] = warnings({**large, **files(40, Role.MACHINE, MEGABYTE)}, limits_for([BRANCH]))
    assert warning == (
        "GitHub Pages publishes sites of up to 1,024 MB, and this one has 840 MB (82 %): "
        "500 MB in 500 renditions of pictures, 200 MB in 200 pictures and other files, 140 MB in 140 pages. "
        "To stay below that, declare fewer widths for the picture roles in theme.toml, or publish to object storage."
    )


def test_a_site_over_the_limit_of_github_pages_is_a_warning_too() -> None:
    """GitHub accepts such a push, and may publish it."""
    [warning] = warnings(site(2000, 0, 1, MEGABYTE), limits_for([BRANCH]))
    assert "(195 %)" in warning


def test_large_files_are_named_the_largest_first() -> None:
    films = {f"media/{size}.mp4": BuiltFile("", size * MEGABYTE, Role.ASSET) for size in (19, 21, 26)}
    [warning] = warnings(films, HOSTS)
    assert warning == (
        'Cloudflare Pages accepts files of up to 25 MB: "media/26.mp4" has 26 MB, "media/21.mp4" has 21 MB (104 %). '
        "Publish large files elsewhere, and link to them."
    )


def test_a_file_that_github_refuses_is_refused_with_its_name() -> None:
    film = {"media/film.mp4": BuiltFile("", 100 * MEGABYTE, Role.ASSET)}
    check_large_files(film)
    films = {f"media/{each}.mp4": BuiltFile("", 101 * MEGABYTE, Role.ASSET) for each in range(7)}
    with pytest.raises(
        RefusedError, match=r'GitHub accepts no file over 100 MB: "media/0.mp4" \(101 MB\).* and 2 more'
    ):
        check_large_files(films)


def test_an_empty_site_uses_nothing() -> None:
    assert [usage.used for usage in usages({}, HOSTS)] == [0, 0, 0]
    assert {share.files for share in shares({})} == {0}


def built(outlet: Make, toml: str = LIVE, **static: bytes) -> Outlet:
    """Return an outlet with a picture and the ``static`` files, built as of now."""
    image = {"src": "pier.jpg", "alt": "The pier"}
    content = {"content/world/a.md": article(image=image), "content/world/pier.jpg": photograph()}
    made = outlet(
        {"newsprint.toml": toml, **content, **{f"content/static/{name}": each for name, each in static.items()}}
    )
    assert run("build", cwd=made.folder).code == 0
    return made


def test_deploy_check_prints_numbers_as_json(outlet: Make) -> None:
    paper = built(outlet)
    result = json.loads(run("deploy", "--check", "--json", cwd=paper.folder).out)
    sizes = {name: len(data) for name, data in paper.files().items()}
    renditions = [size for name, size in sizes.items() if name.startswith("renditions/")]
    assert result["files"] == len(sizes)
    assert result["contents"]["renditions"] == {"files": len(renditions), "size": sum(renditions)}
    assert sum(part["files"] for part in result["contents"].values()) == len(sizes)
    assert result["budgets"] == [
        {"host": "GitHub Pages", "measure": "size", "used": sum(sizes.values()), "most": 1024 * MEGABYTE},
        {"host": "Cloudflare Pages", "measure": "files", "used": len(sizes), "most": 20_000},
        {"host": "Cloudflare Pages", "measure": "file_size", "used": max(sizes.values()), "most": 25 * MEGABYTE},
    ]


def test_deploy_check_warns_on_standard_error_and_succeeds(outlet: Make, tmp_path: Path) -> None:
    film = bytes(21 * MEGABYTE)
    paper = built(outlet, film=film)
    outcome = run("deploy", "--check", cwd=paper.folder)
    assert outcome.code == 0
    assert '"film" has 21 MB (84 %)' in outcome.err
    paper.write({"newsprint.toml": f'{LIVE}[deploy.live]\ntarget = "{(tmp_path / "www").as_uri()}"\n'})
    assert run("build", cwd=paper.folder).code == 0
    assert run("deploy", "--check", cwd=paper.folder).err == ""


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let GitHub accept only small files."""
    for module in ("budgets", "deploy"):
        monkeypatch.setattr(f"newsprint.deploy.{module}.GIT_FILE", Limit("GitHub", "file_size", MEGABYTE))


@pytest.mark.usefixtures("small_files")
def test_deploy_check_refuses_what_github_refuses(outlet: Make) -> None:
    targets = '[deploy.live]\ntarget = "github-pages"\n[deploy.test]\ntarget = "s3://gazette"\n'
    paper = built(outlet, LIVE + targets, film=bytes(2 * MEGABYTE))
    outcome = run("deploy", "--check", "--json", cwd=paper.folder)
    assert outcome.code == 1
    assert 'GitHub accepts no file over 1 MB: "film" (2 MB)' in json.loads(outcome.out)["problems"][0]["message"]
    assert run("deploy", "--check", "live", cwd=paper.folder).code == 1
    assert run("deploy", "--check", "test", cwd=paper.folder).code == 0
    assert 'no [deploy.tset] (did you mean "test"?)' in run("deploy", "--check", "tset", cwd=paper.folder).err
