"""``newsprint init``: a new outlet can be built at once, and nothing is written if something is wrong."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest

from newsprint.cli.site_address import pages_address
from newsprint.config.site import read_config
from tests.support.commandline import run
from tests.support.git import git
from tests.support.installations import note_installation
from tests.support.outlets import LIVE_URL, Outlet


def test_an_empty_outlet_builds_and_its_first_story_leads_the_front_page(tmp_path: Path) -> None:
    assert run("init", "harbour-gazette", "--empty", cwd=tmp_path).code == 0
    folder = tmp_path / "harbour-gazette"
    built = run("build", cwd=folder)
    assert (built.code, built.err) == (0, "")
    front = Outlet(folder).page("/")
    assert "Harbour Gazette" in front.title.text
    assert front.find(["h2", "h3"]).text.strip() == "The first story of a new paper"
    address = front.find(["h2", "h3"]).a["href"]
    assert Outlet(folder).page(address).h1.text == "The first story of a new paper"
    assert Outlet(folder).page("/about/").h1.text == "About us"


def test_init_prints_the_next_steps(tmp_path: Path) -> None:
    outcome = run("init", "paper", cwd=tmp_path)
    assert outcome.out.splitlines()[:3] == ["Paper is in paper. Next:", "  cd paper", "  newsprint serve"]
    assert "Its stories are invented" in outcome.out
    assert outcome.err == ""


def test_for_an_empty_outlet_init_prints_nothing_but_the_next_steps(tmp_path: Path) -> None:
    outcome = run("init", "paper", "--empty", cwd=tmp_path)
    assert outcome.out.splitlines() == ["Paper is in paper. Next:", "  cd paper", "  newsprint serve"]


def test_git_ignores_what_newsprint_generates(tmp_path: Path) -> None:
    run("init", "paper", cwd=tmp_path)
    assert (tmp_path / "paper" / ".gitignore").read_text().split() == ["/output/", "/.newsprint/"]


def test_no_placeholder_of_the_starter_is_left_in_a_new_outlet(tmp_path: Path) -> None:
    run("init", "paper", cwd=tmp_path)
    run("init", "empty", "--empty", cwd=tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len([path for path in files if path.is_relative_to(tmp_path / "empty")]) == 4
    texts = [path for path in files if path.suffix != ".webp"]
    assert [path.name for path in texts if "{{" in path.read_text(encoding="utf-8")] == []


def test_the_sections_of_a_new_outlet_have_names_in_its_language(tmp_path: Path) -> None:
    run("init", "paper", "--language", "de-AT", cwd=tmp_path)
    sections = read_config(tmp_path / "paper").sections
    assert {key: each.name for key, each in sections.items()}["news"] == "Nachrichten"
    assert [each.kind for each in sections.values()] == ["news", "news", "reviews", "opinion"]
    assert (tmp_path / "paper" / "logo.svg").is_file()


@pytest.mark.parametrize(("written", "language"), [("de", "de"), ("ES", "es"), ("pt_br", "pt-BR"), ("cy", "cy")])
def test_a_new_outlet_in_any_language_builds(tmp_path: Path, written: str, language: str) -> None:
    """Its first story and page are in English, and are marked as English."""
    outcome = run("init", "paper", "--language", written, cwd=tmp_path)
    assert (outcome.code, "The invented stories of a new outlet are in English" in outcome.out) == (0, True)
    built = run("build", cwd=tmp_path / "paper")
    assert built.code == 0
    assert bool(built.err) == (language not in ("de", "es"))
    paper = Outlet(tmp_path / "paper")
    assert paper.page("/").html["lang"] == language
    assert paper.page("/about/").article["lang"] == "en"
    assert paper.page("/").find(["h2", "h3"]).find_parent("article")["lang"] == "en"


@pytest.mark.parametrize(
    ("option", "value", "key"),
    [
        pytest.param("--title", 'The "Évening" \\ Post', "title", id="title with quotes and a backslash"),
        pytest.param("--title", "<b> & {{URL}} {{TITLE}}", "title", id="title with marks of the starter"),
        pytest.param("--url", "https://example.github.io/paper", "url", id="url with a path"),
        pytest.param("--language", "fr", "language", id="language"),
        pytest.param("--timezone", "Europe/Paris", "timezone", id="time zone"),
    ],
)
def test_an_option_of_init_is_written_to_the_configuration(tmp_path: Path, option: str, value: str, key: str) -> None:
    assert run("init", "paper", option, value, cwd=tmp_path).code == 0
    assert getattr(read_config(tmp_path / "paper").site, key) == value
    assert run("init", "empty", "--empty", option, value, cwd=tmp_path).code == 0
    assert run("build", "--site", "empty", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        pytest.param("--url", "example", '"site.url" must start with https://', id="url"),
        pytest.param("--language", "klingon", 'unknown language "klingon"', id="language"),
        pytest.param("--timezone", "Europe/Pariss", 'did you mean "Europe/Paris"?', id="time zone"),
    ],
)
def test_an_invalid_option_of_init_is_reported_and_nothing_is_written(
    tmp_path: Path, option: str, value: str, message: str
) -> None:
    outcome = run("init", "paper", option, value, cwd=tmp_path)
    assert (outcome.code, outcome.out, message in outcome.err) == (2, "", True)
    assert outcome.err.startswith(f"newsprint: {option}: ") and "newsprint.toml" not in outcome.err
    assert not (tmp_path / "paper").exists()


def test_init_refuses_a_folder_with_files_and_does_not_change_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    outcome = run("init", ".", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (
        2,
        "newsprint: . exists and is not empty (choose another folder, or empty this one)\n",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_init_refuses_a_file_with_the_name_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("mine")
    assert run("init", "paper", cwd=tmp_path).code == 2
    assert (tmp_path / "paper").read_text() == "mine"


def test_init_accepts_a_clone_that_contains_only_dot_files(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert run("init", ".", "--empty", "--title", "The Post", cwd=tmp_path).code == 0
    assert run("build", cwd=tmp_path).code == 0


def test_init_makes_parent_folders(tmp_path: Path) -> None:
    assert run("init", "papers/north/post", cwd=tmp_path).code == 0
    assert read_config(tmp_path / "papers" / "north" / "post").site.title == "Post"


def test_without_a_folder_init_reports_the_missing_argument(tmp_path: Path) -> None:
    outcome = run("init", cwd=tmp_path)
    assert (outcome.code, "Missing argument 'DIR'" in outcome.err) == (2, True)


@pytest.mark.parametrize(
    "target", ["github-pages", "s3://my-bucket/news", "gs://my-bucket", "az://$web", "file:///srv/www"]
)
def test_an_outlet_made_with_a_target_can_be_deployed(tmp_path: Path, target: str) -> None:
    outcome = run("init", "paper", "--empty", "--deploy", target, "--url", LIVE_URL, cwd=tmp_path)
    assert outcome.out.splitlines()[1:] == [
        "  cd paper",
        "  newsprint serve",
        "  newsprint build",
        "  newsprint deploy production",
        f"Its address is {LIVE_URL}; to change it, edit newsprint.toml.",
    ]
    config = read_config(tmp_path / "paper")
    assert (config.deploy["production"].target, config.site.url, config.site.title) == (target, LIVE_URL, "Paper")
    assert not (tmp_path / "paper" / ".github").exists()
    assert not (tmp_path / "paper" / "requirements.txt").exists()


def test_for_github_actions_init_writes_a_workflow_and_requirements(tmp_path: Path, installed_from_git: str) -> None:
    outcome = run("init", "paper", "--deploy", "github-actions", "--url", LIVE_URL, cwd=tmp_path)
    assert (
        outcome.out.splitlines()[3]
        == "  push it to GitHub, and choose GitHub Actions in the repository under Settings, Pages"
    )
    assert (tmp_path / "paper" / ".github" / "workflows" / "publish.yml").is_file()
    assert installed_from_git in (tmp_path / "paper" / "requirements.txt").read_text().splitlines()
    assert "jinja2==" in (tmp_path / "paper" / "constraints.txt").read_text()
    assert read_config(tmp_path / "paper").deploy == {}


def test_init_writes_nothing_if_the_installed_version_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_installation(tmp_path / "installed", None)
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    outcome = run("init", "paper", "--deploy", "github-actions", "--url", LIVE_URL, cwd=tmp_path)
    assert (outcome.code, "The installer did not record where this Newsprint came from" in outcome.err) == (2, True)
    assert not (tmp_path / "paper").exists()


def test_an_existing_workflow_is_not_replaced(tmp_path: Path) -> None:
    workflow = tmp_path / "paper" / ".github" / "workflows" / "publish.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text("mine")
    outcome = run("init", "paper", "--deploy", "github-actions", cwd=tmp_path)
    assert (outcome.code, "publish.yml exists: delete it" in outcome.err) == (2, True)
    assert workflow.read_text() == "mine"
    assert [path.name for path in (tmp_path / "paper").iterdir()] == [".github"]


@pytest.mark.parametrize(
    ("way", "message"),
    [
        ("ftp", '"ftp" is not github-actions, github-pages or a target like s3://my-bucket'),
        ("github-page", 'did you mean "github-pages"?'),
        ("s3", "add the place, for example s3://my-bucket"),
        ("file", "add the place, for example file:///srv/www"),
        ("s3://a", '"s3://a" has no bucket'),
        ("s4://my-bucket", '"s4://my-bucket" is not a target that Newsprint knows'),
        ("s3://key:secret@my-bucket", "a target must not contain a password, ? or #"),
    ],
)
def test_an_unknown_way_to_deploy_is_refused(tmp_path: Path, way: str, message: str) -> None:
    outcome = run("init", "paper", "--deploy", way, cwd=tmp_path, columns=200)
    assert (outcome.code, message in outcome.err) == (2, True), outcome.err
    assert not (tmp_path / "paper").exists()


@pytest.mark.parametrize("way", ["github-actions", "github-pages", "s3://my-bucket"])
@pytest.mark.parametrize("url", ["https://news.example", "http://localhost:8000", "http://10.0.0.5"])
def test_init_refuses_a_placeholder_address_for_a_deployed_outlet(tmp_path: Path, way: str, url: str) -> None:
    outcome = run("init", "paper", "--deploy", way, "--url", url, cwd=tmp_path)
    assert (outcome.code, outcome.err) == (
        2,
        f"newsprint: --url {url}: readers cannot reach this address; use the one that the site will have\n",
    )
    assert not (tmp_path / "paper").exists()


@pytest.mark.parametrize("way", ["github-actions", "github-pages", "s3://my-bucket"])
def test_without_an_address_and_a_terminal_init_names_the_option(tmp_path: Path, way: str) -> None:
    outcome = run("init", "paper", "--deploy", way, cwd=tmp_path)
    assert (outcome.code, "add --url" in outcome.err) == (2, True)
    assert not (tmp_path / "paper").exists()


def test_on_a_terminal_init_asks_until_the_address_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = StringIO(f"harbour\nhttps://news.example\n {LIVE_URL}\n")
    monkeypatch.setattr(answers, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", answers)
    outcome = run("init", "paper", "--deploy", "s3://my-bucket", cwd=tmp_path)
    assert outcome.code == 0, outcome.err
    assert outcome.out.count("Address of the site") == 3
    assert "readers cannot reach this address" in outcome.out + outcome.err
    assert read_config(tmp_path / "paper").site.url == LIVE_URL


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/Harbour/gazette.git", "https://harbour.github.io/gazette"),
        ("https://user:secret@github.com/harbour/Gazette", "https://harbour.github.io/Gazette"),
        ("git@github.com:harbour/gazette.git", "https://harbour.github.io/gazette"),
        ("ssh://git@github.com/harbour/gazette.git/", "https://harbour.github.io/gazette"),
        ("ssh://git@ssh.github.com:443/harbour/gazette.git", "https://harbour.github.io/gazette"),
        ("https://github.com/harbour/the.gazette", "https://harbour.github.io/the.gazette"),
        ("https://github.com/Harbour/harbour.github.io.git", "https://harbour.github.io"),
        ("https://gitlab.com/harbour/gazette.git", None),
        ("https://github.com.harbour.news/harbour/gazette", None),
        ("https://notgithub.com/harbour/gazette", None),
        ("https://github.com/harbour", None),
        ("/srv/git/gazette.git", None),
    ],
)
def test_github_pages_addresses_follow_from_the_remote(remote: str, address: str | None) -> None:
    assert pages_address(remote) == address


@pytest.mark.parametrize("way", ["github-actions", "github-pages"])
def test_in_a_clone_from_github_the_address_is_that_of_github_pages(
    tmp_path: Path, installed_from_git: str, way: str
) -> None:
    git(tmp_path, "init", "--quiet", "paper")
    git(tmp_path / "paper", "remote", "add", "origin", "git@github.com:harbour/gazette.git")
    outcome = run("init", "paper", "--deploy", way, cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert read_config(tmp_path / "paper").site.url == "https://harbour.github.io/gazette"
    assert "Its address is https://harbour.github.io/gazette;" in outcome.out


def test_the_repository_around_a_new_outlet_does_not_give_its_address(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", "git@github.com:harbour/everything.git")
    assert "add --url" in run("init", "paper", "--deploy", "github-pages", cwd=tmp_path).err


def test_init_warns_of_a_workflow_that_github_would_not_run(tmp_path: Path, installed_from_git: str) -> None:
    def is_warned() -> bool:
        out = run("init", "paper", "--deploy", "github-actions", "--url", LIVE_URL, cwd=tmp_path).out
        return "GitHub runs workflows only from .github at the top" in out

    git(tmp_path, "init", "--quiet")
    assert is_warned()
    shutil.rmtree(tmp_path / "paper")
    git(tmp_path, "init", "--quiet", "paper")
    assert not is_warned()


def test_the_remote_does_not_give_the_address_of_a_bucket(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "paper")
    git(tmp_path / "paper", "remote", "add", "origin", "git@github.com:harbour/gazette.git")
    assert "add --url" in run("init", "paper", "--deploy", "s3://my-bucket", cwd=tmp_path).err


def test_the_feeds_of_a_new_outlet_have_an_id_unless_its_url_is_a_placeholder(tmp_path: Path) -> None:
    """Two outlets with one id would be one outlet to feed readers, so a placeholder address gives no id."""
    run("init", "paper", "--url", f"{LIVE_URL}/news", cwd=tmp_path)
    assert read_config(tmp_path / "paper").feeds.id == "harbour-gazette.news"
    run("init", "other", "--deploy", "s3://bucket", "--url", LIVE_URL, cwd=tmp_path)
    assert read_config(tmp_path / "other").feeds.id == "harbour-gazette.news"
    run("init", "third", cwd=tmp_path)
    assert read_config(tmp_path / "third").feeds.id is None
