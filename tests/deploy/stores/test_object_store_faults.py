"""A fault of a store or the network is reported in one sentence: what failed, why, and what to do."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import structs

from newsprint.base.errors import DeployError
from newsprint.deploy.stores.patience import Patience
from newsprint.deploy.stores.store import Headers, Store
from tests.deploy.stores.buckets import Bucket, open_store
from tests.deploy.stores.faults_proxy import SLOW_DOWN, Answer, Cut, Drop, Fault, FaultyProxy, NoAnswer, Reset, whenever
from tests.deploy.stores.stores import AZURITE_KEY, KEY, SECRET
from tests.deploy.stores.timeouts import LONG_TIMEOUTS, short_timeouts

pytestmark = pytest.mark.store
PAGE = Headers("text/html; charset=utf-8", "public, max-age=60")
TRIES = 2
FEW_TRIES = structs.replace(LONG_TIMEOUTS, tries=TRIES)
OPERATIONS: dict[str, Callable[[Store], object]] = {
    'read "index.html"': lambda store: store.read("index.html"),
    'write "index.html"': lambda store: store.put("index.html", b"<p>", PAGE),
    'write "deploy.json"': lambda store: store.swap("deploy.json", b"{}", None),
    "list the files": lambda store: list(store.list()),
    'delete "a" and 1 more': lambda store: store.delete(["a", "b"]),
}
every_operation = pytest.mark.parametrize("operation", OPERATIONS)
SECRET_WORDS = ("http", "<", "Code", "Error performing", "Signature", "signature", "retries", KEY, SECRET, AZURITE_KEY)
"""Words that no message may contain: addresses, answers of the store, words of libraries, credentials."""


def failure_of(work: Callable[[], object]) -> str:
    """Return the message with which ``work`` fails, after checking that it gives no secret away."""
    with pytest.raises(DeployError) as caught:
        work()
    message = str(caught.value)
    assert not [word for word in SECRET_WORDS if word in message.replace("https://", "").replace("http:// or ", "")], (
        message
    )
    assert "\n" not in message
    assert caught.value.__cause__ is None
    return message


@pytest.fixture
def proxy(ceph_bucket: Bucket) -> Iterator[FaultyProxy]:
    """Give a proxy in front of Ceph."""
    ceph_bucket.put("site/index.html", b"<p>")
    with FaultyProxy(ceph_bucket.target.endpoint or "") as proxy:
        yield proxy


@pytest.fixture
def stores(ceph_bucket: Bucket, proxy: FaultyProxy) -> Callable[[Patience], Store]:
    """Return a function that opens the store behind the proxy."""
    return lambda patience: open_store(ceph_bucket.at("site", endpoint=proxy.endpoint), Path(), patience)


@pytest.fixture
def store(stores: Callable[[Patience], Store]) -> Store:
    """Return the store behind the proxy, which tries each request only a few times."""
    return stores(FEW_TRIES)


@every_operation
@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Drop(), "the connection broke off, and still did after several tries"),
        (NoAnswer(), "it took too long, and still did after several tries"),
        (Answer(500), "the store failed, and still did after several tries (500 InternalError)"),
        (SLOW_DOWN, "the store asks to slow down, and still did after several tries"),
        (Answer(403, "AccessDenied"), "these credentials do not allow it"),
        (Answer(400, "ExpiredToken"), "the credentials have expired"),
        (Answer(403, "RequestTimeTooSkewed"), "the clock of this machine is wrong"),
        (Answer(400, "AuthorizationHeaderMalformed"), "the bucket is in another region"),
        (Answer(301, "PermanentRedirect"), "the bucket is in another region"),
        (Answer(404, "NoSuchBucket"), "there is no such bucket"),
        (Answer(401, "Unheard"), "the store does not accept these credentials (401 Unheard)"),
        (Answer(418, "Teapot"), "the store refuses (418 Teapot)"),
        (Answer(501, "NotImplemented"), "the store does not support this request"),
    ],
    ids=repr,
)
def test_faults_of_store_and_network_are_reported(
    operation: str,
    fault: Fault,
    why: str,
    stores: Callable[[Patience], Store],
    proxy: FaultyProxy,
    ceph_bucket: Bucket,
) -> None:
    proxy.rule = whenever(fault)
    patience = structs.replace(FEW_TRIES, answer=0.2, upload=0.2) if isinstance(fault, NoAnswer) else FEW_TRIES
    message = failure_of(lambda: OPERATIONS[operation](stores(patience)))
    doing = message.removeprefix(f"{ceph_bucket.at('site').target}: could not ").split(f": {why}; ")[0]
    assert doing in (operation, operation.replace("write", "read"))  # a write without an answer is read back
    assert len(proxy.requests) <= TRIES + 2


@every_operation
@pytest.mark.parametrize(
    "fault", [Drop(), Drop(after=True), Answer(500), SLOW_DOWN, Cut(), Reset(), NoAnswer()], ids=repr
)
def test_temporary_faults_are_not_reported(
    operation: str, fault: Fault, stores: Callable[[Patience], Store], proxy: FaultyProxy
) -> None:
    proxy.rule = whenever(fault, times=1)
    patience = short_timeouts(4 * TRIES) if isinstance(fault, NoAnswer) else FEW_TRIES
    try:
        OPERATIONS[operation](stores(patience))
    except DeployError:
        assert isinstance(fault, Cut), "only an answer that was cut off is not requested again"


def test_an_answer_that_is_cut_off_is_reported(store: Store, proxy: FaultyProxy) -> None:
    proxy.rule = whenever(Cut())
    assert "the connection broke off" in failure_of(lambda: store.read("index.html"))
    assert "the connection broke off" in failure_of(lambda: list(store.list()))


@every_operation
def test_a_wrong_secret_and_a_wrong_key_have_different_messages(
    operation: str, ceph_bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the-wrong-secret")
    message = failure_of(lambda: OPERATIONS[operation](open_store(ceph_bucket.target, Path(), FEW_TRIES)))
    assert "the secret key is wrong" in message
    assert "the-wrong-secret" not in message
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "THEWRONGKEY")
    message = failure_of(lambda: OPERATIONS[operation](open_store(ceph_bucket.target, Path(), FEW_TRIES)))
    assert "the store does not know this access key" in message
    assert "THEWRONGKEY" not in message


@pytest.mark.parametrize("operation", ['write "index.html"', 'write "deploy.json"', 'delete "a" and 1 more'])
def test_a_wrong_key_of_azure_is_reported(
    operation: str, azurite_bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", "d3Jvbmc=")
    assert "the secret key is wrong" in failure_of(
        lambda: OPERATIONS[operation](open_store(azurite_bucket.target, Path()))
    )


def test_an_invalid_key_of_azure_is_reported(azurite_bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", "my-secret!")
    message = failure_of(lambda: open_store(azurite_bucket.target, Path()))
    assert "the account key is invalid" in message
    assert "my-secret" not in message


@every_operation
@pytest.mark.parametrize("name", ["ceph", "rclone", "azurite"])
def test_a_missing_bucket_is_reported(operation: str, name: str, request: pytest.FixtureRequest) -> None:
    bucket: Bucket = request.getfixturevalue(f"{name}_bucket")
    missing = bucket.at(target=f"{bucket.target.scheme}://no-such-bucket/site")
    store = open_store(missing, Path(), FEW_TRIES)
    if (name, operation.split()[0]) in {
        ("rclone", "list"),
        ("rclone", "delete"),
        ("rclone", "read"),
        ("azurite", "delete"),
    }:
        pytest.skip("this store does not say so")
    assert "there is no such bucket" in failure_of(lambda: OPERATIONS[operation](store))


def test_an_endpoint_where_nothing_listens_is_reported(ceph_bucket: Bucket) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    store = open_store(ceph_bucket.at(endpoint=f"http://127.0.0.1:{port}"), Path(), FEW_TRIES)
    assert "nothing answers there" in failure_of(lambda: store.read("index.html"))


def test_an_unknown_host_name_is_reported(ceph_bucket: Bucket) -> None:
    store = open_store(ceph_bucket.at(endpoint="https://nowhere.invalid"), Path(), FEW_TRIES)
    assert "the name of the store is unknown" in failure_of(lambda: store.read("index.html"))


def test_an_endpoint_without_tls_is_reported(ceph_bucket: Bucket) -> None:
    endpoint = (ceph_bucket.target.endpoint or "").replace("http:", "https:")
    store = open_store(ceph_bucket.at(endpoint=endpoint), Path(), FEW_TRIES)
    assert "there is no TLS at that address" in failure_of(lambda: store.read("index.html"))


@pytest.mark.parametrize("endpoint", ["https://", "https://a b", "https://host/?query", "http://ä.example\n"])
def test_an_endpoint_that_is_not_a_url_is_reported(endpoint: str, ceph_bucket: Bucket) -> None:
    assert '"endpoint" is not a URL' in failure_of(lambda: open_store(ceph_bucket.at(endpoint=endpoint), Path()))


def test_an_upload_that_fails_leaves_nothing_in_the_bucket(
    ceph_bucket: Bucket, proxy: FaultyProxy, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "film.mp4").write_bytes(bytes(20_000_000))
    proxy.rule = lambda request: Answer(403, "AccessDenied") if "partNumber=2" in request.query else None
    film = Headers("video/mp4", "public")
    assert "do not allow it" in failure_of(lambda: store.put("film.mp4", tmp_path / "film.mp4", film))
    assert sorted(ceph_bucket.objects()) == ["site/index.html"]


def test_a_programming_error_is_not_reported_as_a_fault_of_the_store(store: Store) -> None:
    with pytest.raises(ValueError, match="PutInput"):
        store.put("index.html", 7, PAGE)  # type: ignore[arg-type]  # the programming error
