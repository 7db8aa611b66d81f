"""``newsprint init``: a new outlet that is good at once, and nothing written where something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from commandline import run
from newsprint.config import read_config
from outlets import Outlet


def test_a_new_outlet_builds_and_its_first_story_leads_the_front_page(tmp_path: Path) -> None:
    assert run("init", "harbour-gazette", cwd=tmp_path).code == 0
    folder = tmp_path / "harbour-gazette"
    built = run("build", cwd=folder)
    assert (built.code, built.err) == (0, "")
    front = Outlet(folder).page("/")
    assert "Harbour Gazette" in front.title.text
    assert front.find(["h2", "h3"]).text.strip() == "The first story of a new paper"
    address = front.find(["h2", "h3"]).a["href"]
    assert Outlet(folder).page(address).h1.text == "The first story of a new paper"
    assert Outlet(folder).page("/about/").h1.text == "About us"


def test_the_next_steps_that_it_prints_are_the_right_ones(tmp_path: Path) -> None:
    told = run("init", "paper", cwd=tmp_path)
    assert told.out.splitlines() == ["Paper starts in paper. Now:", "  cd paper", "  newsprint build"]
    assert told.err == ""


def test_git_leaves_what_newsprint_makes_alone(tmp_path: Path) -> None:
    run("init", "paper", cwd=tmp_path)
    assert (tmp_path / "paper" / ".gitignore").read_text().split() == ["/output/", "/.newsprint/"]


def test_no_mark_of_the_pattern_is_left_in_any_file(tmp_path: Path) -> None:
    run("init", "paper", cwd=tmp_path)
    files = [path for path in (tmp_path / "paper").rglob("*") if path.is_file()]
    assert len(files) == 4
    assert [path.name for path in files if "{{" in path.read_text() or "DATE" in path.name] == []


@pytest.mark.parametrize(
    ("option", "value", "key"),
    [
        pytest.param("--title", 'The "Évening" \\ Post', "title", id="title with quotes and a backslash"),
        pytest.param("--url", "https://example.github.io/paper", "url", id="url with a path"),
        pytest.param("--language", "fr", "language", id="language"),
        pytest.param("--timezone", "Europe/Paris", "timezone", id="time zone"),
    ],
)
def test_an_option_is_written_into_the_configuration(tmp_path: Path, option: str, value: str, key: str) -> None:
    assert run("init", "paper", option, value, cwd=tmp_path).code == 0
    assert getattr(read_config(tmp_path / "paper").site, key) == value
    assert run("build", "--site", "paper", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        pytest.param("--url", "example", '"site.url" must start with https://', id="url"),
        pytest.param("--language", "klingon", 'unknown language "klingon"', id="language"),
        pytest.param("--timezone", "Europe/Pariss", 'did you mean "Europe/Paris"?', id="time zone"),
    ],
)
def test_a_wrong_option_is_told_and_nothing_is_written(tmp_path: Path, option: str, value: str, told: str) -> None:
    outcome = run("init", "paper", option, value, cwd=tmp_path)
    assert (outcome.code, outcome.out, told in outcome.err) == (2, "", True)
    assert not (tmp_path / "paper").exists()


def test_a_folder_with_files_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    outcome = run("init", ".", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (2, "newsprint: . exists and is not empty\n")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("mine")
    assert run("init", "paper", cwd=tmp_path).code == 2
    assert (tmp_path / "paper").read_text() == "mine"


def test_a_fresh_clone_with_nothing_but_dot_files_is_taken(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert run("init", ".", "--title", "The Post", cwd=tmp_path).code == 0
    assert run("build", cwd=tmp_path).code == 0


def test_the_folder_may_lie_in_folders_that_do_not_exist_yet(tmp_path: Path) -> None:
    assert run("init", "papers/north/post", cwd=tmp_path).code == 0
    assert read_config(tmp_path / "papers" / "north" / "post").site.title == "Post"


def test_without_a_folder_it_says_what_is_missing(tmp_path: Path) -> None:
    outcome = run("init", cwd=tmp_path)
    assert (outcome.code, "Missing argument 'DIR'" in outcome.err) == (2, True)


def test_with_github_pages_it_has_a_target(tmp_path: Path) -> None:
    told = run("init", "paper", "--deploy", "github-pages", cwd=tmp_path)
    assert told.out.splitlines()[1:] == ["  cd paper", "  newsprint build", "  newsprint deploy production"]
    config = read_config(tmp_path / "paper")
    assert config.deploy["production"].target == "github-pages"
    assert config.site.title == "Paper"
    assert not (tmp_path / "paper" / ".github").exists()


def test_with_github_actions_it_has_a_workflow(tmp_path: Path) -> None:
    told = run("init", "paper", "--deploy", "github-actions", cwd=tmp_path)
    assert told.out.splitlines()[-1] == ("  push it to GitHub, and choose GitHub Actions there under Settings, Pages")
    assert (tmp_path / "paper" / ".github" / "workflows" / "publish.yml").is_file()
    assert read_config(tmp_path / "paper").deploy == {}


def test_a_workflow_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    workflow = tmp_path / "paper" / ".github" / "workflows" / "publish.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text("mine")
    outcome = run("init", "paper", "--deploy", "github-actions", cwd=tmp_path)
    assert (outcome.code, "publish.yml exists: delete it" in outcome.err) == (2, True)
    assert workflow.read_text() == "mine"
    assert [path.name for path in (tmp_path / "paper").iterdir()] == [".github"]


def test_a_way_to_deploy_that_there_is_not_is_told(tmp_path: Path) -> None:
    outcome = run("init", "paper", "--deploy", "ftp", cwd=tmp_path)
    assert (outcome.code, "'github-actions', 'github-pages'" in outcome.err) == (2, True)
