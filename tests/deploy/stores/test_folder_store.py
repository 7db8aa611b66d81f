"""A folder as a target: problems with it are reported, and readers never see a half-written file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsprint.base.errors import DeployError
from newsprint.config.targets import FolderSettings
from newsprint.deploy.stores.folder_store import FolderStore
from newsprint.deploy.stores.store import Headers, Store
from tests.support.running import environment
from tests.support.waiting import output_of

PAGE = Headers("text/html; charset=utf-8", "public, max-age=60")


def open_folder(place: Path, outlet: Path) -> Store:
    return FolderStore(FolderSettings(target=f"file://{place}"), outlet)


@pytest.fixture
def outlet(tmp_path: Path) -> Path:
    """Return the folder of an outlet."""
    (tmp_path / "outlet").mkdir()
    return tmp_path / "outlet"


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """Return the path of a target, which does not exist yet."""
    return tmp_path / "www"


@pytest.fixture
def store(served: Path, outlet: Path) -> Store:
    """Return the store in the folder ``served``."""
    return open_folder(served, outlet)


def test_the_folder_is_made_with_the_first_file(store: Store, served: Path) -> None:
    assert list(store.list()) == []
    assert store.read("index.html") is None
    assert not served.exists()
    store.put("world/index.html", b"<p>", PAGE)
    assert (served / "world/index.html").read_bytes() == b"<p>"


def test_a_folder_whose_parent_is_missing_is_refused(tmp_path: Path, outlet: Path) -> None:
    with pytest.raises(DeployError, match=r"there is no folder .*/src; create it, or correct the target"):
        open_folder(tmp_path / "src/www", outlet)


def test_a_file_as_the_target_is_refused(served: Path, outlet: Path) -> None:
    served.write_bytes(b"")
    with pytest.raises(DeployError, match="this is a file; choose a folder"):
        open_folder(served, outlet)


def test_a_folder_around_the_outlet_is_refused(outlet: Path) -> None:
    for place in (outlet, outlet.parent):
        with pytest.raises(DeployError, match="the outlet is in this folder"):
            open_folder(place, outlet)


def test_a_folder_name_can_be_percent_encoded(tmp_path: Path, outlet: Path) -> None:
    open_folder(tmp_path / "our%20site", outlet).put("index.html", b"<p>", PAGE)
    assert (tmp_path / "our site/index.html").exists()


def test_files_have_the_permissions_of_the_umask(store: Store, served: Path) -> None:
    before = os.umask(0o022)
    try:
        store.put("world/index.html", b"<p>", PAGE)
    finally:
        os.umask(before)
    assert (served / "world/index.html").stat().st_mode & 0o777 == 0o644
    assert (served / "world").stat().st_mode & 0o777 == 0o755


def test_folders_that_are_empty_after_a_delete_are_deleted(store: Store, served: Path) -> None:
    for key in ("world/2026/a/index.html", "world/index.html"):
        store.put(key, b"<p>", PAGE)
    store.delete(["world/2026/a/index.html"])
    assert [path.name for path in (served / "world").iterdir()] == ["index.html"]
    store.delete(["world/index.html"])
    assert served.exists()
    assert not (served / "world").exists()


def test_a_file_where_a_folder_is_needed_is_reported(store: Store) -> None:
    store.put("world", b"<p>", PAGE)
    for key, there in (("world/index.html", "world"), ("sport", "sport/index.html")):
        store.put(there, b"<p>", PAGE)
        with pytest.raises(DeployError, match="there is a file where a folder is needed"):
            store.put(key, b"<p>", PAGE)


def test_links_out_of_the_folder_are_listed_but_never_followed(store: Store, served: Path, tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    (tmp_path / "private/letter").write_bytes(b"dear")
    store.put("index.html", b"<p>", PAGE)
    (served / "out").symlink_to(tmp_path / "private")
    assert sorted(listed.key for listed in store.list()) == ["index.html", "out"]
    with pytest.raises(DeployError, match="leads out of its folder"):
        store.put("out/letter", b"<p>", PAGE)
    with pytest.raises(DeployError, match="leads out of its folder"):
        store.delete(["out/letter"])
    assert (tmp_path / "private/letter").read_bytes() == b"dear"


def test_a_full_disk_is_reported_and_the_old_file_stays(
    store: Store, served: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put("index.html", b"before", PAGE)
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")
    opened = Path.open
    monkeypatch.setattr(
        Path, "open", lambda self, mode="r": opened(full if "arriving" in self.name else self, mode.replace("x", "w"))
    )
    with pytest.raises(DeployError, match=r'could not write "index.html": the disk is full'):
        store.put("index.html", b"after", PAGE)
    monkeypatch.undo()
    assert store.read("index.html") is not None
    assert (served / "index.html").read_bytes() == b"before"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_is_reported(store: Store, served: Path) -> None:
    served.mkdir(mode=0o555)
    with pytest.raises(DeployError, match="permission denied"):
        store.put("index.html", b"<p>", PAGE)


COUNT_TO_100 = """
import sys
from pathlib import Path
from newsprint.deploy.stores.folder_store import FolderStore
from newsprint.config.targets import FolderSettings
store = FolderStore(FolderSettings(target=sys.argv[1]), Path(sys.argv[2]))
won = 0
while won < 100:
    found = store.read("count")
    number = int(found[0]) if found else 0
    won += store.swap("count", str(number + 1).encode(), found[1] if found else None) is not None
"""


def test_swaps_of_several_processes_lose_no_count(store: Store, served: Path, outlet: Path) -> None:
    command = [sys.executable, "-c", COUNT_TO_100, f"file://{served}", str(outlet)]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen(command, env=environment(), stdout=pipe, stderr=pipe, text=True) for _ in range(3)]
    assert [(*output_of(process), process.returncode) for process in processes] == [("", "", 0)] * 3
    found = store.read("count")
    assert found is not None
    assert found[0] == b"300"
