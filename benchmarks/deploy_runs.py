"""What is measured of deploys: first ones beside the peers', and what one story costs."""

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
"""What begins with this is Newsprint's own, in the output and at a target, and no file of the site."""

_LISTS = (OWN + "/manifest-", OWN + "/amendment-", OWN + "/pending-")
COUNTED = 2
"""So many stories are deployed through the pass-through, with the memory watched."""

TO_COME = 10
"""So many stories are not published yet; a deploy looks for their words in all that it sends."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A first deploy into an empty bucket, and one more with nothing changed."""

    first: Run
    again: Run


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went between a deploy and the store: requests, uploads of the site's files, bytes in both directions.

    Bytes are without those about the manifest and the list of files on their way, which are ``listed`` bytes.
    """

    requests: int
    uploads: int
    sent: int
    received: int
    listed: int


@dataclass(frozen=True, slots=True)
class Growth:
    """What an outlet of so many articles and files takes: ``first`` is its first deploy, with the memory watched.

    ``quick`` are deploys after one story each, undisturbed; ``counted`` are such deploys through the pass-through, with
    the memory watched, and ``traffic`` is what went through.
    """

    articles: int
    files: int
    first: Run
    quick: tuple[Run, ...]
    counted: tuple[Run, ...]
    traffic: tuple[Traffic, ...]


def built(workshop: Workshop) -> Site:
    """Newsprint's site of the workshop's outlet, with some more stories that are still to come. Raises CommandError."""
    outlet = workshop.outlet
    for number in range(TO_COME):
        story = outlet.story(outlet.articles + 2 * outlet.per_day + number)
        secret = replace(story, title=_in_cipher(story.title), teaser=_in_cipher(story.teaser))
        header, end, body = outlet.text(secret).partition("\n---\n\n")
        path = workshop.content / story.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header + end + _in_cipher(body), encoding="utf-8")
    site = workshop.site(Newsprint())
    site.cold()
    return site


def _in_cipher(text: str) -> str:
    """``text`` in words that no other story has: its own are made of the sentences that all stories are made of."""
    return codecs.encode(text, "rot13")


def fastest(candidates: Iterable[Uploader], folder: Path) -> tuple[Uploader, list[str]]:
    """Which of ``candidates`` brings ``folder`` to an empty bucket first, the better of two times; and what each took.

    Raises CommandError.
    """
    candidates = list(candidates)
    taken: list[list[Run]] = [[] for _ in candidates]
    for _ in range(2):
        for runs, candidate in zip(taken, candidates, strict=True):
            with local_store() as store:
                store.make_bucket(BUCKET)
                runs.append(run(candidate.command(folder, BUCKET, store.endpoint)))
    best = [min(runs, key=wall) for runs in taken]
    told = [
        f"{each.name}, {each.settings}: {one.wall:.2f} s, processor {one.processor:.2f} s"
        for each, one in zip(candidates, best, strict=True)
    ]
    return candidates[best.index(min(best, key=wall))], told


def shipped(uploader: Uploader, output: Path) -> Shipped:
    """Bring ``output`` to an empty bucket of a fresh store, and once more.

    Raises CommandError, also if the bucket does not hold just these files then.
    """
    with local_store() as store:
        store.make_bucket(BUCKET)
        command = uploader.command(output, BUCKET, store.endpoint)
        first = run(command)
        check_bucket(store, digests(output), command)
        return Shipped(first, run(command))


def digests(output: Path) -> dict[str, str]:
    """The MD5 of every file of the site below ``output`` by its path."""
    files = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    return {name: md5(path.read_bytes()).hexdigest() for name, path in files.items() if not name.startswith(OWN)}


def check_bucket(store: LocalStore, expected: Mapping[str, str], command: Command) -> None:
    """Raise CommandError if the bucket does not hold just the ``expected`` files after ``command``."""
    found = {key: etag for key, etag in store.etags(BUCKET).items() if not key.startswith(OWN)}
    if found != expected:
        wrong = sorted(key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key))
        raise CommandError(f"{command}\nleft {len(wrong):,} files missing, other or too many: {wrong[:5]}")


def growth(workshop: Workshop, site: Site, runs: int) -> Growth:
    """Deploy ``site``, which is built, and then story after story. Raises CommandError."""
    command = newsprint().command
    stories = additions(site.outlet)
    with local_store() as store:
        store.make_bucket(BUCKET)
        direct = command(site.output, BUCKET, store.endpoint)
        first = run(direct, watch_memory=True)
        _deploy_story(workshop, site, stories, direct)  # may open a sitemap
        quick = tuple(_deploy_story(workshop, site, stories, direct) for _ in range(runs))
        counted, traffic = [], []
        for _ in range(COUNTED):
            _publish(workshop, site, stories)
            with PassThrough(store.endpoint) as between:
                through = command(site.output, BUCKET, between.endpoint)
                counted.append(run(through, watch_memory=True))
            traffic.append(traffic_of(between.exchanges))
        expected = digests(site.output)
        check_bucket(store, expected, direct)
    return Growth(site.outlet.articles, len(expected), first, quick, tuple(counted), tuple(traffic))


def traffic_of(exchanges: Iterable[Exchange]) -> Traffic:
    """The sum of what went by."""
    requests = sent = received = listed = 0
    uploads = set()
    for each in exchanges:
        requests += 1
        if each.method == "PUT" and not each.key.startswith(OWN):
            uploads.add(each.key)  # once, in however many parts
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
    """Write the next of ``stories`` and build."""
    for story in islice(stories, 1):
        workshop.write(story)
        site.build()
        return
    raise CommandError(f"{site.outlet.articles:,} articles leave too few ordinary stories to add: add fewer --runs")
