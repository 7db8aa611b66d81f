"""HTTP answers: content types, HEAD, validators, ranges, redirects, missing pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.preview.previews import Preview, previewed
from tests.preview.servers import Reply
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.waiting import wait_until

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>'
FILES = {
    "newsprint.toml": CONFIGURATION,
    "content/world/story.md": article(
        "A story",
        "[The paper](paper.pdf)",
        image={"src": "p.svg", "alt": "Nothing"},
        aliases=["/old", "/old.html", "/ö/"],
    ),
    "content/world/draft.md": article("A draft", draft=True),
    "content/pages/about.md": "---\ntitle: About\naliases: [/us/]\n---\n",
    "content/world/p.svg": PICTURE,
    "content/world/paper.pdf": "0123456789",
    "content/static/empty.txt": "",
    "content/static/naïve café.txt": "Ça va.",
    "content/static/plain/index.html": "<!doctype html><title>Plain</title>",
    "content/static/LICENSE": "Free.",
    "content/static/old.html.html": '<title>Vor f\xfcnf</title><a href="/\xfc/&#0;&#xd800;%ff">'.encode("latin-1"),
}
PREFIXED = CONFIGURATION.replace("https://gazette.example", "https://gazette.example/daily")
STORY = "/world/2024/12/20/story/"
DIGITS = "/media/world/paper.pdf"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Start a preview for the tests of this file."""
    top = tmp_path_factory.mktemp("answers")
    with previewed(Outlet(top / "outlet").write(FILES)) as running:
        yield running


@pytest.fixture(scope="module")
def prefixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Start a preview of the same site with the prefix ``/daily``."""
    top = tmp_path_factory.mktemp("prefixed")
    outlet = Outlet(top / "outlet").write({**FILES, "newsprint.toml": PREFIXED})
    with previewed(outlet) as running:
        yield running


def asset(server: Preview, ending: str) -> str:
    """Return the address of an asset of the front page."""
    found = re.search(rf'/assets/[^"]+\.{ending}', server.ask("/").text)
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("target", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        (STORY, "text/html; charset=utf-8"),
        ("/nothing/", "text/html; charset=utf-8"),
        ("/nothing.css", "text/plain; charset=utf-8"),
        ("/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/empty.txt", "text/plain; charset=utf-8"),
        ("/LICENSE", "application/octet-stream"),
        (DIGITS, "application/pdf"),
        ("/media/world/p.svg", "image/svg+xml"),
        ("/_preview/preview.js", "text/javascript; charset=utf-8"),
        ("/_preview/livereload.js", "text/javascript; charset=utf-8"),
    ],
)
def test_every_answer_has_the_right_content_type(server: Preview, target: str, media_type: str) -> None:
    assert server.ask(target).headers["content-type"] == media_type


@pytest.mark.parametrize(
    "target",
    ["/", STORY, DIGITS, "/nothing/", "/nothing.css", "/world", "/old/", "/empty.txt", "/_preview/preview.js", "/%ff"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_every_answer_forbids_caching_and_use_by_other_sites(server: Preview, target: str, method: str) -> None:
    headers = server.ask(target, method=method).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    assert not {"server", "set-cookie", "access-control-allow-origin", "last-modified"} & set(headers)


@pytest.mark.parametrize(
    "target",
    ["/", STORY, DIGITS, "/nothing/", "/nothing.css", "/world", "/old/", "/empty.txt", "/_preview/preview.js", "/%ff"],
)
@pytest.mark.parametrize("headers", [[], ["Range: bytes=0-3"], ["If-None-Match: *"], ['If-None-Match: W/"a"']])
def test_head_is_get_without_the_body(server: Preview, target: str, headers: list[str]) -> None:
    head = server.ask(target, *headers, method="HEAD")
    whole = server.ask(target, *[each for each in headers if not each.startswith("Range")])
    assert head.body == b""
    assert head.status == whole.status
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}
    if whole.status != 304:
        assert int(whole.headers["content-length"]) == len(whole.body)


def test_an_alias_is_a_redirect_page_as_on_the_published_site(server: Preview) -> None:
    for target, location in (("/old/", STORY), ("/old.html", STORY), ("/%C3%B6/", STORY), ("/us/", "/about/")):
        reply = server.ask(target)
        assert reply.status == 200
        assert f"url={location}" in reply.text
        assert 'http-equiv="refresh"' in reply.text


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/world", "/world/"),
        ("/world?a=b&c", "/world/?a=b&c"),
        ("/world?", "/world/"),
        (STORY.removesuffix("/"), STORY),
        ("/old", "/old/"),
        ("/%C3%B6", "/%C3%B6/"),
        ("/w%6frld", "/world/"),
    ],
)
def test_a_folder_without_its_slash_is_redirected_to_the_folder(server: Preview, target: str, location: str) -> None:
    reply = server.ask(target)
    assert (reply.status, reply.headers["location"], reply.body) == (302, location, b"")


@pytest.mark.parametrize(
    "target", ["/index.html", "/world/index.html", f"{STORY}index.html", "/latest/world/index.html"]
)
def test_the_page_of_a_folder_is_also_served_as_index_html(server: Preview, target: str) -> None:
    assert server.ask(target).body == server.ask(target.removesuffix("index.html")).body
    assert server.ask(target).status == 200


@pytest.mark.parametrize("target", ["/plain/", "/plain/index.html", "/plain"])
def test_the_index_html_of_a_static_folder_is_its_page(server: Preview, target: str) -> None:
    reply = server.ask(target)
    if target == "/plain":
        assert (reply.status, reply.headers["location"]) == (302, "/plain/")
    else:
        assert (reply.status, "<title>Plain" in reply.text) == (200, True)


@pytest.mark.parametrize(
    "target", ["/na%C3%AFve%20caf%C3%A9.txt", "/na%c3%afve%20caf%c3%a9.txt", "/na%C3%AFve%20caf%C3%A9%2Etxt?a=%C3%A9"]
)
def test_an_address_is_read_as_utf_8(server: Preview, target: str) -> None:
    reply = server.ask(target)
    assert (reply.status, reply.text) == (200, "Ça va.")


def test_a_static_page_in_another_encoding_is_shown_as_it_is(server: Preview) -> None:
    assert server.ask("/old.html.html").body.startswith("<title>Vor f\xfcnf</title>".encode("latin-1"))


@pytest.mark.parametrize(
    "target", ["/nothing/", "/nothing", "/world/nothing.html", "/World/", "/INDEX.HTML", "/world/page/7/"]
)
def test_a_missing_page_gets_the_404_page_of_the_theme(server: Preview, target: str) -> None:
    reply = server.ask(target)
    assert reply.status == 404
    assert "The Harbour Gazette" in reply.text
    assert "etag" not in reply.headers


def test_the_404_page_has_an_address_itself(server: Preview) -> None:
    assert server.ask("/404.html").status == 200


@pytest.mark.parametrize(
    ("template", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ("*", 304),
        ('"a", {tag}', 304),
        ('"a",W/{tag}, "b"', 304),
        ('"a"', 200),
        ("{bare}", 200),
        ('"{bare}', 200),
        ("", 200),
    ],
)
@pytest.mark.parametrize("target", ["/", DIGITS, "/_preview/preview.js"])
def test_a_page_that_the_browser_has_is_not_sent_again(
    server: Preview, target: str, template: str, status: int
) -> None:
    tag = server.ask(target).headers["etag"]
    reply = server.ask(target, "If-None-Match: " + template.format(tag=tag, bare=tag.strip('"')))
    assert reply.status == status
    assert reply.headers["etag"] == tag
    if status == 304:
        assert reply.body == b""
        assert "content-type" not in reply.headers


@pytest.mark.parametrize(
    ("header", "status", "content_range", "body"),
    [
        ("bytes=0-3", 206, "bytes 0-3/10", "0123"),
        ("bytes=4-", 206, "bytes 4-9/10", "456789"),
        ("bytes=-2", 206, "bytes 8-9/10", "89"),
        ("bytes=0-99", 206, "bytes 0-9/10", "0123456789"),
        ("bytes=10-", 416, "bytes */10", ""),
        ("bytes=-0", 416, "bytes */10", ""),
        ("bytes=0-1,4-5", 200, None, "0123456789"),
        ("bytes=4-1", 200, None, "0123456789"),
        ("lines=0-1", 200, None, "0123456789"),
    ],
)
def test_a_range_of_a_file_can_be_requested(
    server: Preview, header: str, status: int, content_range: str | None, body: str
) -> None:
    reply = server.ask(DIGITS, f"Range: {header}")
    assert (reply.status, reply.headers.get("content-range"), reply.text) == (status, content_range, body)
    assert int(reply.headers["content-length"]) == len(body)
    assert reply.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    ("condition", "status"),
    [("{tag}", 206), ("W/{tag}", 200), ('"another"', 200), ("Sat, 21 Nov 2026 10:00:00 GMT", 200), ("nonsense", 200)],
)
def test_a_range_is_sent_only_if_the_file_has_not_changed(server: Preview, condition: str, status: int) -> None:
    tag = server.ask(DIGITS).headers["etag"]
    assert server.ask(DIGITS, "Range: bytes=0-3", "If-Range: " + condition.format(tag=tag)).status == status


def test_an_unchanged_file_is_not_sent_in_ranges(server: Preview) -> None:
    tag = server.ask(DIGITS).headers["etag"]
    assert server.ask(DIGITS, "Range: bytes=0-3", f"If-None-Match: {tag}").status == 304


def test_a_changed_file_is_sent_again(server: Preview) -> None:
    before = server.ask("/plain/").headers["etag"]
    (server.outlet.folder / "content/static/plain/index.html").write_text("<!doctype html><title>Plain and new</title>")
    wait_until(
        lambda: b"and new" in server.ask("/plain/", f"If-None-Match: {before}").body,
        "the page shows the new words",
        seen=lambda: server.ask("/plain/"),
    )


def test_assets_are_served_with_their_content_types(server: Preview) -> None:
    assert (
        server.ask(asset(server, "css"), f"Origin: http://{server.authority}").headers["content-type"]
        == "text/css; charset=utf-8"
    )
    assert server.ask(asset(server, "js")).headers["content-type"] == "text/javascript; charset=utf-8"
    assert server.ask(asset(server, "woff2")).headers["content-type"] == "font/woff2"


@pytest.mark.parametrize(
    ("target", "status", "location"),
    [
        ("/daily/", 200, None),
        (f"/daily{STORY}", 200, None),
        ("/daily/index.html", 200, None),
        ("/daily/nothing/", 404, None),
        ("/daily/../daily/", 404, None),
        ("/daily//", 404, None),
        ("/", 302, "/daily/"),
        ("/?a=b", 302, "/daily/?a=b"),
        ("/daily", 302, "/daily/"),
        ("/daily/world", 302, "/daily/world/"),
        ("/daily/world?a=b", 302, "/daily/world/?a=b"),
        ("/world/", 404, None),
        ("/dailyworld/", 404, None),
        ("/_preview/preview.js", 200, None),
    ],
)
def test_a_site_with_a_prefix_is_served_below_it(
    prefixed: Preview, target: str, status: int, location: str | None
) -> None:
    reply: Reply = prefixed.ask(target)
    assert (reply.status, reply.headers.get("location")) == (status, location)


def test_the_printed_address_is_that_of_the_site(server: Preview, prefixed: Preview) -> None:
    assert server.greeting == f"Preview at http://{server.authority}/ (press Ctrl-C to stop)\n"
    assert prefixed.greeting == f"Preview at http://{prefixed.authority}/daily/ (press Ctrl-C to stop)\n"


def test_requests_are_not_printed_in_the_terminal(server: Preview) -> None:
    server.ask("/nothing/")
    assert server.printed == ""
