"""A folder, named pipe or socket in place of a file is reported at once, with what to do."""

from __future__ import annotations

import os
import re
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from newsprint.base.errors import ConfigurationError, DeployError, NewsprintError
from newsprint.base.files import NotAFileError, check_is_file, contents, digest_of_file, open_file
from newsprint.builder.status import read_status
from newsprint.config.site import read_config
from newsprint.deploy.deploy import check
from newsprint.machine.revision import revision_of
from newsprint.machine.state import preview_state
from tests.support.outlets import AS_OF, LIVE, Outlet, add_folder_targets, article, at
from tests.support.reading import Make


def make_socket(path: Path) -> None:
    """Create a socket at ``path``."""
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as made:  # the full path may be too long for a socket
        made.bind(path.name)


MAKERS: dict[str, Callable[[Path], None]] = {"folder": Path.mkdir, "named pipe": os.mkfifo, "socket": make_socket}
STATE = ("catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm", "catalog.sqlite-seal", "lock")


@pytest.fixture(autouse=True)
def time_limit() -> Iterator[None]:
    """Fail a test after 30 seconds: opening a named pipe waits for a process that writes into it."""

    def fail(*_: object) -> None:
        raise AssertionError("it waits for a named pipe")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def site(outlet: Make) -> Outlet:
    """Return an outlet that was built."""
    site = outlet({"newsprint.toml": LIVE, "content/world/a.md": article("A ferry sails")})
    site.build()
    return site


def replace_by(kind: str, path: Path) -> str:
    """Replace ``path`` with something of that kind; return the words with which a message names the path and the thing."""
    path.unlink(missing_ok=True)
    MAKERS[kind](path)
    return f"{re.escape(str(path))}: it is a {kind}, not a file"


def check_deploy(site: Outlet) -> int:
    """Check the outlet before a deploy, as the command ``deploy`` does."""
    config = read_config(site.folder)
    return check(site.folder, config, site.output, now=at(AS_OF), on_wait=lambda: None)


@pytest.mark.parametrize("kind", MAKERS)
def test_only_files_are_read(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    words = replace_by(kind, place).partition(": ")[2]
    for reading in (contents, digest_of_file, open_file, check_is_file):
        with pytest.raises(NotAFileError, match=words):
            reading(place)
    with pytest.raises(NotAFileError, match="it is a device"):
        contents(os.devnull)
    check_is_file(tmp_path / "nothing")
    check_is_file(place / "below")


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("name", STATE)
def test_something_else_in_place_of_a_state_file_is_reported(site: Outlet, kind: str, name: str) -> None:
    words = replace_by(kind, site.folder / ".newsprint" / name) + ". Delete it, then try again"
    for command in (site.build, lambda: site.build(full=True)):
        with pytest.raises(NewsprintError, match=words):
            command()
    with pytest.raises(NewsprintError, match=words):
        read_status(site.folder, read_config(site.folder), at(AS_OF))
    if name in ("catalog.sqlite", "lock"):
        with pytest.raises(NewsprintError, match=words):
            check_deploy(site)


@pytest.mark.parametrize("name", STATE)
def test_a_broken_link_in_place_of_a_state_file_is_reported(site: Outlet, name: str) -> None:
    place = site.folder / ".newsprint" / name
    for target in ("nothing", name):
        place.unlink(missing_ok=True)
        place.symlink_to(target)
        with pytest.raises(NewsprintError, match=rf"{name}: it is a broken symbolic link\. Delete it"):
            site.build()


@pytest.mark.parametrize("kind", ["named pipe", "socket", "link to nothing", "circle"])
def test_something_else_in_place_of_the_output_folder_is_reported(outlet: Make, kind: str) -> None:
    site = outlet({"content/world/a.md": article("A ferry sails")})
    if kind in MAKERS:
        replace_by(kind, site.output)
    else:
        site.output.symlink_to("nothing" if kind == "link to nothing" else site.output.name)
    with pytest.raises(NewsprintError, match=r"output: the output folder is not a folder\. Delete it"):
        site.build()


def test_a_file_in_place_of_the_state_folder_is_reported(outlet: Make) -> None:
    site = outlet({".newsprint": "mine"})
    words = r"outlet/\.newsprint: it is not a folder\. Delete it, then try again"
    with pytest.raises(NewsprintError, match=words):
        site.build()
    with pytest.raises(NewsprintError, match=words), preview_state(site.folder):
        pass


@pytest.mark.parametrize("kind", MAKERS)
def test_something_else_in_place_of_the_output_marker_is_reported(site: Outlet, kind: str) -> None:
    words = replace_by(kind, site.output / ".newsprint") + ". Delete it, then build again"
    with pytest.raises(NewsprintError, match=words):
        site.build()
    with pytest.raises(DeployError, match=r'no file "\.newsprint"'):
        check_deploy(site)


@pytest.mark.parametrize("kind", MAKERS)
def test_pages_and_temporary_files_replace_whatever_is_there(site: Outlet, kind: str) -> None:
    before = site.files()
    temporary: list[Path] = []
    replace = os.replace

    def spy(old: str, new: str) -> None:
        temporary.append(Path(old))
        replace(old, new)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", spy)
        (site.output / "robots.txt").unlink()
        site.build()
    for place in (site.output / ".newsprint-staging", site.output / "robots.txt", *temporary):
        replace_by(kind, place) if not place.exists() or place.is_file() else None
    site.build()
    assert site.files() == before
    assert not [path for path in temporary if path.exists()]


@pytest.mark.parametrize("kind", MAKERS)
def test_an_output_file_that_became_something_else_is_not_deployed(site: Outlet, kind: str) -> None:
    replace_by(kind, site.output / "robots.txt")
    with pytest.raises(DeployError, match=r"1 of \d+ files in .* were changed or deleted"):
        check_deploy(site)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_configuration_that_is_not_a_file_is_reported(site: Outlet, kind: str) -> None:
    replace_by(kind, site.folder / "newsprint.toml")
    with pytest.raises(ConfigurationError, match=rf"newsprint\.toml: cannot be read: it is a {kind}, not a file"):
        read_config(site.folder)


@pytest.mark.parametrize("kind", MAKERS)
def test_without_regular_git_files_there_is_no_revision(site: Outlet, kind: str) -> None:
    (site.folder / ".git").mkdir()
    for name in ("HEAD", "packed-refs"):
        replace_by(kind, site.folder / ".git" / name)
        assert revision_of(site.folder) is None
        replace_by("folder", site.folder / ".git" / f"{name}-")
    (site.folder / ".git/HEAD").rmdir() if kind == "folder" else (site.folder / ".git/HEAD").unlink()
    (site.folder / ".git/HEAD").write_text("ref: refs/heads/main\n")
    assert revision_of(site.folder) is None


def test_named_pipes_among_the_sources_are_reported_and_never_opened(site: Outlet) -> None:
    picture = article("B", image={"src": "pipe.png", "alt": "A pier"})
    site.write({"content/world/b.md": picture})
    for name in ("content/world/pipe.png", "content/world/c.md", "content/static/x"):
        (site.folder / name).parent.mkdir(exist_ok=True, parents=True)
        os.mkfifo(site.folder / name)
    of_static, of_picture, of_story = sorted(site.problems())
    assert of_picture.startswith("content/world/b.md:5")
    assert of_static.startswith("content/static/x: cannot be read: it is a named pipe")
    assert of_story.startswith("content/world/c.md: cannot be read: it is a named pipe")


THEME = "themes/gazette/"
THEME_FILES = [
    "theme.toml",
    "templates/404.html",
    "assets/fonts/libre-franklin-OFL.txt",
    "strings/en.toml",
    "assets/style.css",
]


@pytest.mark.parametrize("kind", [*MAKERS, "link to nothing"])
@pytest.mark.parametrize("name", THEME_FILES)
def test_something_else_in_place_of_a_theme_file_is_reported(site: Outlet, kind: str, name: str) -> None:
    place = site.folder / THEME / name
    place.parent.mkdir(parents=True)
    MAKERS[kind](place) if kind in MAKERS else place.symlink_to("nothing")
    words = f"it is a {kind}, not a file" if kind in MAKERS else "the symbolic link leads to nothing"
    assert site.problems() == [f"{THEME}{name}: {words} (delete it, or give it another name)"]


@pytest.mark.parametrize("kind", ["named pipe", "socket", "link to nothing"])
@pytest.mark.parametrize("name", ["templates/own.html", "assets/own.css", "assets/own/a.css"])
def test_a_pipe_socket_or_broken_link_in_a_theme_is_reported(site: Outlet, kind: str, name: str) -> None:
    place = site.folder / THEME / name
    place.parent.mkdir(parents=True)
    MAKERS[kind](place) if kind in MAKERS else place.symlink_to("nothing")
    (problem,) = site.problems()
    assert problem.startswith(f"{THEME}{name}: ")


@pytest.mark.parametrize("kind", ["file", "named pipe"])
@pytest.mark.parametrize("name", ["themes", "themes/gazette", "themes/gazette/templates", "themes/gazette/strings"])
def test_something_else_in_place_of_a_theme_folder_is_reported(site: Outlet, kind: str, name: str) -> None:
    place = site.folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch() if kind == "file" else os.mkfifo(place)
    assert site.problems() == [f"{name}: it is a {kind}, not a folder (delete it, or give it another name)"]


def test_a_file_in_place_of_a_folder_of_the_built_in_theme_is_reported(site: Outlet) -> None:
    site.write({f"{THEME}assets/fonts": "x", f"{THEME}templates/404.html/x": "x"})
    assert [problem.partition(" (")[0] for problem in site.problems()] == [
        f"{THEME}assets/fonts: it is a file, not a folder",
        f"{THEME}templates/404.html: it is a folder, not a file",
    ]


def test_backup_files_and_folders_in_a_theme_are_ignored(site: Outlet) -> None:
    site.write({f"{THEME}templates/own/x.html": "x", f"{THEME}assets/fonts/a.woff2": "x"})
    (site.folder / THEME / "templates/.#404.html").symlink_to("ann@desk.1234")
    (site.folder / THEME / ".git").symlink_to("nothing")
    assert site.problems() == []


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("name", ["deploy.json", "lock"])
def test_something_else_in_place_of_a_targets_own_files_is_reported(
    site: Outlet, tmp_path: Path, kind: str, name: str
) -> None:
    from newsprint.deploy.stores.folder_store import FolderStore

    (tmp_path / "targets/web/.newsprint").mkdir(parents=True)
    add_folder_targets(site, ["web"], tmp_path / "targets")
    words = replace_by(kind, tmp_path / "targets/web/.newsprint" / name) + "; delete it, and deploy again"
    store = FolderStore(read_config(site.folder).deploy["web"], site.folder)
    with pytest.raises(DeployError, match=words):
        store.swap(".newsprint/deploy.json", b"{}", None)
    if name == "deploy.json":
        with pytest.raises(DeployError, match=words):
            store.read(".newsprint/deploy.json")
