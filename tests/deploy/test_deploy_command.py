"""``newsprint deploy`` on the command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.commandline import Outcome, run
from tests.support.outlets import LIVE, Outlet, article
from tests.support.reading import Make


@pytest.fixture
def paper(outlet: Make, tmp_path: Path) -> Outlet:
    """Return an outlet that was built as of now, and whose target is a folder."""
    target = f'[deploy.production]\ntarget = "{(tmp_path / "www").as_uri()}"\n'
    made = outlet({"newsprint.toml": LIVE + target, "content/story.md": article("The story", date="2024-12-01")})
    assert run("build", cwd=made.folder).code == 0
    return made


def deploy(paper: Outlet, *words: str) -> Outcome:
    """Run ``newsprint deploy`` with these arguments."""
    return run("deploy", *words, cwd=paper.folder)


def site(tmp_path: Path) -> dict[str, bytes]:
    """Return the files of the site at the target."""
    root = tmp_path / "www"
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {name: data for name, data in files.items() if not name.startswith(".newsprint/")}


def test_a_deploy_prints_what_it_did(paper: Outlet, tmp_path: Path) -> None:
    outcome = deploy(paper)
    assert outcome.code == 0, outcome.err
    files = len(paper.files())
    first, second = outcome.out.splitlines()
    assert first == f"{(tmp_path / 'www').as_uri()}: {files} added, 0 unchanged."
    assert second.split(" sent in ")[0].endswith("KB")
    assert site(tmp_path) == paper.files()


def test_a_second_deploy_prints_that_nothing_changed(paper: Outlet) -> None:
    deploy(paper)
    assert f": nothing changed, {len(paper.files())} unchanged." in deploy(paper).out


def test_a_dry_run_lists_files_and_addresses_and_sends_nothing(paper: Outlet, tmp_path: Path) -> None:
    deploy(paper)
    before = site(tmp_path)
    paper.write({"content/story.md": None, "content/other.md": article("Another", date="2024-12-02")})
    run("build", cwd=paper.folder)
    lines = deploy(paper, "--dry-run", "--max-deletes", "9").out.splitlines()
    assert "+ world/2024/12/02/other/index.html" in lines
    assert "~ index.html" in lines
    assert "- world/2024/12/01/story/index.html" in lines
    assert "  https://harbour-gazette.news/world/2024/12/01/story/" in lines
    assert lines[-1] == "Nothing was sent: this was a dry run."
    assert site(tmp_path) == before


def test_a_dry_run_shows_what_a_deploy_would_refuse_to_delete(paper: Outlet) -> None:
    deploy(paper)
    paper.write({"content/story.md": None, "content/other.md": article("Another", date="2024-12-02")})
    run("build", cwd=paper.folder)
    outcome = deploy(paper, "--dry-run", "--max-deletes", "0")
    assert outcome.code == 0
    assert "- world/2024/12/01/story/index.html" in outcome.out
    assert re.search(r"this would delete 1 of \d+ files; the limit is 0", outcome.err)
    assert deploy(paper, "--max-deletes", "0").code == 1


def test_the_result_as_json_is_one_object(paper: Outlet) -> None:
    outcome = deploy(paper, "--json")
    result = json.loads(outcome.out)
    assert sorted(result["added"]) == sorted(paper.files())
    assert (result["replaced"], result["deleted"], result["unchanged"], result["problems"]) == ([], [], 0, [])
    assert result["sent"] == sum(map(len, paper.files().values()))
    assert outcome.err == ""


def test_a_refusal_exits_with_1_and_is_printed_as_json_too(paper: Outlet) -> None:
    (paper.output / "index.html").write_text("spoilt")
    outcome = deploy(paper, "--json")
    assert outcome.code == 1
    (problem,) = json.loads(outcome.out)["problems"]
    assert "newsprint build" in problem["message"]
    assert "index.html" in outcome.err


def test_deploy_check_needs_no_target(outlet: Make) -> None:
    paper = outlet({"content/story.md": article()})
    run("build", cwd=paper.folder)
    outcome = deploy(paper, "--check")
    assert outcome.out == (
        f"{len(paper.files())} files ready to deploy: unchanged since the last build, and without hidden stories.\n"
    )


def test_deploy_check_fails_where_a_deploy_would_fail(outlet: Make) -> None:
    paper = outlet({"content/story.md": article()})
    outcome = deploy(paper, "--check")
    assert outcome.code == 1
    assert "newsprint build" in outcome.err


def test_without_a_target_the_message_says_how_to_write_one(outlet: Make) -> None:
    outcome = deploy(outlet({}))
    assert outcome.code == 2
    assert "[deploy.production]" in outcome.err


def test_if_there_are_several_targets_one_has_to_be_named(outlet: Make) -> None:
    paper = outlet(
        {"newsprint.toml": f'{LIVE}[deploy.live]\ntarget = "s3://a1a"\n[deploy.test]\ntarget = "s3://b1b"\n'}
    )
    assert "which target? newsprint deploy live | test" in deploy(paper).err
    outcome = deploy(paper, "tset")
    assert (outcome.code, 'no [deploy.tset] (did you mean "test"?)' in outcome.err) == (2, True)


def test_the_help_text_fits_a_terminal_of_80_columns(paper: Outlet) -> None:
    help_text = deploy(paper, "--help").out
    assert max(map(len, help_text.splitlines())) <= 80
