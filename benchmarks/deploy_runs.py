"""Measure deploys: first deploys of Newsprint and the peers, and deploys after one more story."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import md5
from itertools import islice
from pathlib import Path

from benchmarks.additions import additions
from benchmarks.generators.newsprint import Newsprint
from benchmarks.measure import Command, CommandError, Run, run
from benchmarks.object_store import LocalStore, local_store
from benchmarks.outcome import wall
from benchmarks.outlets import Story
from benchmarks.pass_through import Exchange, PassThrough
from benchmarks.uploaders import Uploader, newsprint
from benchmarks.workshop import Site, Workshop

BUCKET = "site"
OWN = ".newsprint"
"""Names that start with this are internal files of Newsprint, in the output and at a target."""

_LISTS = (OWN + "/manifest-", OWN + "/amendment-", OWN + "/pending-")
COUNTED = 2
"""The number of stories that are deployed through the proxy, with memory watched."""

SCHEDULED = 10
"""The number of stories that are not published yet: a deploy scans what it sends for their words."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """The runs of a first deploy to an empty bucket, and of another one with nothing changed."""

    first: Run
    again: Run


@dataclass(frozen=True, slots=True)
class Traffic:
    """The traffic between a deploy and the store: requests, uploads of files of the site, bytes in both directions.

    The bytes of the manifest and of the list of pending files are not in these: they are ``listed`` bytes.
    """

    requests: int
    uploads: int
    sent: int
    received: int
    listed: int


@dataclass(frozen=True, slots=True)
class Growth:
    """The deploys of a growing outlet: ``first`` is its first deploy, with memory watched.

    ``quick`` are timed deploys after one story each; ``counted`` are such deploys through the proxy, with memory
    watched, and ``traffic`` is their traffic.
    """

    articles: int
    files: int
    first: Run
    quick: tuple[Run, ...]
    counted: tuple[Run, ...]
    traffic: tuple[Traffic, ...]


def built(workshop: Workshop) -> Site:
    """Build Newsprint's site of the outlet, with some scheduled stories, and return it. Raises CommandError."""
    outlet = workshop.outlet
    for number in range(SCHEDULED):
        story = outlet.story(outlet.articles + 2 * outlet.per_day + number)
        secret = replace(story, title=_rot13(story.title), teaser=_rot13(story.teaser))
        header, end, body = outlet.text(secret).partition("\n---\n\n")
        path = workshop.content / story.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header + end + _rot13(body), encoding="utf-8")
    site = workshop.site(Newsprint())
    site.cold()
    return site


def _rot13(text: str) -> str:
    """Return ``text`` in words that no other story has: all stories are made of the same sentences."""
    return codecs.encode(text, "rot13")


def fastest(candidates: Iterable[Uploader], folder: Path) -> tuple[Uploader, list[str]]:
    """Return the candidate that uploads ``folder`` to an empty bucket fastest, and a line about each candidate.

    The better of two times counts. Raises CommandError.
    """
    candidates = list(candidates)
    taken: list[list[Run]] = [[] for _ in candidates]
    for _ in range(2):
        for runs, candidate in zip(taken, candidates, strict=True):
            with local_store() as store:
                store.make_bucket(BUCKET)
                runs.append(run(candidate.command(folder, BUCKET, store.endpoint)))
    best = [min(runs, key=wall) for runs in taken]
    lines = [
        f"{each.name}, {each.settings}: {one.wall:.2f} s, processor {one.processor:.2f} s"
        for each, one in zip(candidates, best, strict=True)
    ]
    return candidates[best.index(min(best, key=wall))], lines


def shipped(uploader: Uploader, output: Path) -> Shipped:
    """Upload ``output`` to an empty bucket of a new store, and once more; return both runs.

    Raises CommandError, also if the bucket does not contain exactly these files then.
    """
    with local_store() as store:
        store.make_bucket(BUCKET)
        command = uploader.command(output, BUCKET, store.endpoint)
        first = run(command)
        check_bucket(store, digests(output), command)
        return Shipped(first, run(command))


def digests(output: Path) -> dict[str, str]:
    """Return the MD5 of every file of the site below ``output``, by path."""
    files = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    return {name: md5(path.read_bytes()).hexdigest() for name, path in files.items() if not name.startswith(OWN)}


def check_bucket(store: LocalStore, expected: Mapping[str, str], command: Command) -> None:
    """Raise CommandError if the bucket does not contain exactly the ``expected`` files after ``command``."""
    found = {key: etag for key, etag in store.etags(BUCKET).items() if not key.startswith(OWN)}
    if found != expected:
        wrong = sorted(key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key))
        raise CommandError(f"{command}\nleft {len(wrong):,} files missing, different or unexpected: {wrong[:5]}")


def growth(workshop: Workshop, site: Site, runs: int) -> Growth:
    """Deploy ``site``, which is built, then one more story at a time. Raises CommandError."""
    command = newsprint().command
    stories = additions(site.outlet)
    with local_store() as store:
        store.make_bucket(BUCKET)
        direct = command(site.output, BUCKET, store.endpoint)
        first = run(direct, watch_memory=True)
        _deploy_story(workshop, site, stories, direct)  # may start a sitemap
        quick = tuple(_deploy_story(workshop, site, stories, direct) for _ in range(runs))
        counted, traffic = [], []
        for _ in range(COUNTED):
            _publish(workshop, site, stories)
            with PassThrough(store.endpoint) as proxy:
                through = command(site.output, BUCKET, proxy.endpoint)
                counted.append(run(through, watch_memory=True))
            traffic.append(traffic_of(proxy.exchanges))
        expected = digests(site.output)
        check_bucket(store, expected, direct)
    return Growth(site.outlet.articles, len(expected), first, quick, tuple(counted), tuple(traffic))


def traffic_of(exchanges: Iterable[Exchange]) -> Traffic:
    """Return the sum of the exchanges."""
    requests = sent = received = listed = 0
    uploads = set()
    for each in exchanges:
        requests += 1
        if each.method == "PUT" and not each.key.startswith(OWN):
            uploads.add(each.key)  # once, even if sent in several parts
        if each.key.startswith(_LISTS):
            listed += each.sent + each.received
        else:
            sent += each.sent
            received += each.received
    return Traffic(requests, len(uploads), sent, received, listed)


def _deploy_story(workshop: Workshop, site: Site, stories: Iterator[Story], command: Command) -> Run:
    _publish(workshop, site, stories)
    return run(command)


def _publish(workshop: Workshop, site: Site, stories: Iterator[Story]) -> None:
    """Write the next of ``stories``, and build."""
    for story in islice(stories, 1):
        workshop.write(story)
        site.build()
        return
    raise CommandError(f"{site.outlet.articles:,} articles leave too few ordinary stories to add: use fewer --runs")
