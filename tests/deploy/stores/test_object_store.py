"""Every store does what a deploy needs: Ceph, rclone, Azurite, a folder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import md5
from pathlib import Path

import pytest

from newsprint.base.errors import DeployError
from newsprint.deploy.stores.store import Headers, Listed, Store
from tests.deploy.stores.buckets import Bucket, open_store

pytestmark = pytest.mark.store
PAGE = Headers("text/html; charset=utf-8", "public, max-age=60")
LARGE = bytes(range(256)) * 80_000
"""20 MB: three parts."""


@pytest.fixture
def store(bucket: Bucket, tmp_path: Path) -> Store:
    """Return a store below a prefix, in each kind of bucket in turn."""
    return open_store(bucket.at("news/site"), tmp_path)


def test_messages_show_the_target_as_it_is_configured(store: Store, bucket: Bucket) -> None:
    assert store.shown == bucket.at("news/site").target


def test_an_object_is_written_below_the_prefix_and_read_with_its_etag(store: Store, bucket: Bucket) -> None:
    etag = store.put("world/index.html", b"<p>World", PAGE)
    assert bucket.objects() == {"news/site/world/index.html": b"<p>World"}
    assert etag
    assert '"' not in etag
    assert store.read("world/index.html") == (b"<p>World", etag)
    assert list(store.list()) == [Listed("world/index.html", 8, etag)]


def test_a_replaced_object_has_another_etag(store: Store) -> None:
    first = store.put("index.html", b"one", PAGE)
    second = store.put("index.html", b"two", PAGE)
    assert first != second
    assert store.read("index.html") == (b"two", second)


def test_a_large_file_is_sent_in_parts_and_arrives_complete(store: Store, bucket: Bucket, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(LARGE)
    etag = store.put("film.mp4", tmp_path / "film.mp4", Headers("video/mp4", "public"))
    assert bucket.objects() == {"news/site/film.mp4": LARGE}
    assert [listed.etag for listed in store.list()] == [etag]
    assert all(store.holds(listed, LARGE) for listed in store.list())


def test_a_small_file_on_disk_arrives_complete(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"small")
    etag = store.put("a.txt", tmp_path / "a.txt", PAGE)
    assert store.read("a.txt") == (b"small", etag)


@pytest.mark.parametrize("name", ["ceph", "rclone", "azurite"])
def test_files_are_served_with_their_headers(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    bucket: Bucket = request.getfixturevalue(f"{name}_bucket")
    store = open_store(bucket.target, tmp_path)
    store.put("a.css", b"packed", Headers("text/css; charset=utf-8", "public, immutable", "gzip"))
    served = bucket.head("a.css")
    assert served["content-type"] == "text/css; charset=utf-8"
    assert served["cache-control"] == "public, immutable"
    assert served["content-encoding"] == "gzip"
    assert store.read("a.css") == (b"packed", store.read("a.css")[1])  # type: ignore[index]  # it is there
    (tmp_path / "film.mp4").write_bytes(LARGE)
    store.put("film.mp4", tmp_path / "film.mp4", Headers("video/mp4", "public, max-age=3600"))
    assert bucket.head("film.mp4")["content-type"] == "video/mp4"
    assert bucket.head("film.mp4")["cache-control"] == "public, max-age=3600"


@pytest.mark.parametrize("name", ["ceph", "rclone", "azurite"])
def test_the_files_of_newsprint_at_the_target_are_never_cached(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    bucket: Bucket = request.getfixturevalue(f"{name}_bucket")
    store = open_store(bucket.target, tmp_path)
    store.write(".newsprint/manifest.json.gz", b"packed")
    assert store.swap(".newsprint/deploy.json", b"{}", None)
    assert bucket.head(".newsprint/manifest.json.gz")["content-type"] == "application/gzip"
    assert bucket.head(".newsprint/deploy.json")["content-type"] == "application/json"
    for key in bucket.objects():
        assert bucket.head(key)["cache-control"] == "no-store"


def test_a_missing_object_is_read_as_none(store: Store, bucket: Bucket) -> None:
    assert store.read("index.html") is None
    bucket.put("news/site/world/index.html", b"<p>")
    if bucket.store == "folder":  # the message names it, because it has to be deleted before a file can be written
        with pytest.raises(DeployError, match="it is a folder, not a file; delete it"):
            store.read("world")
    else:
        assert store.read("world") is None


def test_an_empty_target_lists_nothing(store: Store) -> None:
    assert list(store.list()) == []


def test_a_list_has_only_the_objects_below_the_prefix(store: Store, bucket: Bucket) -> None:
    for key in ("news/site/index.html", "news/site/.newsprint/deploy.json", "news/site2/index.html", "index.html"):
        bucket.put(key, b"<p>")
    assert sorted(listed.key for listed in store.list()) == [".newsprint/deploy.json", "index.html"]


def test_a_list_and_a_delete_of_more_than_1000_objects_are_complete(ceph_bucket: Bucket, tmp_path: Path) -> None:
    store = open_store(ceph_bucket.target, tmp_path)
    keys = [f"world/{number:04}/index.html" for number in range(1100)]

    with ThreadPoolExecutor(50) as senders:
        list(senders.map(lambda key: store.put(key, b"<p>", PAGE), keys))
    assert [listed.key for listed in store.list()] == keys
    store.delete(keys[:1050])
    assert [listed.key for listed in store.list()] == keys[1050:]


def test_deleting_missing_objects_is_no_error_and_deletes_the_others(store: Store, bucket: Bucket) -> None:
    for key in ("a", "b", "c", "d"):
        bucket.put(f"news/site/{key}", b"<p>")
    bucket.put("news/a", b"beside")
    store.delete(["a", "missing", "b", "world/missing.html"])
    assert sorted(bucket.objects()) == ["news/a", "news/site/c", "news/site/d"]
    store.delete(["c", "missing", "d"])
    store.delete([])
    assert sorted(bucket.objects()) == ["news/a"]


def test_a_listed_object_is_compared_with_given_bytes(store: Store) -> None:
    store.put("index.html", b"<p>One", PAGE)
    (listed,) = store.list()
    assert store.holds(listed, b"<p>One")
    assert not store.holds(listed, b"<p>Two")
    assert not store.holds(listed, b"<p>More than that")


def test_the_etag_of_s3_is_the_md5_of_the_object(ceph_bucket: Bucket, tmp_path: Path) -> None:
    store = open_store(ceph_bucket.target, tmp_path)
    assert store.put("a", b"one", PAGE) == md5(b"one").hexdigest()


ODD_NAMES = [
    "a b.html",
    "Zürich.html",
    "u\u0308.html",
    "100%.html",
    "%41.html",
    "a+b.html",
    "what?.html",
    "no#1.html",
    "part#1",
    "*.html",
    "~a.html",
    "a\"b'c.html",
    "<a>&amp;.html",
    "{a}[b]|c^d`.html",
    "=a;b,c!$@:.html",
    "(日本) 😀.html",
    "a\u00a0b.html",
    "...html",
    " a ",
    "x" * 200,
]


def test_unusual_names_are_kept(store: Store, bucket: Bucket) -> None:
    for key in ODD_NAMES:
        store.put(f"{key}/{key}", key.encode(), PAGE)
    wanted = {f"{key}/{key}" for key in ODD_NAMES}
    assert {listed.key for listed in store.list()} == wanted
    assert bucket.objects() == {f"news/site/{key}/{key}": key.encode() for key in ODD_NAMES}
    for key in ODD_NAMES:
        found = store.read(f"{key}/{key}")
        assert found is not None
        assert found[0] == key.encode()
    store.delete(sorted(wanted))
    assert bucket.objects() == {}


def assert_refused(store: Store, key: str) -> None:
    """Check that an object with this name cannot be written, read or deleted."""
    with pytest.raises(DeployError, match="rename the file"):
        store.put(key, b"x", PAGE)
    with pytest.raises(DeployError, match="rename the file"):
        store.read(key)
    with pytest.raises(DeployError, match="rename the file"):
        store.delete([key])


INVALID_NAMES = ["", "/a", "a/", "a//b", "a/../b", "a/./b", "tab\there", "line\nbreak", "\x7f", "nul\0"]


def test_a_name_that_some_store_cannot_keep_is_refused(store: Store, bucket: Bucket) -> None:
    for key in INVALID_NAMES:
        assert_refused(store, key)
    assert bucket.objects() == {}


def test_a_backslash_is_refused_as_azure_would_make_it_a_slash(azurite_bucket: Bucket, tmp_path: Path) -> None:
    with pytest.raises(DeployError, match="rename the file"):
        open_store(azurite_bucket.target, tmp_path).put("a\\b", b"x", PAGE)


def test_folder_markers_of_web_consoles_are_not_listed(ceph_bucket: Bucket, tmp_path: Path) -> None:
    ceph_bucket.put("news/site/", b"")
    ceph_bucket.put("news/site/index.html", b"<p>")
    assert [listed.key for listed in open_store(ceph_bucket.at("news/site"), tmp_path).list()] == ["index.html"]


def test_an_object_of_others_with_an_invalid_name_is_reported(ceph_bucket: Bucket, tmp_path: Path) -> None:
    ceph_bucket.put("news//a", b"")
    with pytest.raises(DeployError, match="an object there has a name with an empty part"):
        list(open_store(ceph_bucket.at("news"), tmp_path).list())
