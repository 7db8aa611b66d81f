"""Where Newsprint was installed from, as pip recorded it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import newsprint
from newsprint.base.errors import UsageError
from newsprint.installed.origin import (
    InstalledFiles,
    Origin,
    Repository,
    SourceFolder,
    WheelFile,
    origin_of,
    running_distribution,
)
from newsprint.installed.requirements import requirement_files
from tests.support.installations import COMMIT, FROM_GIT, note_installation

PLACE = "https://git.harbour-gazette.news/newsprint"
DIGEST = "ab" * 32


def from_git(url: str, **more: Any) -> dict[str, Any]:
    """Return pip's record of an installation from a git address."""
    return {"url": url, "vcs_info": {"vcs": "git", "commit_id": COMMIT}, **more}


def refused(place: Path, note: Any, **options: Any) -> str:
    """Return the message with which an installation is refused."""
    with pytest.raises(UsageError) as caught:
        origin_of(note_installation(place, note), **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("url", "installs"),
    [
        (PLACE, f"git+{PLACE}@{COMMIT}"),
        ("https://github.com/harbour/newsprint.git", f"git+https://github.com/harbour/newsprint.git@{COMMIT}"),
        (
            "https://user:secret@git.harbour-gazette.news:8443/n",
            f"git+https://git.harbour-gazette.news:8443/n@{COMMIT}",
        ),
        ("https://${TOKEN}@github.com/a/b", f"git+https://github.com/a/b@{COMMIT}"),
        ("https://secret@github.com/a/b?token=secret", f"git+https://github.com/a/b@{COMMIT}"),
        ("ssh://git@github.com/a/b", f"git+ssh://git@github.com/a/b@{COMMIT}"),
        ("ssh://git:secret@github.com:22/a/b", f"git+ssh://git@github.com:22/a/b@{COMMIT}"),
        ("https://github.com/a/two words", f"git+https://github.com/a/two%20words@{COMMIT}"),
    ],
)
def test_the_requirement_names_the_git_commit_without_credentials(tmp_path: Path, url: str, installs: str) -> None:
    origin = origin_of(note_installation(tmp_path, from_git(url)))
    assert origin == Repository(f"newsprint-ssg @ {installs}")


def test_the_requirement_keeps_the_subdirectory_of_a_repository(tmp_path: Path) -> None:
    origin = origin_of(note_installation(tmp_path, from_git(PLACE, subdirectory="tools/newsprint")))
    assert origin == Repository(f"newsprint-ssg @ git+{PLACE}@{COMMIT}#subdirectory=tools/newsprint")


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(from_git("file:///srv/git/newsprint"), id="a local repository"),
        pytest.param(from_git("http://git.harbour-gazette.news/n"), id="an unencrypted connection"),
        pytest.param(from_git("https://localhost/n"), id="a local server"),
        pytest.param(from_git("ssh://git@10.0.0.5/n"), id="a server of a private network"),
        pytest.param(from_git("https://git.example/n"), id="a placeholder"),
        pytest.param({"url": PLACE, "vcs_info": {"vcs": "git", "commit_id": "main"}}, id="no commit"),
        pytest.param({"url": PLACE, "vcs_info": {"vcs": "hg", "commit_id": COMMIT}}, id="not git"),
        pytest.param({"url": "file:///src/newsprint", "dir_info": {}}, id="a folder"),
        pytest.param({"url": "https://a.news/n.whl", "archive_info": {"hash": f"sha256={DIGEST}"}}, id="a download"),
        pytest.param({"url": "file:///n.tar.gz", "archive_info": {"hash": f"sha256={DIGEST}"}}, id="an archive"),
        pytest.param({"url": "file:///n.whl", "archive_info": {}}, id="a wheel without a digest"),
    ],
)
def test_an_origin_that_others_cannot_fetch_gives_the_installed_files(tmp_path: Path, note: Any) -> None:
    assert origin_of(note_installation(tmp_path, note)) == InstalledFiles()


@pytest.mark.parametrize("archive", [{"hash": f"sha256={DIGEST}"}, {"hashes": {"sha256": DIGEST.upper()}}])
def test_a_local_wheel_is_identified_by_its_digest(tmp_path: Path, archive: dict[str, Any]) -> None:
    note = {"url": "file:///a%20b/newsprint_ssg-1-py3-none-any.whl", "archive_info": archive}
    wanted: Origin = WheelFile(Path("/a b/newsprint_ssg-1-py3-none-any.whl"), DIGEST)
    assert origin_of(note_installation(tmp_path, note)) == wanted


def test_an_editable_installation_gives_the_source_folder(tmp_path: Path) -> None:
    folder = Path(newsprint.__file__).parents[2]
    note = {"url": folder.as_uri(), "dir_info": {"editable": True}}
    assert origin_of(note_installation(tmp_path, note)) == SourceFolder(folder)


@pytest.mark.parametrize("note", [None, "", "{", "[]", '{"dir_info": {}}', '{"url": 5}', '{"url": "http://[x"}'])
def test_an_installation_by_name_alone_is_refused(tmp_path: Path, note: str | None) -> None:
    message = refused(tmp_path, note)
    assert "a package index may have another program of this name" in message
    assert "'newsprint-ssg @ git+https://HOST/PATH@COMMIT'" in message


def test_running_another_copy_than_the_installed_one_is_refused(tmp_path: Path) -> None:
    message = refused(tmp_path / "a", FROM_GIT, running=tmp_path / "b" / "newsprint" / "__init__.py")
    assert f"{tmp_path}/b/newsprint is running, but {tmp_path}/a/newsprint is installed" in message
    editable = {"url": (tmp_path / "c").as_uri(), "dir_info": {"editable": True}}
    assert f"but {tmp_path}/c is installed" in refused(tmp_path / "d", editable)


def test_without_an_installation_the_message_says_how_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    with pytest.raises(UsageError, match="runs without being installed"):
        running_distribution()


def test_the_requirements_name_a_commit_and_bound_the_libraries(installed_from_git: str) -> None:
    """The constraints leave out libraries of other systems and of extras."""
    files = {name: data.decode().splitlines() for name, data in requirement_files().items()}
    lines = {name: [line for line in text if not line.startswith("#")] for name, text in files.items()}
    assert lines["requirements.txt"] == ["--constraint constraints.txt", installed_from_git]
    names = [line.partition("==")[0] for line in lines["constraints.txt"]]
    assert names == ["click", "jinja2", "markupsafe"]
