"""Deploys with faults of store and network: temporary ones are not reported, and lasting ones are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle

import pytest
from msgspec import structs

from newsprint.base.errors import DeployError
from tests.deploy.deployed_outlets import DeployedOutlet
from tests.deploy.stores.buckets import Bucket
from tests.deploy.stores.faults_proxy import SLOW_DOWN, Answer, Cut, Drop, Fault, FaultyProxy, NoAnswer, Request, Reset
from tests.deploy.stores.stores import KEY, SECRET
from tests.deploy.stores.timeouts import LONG_TIMEOUTS, short_timeouts
from tests.support.outlets import article
from tests.support.reading import Make
from tests.support.soak import SOAKING

pytestmark = pytest.mark.store

Files = dict[str, str | bytes | None]
TRIES = 3
FEW_TRIES = structs.replace(LONG_TIMEOUTS, tries=TRIES)
MANIFEST = "newsprint/manifest-"

VERSIONS: tuple[Files, Files] = (
    {
        "content/boat.md": article("The boat", date="2024-12-01", tags=["Ferry"]),
        "content/lamp.md": article("The lamp", date="2024-12-03", tags=["Light"]),
        "content/pier.md": None,
    },
    {
        "content/boat.md": article("The boat", "It has come home.", date="2024-12-01", tags=["Harbour"]),
        "content/lamp.md": None,
        "content/pier.md": article("The pier", date="2024-12-02", tags=["Tides"]),
    },
)
"""Two versions of a site: between them, stories and pages are added, changed and deleted."""

FILMS: tuple[Files, Files] = (
    {"content/static/film.bin": b"Take one" * 1_100_000},
    {"content/static/film.bin": b"Take 2" * 1_500_000},
)
"""A film that is sent in two parts, and another version of it."""

FIRST = {name: text for name, text in VERSIONS[0].items() if text is not None}

Kind = Callable[[Request, Sequence[Request]], bool]
KINDS: dict[str, Kind] = {
    "reading the head": lambda request, _: (request.method, request.key) == ("GET", ".newsprint/deploy.json"),
    "reading the manifest": lambda request, _: request.method == "GET" and MANIFEST in request.key,
    "checking the front page": lambda request, _: (request.method, request.key) == ("GET", "index.html"),
    "listing": lambda request, _: request.method == "GET" and "list-type" in request.query,
    "acquiring the lease": lambda request, before: _swaps(request) and not _wrote_manifest(before),
    "recording pending files": lambda request, _: request.method == "PUT" and "newsprint/pending-" in request.key,
    "sending a page": lambda request, _: (request.method, request.key) == ("PUT", "index.html"),
    "deleting": lambda request, before: _deletes(request) and not _wrote_manifest(before),
    "writing the manifest": lambda request, _: request.method == "PUT" and MANIFEST in request.key,
    "completing the head": lambda request, before: _swaps(request) and _wrote_manifest(before),
    "deleting obsolete state": lambda request, before: _deletes(request) and _wrote_manifest(before),
}
"""Every kind of request of a deploy except those for large files; some depend on the requests before."""

FILM_KINDS: dict[str, Kind] = {
    "starting the upload of a film": lambda request, _: (
        request.method == "POST" and request.query.startswith("uploads")
    ),
    "sending a part of a film": lambda request, _: request.method == "PUT" and "partNumber=2" in request.query,
    "completing the upload of a film": lambda request, _: (
        request.method == "POST" and request.query.startswith("uploadId")
    ),
    "checking a film": lambda request, _: request.method == "HEAD",
}

TEMPORARY: dict[str, tuple[Fault, int]] = {
    "one failure": (Answer(500), 1),
    "several requests to slow down": (SLOW_DOWN, TRIES),
    "a connection that closes before the request arrives": (Drop(), 1),
    "a connection that closes before the answer arrives": (Drop(after=True), 1),
    "a reset in the middle of an upload": (Reset(100), 1),
    "an answer that is cut off": (Cut(20), 1),
    "no answer": (NoAnswer(), 1),
}


def _swaps(request: Request) -> bool:
    return (request.method, request.key) == ("PUT", ".newsprint/deploy.json")


def _deletes(request: Request) -> bool:
    return request.method == "POST" and request.query.startswith("delete")


def _wrote_manifest(before: Sequence[Request]) -> bool:
    return any(request.method == "PUT" and MANIFEST in request.key for request in before)


@pytest.fixture
def paper(outlet: Make, ceph_bucket: Bucket, proxy: FaultyProxy) -> DeployedOutlet:
    """Return a paper whose first version is live, deployed through the proxy."""
    paper = DeployedOutlet(
        outlet(FIRST), ceph_bucket, ceph_bucket.at(endpoint=proxy.endpoint), patience=FEW_TRIES
    ).build()
    paper.deploy()
    return paper


def cause(proxy: FaultyProxy, kind: Kind, fault: Fault, times: int | None = None) -> list[Request]:
    """Cause ``fault`` at requests of ``kind`` from now on, at most ``times`` times; return the list of them."""
    proxy.requests.clear()
    affected: list[Request] = []

    def rule(request: Request) -> Fault | None:
        if (times is not None and len(affected) >= times) or not kind(request, proxy.requests[: request.number - 1]):
            return None
        affected.append(request)
        return fault

    proxy.rule = rule
    return affected


def stop_faults(proxy: FaultyProxy) -> None:
    """Pass on all requests from now on, and forget the earlier ones."""
    proxy.requests.clear()
    proxy.rule = lambda request: None


def deploy(paper: DeployedOutlet, kind: str = "") -> None:
    """Deploy ``paper`` in a way that makes requests of ``kind``."""
    paper.deploy(max_deletes=50, verify=kind == "listing")


def assert_complete(paper: DeployedOutlet, proxy: FaultyProxy, kind: str) -> None:
    """Check that the target equals the build, and that another deploy writes nothing."""
    stop_faults(proxy)
    assert paper.live() == paper.outlet.files(), kind
    paper.deploy()
    assert proxy.count("PUT") + proxy.count("POST") == 0, kind


def kinds_for(kinds: Sequence[str], number: int) -> list[str]:
    """Return the kinds of requests for this fault: a third of them, or all in ``make soak``.

    Neighbouring faults get different kinds, so that each kind is tested with every third fault.
    """
    return [kind for place, kind in enumerate(kinds) if SOAKING or (place + number) % 3 == 0]


@pytest.mark.soak
@pytest.mark.parametrize("number", range(len(TEMPORARY)), ids=list(TEMPORARY))
def test_a_temporary_fault_does_not_disturb_a_deploy(number: int, paper: DeployedOutlet, proxy: FaultyProxy) -> None:
    """At several kinds of request in turn, in deploys of the two versions in turn."""
    assert_not_disturbed(number, KINDS, VERSIONS, paper, proxy)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(len(TEMPORARY)), ids=list(TEMPORARY))
def test_a_temporary_fault_does_not_disturb_the_upload_of_a_film(
    number: int, paper: DeployedOutlet, proxy: FaultyProxy
) -> None:
    assert_not_disturbed(number, FILM_KINDS, FILMS, paper, proxy)


def assert_not_disturbed(
    number: int,
    kinds: Mapping[str, Kind],
    versions_of_site: tuple[Files, Files],
    paper: DeployedOutlet,
    proxy: FaultyProxy,
) -> None:
    """Deploy once for each kind of request with this fault, and check that nothing is reported."""
    fault, times = list(TEMPORARY.values())[number]
    versions = cycle(reversed(versions_of_site))
    if isinstance(fault, NoAnswer):
        paper.patience = short_timeouts(4 * TRIES)
    for kind in kinds_for(list(kinds), number):
        paper.later(minutes=1).build(next(versions))
        affected = cause(proxy, kinds[kind], fault, times)
        deploy(paper, kind)
        assert affected, kind
        assert paper.listener.notes == []
        assert_complete(paper, proxy, kind)


STATES = {
    "reading the head": "Nothing was changed there.",
    "reading the manifest": "Nothing was changed there.",
    "checking the front page": "Nothing was changed there.",
    "listing": "Nothing was changed there.",
    "acquiring the lease": "Nothing was changed there.",
    "recording pending files": "0 of {files} files were sent. Readers still see the site as it was before.",
    "sending a page": "Readers see new pages beside old ones; all links work, nothing was deleted.",
    "deleting": "Readers see the new site, whole; {deletes} of {deletes} old files are still to be deleted.",
    "writing the manifest": "Readers see the new site, whole; only the list of its files is not written yet.",
    "completing the head": "Readers see the new site, whole; only the list of its files is not written yet.",
}


LASTING = [Answer(500), Drop(), Drop(after=True)]


@pytest.mark.soak
@pytest.mark.parametrize("number", range(len(LASTING)), ids=map(repr, LASTING))
def test_a_lasting_fault_is_reported_and_the_next_deploy_sends_the_rest(
    number: int, paper: DeployedOutlet, proxy: FaultyProxy
) -> None:
    fault, versions = LASTING[number], cycle(reversed(VERSIONS))
    for kind in kinds_for(list(STATES), number):
        state, before = STATES[kind], paper.live()
        paper.later(minutes=1).build(next(versions))
        plan = paper.deploy(dry_run=True, max_deletes=50)
        cause(proxy, KINDS[kind], fault)
        with pytest.raises(DeployError) as caught:
            deploy(paper, kind)
        failed, now, then = str(caught.value).splitlines()
        assert re.match(r"s3://\S+: could not (read|write|check|list|delete) ", failed), kind
        files = len(plan.added) + len(plan.replaced)
        assert now.endswith(state.format(files=files, deletes=len(plan.deleted))), (kind, now)
        assert then.endswith("with: newsprint deploy production"), kind
        assert_message_is_true(now, before, paper)
        assert_next_deploy_sends_the_rest(paper, proxy, kind)


def assert_message_is_true(message: str, before: Mapping[str, bytes], paper: DeployedOutlet) -> None:
    """Check what a message says about what readers see."""
    live, built = paper.live(), paper.outlet.files()
    if "as it was before" in message or "Nothing was changed" in message:
        kept = {path: data for path, data in before.items() if path.endswith((".html", ".xml"))}
        assert {path: live[path] for path in kept} == kept
    elif "the new site, whole" in message:
        assert {path: live[path] for path in built} == built
    else:
        assert before.keys() | built.keys() == live.keys()


def assert_next_deploy_sends_the_rest(paper: DeployedOutlet, proxy: FaultyProxy, kind: str) -> None:
    """Deploy again, and check that only missing and outdated files are sent, each of them once."""
    stop_faults(proxy)
    live = paper.live()
    rest = {path for path, data in paper.outlet.files().items() if live.get(path) != data}
    deploy(paper)
    sent = [
        request.key
        for request in proxy.requests
        if request.method == "PUT" and not request.key.startswith(".newsprint/")
    ]
    assert set(sent) == rest, kind
    assert len(sent) == len(rest), kind
    assert_complete(paper, proxy, kind)


@pytest.mark.parametrize("fault", [Answer(500), Answer(403, "AccessDenied"), Drop(), Drop(after=True)], ids=repr)
def test_a_deploy_that_cannot_delete_obsolete_state_succeeds_with_a_note(
    fault: Fault, paper: DeployedOutlet, proxy: FaultyProxy
) -> None:
    paper.later(minutes=1).build(VERSIONS[1])
    cause(proxy, KINDS["deleting obsolete state"], fault)
    deploy(paper)
    (note,) = paper.listener.notes
    assert "could not delete" in note
    assert "The site is live. Only obsolete files" in note
    assert_complete(paper, proxy, "deleting obsolete state")
    paper.later(minutes=1).build(VERSIONS[0])
    deploy(paper, "listing")
    assert sum("/manifest-" in f"/{key}" or "/pending-" in f"/{key}" for key in paper.bucket.objects()) == 1


@pytest.mark.parametrize("answer", [Answer(400, "ExpiredToken"), Answer(403, "InvalidAccessKeyId")], ids=repr)
@pytest.mark.parametrize("number", [1, 3, 8, 20])
def test_credentials_that_expire_during_a_deploy_are_reported(
    answer: Answer, number: int, paper: DeployedOutlet, proxy: FaultyProxy
) -> None:
    paper.later(minutes=1).build(VERSIONS[1])
    cause(proxy, lambda request, _: request.number >= number, answer)
    with pytest.raises(DeployError) as caught:
        deploy(paper)
    message = str(caught.value)
    assert ("the credentials have expired" in message) != ("the store does not know this access key" in message)
    assert not [word for word in (KEY, SECRET, "http", "<", answer.code) if word in message]
    assert len(message.splitlines()) == 3
    assert_next_deploy_sends_the_rest(paper, proxy, str(number))


def test_if_all_responses_to_the_lease_are_lost_the_next_deploy_starts(
    paper: DeployedOutlet, proxy: FaultyProxy
) -> None:
    """The store has written the head, which names a process of this machine that has ended."""
    paper.later(minutes=1).build(VERSIONS[1])
    began = paper.now
    affected = cause(proxy, lambda request, before: any(map(_swaps, [*before, request])), Drop(after=True))
    with pytest.raises(DeployError, match="the connection broke off"):
        deploy(paper)
    assert any(map(_swaps, affected))
    assert_next_deploy_sends_the_rest(paper, proxy, "acquiring the lease")
    assert paper.now == began
