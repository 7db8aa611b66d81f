"""The demonstration outlet, deployed to every kind of target and read back over HTTP by a crawler."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest

from newsprint.config.targets import FolderSettings, GitHubPagesSettings, TargetSettings
from tests.deploy.branch.checkouts import new_checkout
from tests.deploy.crawling import Ask, crawl
from tests.deploy.deployed_outlets import deploy_once
from tests.deploy.stores.buckets import Bucket, Response, fetch
from tests.deploy.stores.stores import without_clouds
from tests.support.demonstration import AS_OF, copied
from tests.support.feeds import FEEDS, FEEDS_OF_THE_OUTLET
from tests.support.git import git
from tests.support.outlets import LIVE_URL, Outlet

pytestmark = pytest.mark.store

URL = LIVE_URL
PROJECT = "https://user.github.io/repository"
"""Where GitHub serves the branch of a project: below a path that is not in the branch."""

WITH_HEADERS = ("ceph", "rclone", "azurite")
SHORT = "public, max-age=60"
HOUR = "public, max-age=3600"
YEAR = "public, max-age=31536000, immutable"

EXPECTED_HEADERS = {
    "assets/*.css": ("text/css; charset=utf-8", YEAR),
    "assets/*.js": ("text/javascript; charset=utf-8", YEAR),
    "assets/*.svg": ("image/svg+xml", YEAR),
    "assets/*.woff2": ("font/woff2", YEAR),
    "assets/*.txt": ("text/plain; charset=utf-8", YEAR),
    "media/*.webp": ("image/webp", HOUR),
    "media/*.jpg": ("image/jpeg", HOUR),
    "media/*.wav": ("audio/wav", HOUR),
    "media/*.webm": ("video/webm", HOUR),
    "media/*.vtt": ("text/vtt; charset=utf-8", HOUR),
    "media/*.pdf": ("application/pdf", HOUR),
    "renditions/*.webp": ("image/webp", YEAR),
    "renditions/*.avif": ("image/avif", YEAR),
    "renditions/*.jpg": ("image/jpeg", YEAR),
    "*.html": ("text/html; charset=utf-8", SHORT),
    **{f"*{name}": (kind, SHORT) for name, kind in (FEEDS | FEEDS_OF_THE_OUTLET).items()},
    "*sitemap.xml": ("application/xml; charset=utf-8", SHORT),
    "sitemaps/*.xml": ("application/xml; charset=utf-8", SHORT),
    "robots.txt": ("text/plain; charset=utf-8", SHORT),
}
"""Content type and cache control of every file of the outlet, by the first pattern that matches."""

UNLINKED = (
    "404.html",
    "assets/fonts/*-OFL.*.txt",  # licences
    "assets/matomo.*.js",  # for outlets whose readers are counted by Matomo
    "*/atom.xml",  # pages only link to the RSS feed of the section
    *FEEDS_OF_THE_OUTLET,
    "latest/*/index.html",  # for widgets of a section, of which this theme has none
    "news/2024/library-hours/index.html",  # an old address
)


@dataclass(frozen=True)
class Published:
    """A published site: its URL, the files of the build, and a function that requests a path."""

    store: str
    url: str
    built: Mapping[str, bytes]
    ask: Ask

    @property
    def keeps_headers(self) -> bool:
        """Return whether files are served with the headers of the deploy; web servers make their own."""
        return self.store in WITH_HEADERS

    def file(self, address: str) -> str:
        """Return the file that is published at ``address``."""
        name = unquote(urlsplit(address).path).removeprefix(urlsplit(self.url).path + "/")
        return f"{name}index.html" if name.endswith("/") or not name else name


def build_and_deploy(outlet: Outlet, target: TargetSettings) -> None:
    """Build ``outlet`` as of a fixed instant, and deploy it to ``target``."""
    outlet.build(AS_OF.isoformat())
    deploy_once(outlet, target, AS_OF)


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[Ask]:
    """Serve the files in ``folder`` over HTTP."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield lambda path: fetch(f"http://127.0.0.1:{server.server_address[1]}{path}")
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def paper(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Outlet:
    """Return the demonstration outlet."""
    return copied(repository, tmp_path_factory.mktemp("demonstration"), URL)


@contextmanager
def at_store(paper: Outlet, bucket: Bucket) -> Iterator[Published]:
    """Publish the site in a bucket. Where that is not a website, requests for a folder get its index."""
    build_and_deploy(paper, bucket.target)

    def ask(path: str) -> Response:
        return bucket.get(f"{path}index.html" if path.endswith("/") and bucket.store != "ceph" else path)

    yield Published(bucket.store, URL, paper.files(), ask)


@contextmanager
def in_folder(paper: Outlet, place: Path) -> Iterator[Published]:
    """Publish the site in a folder, from which a web server serves it."""
    build_and_deploy(paper, FolderSettings(target=place.as_uri()))
    with served(place) as ask:
        yield Published("folder", URL, paper.files(), ask)


@contextmanager
def on_branch(repository: Path, place: Path) -> Iterator[Published]:
    """Publish the site on the branch of a project, and serve a checkout of it below the project's path."""
    checkout = new_checkout(place)
    paper = copied(repository, checkout.folder, PROJECT)
    build_and_deploy(paper, GitHubPagesSettings(target="github-pages"))
    top = place / "served"
    git(place, "clone", "--quiet", "--branch=gh-pages", checkout.remote.as_uri(), str(top / "repository"))
    with served(top) as ask:
        yield Published("branch", PROJECT, paper.files(), ask)


@pytest.fixture(scope="module", params=["ceph", "rclone", "azurite", "folder", "branch"])
def site(
    request: pytest.FixtureRequest, paper: Outlet, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Published]:
    """Give the outlet, published at each kind of target in turn."""
    place = tmp_path_factory.mktemp("target")
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        for name in os.environ.keys() - without_clouds(dict(os.environ)).keys():
            patch.delenv(name)
        if request.param == "folder":
            yield stack.enter_context(in_folder(paper, place / "www"))
        elif request.param == "branch":
            yield stack.enter_context(on_branch(repository, place))
        else:
            bucket = request.getfixturevalue(f"{request.param}_store")()
            for name, value in bucket.environment.items():
                patch.setenv(name, value)
            yield stack.enter_context(at_store(paper, bucket))


@pytest.fixture(scope="module")
def found(site: Published) -> dict[str, Response]:
    """Return what a crawler finds that begins at the front page."""
    return crawl(site.url, site.ask)


def test_every_linked_address_of_the_site_gives_the_file_of_the_build(
    site: Published, found: dict[str, Response]
) -> None:
    assert {address: response.status for address, response in found.items() if response.status != 200} == {}
    assert [address for address, response in found.items() if response.body != site.built[site.file(address)]] == []


def test_the_crawler_finds_every_file_that_should_be_linked(site: Published, found: dict[str, Response]) -> None:
    linked = {site.file(address) for address in found}
    shown = {picture_of(name) for name in linked} - {""}  # a block may show its picture in some of its sizes
    unfound = {name for name in site.built.keys() - linked if picture_of(name) not in shown}
    assert [name for name in sorted(unfound) if not any(fnmatch(name, kind) for kind in UNLINKED)] == []
    assert len(found) > 150


def picture_of(name: str) -> str:
    """Return the digest of the picture of which the file ``name`` is a rendition; empty if it is none."""
    folder, _, base = name.partition("/")
    return base.partition("-")[0] if folder == "renditions" else ""


def test_files_without_links_are_published_too(site: Published, found: dict[str, Response]) -> None:
    """Readers and programs know their addresses."""
    unfound = site.built.keys() - {site.file(address) for address in found}
    responses = {name: site.ask(f"{urlsplit(site.url).path}/{name}") for name in sorted(unfound)}
    assert {name: response.body for name, response in responses.items()} == {name: site.built[name] for name in unfound}
    assert [wrong for name, response in responses.items() for wrong in wrong_headers(site, name, response)] == []


@pytest.mark.parametrize("site", WITH_HEADERS, indirect=True, scope="module")
def test_content_types_and_cache_headers_are_right(site: Published, found: dict[str, Response]) -> None:
    names = {site.file(address): response for address, response in found.items()}
    assert [wrong for name, response in names.items() for wrong in wrong_headers(site, name, response)] == []
    assert {expected_headers(name) for name in site.built} == set(EXPECTED_HEADERS.values())


def expected_headers(name: str) -> tuple[str, str]:
    """Return the content type and cache control of the file ``name``."""
    return next(headers for pattern, headers in EXPECTED_HEADERS.items() if fnmatch(name, pattern))


def wrong_headers(site: Published, name: str, response: Response) -> list[str]:
    """Return what is wrong with the headers of the file ``name``, if the deploy sets them."""
    headers = (response.headers.get("content-type"), response.headers.get("cache-control"))
    return [f"{name}: {headers}"] if site.keeps_headers and headers != expected_headers(name) else []


def test_nothing_links_to_the_files_that_newsprint_keeps_at_the_target(
    site: Published, found: dict[str, Response]
) -> None:
    assert [address for address, response in found.items() if b".newsprint/" in response.body] == []


@pytest.mark.parametrize("site", ["ceph"], indirect=True, scope="module")
def test_a_missing_address_of_a_website_gives_the_404_page(site: Published) -> None:
    for path in ("/no/such/page/", "/no-such-picture.webp", "/world/2024/"):
        response = site.ask(path)
        assert (response.status, response.body) == (404, site.built["404.html"])
        assert response.headers["content-type"] == "text/html; charset=utf-8"
