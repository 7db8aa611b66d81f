"""After builds that were killed, ran at the same time or found damaged files, the next build repairs everything."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from newsprint.base.errors import ThemeError
from newsprint.builder.status import read_status
from newsprint.config.site import read_config
from tests.support.archives import archive
from tests.support.outlets import AS_OF, CONFIGURATION, Outlet, article, at
from tests.support.running import build_command, command, environment
from tests.support.waiting import output_of, wait_until

CHANGED = {"content/world/a.md": article("Other words"), "content/world/new.md": article("New", tags=["fresh"])}
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of a clean build of the archive."""
    site = Outlet(tmp_path_factory.mktemp("clean")).write(archive())
    site.build()
    return site.files()


def wait_for_build(happened: Callable[[], object], what: str, build: subprocess.Popen[str]) -> None:
    """Wait until ``happened`` is true or ``build`` has ended, however long a busy machine takes."""

    def has_happened() -> object:
        try:
            return build.poll() is not None or happened()
        except FileNotFoundError:  # deleted while it was checked
            return False

    wait_until(has_happened, what, pause=lambda: time.sleep(0.001))


@pytest.fixture
def start() -> Iterator[Start]:
    """Yield a function that starts a build in a process; end the builds that a failed test leaves."""
    builds: list[subprocess.Popen[str]] = []

    def started(site: Outlet, *arguments: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        words = command(*build_command(site, *arguments))
        builds.append(subprocess.Popen(words, env=environment(), stdout=pipe, stderr=pipe, text=True))
        return builds[-1]

    yield started
    for build in builds:
        if build.poll() is None:
            kill(build)


def kill(build: subprocess.Popen[str]) -> None:
    """Kill ``build`` and wait until its workers, which share its output, have ended as well."""
    build.kill()
    output_of(build)


MOMENTS: dict[str, Callable[[Outlet], object]] = {
    "when it starts": lambda site: (site.folder / ".newsprint").exists(),
    "while it reads": lambda site: (site.folder / ".newsprint/catalog.sqlite-wal").exists(),
    "while it prints": lambda site: len(list(site.output.rglob(".newsprint-*"))) > 20,
    "while it moves files into place": lambda site: (site.output / "about" / "index.html").exists(),
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
def test_a_killed_first_build_is_finished_by_the_next(
    outlet: Callable[..., Outlet], start: Start, clean: dict[str, bytes], moment: Callable[[Outlet], object]
) -> None:
    site = outlet(archive())
    build = start(site)
    wait_for_build(lambda: moment(site), "the build has reached the moment to kill it", build)
    kill(build)

    assert all(clean[name] == data for name, data in site.served().items())  # no file is incomplete
    site.build()
    assert site.files() == clean
    assert sorted(path.name for path in site.output.iterdir() if path.name.startswith(".")) == [".newsprint"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_later_build_leaves_complete_files_and_can_be_finished(
    outlet: Callable[..., Outlet], start: Start, clean: dict[str, bytes], jobs: str
) -> None:
    site = outlet({**archive(40), "content/world/gone.md": article("Gone")})
    site.build("2024-12-01")
    before = site.files()
    site.write({**archive(), "content/world/gone.md": None})

    build = start(site, "--jobs", jobs)
    wait_for_build(lambda: (site.output / "alt" / "112" / "index.html").exists(), "a page is in its place", build)
    kill(build)

    assert all(data in (before.get(name), clean.get(name)) for name, data in site.served().items())
    site.build()
    assert site.files() == clean


def write_random_bytes(path: Path, start: float) -> None:
    """Overwrite the file with random bytes from ``start``, a share of its length."""
    data = bytearray(path.read_bytes())
    begin = int(len(data) * start)
    data[begin:] = random.Random(7).randbytes(len(data) - begin)
    path.write_bytes(data)


def execute(path: Path, *statements: str) -> None:
    """Execute SQL in the database at ``path``."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut to half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut inside its first page": lambda path: path.write_bytes(path.read_bytes()[:1000]),
    "random bytes": lambda path: write_random_bytes(path, 0),
    "random bytes after the middle": lambda path: write_random_bytes(path, 0.5),
    "random bytes after the first page": lambda path: write_random_bytes(path, 0.05),
    "a text file": lambda path: path.write_text("This is no database."),
    "of an older version": lambda path: execute(path, "PRAGMA user_version = 0"),
    "of a newer version": lambda path: execute(path, "PRAGMA user_version = 999"),
    "another database of this version": lambda path: execute(
        path, "PRAGMA foreign_keys = OFF", "DROP TABLE article", "CREATE TABLE article (id INTEGER)"
    ),
    "a table is missing": lambda path: execute(path, "DROP TABLE fact"),
    "invalid records": lambda path: execute(path, "UPDATE article SET card = x'c1', record = x'c1'"),
    "invalid facts": lambda path: execute(
        path, "UPDATE body SET facts = x'00'", "UPDATE source SET modified = 0, digest = ''"
    ),
    "names that are not UTF-8": lambda path: execute(path, "UPDATE source SET on_disk = CAST(x'ff' AS TEXT)"),
}


STORIES: dict[str, str | bytes | None] = {
    f"content/world/{name}.md": article(name, f"Text {name}. " * 50, draft=name > "f") for name in "abcdefgh"
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an outlet that was built once. Tests must not change it."""
    site = Outlet(tmp_path_factory.mktemp("published")).write({"newsprint.toml": CONFIGURATION, **STORIES})
    site.build()
    return site.folder


@pytest.fixture(params=DAMAGES.values(), ids=DAMAGES.keys())
def damaged(request: pytest.FixtureRequest, published: Path, tmp_path: Path) -> Outlet:
    """Return a copy of that outlet with a damaged catalog."""
    site = Outlet(shutil.copytree(published, tmp_path / "damaged"))
    request.param(site.folder / ".newsprint/catalog.sqlite")
    return site


def test_a_damaged_catalog_is_rebuilt(damaged: Outlet, outlet: Callable[..., Outlet]) -> None:
    other = outlet({**STORIES, **CHANGED})
    other.build()

    damaged.write(CHANGED).build()

    assert damaged.files() == other.files()
    assert damaged.build().written == 0


def test_status_reads_the_outlet_again_if_the_catalog_is_damaged(damaged: Outlet) -> None:
    status = read_status(damaged.folder, read_config(damaged.folder), at(AS_OF))

    assert (status.visible, [story.title for story in status.hidden]) == (6, ["g", "h"])


def replace_page_by_folder(site: Outlet) -> None:
    """Replace the front page by a folder with a file."""
    (site.output / "index.html").unlink()
    (site.output / "index.html").mkdir()
    (site.output / "index.html" / "inside").write_text("x")


def replace_folder_by_file(site: Outlet) -> None:
    """Replace the folder of a section by a file."""
    for path in sorted((site.output / "world").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (site.output / "world").rmdir()
    (site.output / "world").write_text("x")


def delete_everything(site: Outlet) -> None:
    """Delete everything in the output folder."""
    for path in sorted(site.output.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


OUTPUT_DAMAGES: dict[str, Callable[[Outlet], object]] = {
    "a page deleted": lambda site: (site.output / "index.html").unlink(),
    "a page changed": lambda site: (site.output / "rss.xml").write_text("changed"),
    "a page changed to the same length": lambda site: (site.output / "robots.txt").write_bytes(
        site.files()["robots.txt"].swapcase()
    ),
    "a stray file": lambda site: (site.output / "world" / "stray.html").write_text("stray"),
    "a stray folder": lambda site: (site.output / "stray" / "empty").mkdir(parents=True),
    "a file in the well-known folder": lambda site: (site.output / ".well-known").mkdir(),
    "a page became a folder": replace_page_by_folder,
    "a folder became a file": replace_folder_by_file,
    "everything deleted": delete_everything,
    "leftovers of a killed build": lambda site: (site.output / ".newsprint-staging" / "x").mkdir(parents=True),
    "a temporary file that stayed": lambda site: (site.output / "world" / ".newsprint-0123456789abcdef").write_text(
        "x"
    ),
    "a temporary front page that stayed": lambda site: (site.output / ".newsprint-0123456789abcdef").write_text("x"),
}


@pytest.mark.parametrize("damage", OUTPUT_DAMAGES.values(), ids=OUTPUT_DAMAGES.keys())
def test_a_damaged_output_is_repaired(outlet: Callable[..., Outlet], damage: Callable[[Outlet], object]) -> None:
    site = outlet({"content/world/a.md": article()})
    site.build()
    before, names = site.files(), sorted(site.output.rglob("*"))

    damage(site)
    site.build()

    assert site.files() == before
    assert sorted(site.output.rglob("*")) == names


def test_two_builds_at_the_same_time_both_succeed(
    outlet: Callable[..., Outlet], start: Start, clean: dict[str, bytes]
) -> None:
    site = outlet(archive())
    builds = [start(site), start(site)]
    outcomes = [(*output_of(build), build.returncode) for build in builds]

    assert [code for _, _, code in outcomes] == [0, 0], outcomes
    assert not any("Traceback" in err for _, err, _ in outcomes)
    assert site.files() == clean


@pytest.fixture
def locked(outlet: Callable[..., Outlet]) -> Iterator[tuple[Outlet, FileLock]]:
    """Yield an outlet and the lock that another build of it has."""
    site = outlet({"content/world/a.md": article()})
    (site.folder / ".newsprint").mkdir()
    with FileLock(site.folder / ".newsprint" / "lock") as lock:
        yield site, lock


def test_the_second_build_reports_that_it_waits_and_then_builds(locked: tuple[Outlet, FileLock], start: Start) -> None:
    site, lock = locked
    build = start(site)
    assert build.stderr is not None
    message = build.stderr.readline()
    assert message == "Another build of this outlet is running; waiting.\n"
    assert build.poll() is None
    assert not site.output.exists()

    lock.release()
    out, _ = output_of(build)

    assert build.returncode == 0
    assert out.startswith("1 article on ")
    assert site.pages_with("A headline")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_problem_of_the_last_page_leaves_no_temporary_files(outlet: Callable[..., Outlet], jobs: int) -> None:
    site = outlet({"content/world/a.md": article()})
    site.build()
    names = sorted(site.output.rglob("*"))
    broken = "{{ 1 / 0 }}"
    site.write({**archive(120), "themes/gazette/templates/404.html": broken})

    with pytest.raises(ThemeError):
        site.build(jobs=jobs)

    assert sorted(site.output.rglob("*")) == names
