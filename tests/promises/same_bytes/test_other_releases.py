"""Releases of libraries with other private names: the output is the same, and mistakes are reported all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.outlets import AS_OF, PICTURE, WITH_OWN_THEME, Outlet, article
from tests.support.renamed import renamed

BODY = """\
# "A *heading*"

A [link](/x "T"), ![a picture](y.png), [a reference][r], a note[^1] & `code <b>`, <b>raw</b> ~~gone~~.

- one

    - two

a | b
--|--
1 | 2

> quoted

[r]: /r 'R'
[^1]: The note's *text*.
"""
STORIES = {
    "content/world/a.md": article("<script>'&", body=BODY, tags=["Storms & <b>"]),
    "content/sport/b.md": article('"Quotes"', body=BODY, section="sport", authors=["Ann <i>"]),
    "content/world/y.png": PICTURE,
    "content/sport/y.png": PICTURE,
}


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with other releases of Jinja and Python-Markdown."""
    folder = tmp_path_factory.mktemp("others")
    renamed("jinja2", folder, kept=("_string", "_getframe"))
    renamed("markdown", folder, kept=("_getframe",))
    return folder


def run(others: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the other releases."""
    first = os.pathsep.join(filter(None, (str(others), os.environ.get("PYTHONPATH"))))
    places = {**os.environ, "PYTHONPATH": first, "XDG_CACHE_HOME": str(others / "cache")}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=places)


def build(others: Path, site: Outlet) -> subprocess.CompletedProcess[str]:
    return run(others, "-m", "newsprint", "build", "--site", str(site.folder), "--as-of", AS_OF, "--full")


def test_the_other_releases_are_used_and_jinja_is_taken_as_it_comes(others: Path) -> None:
    asked = "import jinja2, markdown; from newsprint.themes.templates import environment_class;"
    said = run(others, "-c", f"{asked} print(jinja2.__file__, markdown.__file__, environment_class().__name__)")

    places = [str(others / name / "__init__.py") for name in ("jinja2", "markdown")]
    assert said.stdout.split() == [*places, "ThemeEnvironment"], said.stderr


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_the_output_is_the_same_bytes(engine: str, others: Path, outlet: Callable[..., Outlet]) -> None:
    site = outlet(STORIES)
    settings = site.folder.joinpath("newsprint.toml").read_text(encoding="utf-8")
    site.write({"newsprint.toml": f'{settings}\n[markdown]\nengine = "{engine}"\n'})
    site.build()
    expected = site.files()

    said = build(others, site)

    assert said.returncode == 0, said.stderr
    assert site.files() == expected


def test_a_mistake_in_a_template_is_reported_with_its_line(others: Path, outlet: Callable[..., Outlet]) -> None:
    theme = {"themes/own/theme.toml": 'extends = "gazette"\n'}
    template = (
        '{% extends "parent/article.html" %}\n{% block main %}\n{{ article.titel }}{{ nothing.x }}\n{% endblock %}\n'
    )
    site = outlet({"newsprint.toml": WITH_OWN_THEME, **theme, **STORIES, "themes/own/templates/article.html": template})

    said = build(others, site)

    assert said.returncode == 1
    assert "themes/own/templates/article.html:3" in said.stderr + said.stdout
    assert "Traceback" not in said.stderr
