"""The pages in docs/deployers/: examples are valid, options exist, headers are sent, and rolling back works."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from newsprint.cli.commands.deploy_command import command as deploy_command
from newsprint.cli.commands.init_command import command as init_command
from newsprint.config.site import parse_config
from newsprint.config.target_tables import settings_type_of
from newsprint.config.targets import SETTINGS, HeaderRules
from newsprint.deploy.budgets import CLOUDFLARE_PAGES, GIT_FILE, GITHUB_PAGES, MEGABYTE, warnings
from newsprint.deploy.built.shipment import BuiltFile
from newsprint.deploy.objects.headers import headers_for
from newsprint.kinds.stages import Role
from tests.support import manual
from tests.support.commandline import Outcome, run
from tests.support.git import git
from tests.support.outlets import LIVE_URL, Outlet, add_folder_targets, article

DEPLOY, TARGETS = "docs/deployers/deploy.md", "docs/deployers/targets.md"
STORY = "content/news/2020-01-02-the-mistake.md"
OF_OTHER_COMMANDS = {"--drafts", "--skip-invalid", "--vfs-cache-mode", "--dir-cache-time"}
"""Options of ``newsprint build`` and rclone that the pages name."""

YESTERDAY, TODAY = "2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(block, id=f"{page}:{block.line}")
        for page in (DEPLOY, TARGETS)
        for block in manual.blocks(page, "toml")
    ],
)
def test_every_example_is_a_valid_configuration(block: manual.Block) -> None:
    (target,) = parse_config(manual.configuration(block)).deploy
    assert target == "production"


def test_every_target_in_the_table_exists() -> None:
    named = [name for name in manual.named(manual.part(TARGETS, "The targets")) if name]
    assert {settings_type_of(name) for name in named} == set(SETTINGS.values())
    for name in named:
        table = manual.Block("toml", f'[deploy.production]\ntarget = "{name}"\n', 1)
        assert parse_config(manual.configuration(table)).deploy["production"].target == name


def test_every_option_on_the_pages_exists() -> None:
    options = {name for each in (deploy_command, init_command) for option in each.params for name in option.opts}
    text = manual.read(DEPLOY) + manual.read(TARGETS)
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))
    assert {"--older", "--deploy"} <= named
    assert named - options - OF_OTHER_COMMANDS == set()


FILES = {
    "assets of the theme": ("assets/style.5c13993ade.css",),
    "pages, feeds, sitemaps": ("index.html", "rss.xml", "atom.xml", "sitemap.xml", "robots.txt"),
    "and other files": ("media/ferry.webp", "report.pdf", "data.json"),
}
"""Files for each row of the table of headers."""


@pytest.mark.parametrize("kind", FILES)
def test_files_are_cached_as_long_as_the_table_says(kind: str) -> None:
    row = next(row for row in manual.rows(manual.part(DEPLOY, "What is sent, and in which order")) if kind in row[0])
    headers = headers_for(HeaderRules(), {})
    assert {headers(file).cache_control for file in FILES[kind]} == {row[1].split("`")[1]}


def test_the_limits_of_hosts_are_those_on_the_page() -> None:
    part = manual.part(DEPLOY, "What hosts accept")
    rows = {row[0].partition("]")[0].strip("["): row[1] for row in manual.rows(part)}
    files, file_size = CLOUDFLARE_PAGES
    assert rows["GitHub Pages"].startswith(f"{GITHUB_PAGES.most // MEGABYTE // 1024} GB for a site;")
    assert rows["git at GitHub"].startswith(f"{GIT_FILE.most // MEGABYTE} MB for a file;")
    assert rows["Cloudflare Pages"].startswith(f"{files.most:,} files ")
    assert rows["Cloudflare Pages"].endswith(f"; {file_size.most // MEGABYTE} MB for a file")
    assert len(rows) == 3


def test_the_warning_on_the_page_is_the_one_that_is_printed() -> None:
    parts = {Role.RENDITION: 500, Role.ASSET: 200, Role.STORY: 140}
    site = {f"{role}/{each}": BuiltFile("", MEGABYTE, role) for role, number in parts.items() for each in range(number)}
    [warning] = warnings(site, [GITHUB_PAGES])
    assert warning in manual.read(DEPLOY)


def test_the_workflow_has_the_permissions_on_the_page(tmp_path: Path, installed_from_git: str) -> None:
    (block,) = (block for block in manual.blocks(TARGETS, "sh") if "github-actions" in block.text)
    (words,) = manual.commands(block)
    assert run(*words[1:], cwd=tmp_path).code == 0
    text = manual.part(TARGETS, "GitHub Pages: a workflow")
    (file,) = (name for name in re.findall(r"`([^`]*)`", text) if name.endswith(".yml"))
    workflow = yaml.safe_load((tmp_path / "gazette" / file).read_text(encoding="utf-8"))
    given = {f"{name}: {right}" for job in workflow["jobs"].values() for name, right in job["permissions"].items()}
    assert given == set(re.findall(r"`([a-z-]+: (?:read|write))`", text))
    assert workflow["permissions"] == {}


def test_json_results_have_the_keys_on_the_commands_page(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    refused = newsroom.newsprint("deploy", "--check", "--json")
    assert (refused.code, list(json.loads(refused.out))) == (1, ["problems"])
    newsroom.newsprint("build")
    checked = json.loads(newsroom.newsprint("deploy", "--check", "--json").out)
    part = manual.part("docs/commands.md", "newsprint deploy --check --json")
    assert list(checked) == manual.named(part)
    assert all(f"`{name}`" in part for name in checked["contents"])
    result = json.loads(newsroom.newsprint("deploy", "--json").out)
    assert list(result) == manual.named(manual.part("docs/commands.md", "newsprint deploy --json"))


class Newsroom:
    """An outlet in git with a folder as its target."""

    def __init__(self, place: Path) -> None:
        self.outlet = Outlet(place / "paper")
        self.live = place / "production"
        assert run("init", self.outlet.folder, "--empty", "--url", LIVE_URL, cwd=place).code == 0
        add_folder_targets(self.outlet, ["production"], place)
        git(self.outlet.folder, "init", "--quiet", "--initial-branch=main")

    def newsprint(self, *words: str) -> Outcome:
        return run(*words, cwd=self.outlet.folder)

    def publish(self, when: str) -> str:
        """Commit all files at ``when``, build, deploy, and return the commit id."""
        git(self.outlet.folder, "add", ".")
        git(self.outlet.folder, "commit", "--quiet", "-m", "News", GIT_COMMITTER_DATE=when)
        assert self.newsprint("build").code == 0
        outcome = self.newsprint("deploy")
        assert outcome.code == 0, outcome.err
        return git(self.outlet.folder, "rev-parse", "HEAD").strip()

    def site(self) -> dict[str, bytes]:
        """Return the published files."""
        files = {path.relative_to(self.live).as_posix(): path for path in self.live.rglob("*") if path.is_file()}
        return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".newsprint/")}


def test_rolling_back_as_the_page_says_publishes_the_older_site(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    good = newsroom.publish(YESTERDAY)
    before = newsroom.site()
    newsroom.outlet.write({STORY: article("The mistake", section="news", date="2020-01-02")})
    newsroom.publish(TODAY)
    assert newsroom.site() != before

    (block,) = (block for block in manual.blocks(DEPLOY, "sh") if "git checkout" in block.text)
    for words in manual.commands(block):
        if words == ["newsprint", "deploy", "--older"]:
            assert "newer commit" in newsroom.newsprint("deploy").err
            assert "mistake" in " ".join(newsroom.site())
            words = with_delete_limit(newsroom, words)
        if words[0] == "git":
            git(newsroom.outlet.folder, *(word.replace("GOOD-COMMIT", good) for word in words[1:]))
        else:
            outcome = newsroom.newsprint(*words[1:])
            assert outcome.code == 0, outcome.err
    assert newsroom.site() == before

    git(newsroom.outlet.folder, "checkout", "main")
    assert newsroom.newsprint("build").code == newsroom.newsprint("deploy").code == 0
    assert any("the-mistake" in name for name in newsroom.site())


def with_delete_limit(newsroom: Newsroom, words: list[str]) -> list[str]:
    """Return ``words`` with the number of deletes that the refusal names, as the page recommends."""
    refused = newsroom.newsprint(*words[1:], "--dry-run").err
    found = re.search(r"--max-deletes \d+", refused)
    return [*words, *found[0].split()] if found else words
