"""A built outlet, deployed to a branch and read over HTTP, at the root of a host and below a prefix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from newsprint.deploy.served_urls import address
from tests.deploy.branch.checkouts import Checkout, new_checkout
from tests.support.git import git
from tests.support.linkcheck import addresses, broken_links
from tests.support.outlets import LIVE, LIVE_URL, Outlet, article

STORIES = {
    f"content/world/{number}.md": article(
        f"Story {number}", f"See [another](./{(number + 1) % 25}.md).", tags=["Ferry"], authors=["Imogen Farrant"]
    )
    for number in range(25)
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[HTTPConnection]:
    """Serve the files in ``folder`` over HTTP, and give a connection to the server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        connection = HTTPConnection("127.0.0.1", server.server_address[1])
        try:
            yield connection
        finally:
            connection.close()
            server.shutdown()
            thread.join()


def crawl(connection: HTTPConnection, site: str) -> dict[str, int]:
    """Return the status of every address on the site's host that pages link to, starting at ``site``."""
    found: dict[str, int] = {}
    waiting = [f"{site}/"]
    while waiting:
        url = waiting.pop()
        if url in found:
            continue
        connection.request("GET", urlsplit(url).path)
        reply = connection.getresponse()
        body = reply.read()
        found[url] = reply.status
        if "html" in reply.getheader("Content-Type", ""):
            links = (urldefrag(urljoin(url, link)).url for link in addresses(BeautifulSoup(body, "lxml")))
            waiting += [link for link in links if urlsplit(link).netloc == urlsplit(site).netloc]
    return found


@pytest.mark.parametrize("url", ["https://user.github.io/paper", "https://user.github.io", LIVE_URL])
def test_a_deployed_site_has_no_dead_links(
    outlet: Callable[[Mapping[str, str]], Outlet], tmp_path: Path, url: str
) -> None:
    """The prefix is not in the branch; GitHub serves the branch below it, and so does this test."""
    built = outlet({**STORIES, "newsprint.toml": LIVE.replace(LIVE_URL, url)})
    built.build()
    (tmp_path / "git").mkdir()
    checkout = new_checkout(tmp_path / "git")
    checkout.deploy(built.files(), url=url)
    top = tmp_path / "served"
    folder = top / urlsplit(url).path.strip("/")
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", checkout.remote.as_uri(), str(folder))
    with served(top) as connection:
        found = crawl(connection, url)
    assert {link: status for link, status in found.items() if status != 200} == {}
    assert broken_links(checkout.published(), url) == []
    stories = {address(url, name) for name in built.files() if name.startswith("world/2024/")}
    assert len(stories) == 25
    assert stories <= found.keys()


def test_a_new_story_makes_one_commit_of_the_files_that_the_build_wrote(
    outlet: Callable[[Mapping[str, str]], Outlet], tmp_path: Path
) -> None:
    built = outlet(STORIES)
    built.build()
    (tmp_path / "git").mkdir()
    checkout: Checkout = new_checkout(tmp_path / "git")
    checkout.deploy(built.files())
    before = built.files()
    report = built.write({"content/world/new.md": article("The ferry returns", date="2024-12-22")}).build()
    checkout.deploy(built.files())
    changed = {name for name, data in built.files().items() if before.get(name) != data}
    assert {name.partition(" ")[2] for name in checkout.changes()} == changed
    assert len(changed) == report.written
    built.build()
    checkout.deploy(built.files())
    assert len(checkout.log()) == 2
