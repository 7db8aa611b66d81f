"""Whole deploys through faults of store and network: those that pass are not felt, and those that last are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle

import pytest
from msgspec import structs

from newsprint.base.errors import DeployError
from tests.deploy.papers import Paper
from tests.deploy.stores.buckets import Bucket
from tests.deploy.stores.faults_proxy import SLOW_DOWN, Answer, Asked, Cut, Drop, Fault, FaultyProxy, Hold, Reset
from tests.deploy.stores.stores import KEY, SECRET
from tests.deploy.stores.unhurried import UNHURRIED, tired_of_silence
from tests.support.outlets import Outlet, article
from tests.support.soak import SOAKING

pytestmark = pytest.mark.store

Files = dict[str, str | bytes | None]
Make = Callable[[Mapping[str, str | bytes | None]], Outlet]
TRIES = 3
FEW_TRIES = structs.replace(UNHURRIED, tries=TRIES)
MANIFEST = "newsprint/manifest-"

EDITIONS: tuple[Files, Files] = (
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
"""From one to the other stories and pages come, change and go."""

FILMS: tuple[Files, Files] = (
    {"content/static/film.bin": b"Take one" * 1_100_000},
    {"content/static/film.bin": b"Take 2" * 1_500_000},
)
"""A film of two parts, and another take of it."""

FIRST = {name: text for name, text in EDITIONS[0].items() if text is not None}

Kind = Callable[[Asked, Sequence[Asked]], bool]
KINDS: dict[str, Kind] = {
    "reading the head": lambda asked, _: (asked.method, asked.key) == ("GET", ".newsprint/deploy.json"),
    "reading the manifest": lambda asked, _: asked.method == "GET" and MANIFEST in asked.key,
    "looking at the front page": lambda asked, _: (asked.method, asked.key) == ("GET", "index.html"),
    "listing": lambda asked, _: asked.method == "GET" and "list-type" in asked.query,
    "acquiring the lease": lambda asked, before: _swaps(asked) and not _wrote_manifest(before),
    "noting what may be there": lambda asked, _: asked.method == "PUT" and "newsprint/pending-" in asked.key,
    "sending a page": lambda asked, _: (asked.method, asked.key) == ("PUT", "index.html"),
    "deleting": lambda asked, before: _deletes(asked) and not _wrote_manifest(before),
    "writing the manifest": lambda asked, _: asked.method == "PUT" and MANIFEST in asked.key,
    "completing the head": lambda asked, before: _swaps(asked) and _wrote_manifest(before),
    "clearing away": lambda asked, before: _deletes(asked) and _wrote_manifest(before),
}
"""Every kind of request that a deploy makes, by what it has asked before; but for those of large files."""

FILM_KINDS: dict[str, Kind] = {
    "beginning a film": lambda asked, _: asked.method == "POST" and asked.query.startswith("uploads"),
    "sending a part of a film": lambda asked, _: asked.method == "PUT" and "partNumber=2" in asked.query,
    "ending a film": lambda asked, _: asked.method == "POST" and asked.query.startswith("uploadId"),
    "looking at a film": lambda asked, _: asked.method == "HEAD",
}

PASSING: dict[str, tuple[Fault, int]] = {
    "one failure": (Answer(500), 1),
    "a burst of slowing down": (SLOW_DOWN, TRIES),
    "a connection that goes before the store has heard": (Drop(), 1),
    "a connection that goes after the store has done it": (Drop(after=True), 1),
    "a reset in the middle of what is sent": (Reset(100), 1),
    "an answer without its end": (Cut(20), 1),
    "a silence": (Hold(), 1),
}


def _swaps(asked: Asked) -> bool:
    return (asked.method, asked.key) == ("PUT", ".newsprint/deploy.json")


def _deletes(asked: Asked) -> bool:
    return asked.method == "POST" and asked.query.startswith("delete")


def _wrote_manifest(before: Sequence[Asked]) -> bool:
    return any(asked.method == "PUT" and MANIFEST in asked.key for asked in before)


@pytest.fixture
def proxy(ceph_bucket: Bucket) -> Iterator[FaultyProxy]:
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        yield proxy


@pytest.fixture
def paper(outlet: Make, ceph_bucket: Bucket, proxy: FaultyProxy) -> Paper:
    """The first edition is live."""
    paper = Paper(outlet(FIRST), ceph_bucket, ceph_bucket.at(endpoint=proxy.endpoint), patience=FEW_TRIES).build()
    paper.deploy()
    return paper


def faulty(proxy: FaultyProxy, kind: Kind, fault: Fault, times: int | None = None) -> list[Asked]:
    """From now on let requests of ``kind`` meet ``fault``, at most ``times`` of them; they are gathered in the list."""
    proxy.requests.clear()
    met: list[Asked] = []

    def rule(asked: Asked) -> Fault | None:
        if (times is not None and len(met) >= times) or not kind(asked, proxy.requests[: asked.number - 1]):
            return None
        met.append(asked)
        return fault

    proxy.rule = rule
    return met


def well(proxy: FaultyProxy) -> None:
    proxy.requests.clear()
    proxy.rule = lambda asked: None


def shipped(paper: Paper, kind: str = "") -> None:
    paper.deploy(max_deletes=50, verify=kind == "listing")


def is_done(paper: Paper, proxy: FaultyProxy, kind: str) -> None:
    """What is live is what was built, and a next deploy has nothing to do."""
    well(proxy)
    assert paper.live() == paper.outlet.files(), kind
    paper.deploy()
    assert proxy.count("PUT") + proxy.count("POST") == 0, kind


def some_of(kinds: Sequence[str], number: int) -> list[str]:
    """The kinds of requests at which the fault of this ``number`` is tried: a third of them, or all in ``make soak``.

    Neighbouring faults take different ones, so each kind meets each third fault.
    """
    return [kind for place, kind in enumerate(kinds) if SOAKING or (place + number) % 3 == 0]


@pytest.mark.soak
@pytest.mark.parametrize("number", range(len(PASSING)), ids=list(PASSING))
def test_a_fault_that_passes_is_not_felt(number: int, paper: Paper, proxy: FaultyProxy) -> None:
    """At several kinds of request in turn, while one edition takes the place of the other."""
    passes(number, KINDS, EDITIONS, paper, proxy)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(len(PASSING)), ids=list(PASSING))
def test_a_fault_that_passes_is_not_felt_by_large_files_either(number: int, paper: Paper, proxy: FaultyProxy) -> None:
    passes(number, FILM_KINDS, FILMS, paper, proxy)


def passes(
    number: int, kinds: Mapping[str, Kind], takes: tuple[Files, Files], paper: Paper, proxy: FaultyProxy
) -> None:
    fault, times = list(PASSING.values())[number]
    editions = cycle(reversed(takes))
    if isinstance(fault, Hold):
        paper.patience = tired_of_silence(4 * TRIES)
    for kind in some_of(list(kinds), number):
        paper.later(minutes=1).build(next(editions))
        met = faulty(proxy, kinds[kind], fault, times)
        shipped(paper, kind)
        assert met, kind
        assert paper.listener.notes == []
        is_done(paper, proxy, kind)


STATES = {
    "reading the head": "Nothing was changed there.",
    "reading the manifest": "Nothing was changed there.",
    "looking at the front page": "Nothing was changed there.",
    "listing": "Nothing was changed there.",
    "acquiring the lease": "Nothing was changed there.",
    "noting what may be there": "0 of {files} files were sent. Readers still see the site as it was before.",
    "sending a page": "Readers see new pages beside old ones; all links work, nothing was deleted.",
    "deleting": "Readers see the new site, whole; {deletes} of {deletes} old files are still to be deleted.",
    "writing the manifest": "Readers see the new site, whole; only the list of its files is not written yet.",
    "completing the head": "Readers see the new site, whole; only the list of its files is not written yet.",
}


LASTING = [Answer(500), Drop(), Drop(after=True)]


@pytest.mark.soak
@pytest.mark.parametrize("number", range(len(LASTING)), ids=map(repr, LASTING))
def test_a_fault_that_lasts_is_told_with_what_readers_see_and_the_next_deploy_sends_the_rest(
    number: int, paper: Paper, proxy: FaultyProxy
) -> None:
    fault, editions = LASTING[number], cycle(reversed(EDITIONS))
    for kind in some_of(list(STATES), number):
        state, before = STATES[kind], paper.live()
        paper.later(minutes=1).build(next(editions))
        plan = paper.deploy(dry_run=True, max_deletes=50)
        faulty(proxy, KINDS[kind], fault)
        with pytest.raises(DeployError) as caught:
            shipped(paper, kind)
        failed, now, then = str(caught.value).splitlines()
        assert re.match(r"s3://\S+: could not (read|write|check|list|delete) ", failed), kind
        files = len(plan.added) + len(plan.replaced)
        assert now.endswith(state.format(files=files, deletes=len(plan.deleted))), (kind, now)
        assert then.endswith("with: newsprint deploy production"), kind
        is_true(now, before, paper)
        sends_the_rest(paper, proxy, kind)


def is_true(said: str, before: Mapping[str, bytes], paper: Paper) -> None:
    """What a person was told of what readers see."""
    live, built = paper.live(), paper.outlet.files()
    if "as it was before" in said or "Nothing was changed" in said:
        kept = {path: data for path, data in before.items() if path.endswith((".html", ".xml"))}
        assert {path: live[path] for path in kept} == kept
    elif "the new site, whole" in said:
        assert {path: live[path] for path in built} == built
    else:
        assert before.keys() | built.keys() == live.keys()


def sends_the_rest(paper: Paper, proxy: FaultyProxy, kind: str) -> None:
    """The next deploy sends each file that is not there as it should be, once, and no other."""
    well(proxy)
    live = paper.live()
    rest = {path for path, data in paper.outlet.files().items() if live.get(path) != data}
    shipped(paper)
    sent = [asked.key for asked in proxy.requests if asked.method == "PUT" and not asked.key.startswith(".newsprint/")]
    assert set(sent) == rest, kind
    assert len(sent) == len(rest), kind
    is_done(paper, proxy, kind)


@pytest.mark.parametrize("fault", [Answer(500), Answer(403, "AccessDenied"), Drop(), Drop(after=True)], ids=repr)
def test_a_deploy_that_cannot_clear_away_its_notes_is_done_and_says_so(
    fault: Fault, paper: Paper, proxy: FaultyProxy
) -> None:
    paper.later(minutes=1).build(EDITIONS[1])
    faulty(proxy, KINDS["clearing away"], fault)
    shipped(paper)
    (note,) = paper.listener.notes
    assert "could not delete" in note
    assert "The site is live. Only obsolete files" in note
    is_done(paper, proxy, "clearing away")
    paper.later(minutes=1).build(EDITIONS[0])
    shipped(paper, "listing")
    assert sum("/manifest-" in f"/{key}" or "/pending-" in f"/{key}" for key in paper.bucket.objects()) == 1


@pytest.mark.parametrize("answer", [Answer(400, "ExpiredToken"), Answer(403, "InvalidAccessKeyId")], ids=repr)
@pytest.mark.parametrize("number", [1, 3, 8, 20])
def test_credentials_that_expire_in_the_middle_are_told_in_one_message_without_them(
    answer: Answer, number: int, paper: Paper, proxy: FaultyProxy
) -> None:
    paper.later(minutes=1).build(EDITIONS[1])
    faulty(proxy, lambda asked, _: asked.number >= number, answer)
    with pytest.raises(DeployError) as caught:
        shipped(paper)
    message = str(caught.value)
    assert ("the credentials have expired" in message) != ("the store does not know this access key" in message)
    assert not [word for word in (KEY, SECRET, "http", "<", answer.code) if word in message]
    assert len(message.splitlines()) == 3
    sends_the_rest(paper, proxy, str(number))


def test_a_lease_whose_responses_are_all_lost_is_reported_and_the_next_deploy_starts_at_once(
    paper: Paper, proxy: FaultyProxy
) -> None:
    """The store has written the head, and nobody knows; it names a process of this machine that is no more at it."""
    paper.later(minutes=1).build(EDITIONS[1])
    began = paper.now
    met = faulty(proxy, lambda asked, before: any(map(_swaps, [*before, asked])), Drop(after=True))
    with pytest.raises(DeployError, match="the connection broke off"):
        shipped(paper)
    assert any(map(_swaps, met))
    sends_the_rest(paper, proxy, "acquiring the lease")
    assert paper.now == began
