"""Newsprint installed from its wheel, in an environment without this repository."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.support.environments import call, install, new_environment
from tests.support.outlets import Outlet


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """Return the ``bin`` folder of an environment in which the wheel is installed."""
    programs = new_environment(tmp_path_factory.mktemp("environment") / "venv")
    install(programs, wheel)
    return programs


def test_the_wheel_contains_only_the_package_its_theme_and_its_starter(wheel: Path, repository: Path) -> None:
    with ZipFile(wheel) as packed:
        names = set(packed.namelist())
        starter = [each for each in packed.infolist() if each.filename.startswith("newsprint/starter/")]
    theme = repository / "themes" / "gazette"
    files = {path.relative_to(theme).as_posix() for path in theme.rglob("*") if path.is_file()}
    assert {f"newsprint/themes/built_in/gazette/{name}" for name in files} <= names
    assert {"newsprint/catalog/schema.sql", "newsprint/starter/common/dot-gitignore", "newsprint/cli/main.py"} <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"newsprint"}
    assert [name for name in names if name.endswith((".pyc", ".sqlite", "README.md"))] == []
    assert {Path(each.filename).suffix for each in starter} == {"", ".toml", ".md", ".webp"}
    assert sum(each.compress_size for each in starter) < 620_000


def test_the_environment_runs_the_wheel_and_not_the_repository(
    programs: Path, repository: Path, tmp_path: Path
) -> None:
    place = call(programs / "python", "-c", "import newsprint; print(newsprint.__file__)", cwd=tmp_path)
    assert not Path(place.strip()).is_relative_to(repository)


def test_a_new_outlet_is_created_and_built_from_another_folder(
    programs: Path, repository: Path, tmp_path: Path
) -> None:
    """The site has its style sheet, its first story, and no path of this repository or of the environment."""
    call(programs / "newsprint", "init", "x", "--empty", cwd=tmp_path)
    output = call(programs / "newsprint", "build", "--site", "x", cwd=tmp_path)
    assert output.splitlines()[-1] == "The site is in x/output. See it with: newsprint serve --site x"
    site = Outlet(tmp_path / "x")
    front = site.page("/")
    sheet = front.select_one('link[rel="stylesheet"]')["href"]
    assert len(site.text(sheet.lstrip("/"))) > 1000
    assert front.find(string="The first story of a new paper") is not None
    assert site.pages_with(str(repository)) | site.pages_with(str(programs.parent)) == set()


def test_a_theme_in_the_outlet_overrides_the_one_in_the_wheel(programs: Path, tmp_path: Path) -> None:
    call(programs / "newsprint", "init", "x", "--empty", cwd=tmp_path)
    strings = '[words]\nlatest_contents = "Hot off the press"\n'
    site = Outlet(tmp_path / "x").write({"themes/gazette/strings/en.toml": strings})
    call(programs / "newsprint", "build", "--site", "x", cwd=tmp_path)
    assert site.page("/latest/").find(string="Hot off the press") is not None
