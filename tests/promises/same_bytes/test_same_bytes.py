"""The same content gives the same bytes: on every machine, in any order, with any number of workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.archives import archive
from tests.support.outlets import AS_OF, CONFIGURATION, Outlet, article
from tests.support.running import build_command, newsprint, snapshot


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Outlet:
    """Return the archive, built once in this process by one worker. Tests must not change it."""
    site = Outlet(tmp_path_factory.mktemp("built")).write(archive())
    site.build()
    return site


@pytest.fixture
def copied(built: Outlet, tmp_path: Path) -> Outlet:
    """Return the archive in another folder, not built yet."""
    return built.copy(tmp_path / "another place" / "with a blank and an ö")


def test_the_archive_has_every_kind_of_page(built: Outlet) -> None:
    names = built.files()

    assert len([name for name in names if name.endswith("/index.html") and "/2024/" in name]) > 100
    for folder in ("topics/", "authors/", "series/", "archive/", "latest/", "sitemaps/", "media/", "alt/", "about/"):
        assert [name for name in names if name.startswith(folder)], folder
    assert "world/page/1/index.html" in names


def test_a_second_build_writes_nothing_even_a_full_one(copied: Outlet) -> None:
    first = copied.build()
    before = snapshot(copied.output)

    second = copied.build()

    assert (first.written, first.unchanged) == (first.pages, 0)
    assert (second.written, second.removed, second.unchanged) == (0, 0, first.pages)
    assert copied.build(full=True).written == 0
    assert snapshot(copied.output) == before


@pytest.mark.parametrize("jobs", [2, 5])
def test_any_number_of_workers_gives_the_same_bytes(
    built: Outlet, copied: Outlet, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsprint.catalog.sync.batches.BATCH_SIZE", 16)  # so that files are read by workers too
    copied.build(jobs=jobs)

    assert copied.files() == built.files()


ENVIRONMENTS = {
    "Tokyo, C": {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    "Honolulu, Turkish": {
        "TZ": "Pacific/Honolulu",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "2",
    },
    "no valid zone, optimised": {"TZ": "Nowhere/Never", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONOPTIMIZE": "2"},
}


@pytest.mark.parametrize("variables", ENVIRONMENTS.values(), ids=ENVIRONMENTS.keys())
def test_time_zone_locale_and_hash_seed_of_the_machine_do_not_matter(
    built: Outlet, copied: Outlet, variables: dict[str, str], tmp_path: Path
) -> None:
    done = newsprint(*build_command(copied, "--output", tmp_path / "elsewhere"), variables=variables)

    assert done.returncode == 0, done.stderr
    (tmp_path / "elsewhere").rename(copied.output)
    assert copied.files() == built.files()


def test_the_order_in_which_files_were_created_does_not_matter(outlet: Callable[..., Outlet], built: Outlet) -> None:
    files = list(archive().items())
    step = 37
    assert len(files) % step
    shuffled = [files[number * step % len(files)] for number in range(len(files))]

    site = outlet(dict(shuffled))
    site.build()

    assert site.files() == built.files()


def test_files_added_over_several_builds_give_the_bytes_of_a_clean_build(
    outlet: Callable[..., Outlet], built: Outlet
) -> None:
    files = list(archive().items())
    first, rest = dict(files[: len(files) // 3]), files[len(files) // 3 :]
    site = outlet({**first, "content/world/gone.md": article("Gone"), "content/sport/000-Łódź.md": article("Other")})
    site.build()
    site.write({"content/world/gone.md": None, **dict(rest[::2])}).build("2024-06-01")
    site.write({**dict(rest[1::2]), **first}).build(AS_OF)

    assert site.files() == built.files()


def test_builds_with_other_settings_leave_nothing_behind(copied: Outlet, built: Outlet) -> None:
    settings = archive()["newsprint.toml"]
    other = CONFIGURATION.replace("Europe/London", "Asia/Tokyo") + (
        '[permalinks]\narticle = "/{year}/{slug}/"\n[markdown]\nengine = "commonmark"\n[latest]\nmode = "baked"\n'
    )
    copied.write({"newsprint.toml": other}).build("2024-12-31", drafts=True)
    assert copied.files() != built.files()

    copied.write({"newsprint.toml": settings}).build()

    assert copied.files() == built.files()
