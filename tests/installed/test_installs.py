"""New outlets, after pip installed Newsprint from a git address, a wheel, a folder, or editable."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from tests.support.environments import call, copy_sources, install, new_environment
from tests.support.git import git

PLACE = "https://git.harbour-gazette.news/newsprint"
URL = "https://harbour-gazette.news"
AUTHOR = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Ann"), ("EMAIL", "ann@gazette.example"))
}


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an environment; each test installs Newsprint into it in its own way."""
    return new_environment(tmp_path_factory.mktemp("environment") / "venv")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """Return a copy of Newsprint's sources."""
    return copy_sources(repository, tmp_path_factory.mktemp("sources") / "newsprint")


def start_outlet(programs: Path, place: Path) -> Path:
    """Start an outlet that has a workflow, and return its folder."""
    words = ("init", "paper", "--empty", "--deploy", "github-actions", "--url", URL)
    call(programs / "newsprint", *words, cwd=place)
    return place / "paper"


def requirement_of(outlet: Path) -> str:
    """Return the one line of an outlet's requirements beside the constraints."""
    lines = [line for line in (outlet / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
    assert lines[0] == "--constraint constraints.txt"
    (newsprint,) = lines[1:]
    return newsprint


def vendored_wheel(outlet: Path) -> Path:
    """Return the only wheel in the outlet, which the requirements name."""
    (wheel,) = (outlet / "vendor").iterdir()
    assert requirement_of(outlet) == f"./vendor/{wheel.name}"
    return wheel


def contents_of(wheel: Path) -> dict[str, bytes]:
    """Return the files of a wheel by name, without the list of them (RECORD)."""
    with ZipFile(wheel) as files:
        return {name: files.read(name) for name in files.namelist() if not name.endswith("/RECORD")}


def test_installed_from_git_the_requirements_name_the_commit(programs: Path, sources: Path, tmp_path: Path) -> None:
    """Git is configured to clone the address from a local folder, so that no network is needed."""
    checkout = shutil.copytree(sources, tmp_path / "checkout")
    git(checkout, "init", "--quiet")
    git(checkout, "add", ".")
    git(checkout, "commit", "--quiet", "-m", "Newsprint", **AUTHOR)
    commit = git(checkout, "rev-parse", "HEAD").strip()
    place = f"https://user:secret@{PLACE.removeprefix('https://')}"
    found = {"COUNT": "1", "KEY_0": f"url.{checkout.as_uri()}.insteadOf", "VALUE_0": place}
    install(
        programs,
        f"newsprint-ssg @ git+{place}",
        variables={f"GIT_CONFIG_{name}": value for name, value in found.items()},
    )
    outlet = start_outlet(programs, tmp_path)
    assert requirement_of(outlet) == f"newsprint-ssg @ git+{PLACE}@{commit}"
    assert not (outlet / "vendor").exists()
    assert [path for path in outlet.rglob("*") if path.is_file() and b"secret" in path.read_bytes()] == []


class FromWheel(NamedTuple):
    """An environment, and the wheel that was installed there, in the place it was installed from."""

    programs: Path
    wheel: Path


@pytest.fixture(scope="module")
def from_wheel(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> FromWheel:
    """Install Newsprint's wheel into an environment."""
    place = tmp_path_factory.mktemp("from-wheel")
    made = FromWheel(new_environment(place / "venv"), Path(shutil.copy(wheel, place)))
    install(*made)
    return made


def test_installed_from_a_wheel_the_outlet_contains_that_wheel(from_wheel: FromWheel, tmp_path: Path) -> None:
    copy = vendored_wheel(start_outlet(from_wheel.programs, tmp_path))
    assert (copy.name, copy.read_bytes()) == (from_wheel.wheel.name, from_wheel.wheel.read_bytes())


@pytest.mark.parametrize("now", [None, b"another"], ids=["deleted", "replaced"])
def test_a_wheel_that_was_deleted_or_replaced_is_packed_again(
    from_wheel: FromWheel, tmp_path: Path, now: bytes | None
) -> None:
    away = from_wheel.wheel.rename(tmp_path / "away")
    try:
        if now:
            from_wheel.wheel.write_bytes(now)
        assert contents_of(vendored_wheel(start_outlet(from_wheel.programs, tmp_path))) == contents_of(away)
    finally:
        away.rename(from_wheel.wheel)


def test_init_refuses_if_an_installed_file_was_changed(from_wheel: FromWheel, tmp_path: Path) -> None:
    find = "import newsprint; print(newsprint.__file__)"
    package = Path(call(from_wheel.programs / "python", "-c", find, cwd=tmp_path).strip()).parent
    away, original = from_wheel.wheel.rename(tmp_path / "away"), (package / "base/dates.py").read_bytes()
    try:
        (package / "base/dates.py").write_bytes(original + b"\n")
        with pytest.raises(AssertionError, match=r"dates\.py was changed after it was installed\. Reinstall Newsprint"):
            start_outlet(from_wheel.programs, tmp_path)
    finally:
        away.rename(from_wheel.wheel)
        (package / "base/dates.py").write_bytes(original)
    assert not (tmp_path / "paper").exists()


def test_installed_from_a_folder_the_outlet_has_a_wheel_of_that_version(
    programs: Path, sources: Path, wheel: Path, tmp_path: Path
) -> None:
    """Later changes in the folder are not in the wheel."""
    folder = shutil.copytree(sources, tmp_path / "newsprint")
    install(programs, folder)
    (folder / "generator/newsprint/later.py").write_text("")
    assert contents_of(vendored_wheel(start_outlet(programs, tmp_path))) == contents_of(wheel)


def test_installed_editable_the_outlet_has_a_wheel_of_the_present_files(
    programs: Path, sources: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(sources, tmp_path / "newsprint")
    install(programs, "--editable", folder)
    (folder / "generator/newsprint/later.py").write_text("")
    assert "newsprint/later.py" in contents_of(vendored_wheel(start_outlet(programs, tmp_path)))
