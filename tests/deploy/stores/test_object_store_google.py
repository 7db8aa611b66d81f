"""Google Cloud Storage compares generations where other stores compare ETags, and swaps work there too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsprint.config.targets import GoogleSettings
from newsprint.deploy.stores.store import Headers, Store
from tests.deploy.stores.buckets import open_store
from tests.deploy.stores.google_storage import Objects, google_storage

KEY = "deploy.json"


@pytest.fixture
def google_store(no_clouds: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, Objects]]:
    """Give a store in the emulator of Google Cloud Storage, and the objects in it."""
    monkeypatch.setenv("GOOGLE_BEARER_TOKEN", "my-secret")
    with google_storage() as (endpoint, objects):
        yield open_store(GoogleSettings(target="gs://bucket/site", endpoint=endpoint), Path()), objects


def test_only_the_swap_with_the_newest_version_succeeds(google_store: tuple[Store, Objects]) -> None:
    store, objects = google_store
    first = store.swap(KEY, b"1", None)
    assert first
    assert store.swap(KEY, b"2", None) is None
    second = store.swap(KEY, b"2", first)
    assert second
    assert store.swap(KEY, b"3", first) is None
    assert store.read(KEY) == (b"2", second)
    assert objects.stored["/bucket/site/deploy.json"][0] == b"2"
    assert store.honours_conditions(KEY)


def test_a_deleted_object_cannot_be_replaced(google_store: tuple[Store, Objects]) -> None:
    store, objects = google_store
    etag = store.swap(KEY, b"1", None)
    objects.stored.clear()
    assert store.swap(KEY, b"2", etag) is None
    assert objects.stored == {}


def test_files_are_sent_with_headers_and_deleted_one_by_one(google_store: tuple[Store, Objects]) -> None:
    store, objects = google_store
    page = Headers("text/html; charset=utf-8", "public, max-age=60", "gzip")
    etag = store.put("Zürich 100%.html", b"<p>", page)
    assert store.read("Zürich 100%.html") == (b"<p>", etag)
    assert objects.headers["content-type"] == "text/html; charset=utf-8"
    assert objects.headers["cache-control"] == "public, max-age=60"
    assert objects.headers["content-encoding"] == "gzip"
    store.delete(["missing", "Zürich 100%.html"])
    assert objects.stored == {}
