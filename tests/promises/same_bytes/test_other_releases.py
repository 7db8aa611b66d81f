"""With releases of libraries that have other private names, the output and the reported problems are the same."""

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
def other_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with other releases of Jinja and Python-Markdown."""
    folder = tmp_path_factory.mktemp("other_releases")
    renamed("jinja2", folder, kept=("_string", "_getframe"))
    renamed("markdown", folder, kept=("_getframe",))
    return folder


def run(other_releases: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the other releases."""
    first = os.pathsep.join(filter(None, (str(other_releases), os.environ.get("PYTHONPATH"))))
    places = {**os.environ, "PYTHONPATH": first, "XDG_CACHE_HOME": str(other_releases / "cache")}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=places)


def build(other_releases: Path, site: Outlet) -> subprocess.CompletedProcess[str]:
    """Build everything with the other releases."""
    return run(other_releases, "-m", "newsprint", "build", "--site", str(site.folder), "--as-of", AS_OF, "--full")


def test_the_other_releases_are_used_and_jinja_is_not_patched(other_releases: Path) -> None:
    program = "import jinja2, markdown; from newsprint.themes.templates import environment_class;"
    outcome = run(
        other_releases, "-c", f"{program} print(jinja2.__file__, markdown.__file__, environment_class().__name__)"
    )

    places = [str(other_releases / name / "__init__.py") for name in ("jinja2", "markdown")]
    assert outcome.stdout.split() == [*places, "ThemeEnvironment"], outcome.stderr


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_the_output_has_the_same_bytes_with_other_releases(
    engine: str, other_releases: Path, outlet: Callable[..., Outlet]
) -> None:
    site = outlet(STORIES)
    settings = site.folder.joinpath("newsprint.toml").read_text(encoding="utf-8")
    site.write({"newsprint.toml": f'{settings}\n[markdown]\nengine = "{engine}"\n'})
    site.build()
    expected = site.files()

    outcome = build(other_releases, site)

    assert outcome.returncode == 0, outcome.stderr
    assert site.files() == expected


def test_a_problem_of_a_template_is_reported_with_its_line(other_releases: Path, outlet: Callable[..., Outlet]) -> None:
    theme = {"themes/own/theme.toml": 'extends = "gazette"\n'}
    template = (
        '{% extends "parent/article.html" %}\n{% block main %}\n{{ article.titel }}{{ nothing.x }}\n{% endblock %}\n'
    )
    site = outlet({"newsprint.toml": WITH_OWN_THEME, **theme, **STORIES, "themes/own/templates/article.html": template})

    outcome = build(other_releases, site)

    assert outcome.returncode == 1
    assert "themes/own/templates/article.html:3" in outcome.stderr + outcome.stdout
    assert "Traceback" not in outcome.stderr
