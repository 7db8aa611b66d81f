"""The shipment is the unchanged output of the last complete build; anything else is refused with advice."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsprint.base.errors import ContentError, RefusedError, ThemeError
from newsprint.base.files import digest
from newsprint.builder import build as building
from newsprint.builder.status import read_status
from newsprint.catalog.seal import is_sealed
from newsprint.config.site import read_config
from newsprint.deploy.built.shipment import Shipment, last_shipment, revision_at
from tests.support.outlets import AS_OF, Outlet, article
from tests.support.reading import Make

NOW = datetime.fromisoformat(AS_OF) + timedelta(hours=1)


@pytest.fixture(params=["here", "in another process"])
def site(outlet: Make, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Outlet:
    """Return an outlet that was built. Its output is scanned as that of a small site, and as that of a large one."""
    if request.param != "here":
        monkeypatch.setattr("newsprint.deploy.built.output_scan.WORTH_A_PROCESS", 0)
    files = {
        "content/world/one.md": article("One", "See [this](leaflet.txt)."),
        "content/world/leaflet.txt": b"Tides.",
        "content/sport/draft.md": article("Two", section="sport", draft=True),
        "content/static/robots.txt": b"",
    }
    site = outlet(files)
    site.build()
    return site


def shipment_of(site: Outlet, output: Path | None = None, now: datetime = NOW) -> Shipment:
    """Return the shipment of the last build, after its output was scanned."""
    with last_shipment(site.folder, output or site.output, now) as shipment:
        shipment.confirm()
        return shipment


def refusal(site: Outlet, output: Path | None = None, now: datetime = NOW) -> str:
    """Return why the deploy refuses, after checking that the message says what to type."""
    with pytest.raises(RefusedError) as caught:
        shipment_of(site, output, now)
    assert '"newsprint build' in str(caught.value)
    return str(caught.value)


def catalog(site: Outlet) -> Path:
    """Return the path of the catalog."""
    return site.folder / ".newsprint/catalog.sqlite"


def execute(site: Outlet, statement: str) -> None:
    """Run an SQL statement on the catalog."""
    with closing(sqlite3.connect(catalog(site), isolation_level=None)) as connection:
        connection.execute(statement)


def test_the_shipment_has_every_file_with_its_digest_size_and_role(site: Outlet) -> None:
    shipment = shipment_of(site)

    files = {name: (digest(data), len(data)) for name, data in site.files().items()}
    assert {name: (built.digest, built.size) for name, built in shipment.files.items()} == files
    assert {name: shipment.files[name].role for name in ("index.html", "world/2024/12/20/one/index.html")} == {
        "index.html": "front",
        "world/2024/12/20/one/index.html": "story",
    }
    assert {shipment.files[name].role for name in ("media/world/leaflet.txt", "robots.txt")} == {"asset"}
    assert (shipment.output, shipment.as_of) == (site.output, datetime.fromisoformat(AS_OF))


def test_after_an_edit_the_shipment_has_the_digests_of_the_new_files(site: Outlet) -> None:
    site.write({"content/world/one.md": article("One", "Other words."), "content/world/leaflet.txt": None}).build()

    shipment = shipment_of(site)

    assert {name: built.digest for name, built in shipment.files.items()} == {
        name: digest(data) for name, data in site.files().items()
    }


def test_other_files_in_the_output_are_not_in_the_shipment(site: Outlet) -> None:
    (site.output / "stray.html").write_text("not ours")
    (site.output / ".git").mkdir()

    assert not {"stray.html", ".newsprint"} & shipment_of(site).files.keys()


def test_reading_the_shipment_leaves_the_catalog_unchanged(site: Outlet) -> None:
    """The next build then need not check it for damage."""
    before = catalog(site).read_bytes()
    shipment_of(site)
    seal = (site.folder / ".newsprint/catalog.sqlite-seal").read_text()

    assert catalog(site).read_bytes() == before
    assert is_sealed(catalog(site), seal.split()[0])


def test_an_outlet_that_was_never_built_is_refused(outlet: Make) -> None:
    assert "never been built" in refusal(outlet({}))


def test_an_outlet_with_a_status_but_no_build_is_refused(outlet: Make) -> None:
    site = outlet({"content/world/one.md": article()})
    read_status(site.folder, read_config(site.folder), NOW)

    assert "never been built" in refusal(site)


def test_an_output_that_the_last_build_did_not_write_is_refused(site: Outlet, tmp_path: Path) -> None:
    elsewhere = tmp_path / "else where"
    shutil.copytree(site.output, elsewhere)

    message = refusal(site, elsewhere)

    assert str(site.output) in message
    assert f"newsprint build --output '{elsewhere}'" in message


def test_an_output_folder_outside_of_the_outlet_is_accepted(site: Outlet, tmp_path: Path) -> None:
    site.build(output=tmp_path / "elsewhere")

    assert shipment_of(site, tmp_path / "elsewhere").files.keys() == site.files().keys()
    assert "the last build went to" in refusal(site)


def test_an_output_folder_behind_a_symbolic_link_is_accepted(site: Outlet, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(site.output)
    assert shipment_of(site, tmp_path / "link").files


def test_a_build_with_drafts_is_refused_even_after_newsprint_status(site: Outlet) -> None:
    site.build(drafts=True)
    assert "--drafts" in refusal(site)
    read_status(site.folder, read_config(site.folder), NOW)
    assert "--drafts" in refusal(site)

    site.build()
    assert "sport/2024/12/20/two/index.html" not in shipment_of(site).files


def test_the_shipment_is_as_of_its_build_even_after_a_later_sync(site: Outlet) -> None:
    read_status(site.folder, read_config(site.folder), NOW + timedelta(days=30))
    assert shipment_of(site).as_of == datetime.fromisoformat(AS_OF)


def test_a_build_that_failed_before_it_wrote_leaves_the_last_shipment(site: Outlet) -> None:
    site.write({"content/world/broken.md": "---\ntitle: Broken\n---\n"})
    with pytest.raises(ContentError):
        site.build("2024-12-24", drafts=True)

    assert shipment_of(site).as_of == datetime.fromisoformat(AS_OF)


def test_an_interrupted_build_is_refused(site: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    site.write({"content/world/one.md": article("Another")})
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(building, "place_pages", fail)
        site.build()
    assert "not completed" in refusal(site)

    site.build()
    assert shipment_of(site).files


def test_a_build_that_failed_with_a_theme_error_is_refused(site: Outlet) -> None:
    site.write({"themes/gazette/templates/article.html": "{{ nothing.there }}"})
    with pytest.raises(ThemeError):
        site.build()

    assert "not completed" in refusal(site)


@pytest.mark.parametrize(
    ("later", "is_refused"),
    [(timedelta(minutes=4, seconds=59), False), (timedelta(minutes=5, seconds=1), True), (timedelta(days=9000), True)],
)
def test_a_build_as_of_the_future_is_refused_beyond_five_minutes(
    site: Outlet, later: timedelta, is_refused: bool
) -> None:
    now = datetime.fromisoformat(AS_OF) - later
    if is_refused:
        assert "as of 2024-12-23 20:00 UTC" in refusal(site, now=now)
    else:
        assert shipment_of(site, now=now)


# Changes to the output.


def touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def rewrite(path: Path) -> None:
    """Change the bytes, but neither length nor time."""
    facts = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b" ")


def replace_by_link(path: Path) -> None:
    path.rename(path.with_suffix(".real"))
    path.symlink_to(path.with_suffix(".real"))


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_folder_by_file(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"")


CHANGES = [
    rewrite,
    grow,
    Path.unlink,
    replace_by_link,
    replace_by_folder,
    replace_folder_by_file,
]


def test_a_folder_that_was_replaced_by_a_link_to_it_is_accepted(site: Outlet) -> None:
    """Files are compared with the digests of the build, wherever they are."""
    folder = (site.output / "world/2024/12/20/one/index.html").parent
    folder.rename(folder.with_name("real"))
    folder.symlink_to("real")
    assert "world/2024/12/20/one/index.html" in shipment_of(site).files


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.replace("_", " "))
def test_a_file_that_was_changed_since_the_build_is_refused(site: Outlet, change: Callable[[Path], None]) -> None:
    change(site.output / "world/2024/12/20/one/index.html")

    message = refusal(site)

    assert "1 of " in message and "world/2024/12/20/one/index.html" in message
    site.build()
    assert shipment_of(site).files


def test_files_with_new_times_but_the_same_bytes_are_accepted(site: Outlet) -> None:
    for path in site.output.rglob("*.*"):
        touch(path)

    assert shipment_of(site).files.keys() == site.files().keys()


def test_an_output_that_was_unpacked_from_an_archive_is_accepted(site: Outlet, tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "site"), "tar", site.output)
    shutil.rmtree(site.output)
    with tarfile.open(archive) as packed:
        packed.extraction_filter = getattr(tarfile, "data_filter", None)  # new in Python 3.11.4
        packed.extractall(site.output)

    assert shipment_of(site).files.keys() == site.files().keys()


def test_of_many_changed_files_five_are_named(site: Outlet) -> None:
    total = len(site.files())
    for path in site.output.rglob("*.html"):
        path.unlink()
    deleted = total - len(site.files())

    message = refusal(site)

    assert f"{deleted} of {total} files" in message
    assert f"and {deleted - 5} more" in message
    assert len(re.findall(r"[\w/]+\.html", message)) == 5


def test_an_empty_output_is_refused(site: Outlet) -> None:
    shutil.rmtree(site.output)
    site.output.mkdir()
    assert '".newsprint"' in refusal(site)

    (site.output / ".newsprint").write_text("")
    assert f"{len(recorded_files(site))} of {len(recorded_files(site))} files" in refusal(site)


def recorded_files(site: Outlet) -> list[str]:
    """Return the files of the last build, from the catalog."""
    with closing(sqlite3.connect(catalog(site))) as connection:
        return [file for (file,) in connection.execute("SELECT file FROM page")]


def test_a_missing_output_folder_is_refused(site: Outlet) -> None:
    shutil.rmtree(site.output)
    assert "no output folder" in refusal(site)


# Damage to the catalog.


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("PRAGMA user_version = 7", "another version"),
        ("PRAGMA user_version = 0", "another version"),
        ("DROP TABLE page", "another version"),
        ("CREATE TABLE more (name TEXT)", "another version"),
        ("UPDATE fact SET value = '{' WHERE name = 'built'", "damaged"),
        ("UPDATE page SET page = x'ff'", "damaged"),
        ("DELETE FROM page", "no file"),
    ],
)
def test_a_catalog_with_another_version_or_damaged_data_is_refused(site: Outlet, statement: str, reason: str) -> None:
    execute(site, statement)
    assert reason in refusal(site)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: b"not a database, but long enough to be read" * 500, id="not a database"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut off"),
        pytest.param(lambda data: data[:8192] + bytes(len(data) - 8192), id="zeros"),
    ],
)
def test_a_damaged_catalog_is_refused_and_kept(site: Outlet, damage: Callable[[bytes], bytes]) -> None:
    damaged = damage(catalog(site).read_bytes())
    catalog(site).write_bytes(damaged)
    refusal(site)
    assert catalog(site).read_bytes() == damaged

    site.build()
    assert shipment_of(site).files


def test_a_catalog_with_a_wrong_digest_is_refused(site: Outlet) -> None:
    execute(site, "UPDATE page SET digest = zeroblob(16), modified = 0 WHERE file = 'index.html'")
    assert "index.html" in refusal(site)


# The revision.


def git(folder: Path, *words: str) -> str:
    """Run git in ``folder``, and return its output."""
    command = ["git", "-c", "user.name=Ann", "-c", "user.email=ann@gazette.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run([*command, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def committed(site: Outlet, monkeypatch: pytest.MonkeyPatch) -> Outlet:
    """Return an outlet in git that was built from its only commit."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2024-12-20T12:00:00Z")
    git(site.folder, "init", "--quiet")
    git(site.folder, "add", "content", "newsprint.toml")
    git(site.folder, "commit", "--quiet", "--message", "One")
    site.build()
    return site


def test_outside_of_git_a_shipment_has_no_revision(site: Outlet) -> None:
    assert shipment_of(site).revision is None


def test_the_revision_is_the_commit_of_the_build_and_its_time(committed: Outlet) -> None:
    built = git(committed.folder, "rev-parse", "HEAD")
    git(committed.folder, "commit", "--quiet", "--allow-empty", "--message", "Two")

    revision = shipment_of(committed).revision

    assert revision is not None
    assert (revision.commit, revision.committed) == (built, datetime(2024, 12, 20, 12, tzinfo=UTC))

    committed.build()
    later = shipment_of(committed).revision
    assert later is not None and later.commit == git(committed.folder, "rev-parse", "HEAD")


def test_the_revision_is_the_outlets_even_in_a_hook_of_another_repository(
    committed: Outlet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    assert shipment_of(committed).revision is not None


def test_an_unknown_commit_has_no_revision(committed: Outlet) -> None:
    assert revision_at(committed.folder, "0" * 40) is None


def test_without_git_a_shipment_has_no_revision(committed: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert shipment_of(committed).revision is None


def test_a_build_without_changes_records_only_a_new_commit(committed: Outlet) -> None:
    committed.build()
    before = facts(committed)
    committed.build()
    assert facts(committed) == before

    git(committed.folder, "commit", "--quiet", "--allow-empty", "--message", "Two")
    committed.build()
    changed = {name for name, _ in set(facts(committed)) ^ set(before)}
    assert changed == {"built"}


def facts(site: Outlet) -> list[tuple[str, str]]:
    """Return the facts that the catalog records, by name."""
    with closing(sqlite3.connect(catalog(site))) as connection:
        return sorted(connection.execute("SELECT name, value FROM fact"))
