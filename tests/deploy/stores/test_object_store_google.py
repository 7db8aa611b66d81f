"""Google Cloud Storage compares generations where others compare ETags; a swap is one there too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsprint.config.targets import GoogleSettings
from newsprint.deploy.stores.store import Headers, Store
from tests.deploy.stores.buckets import open_store
from tests.deploy.stores.google_storage import Objects, google

KEY = "deploy.json"


@pytest.fixture
def held(no_clouds: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, Objects]]:
    monkeypatch.setenv("GOOGLE_BEARER_TOKEN", "my-secret")
    with google() as (endpoint, objects):
        yield open_store(GoogleSettings(target="gs://bucket/site", endpoint=endpoint), Path()), objects


def test_one_wins_and_the_others_are_told(held: tuple[Store, Objects]) -> None:
    store, objects = held
    first = store.swap(KEY, b"1", None)
    assert first
    assert store.swap(KEY, b"2", None) is None
    second = store.swap(KEY, b"2", first)
    assert second
    assert store.swap(KEY, b"3", first) is None
    assert store.read(KEY) == (b"2", second)
    assert objects.held["/bucket/site/deploy.json"][0] == b"2"
    assert store.honours_conditions(KEY)


def test_what_has_gone_cannot_be_replaced(held: tuple[Store, Objects]) -> None:
    store, objects = held
    etag = store.swap(KEY, b"1", None)
    objects.held.clear()
    assert store.swap(KEY, b"2", etag) is None
    assert objects.held == {}


def test_files_go_with_their_headers_and_are_deleted_one_by_one(held: tuple[Store, Objects]) -> None:
    store, objects = held
    page = Headers("text/html; charset=utf-8", "public, max-age=60", "gzip")
    etag = store.put("Zürich 100%.html", b"<p>", page)
    assert store.read("Zürich 100%.html") == (b"<p>", etag)
    assert objects.headers["content-type"] == "text/html; charset=utf-8"
    assert objects.headers["cache-control"] == "public, max-age=60"
    assert objects.headers["content-encoding"] == "gzip"
    store.delete(["gone", "Zürich 100%.html"])
    assert objects.held == {}
