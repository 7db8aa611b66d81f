"""Hostile requests: every spelling of a path out of the site, other methods, and huge sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.preview.previews import Preview
from tests.preview.web.hostile_outlet import SECRET, discloses_nothing, hostile_preview
from tests.support.waiting import wait_until


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/../newsprint.toml", 404),
        ("/../../../../../../etc/passwd", 404),
        ("/world/../../newsprint.toml", 404),
        ("/world/../", 404),
        ("/./newsprint.toml", 404),
        ("/%2e%2e/newsprint.toml", 404),
        ("/%2E%2E%2Fnewsprint.toml", 404),
        ("/..%2fnewsprint.toml", 404),
        ("/media/..%2f..%2fnewsprint.toml", 404),
        ("/media/../../newsprint.toml", 404),
        ("/media/world/%2e%2e/%2e%2e/%2e%2e/newsprint.toml", 404),
        ("/%252e%252e/newsprint.toml", 404),
        ("/%25252e%25252e%25252fnewsprint.toml", 404),
        ("/..\\newsprint.toml", 404),
        ("/..%5cnewsprint.toml", 404),
        ("/%5c%5cserver%5cshare", 404),
        ("/C:/Windows/win.ini", 404),
        ("//etc/passwd", 404),
        ("//evil.example/", 404),
        ("///newsprint.toml", 404),
        ("/%2f%2fevil.example/..", 404),
        ("//[", 404),
        ("//[?", 404),
        ("/world//", 404),
        ("/..;/newsprint.toml", 404),
        ("/..;a=b/newsprint.toml", 404),
        ("/world/..%00/newsprint.toml", 404),
        ("/data.txt%00.html", 404),
        ("/data.txt%0a", 404),
        ("/data.txt%20", 404),
        ("/data.txt/", 404),
        ("/data.txt/..", 404),
        ("/%c0%ae%c0%ae/newsprint.toml", 400),
        ("/%e0%80%ae%e0%80%ae/newsprint.toml", 400),
        ("/%c0%af..%c0%afnewsprint.toml", 400),
        ("/%ff", 400),
        ("/%ed%a0%80", 400),
        ("/%u002e%u002e/newsprint.toml", 404),
        ("/%", 404),
        ("/%zz", 404),
        ("/%e2%80%a4%e2%80%a4/newsprint.toml", 404),  # ONE DOT LEADER
        ("/%ef%bc%8e%ef%bc%8e/newsprint.toml", 404),  # FULLWIDTH FULL STOP
        ("/..%e2%88%95newsprint.toml", 404),  # DIVISION SLASH
        ("/%e2%80%ae/", 404),  # RIGHT-TO-LEFT OVERRIDE
        ("/world/page/99999999999999999999999999/", 404),
        ("/world/page/%d9%a1/", 404),  # ARABIC-INDIC DIGIT ONE
        ("/world/page/%c2%b2/", 404),  # SUPERSCRIPT TWO
        ("/archive/2024/99/", 404),
        ("/world/#", 404),
        ("/.newsprint/catalog.sqlite", 404),
        ("/.newsprint/preview/catalog.sqlite", 404),
        ("/.git/config", 404),
        ("/%2egit/config", 404),
        ("/.env", 404),
        ("/newsprint.toml", 404),
        ("/notes.txt", 404),
        ("/themes/mine/theme.toml", 404),
        ("/content/world/story.md", 404),
        ("/world/story.md", 404),
        ("/media/world/story.md", 404),
        ("/media/world/unused.pdf", 404),
        ("/media/world/.hidden.pdf", 404),
        ("/.htpasswd", 404),
        ("/static/data.txt", 404),
        ("/link.txt", 404),
        ("/out/secret.txt", 404),
        ("/media/world/out/secret.txt", 404),
        ("/settings.txt", 404),
        ("/world/2024/12/20/draft/", 404),
        ("/media/world/secret.pdf", 404),
        ("/media/", 404),
        ("/media", 404),
        ("/media/world/", 404),
        ("/folder/", 404),
        ("/folder", 404),
        ("/assets/", 404),
        ("/_preview/", 404),
        ("/_preview/../newsprint.toml", 404),
        ("/_preview/..", 404),
        ("/_preview/%2e%2e%2fserver.py", 404),
        ("/_preview/..%2fserver.py", 404),
        ("/_preview/templates/screen.html", 404),
        ("/_preview/screen.html", 404),
        ("/_preview/%ff", 400),
        ("http://evil.example/", 400),
        ("http://127.0.0.1/../newsprint.toml", 400),
        ("file:///etc/passwd", 400),
        ("*", 400),
        ("evil.example:443", 400),
        ("newsprint.toml", 400),
        ("../newsprint.toml", 400),
        ("?", 400),
        ("\xff", 400),
    ],
)
def test_no_address_leads_out_of_the_site(server: Preview, target: str, status: int) -> None:
    reply = server.ask(target)
    assert reply.status == status
    assert discloses_nothing(reply, server)


@pytest.mark.parametrize(
    "target", ["/", "/data.txt", "/folder/data.txt", "/media/world/paper.pdf", "/world/2024/12/20/story/"]
)
def test_published_files_are_served(server: Preview, target: str) -> None:
    assert server.ask(target).status == 200


def test_a_file_that_becomes_a_link_out_of_the_outlet_is_not_followed(tmp_path: Path) -> None:
    with hostile_preview(tmp_path) as live:
        files = {"/data.txt": "static/data.txt", "/media/world/paper.pdf": "world/paper.pdf"}
        for target, name in files.items():
            assert live.ask(target).status == 200
            path = live.outlet.folder / "content" / name
            path.unlink()
            path.symlink_to(tmp_path / "outside" / "secret.txt")
            assert SECRET.encode() not in live.ask(target).body
            wait_until(
                lambda target=target: live.ask(target).status == 404,
                f"the preview no longer serves {target}",
                seen=lambda: live.printed,
            )


def test_a_folder_that_becomes_a_link_out_of_the_outlet_is_not_followed(tmp_path: Path) -> None:
    with hostile_preview(tmp_path) as live:
        assert live.ask("/folder/data.txt").status == 200
        (tmp_path / "outside" / "data.txt").write_text(SECRET)
        folder = live.outlet.folder / "content" / "static" / "folder"
        folder.rename(tmp_path / "elsewhere")
        folder.symlink_to(tmp_path / "outside")
        assert SECRET.encode() not in live.ask("/folder/data.txt").body
        wait_until(
            lambda: live.ask("/folder/data.txt").status == 404,
            "the preview no longer serves the file",
            seen=lambda: live.printed,
        )


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/world", "/world/"),
        ("/world?next=//evil.example/", "/world/?next=//evil.example/"),
        ("/world?%0d%0aSet-Cookie:a=b", "/world/?%0d%0aSet-Cookie:a=b"),
        ("/world?\xe9", "/world/?\xe9"),
    ],
)
def test_a_redirect_leads_only_to_the_same_site(server: Preview, target: str, location: str) -> None:
    reply = server.ask(target)
    assert (reply.status, reply.headers["location"]) == (302, location)
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("target", ["/", "/nothing/", "/_preview/preview.js", "/livereload", "*"])
@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "DO-IT", "HEADS"]
)
def test_only_get_and_head_are_allowed(server: Preview, method: str, target: str) -> None:
    reply = server.ask(target, "X-Secret: mirrored", method=method)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")
    assert b"mirrored" not in reply.raw
    assert discloses_nothing(reply, server)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (["Cookie: " + "a" * 1_000_000], 431),
        ([f"X-{number}: a" for number in range(10_000)], 431),
        (["X-A: a"] * 10_000, 431),
        (["Range: bytes=" + "9" * 20_000 + "-"], 200),
        (["Range: bytes=0-0" + ",0-0" * 5_000], 200),
        (["If-None-Match: " + '"a",' * 5_000], 200),
        (["Accept-Encoding: " + "gzip," * 5_000], 200),
        (["X-A: \x80\xff"], 200),
        (["X-A: a\x00b"], 400),
        (["X-A: a\x1bb"], 400),
        (["X-A"], 400),
        (["X\xe9: a"], 400),
        ([": a"], 400),
    ],
    ids=lambda value: str(value)[:30],
)
def test_headers_of_any_size_and_kind_get_an_answer(server: Preview, headers: list[str], status: int) -> None:
    reply = server.ask("/", *headers)
    assert reply.status == status
    assert discloses_nothing(reply, server)


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/" + "a" * 100_000, 414),
        ("/a" * 50_000, 414),
        ("/?" + "a" * 100_000, 414),
        ("/?" + "a=b&" * 25_000, 400),
        ("/" + "a" * 5_000, 404),
    ],
    ids=lambda value: str(value)[:30],
)
def test_an_address_that_is_too_long_is_refused(server: Preview, target: str, status: int) -> None:
    reply = server.ask(target)
    assert reply.status == status
    assert target[:200].encode() not in reply.raw
    assert discloses_nothing(reply, server)


def test_a_header_of_four_megabytes_ends_the_connection(server: Preview) -> None:
    assert server.exchange(server.request("/", "X-A: " + "a" * 4_000_000)) == b""
