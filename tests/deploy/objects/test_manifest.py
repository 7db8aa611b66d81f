"""The manifest and the head are decoded as they were encoded, and damage is noticed."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsprint.deploy.objects.head import Build, Head, Holder, decode_head, encode_head
from newsprint.deploy.objects.manifest import Entry, decode_manifest, decode_paths, encode_manifest, encode_paths
from newsprint.deploy.stores.store import Headers

instants = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))
names = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="/"), min_size=1, max_size=9)
paths = st.lists(names.filter(lambda name: name not in {".", ".."}), min_size=1, max_size=4).map("/".join)
texts = st.text(st.characters(codec="utf-8"), max_size=20)
headers = st.none() | st.builds(Headers, texts, texts, st.sampled_from(["", "gzip"]))
entries = st.builds(Entry, texts, st.integers(0, 2**40), headers, texts, st.none() | instants)


@given(st.dictionaries(paths, entries, max_size=8))
def test_a_manifest_is_decoded_as_it_was_encoded(manifest: dict[str, Entry]) -> None:
    assert decode_manifest(encode_manifest(manifest)) == manifest


def test_equal_manifests_give_equal_bytes() -> None:
    one, two = Entry("a", 1, None, ""), Entry("b", 2, Headers("text/html", ""), "")
    assert encode_manifest({"x": one, "y": two}) == encode_manifest({"y": two, "x": one})


DAMAGED = {
    "empty": b"",
    "a page": b"<html>not found</html>",
    "no files listed": gzip.compress(b"{}"),
    "cut in the JSON": gzip.compress(b"[1, 2"),
    "missing headers": gzip.compress(
        json.dumps({"newsprint": 1, "headers": [], "files": [["a", "b", 1, 5, "", None]]}).encode()
    ),
    "cut": encode_manifest({"a": Entry("b", 1, None, "")})[:-9],
    "wrong compression": gzip.compress(b"x" * 10)[:12] + b"\xff" * 20,
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_manifest_is_decoded_as_none(data: bytes) -> None:
    assert decode_manifest(data) is None
    assert decode_paths(data) == []


@given(st.sets(texts, max_size=8))
def test_a_list_of_paths_is_decoded_in_order(paths: set[str]) -> None:
    assert decode_paths(encode_paths(paths)) == sorted(paths)


def test_a_head_is_decoded_as_it_was_encoded_and_is_readable() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    build = Build(now, "c0ffee", now)
    head = Head("https://a.example", "A", 1, build, "t", 3, now, Holder("u", "m", 5), build, ("u",), 2)
    text = encode_head(head)
    assert decode_head(text) == head
    assert '"site": "https://a.example"' in text.decode()


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"site": "https://a.example", "title": "A", "newsprint": 99}'])
def test_a_damaged_head_is_decoded_as_none(data: bytes) -> None:
    assert decode_head(data) is None
