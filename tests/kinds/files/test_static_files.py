"""Static files are published unchanged; hidden files only if web servers read them, and the others are reported."""

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
SKIPPED = {
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
OF_OPERATING_SYSTEMS = (".DS_Store", "deep/.DS_Store", "Thumbs.db", "._favicon.ico", "desktop.ini", ".gitkeep")


def output_files(site: Outlet) -> set[str]:
    """Return the paths of all files in the output except Newsprint's own mark."""
    paths = (path.relative_to(site.output) for path in site.output.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if path.as_posix() != ".newsprint"}


def reported(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    """Return the static file and the code of each problem."""
    return {(problem.path.removeprefix("content/static/"), problem.code) for problem in problems}


@pytest.fixture
def site(outlet: Make) -> Outlet:
    """Return an outlet with a static file of every name above."""
    names = (*PUBLISHED, *SKIPPED, *OF_OPERATING_SYSTEMS)
    return outlet({"content/world/a.md": article()} | {f"content/static/{name}": f"of {name}" for name in names})


def test_static_files_are_published_at_the_root_byte_for_byte(outlet: Make) -> None:
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


def test_only_hidden_files_that_web_servers_read_are_published(site: Outlet) -> None:
    report = site.build()

    files = output_files(site)
    assert files.issuperset(PUBLISHED)
    assert not files & {*SKIPPED, *OF_OPERATING_SYSTEMS}
    assert reported(report.warnings) == {(name, "file-not-published") for name in SKIPPED.values()}
    assert report.problems == ()


def test_a_skipped_file_is_reported_by_every_build_until_it_is_deleted(site: Outlet) -> None:
    site.build()
    for name in SKIPPED:
        if name != ".env":
            (site.folder / "content/static" / name).unlink()
    (site.folder / "content/static/_drafts").rmdir()
    for folder in (".git", "deep/.well-known"):
        (site.folder / "content/static" / folder).rmdir()

    assert reported(site.build().warnings) == {(".env", "file-not-published")}


def test_a_deleted_hidden_file_is_deleted_from_the_output(site: Outlet) -> None:
    site.build()
    for name in PUBLISHED:
        (site.folder / "content/static" / name).unlink()
    site.build()

    assert not output_files(site) & set(PUBLISHED)


def test_hidden_files_of_others_in_the_output_are_kept(site: Outlet) -> None:
    site.build()
    (site.output / ".gitkeep").write_text("")
    site.write({"content/static/_redirects": "/a /b"})
    site.build()

    assert (site.output / ".gitkeep").is_file()
    assert (site.output / "_redirects").read_text() == "/a /b"


def test_a_deleted_static_file_is_deleted_from_the_output(outlet: Make) -> None:
    names = [".well-known/security.txt", ".well-known/deep/er.txt", "favicon.ico"]
    site = outlet({f"content/static/{name}": "x" for name in names})
    site.build()
    site.write({f"content/static/{name}": None for name in names}).build()
    assert not [name for name in names if (site.output / name).exists()]
    assert not (site.output / ".well-known").exists()


def test_static_files_with_secrets_are_not_published(outlet: Make) -> None:
    site = outlet({"content/static/.env": "SECRET=1", "content/static/sub/.htpasswd": "x", "content/static/a.txt": "a"})
    site.build()
    assert not list(site.output.rglob(".env")) + list(site.output.rglob(".htpasswd"))
    assert (site.output / "a.txt").is_file()
