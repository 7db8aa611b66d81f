"""Others may write to a target: files that they leave there are checked before they are used."""

from __future__ import annotations

import gzip
import json
import resource
import zlib
from pathlib import Path
from typing import Any

import pytest

from newsprint.base.errors import DeployError, RefusedError
from newsprint.deploy.objects.manifest import Entry, decode_manifest, decode_paths, encode_manifest
from tests.deploy.commands import configure, deploy_command
from tests.deploy.deployed_outlets import FIRST, DeployedOutlet
from tests.deploy.stores.buckets import Bucket, FolderBucket
from tests.support.outlets import article
from tests.support.reading import Make
from tests.support.running import newsprint

pytestmark = pytest.mark.store

HEAD = ".newsprint/deploy.json"
MEGABYTE = 1024 * 1024


@pytest.fixture(params=["ceph", "folder"])
def paper(request: pytest.FixtureRequest, outlet: Make) -> DeployedOutlet:
    """Return a paper that was deployed, and built again with another story; its target is in Ceph or a folder."""
    bucket: Bucket = request.getfixturevalue(f"{request.param}_bucket")
    paper = DeployedOutlet(outlet(FIRST), bucket, bucket.at("site")).build()
    paper.deploy()
    return paper.later(minutes=1).build({"content/new.md": article("New", date="2024-12-10")})


def manifest_of(paper: DeployedOutlet) -> str:
    """Return the key of the manifest at the target."""
    (key,) = (key for key in paper.bucket.objects() if "/manifest-" in key)
    return key


def head_of(paper: DeployedOutlet) -> dict[str, Any]:
    """Return the head at the target."""
    head: dict[str, Any] = json.loads(paper.bucket.objects()[f"site/{HEAD}"])
    return head


def put_head(paper: DeployedOutlet, head: dict[str, Any]) -> None:
    paper.bucket.put(f"site/{HEAD}", json.dumps(head).encode())


def compression_bomb(size: int) -> bytes:
    """Return ``size`` zero bytes, compressed a thousandfold."""
    packing = zlib.compressobj(9, wbits=31)
    packed = [packing.compress(bytes(MEGABYTE)) for _ in range(size // MEGABYTE)]
    return b"".join(packed) + packing.flush()


@pytest.mark.parametrize(
    "path",
    ["../beside/index.html", "/etc/passwd", "a/../../beside/index.html", "", ".", "a//b", "a/", "x\0y", "x\ny", HEAD],
    ids=repr,
)
def test_a_manifest_with_an_impossible_path_is_ignored(path: str, paper: DeployedOutlet) -> None:
    """Files that only the manifest names would be deleted."""
    paper.bucket.put("beside/index.html", b"a neighbour")
    manifest = decode_manifest(paper.bucket.objects()[manifest_of(paper)])
    assert manifest
    hostile = {**manifest, path: Entry("0" * 32, 1, None, "etag")}
    paper.bucket.put(manifest_of(paper), encode_manifest(hostile))
    report = paper.deploy()
    assert report.deleted == ()
    assert paper.live() == paper.outlet.files()
    assert paper.bucket.objects()["beside/index.html"] == b"a neighbour"


ROW = ["index.html", "0" * 32, 1, -1, "etag", None]


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense " * MEGABYTE,
        gzip.compress(b"[" * MEGABYTE),
        gzip.compress(b'{"newsprint": 1, "headers": [], "files": [["\xff"]]}'),
        gzip.compress(json.dumps({"newsprint": 1, "headers": [], "files": [[*ROW[:2], 10**400, *ROW[3:]]]}).encode()),
        gzip.compress(
            json.dumps({"newsprint": 1, "headers": [], "files": [[*ROW[:5], "2024-12-01T00:00:00"]]}).encode()
        ),
        gzip.compress(json.dumps({"newsprint": 1, "headers": [], "files": [ROW], "x": 1}).encode()) + b"more",
    ],
    ids=["not gzip", "deeply nested", "not UTF-8", "huge number", "no time zone", "trailing bytes"],
)
def test_an_invalid_manifest_is_made_again(data: bytes, paper: DeployedOutlet) -> None:
    paper.bucket.put(manifest_of(paper), data)
    report = paper.deploy()
    assert len(report.added) + len(report.replaced) <= 20
    assert paper.live() == paper.outlet.files()


@pytest.mark.parametrize("state", ["manifest", "pending"])
def test_a_compression_bomb_does_not_exhaust_memory(state: str, paper: DeployedOutlet) -> None:
    """Two gigabytes of zeros, for a process with one gigabyte of memory."""
    if state == "manifest":
        paper.bucket.put(manifest_of(paper), compression_bomb(2048 * MEGABYTE))
    else:
        paper.bucket.put("site/.newsprint/pending-dead.json.gz", compression_bomb(2048 * MEGABYTE))
        put_head(paper, head_of(paper) | {"pending": ["dead"], "holder": None})
    configure(paper, paper.target)
    outcome = newsprint(*deploy_command(paper)[3:], memory=1024 * MEGABYTE + memory_to_start())
    assert outcome.returncode == 0, outcome.stderr
    assert paper.live() == paper.outlet.files()


def memory_to_start() -> int:
    """Return the bytes of address space that threads and libraries reserve but hardly use."""
    return 64 * 10 * MEGABYTE + resource.getpagesize()


def test_a_compression_bomb_is_not_a_manifest() -> None:
    assert decode_manifest(compression_bomb(300 * MEGABYTE)) is None
    assert decode_paths(compression_bomb(300 * MEGABYTE)) == []


@pytest.mark.parametrize(("key", "size"), [(HEAD, 2), ("manifest", 70)])
def test_an_oversized_head_or_manifest_is_reported_and_not_read(key: str, size: int, paper: DeployedOutlet) -> None:
    paper.bucket.put(f"site/{HEAD}" if key == HEAD else manifest_of(paper), bytes(size * MEGABYTE))
    with pytest.raises(DeployError) as caught:
        paper.deploy()
    assert f"there has {size * MEGABYTE:,} bytes, more than Newsprint ever writes into it" in str(caught.value)
    assert "delete it, and deploy again" in str(caught.value)


def test_an_oversized_front_page_is_replaced(paper: DeployedOutlet) -> None:
    paper.bucket.put("site/index.html", bytes(70 * MEGABYTE))
    paper.deploy()
    assert paper.live() == paper.outlet.files()


HOLDER = {"token": "dead", "machine": "elsewhere", "process": 1}


@pytest.mark.parametrize(
    "change",
    [
        {"manifest": "../../beside"},
        {"manifest": "x/y"},
        {"manifest": "x" * 100_000},
        {"manifest": ["x"]},
        {"pending": ["../dead"]},
        {"pending": ["dead"] * 1001},
        {"beat": 10**30},
        {"beat": -1},
        {"holder": HOLDER | {"process": 2**70}},
        {"holder": HOLDER | {"process": 0}},
        {"holder": HOLDER | {"token": "\x1b[2J"}},
        {"holder": "me"},
        {"live": {"as_of": "2024-12-01T00:00:00"}},
        {"live": {"as_of": 10**12}},
        {"site": None},
        {"newsprint": 2},
    ],
    ids=lambda change: repr(change)[:80],
)
def test_an_invalid_head_is_reported_and_nothing_is_changed(change: dict[str, Any], paper: DeployedOutlet) -> None:
    put_head(paper, head_of(paper) | change)
    before = paper.bucket.objects()
    with pytest.raises(RefusedError, match=r"deploy\.json there is damaged"):
        paper.deploy()
    assert paper.bucket.objects() == before
    paper.bucket.delete(f"site/{HEAD}")
    paper.deploy(adopt=True)
    assert paper.live() == paper.outlet.files()


def test_a_deeply_nested_head_is_reported(paper: DeployedOutlet) -> None:
    head = json.dumps(head_of(paper))[:-1] + ', "more": ' + "[" * 200_000 + "]" * 200_000 + "}"
    paper.bucket.put(f"site/{HEAD}", head.encode())
    with pytest.raises(RefusedError, match=r"deploy\.json there is damaged"):
        paper.deploy()


def test_the_message_about_another_site_is_short(paper: DeployedOutlet) -> None:
    put_head(paper, head_of(paper) | {"site": "https://" + "x" * 500_000})
    with pytest.raises(RefusedError, match="contains another site") as caught:
        paper.deploy()
    assert len(str(caught.value)) < 500


def test_a_deploy_does_not_follow_links_out_of_the_folder(
    outlet: Make, folder_bucket: FolderBucket, tmp_path: Path
) -> None:
    """Somebody with access to the target replaces a page and a folder by links."""
    paper = DeployedOutlet(outlet(FIRST), folder_bucket, folder_bucket.at("site")).build()
    paper.deploy()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "index.html").write_text("a letter")
    site = folder_bucket.folder / "site"
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(tmp_path / "letters" / "index.html")
    (site / "letters").symlink_to(tmp_path / "letters")
    paper.later(minutes=1).build({"content/static/letters/index.html": "<p>Ours"})
    with pytest.raises(DeployError, match="symbolic link"):
        paper.deploy(verify=True, adopt=True, max_deletes=9)
    for link in ("letters", "index.html"):
        (site / link).unlink()
    paper.deploy(verify=True, adopt=True, max_deletes=9)
    assert (tmp_path / "letters" / "index.html").read_text() == "a letter"
    assert paper.live() == paper.outlet.files()
