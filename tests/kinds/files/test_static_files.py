"""Static files: published as they are; of hidden names only those that web servers read, and every other is reported."""

from __future__ import annotations

import pytest

from newsprint.base.errors import Problem
from tests.support.outlets import Outlet, article
from tests.support.reading import Make

PUBLISHED = (
    ".well-known/security.txt",
    ".well-known/acme-challenge/_token",
    ".well-known/.nested/x",
    "_redirects",
    "_headers",
    ".htaccess",
    "archive/old/.htaccess",
    ".nojekyll",
    "favicon.ico",
    "a_b.txt",
)
LEFT_OUT = {
    ".env": ".env",
    ".git/config": ".git",
    ".htpasswd": ".htpasswd",
    "_drafts/story.txt": "_drafts",
    "notes.txt~": "notes.txt~",
    "#notes.txt#": "#notes.txt#",
    ".notes.txt.swp": ".notes.txt.swp",
    "notes.swp": "notes.swp",
    "~$notes.docx": "~$notes.docx",
    "notes.txt.save": "notes.txt.save",
    "deep/notes.txt.bak": "deep/notes.txt.bak",
    "deep/_redirects": "deep/_redirects",
    "deep/.nojekyll": "deep/.nojekyll",
    "deep/.well-known/x": "deep/.well-known",
    ".well-known/security.txt~": ".well-known/security.txt~",
    ".newsprint": ".newsprint",
}
BY_SYSTEMS = (".DS_Store", "deep/.DS_Store", "Thumbs.db", "._favicon.ico", "desktop.ini", ".gitkeep")


def hidden_files(site: Outlet) -> set[str]:
    """Every file in the output whose path has a part with a dot or an underscore in front, but for Newsprint's own."""
    paths = (path.relative_to(site.output) for path in site.output.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if path.as_posix() != ".newsprint"}


def left_out(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    return {(problem.path.removeprefix("content/static/"), problem.code) for problem in problems}


@pytest.fixture
def site(outlet: Make) -> Outlet:
    names = (*PUBLISHED, *LEFT_OUT, *BY_SYSTEMS)
    return outlet({"content/world/a.md": article()} | {f"content/static/{name}": f"of {name}" for name in names})


def test_static_files_are_served_from_the_root_byte_for_byte(outlet: Make) -> None:
    files = {
        "favicon.ico": b"\x00\x01icon",
        "downloads/été 2024.pdf": b"%PDF",
        ".well-known/security.txt": b"Contact: mailto:desk@gazette.example\n",
        "page.md": b"# Not an article\n",
        "template.html": b"{{ not.rendered }}",
    }
    site = outlet({f"content/static/{name}": data for name, data in files.items()})
    site.build()
    for name, data in files.items():
        assert (site.output / name).read_bytes() == data


def test_the_files_that_web_servers_read_are_published_and_no_other_hidden_one(site: Outlet) -> None:
    report = site.build()

    files = hidden_files(site)
    assert files.issuperset(PUBLISHED)
    assert not files & {*LEFT_OUT, *BY_SYSTEMS}
    assert left_out(report.warnings) == {(name, "file-not-published") for name in LEFT_OUT.values()}
    assert report.problems == ()


def test_what_is_left_out_is_reported_by_every_build_until_it_is_gone(site: Outlet) -> None:
    site.build()
    for name in LEFT_OUT:
        if name != ".env":
            (site.folder / "content/static" / name).unlink()
    (site.folder / "content/static/_drafts").rmdir()
    for folder in (".git", "deep/.well-known"):
        (site.folder / "content/static" / folder).rmdir()

    assert left_out(site.build().warnings) == {(".env", "file-not-published")}


def test_a_published_hidden_file_that_is_deleted_goes_from_the_output(site: Outlet) -> None:
    site.build()
    for name in PUBLISHED:
        (site.folder / "content/static" / name).unlink()
    site.build()

    assert not hidden_files(site) & set(PUBLISHED)


def test_hidden_files_of_others_in_the_output_stay(site: Outlet) -> None:
    site.build()
    (site.output / ".gitkeep").write_text("")
    site.write({"content/static/_redirects": "/a /b"})
    site.build()

    assert (site.output / ".gitkeep").is_file()
    assert (site.output / "_redirects").read_text() == "/a /b"


def test_a_static_file_that_went_goes_from_the_output(outlet: Make) -> None:
    names = [".well-known/security.txt", ".well-known/deep/er.txt", "favicon.ico"]
    site = outlet({f"content/static/{name}": "x" for name in names})
    site.build()
    site.write({f"content/static/{name}": None for name in names}).build()
    assert not [name for name in names if (site.output / name).exists()]
    assert not (site.output / ".well-known").exists()


def test_hidden_files_among_the_static_ones_stay_hidden(outlet: Make) -> None:
    site = outlet({"content/static/.env": "SECRET=1", "content/static/sub/.htpasswd": "x", "content/static/a.txt": "a"})
    site.build()
    assert not list(site.output.rglob(".env")) + list(site.output.rglob(".htpasswd"))
    assert (site.output / "a.txt").is_file()
