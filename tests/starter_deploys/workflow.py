"""Runs a workflow of GitHub Actions here: its scripts in bash, its caches as folders, its other actions noted.

A run starts from a fresh checkout, as on GitHub. Only the few expressions that the workflow has are understood.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Context = dict[str, str]
ALWAYS = "always()"


@dataclass
class Run:
    """What a run did: the names of its steps that were not left out, and what it wrote to its outputs and streams."""

    steps: list[str] = field(default_factory=list)
    outputs: Context = field(default_factory=dict)
    told: str = ""
    failed: str = ""


@dataclass
class Runner:
    """A repository's ``workflow``, its caches in the order of their making, and the ``programs`` that scripts find."""

    workflow: dict[Any, Any]
    sources: Path
    place: Path
    programs: Path
    replaced: Mapping[str, str]
    caches: dict[str, Path] = field(default_factory=dict)
    paths: dict[str, list[str]] = field(default_factory=dict)
    runs: int = 0

    def run(self, event: str, *, branch: str = "main", breaks: str = "") -> Run:
        """One run for ``event``; the step ``breaks`` fails. ``replaced`` scripts run in place of steps of their names."""
        self.runs += 1
        run = Run()
        context = {
            "github.event_name": event,
            "github.ref_name": branch,
            "github.event.repository.default_branch": "main",
            "github.run_id": str(self.runs),
            "github.run_attempt": "1",
        }
        for name, job in self.workflow["jobs"].items():
            if not holds(job.get("if", ""), context):
                continue
            workspace = self.place / f"{self.runs}-{name}"
            workspace.mkdir()
            for step in job["steps"]:
                condition = step.get("if", "")
                if (not run.failed or condition.startswith(ALWAYS)) and holds(condition, context):
                    self._step(step, workspace, context, run, breaks)
            if run.failed:
                return run
            for key, value in job.get("outputs", {}).items():
                context[f"needs.{name}.outputs.{key}"] = run.outputs[key] = filled(value, context)
        return run

    def _step(self, step: dict[str, Any], workspace: Path, context: Context, run: Run, breaks: str) -> None:
        run.steps.append(step["name"])
        if step["name"] == breaks:
            run.failed = run.failed or breaks
        elif "run" in step:
            self._script(step, workspace, context, run)
        elif step["uses"].startswith("actions/checkout@"):
            shutil.copytree(self.sources, workspace, dirs_exist_ok=True)
        elif step["uses"].startswith("actions/cache/"):
            paths = step["with"]["path"].split()
            key = filled(step["with"]["key"], context)
            if "/save@" in step["uses"]:
                self._save(key, paths, workspace)
            else:
                found = self._restore(filled(step["with"]["restore-keys"], context), paths, workspace)
                context[f"steps.{step.get('id')}.outputs.cache-matched-key"] = found

    def _save(self, key: str, paths: list[str], workspace: Path) -> None:
        assert key not in self.caches
        cache = self.caches[key] = self.place / f"cache-{len(self.paths)}"
        for path in resolved(paths, workspace):
            copy = shutil.copytree if (workspace / path).is_dir() else shutil.copy2
            (cache / path).parent.mkdir(parents=True, exist_ok=True)
            copy(workspace / path, cache / path)
        self.paths[key] = paths

    def _restore(self, prefix: str, paths: list[str], workspace: Path) -> str:
        """Restore the newest cache whose key starts so, and return its key; empty if there is none.

        No run has a cache of its own before it saves one. GitHub finds a cache only by the same paths.
        """
        found = next((key for key in reversed(self.caches) if key.startswith(prefix)), "")
        if found:
            assert self.paths[found] == paths
            shutil.copytree(self.caches[found], workspace, dirs_exist_ok=True)
        return found

    def _script(self, step: dict[str, Any], workspace: Path, context: Context, run: Run) -> None:
        """As GitHub runs it: ``bash -eo pipefail``, outputs through a file."""
        output = workspace.with_name(f"{workspace.name}-output")
        output.write_text("")
        temporary = workspace.with_name(f"{workspace.name}-temporary")
        temporary.mkdir(exist_ok=True)
        variables = {name: filled(value, context) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", self.replaced.get(step["name"], step["run"])],
            cwd=workspace,
            env={
                **os.environ,
                "PATH": f"{self.programs}:{os.environ['PATH']}",
                "GITHUB_OUTPUT": str(output),
                "GITHUB_EVENT_NAME": context["github.event_name"],
                "RUNNER_TEMP": str(temporary),
                **variables,
            },
            capture_output=True,
            text=True,
        )
        run.told += done.stdout + done.stderr
        if done.returncode:
            run.failed = step["name"]
        for line in output.read_text().splitlines():
            name, _, value = line.partition("=")
            context[f"steps.{step['id']}.outputs.{name}"] = value


def read_workflow(path: Path) -> dict[Any, Any]:
    """The workflow in a file."""
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def resolved(patterns: list[str], workspace: Path) -> list[str]:
    """The files and folders of ``patterns`` without those that begin with ``!``. A folder is saved as a whole."""
    kept, left_out = ([path for path in patterns if path.startswith("!") == excluded] for excluded in (False, True))
    found = sorted({path.relative_to(workspace) for pattern in kept for path in workspace.glob(pattern)})
    excluded_paths = {Path(path.removeprefix("!")) for path in left_out}
    return [path.as_posix() for path in found if path not in excluded_paths]


def filled(text: str, context: Context) -> str:
    """``text`` with each ``${{ name }}`` replaced by what the context has, or nothing."""
    return re.sub(r"\$\{\{ ([\w.-]+|hashFiles\([^)]*\)) \}\}", lambda match: context.get(match[1], ""), text)


def holds(condition: str, context: Context) -> bool:
    """Whether an ``if`` of comparisons (``==``, ``!=``, joined by ``||``) is true; without any it is."""
    condition = condition.removeprefix(ALWAYS).removeprefix(" && ")
    return not condition or any(_compared(part.split(), context) for part in condition.split(" || "))


def _compared(words: list[str], context: Context) -> bool:
    left, operator, right = words
    values = [word.strip("'") if word.startswith("'") else context.get(word, "") for word in (left, right)]
    return (values[0] == values[1]) == (operator == "==")
