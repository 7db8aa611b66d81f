"""A deploy after an edit without a build: it is refused if the edit hides a story, and other edits are noted."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from newsprint.base.errors import ProblemsError, RefusedError
from newsprint.builder.status import read_status
from newsprint.config.site import read_config
from newsprint.deploy.deploy import check
from newsprint.machine.outputs import EVER
from tests.deploy.deployed_outlets import DeployedOutlet
from tests.deploy.stores.buckets import Bucket
from tests.support.outlets import article
from tests.support.reading import Make

STORY = "content/world/a.md"
TEXT = article("A ferry sails", expires="2030-01-01", embargo="2024-12-21")
BROKEN = TEXT.replace('"world"', '"wrold"')
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>"
PROFILE = "---\ntitle: Ann Lee\n---\nAnn writes.\n"
FIRST: dict[str, str | bytes | None] = {
    STORY: TEXT,
    "content/world/b.md": article("B", "![A pier](p.svg) and [a plan](plan.pdf)"),
    "content/world/p.svg": PICTURE,
    "content/world/plan.pdf": b"%PDF-1.4 A plan",
    "content/world/unused.pdf": b"%PDF-1.4 No story links here",
    "content/static/rates.pdf": b"%PDF-1.4 Rates",
    "content/world/draft.md": article("A draft", draft=True),
    "content/pages/about.md": "---\ntitle: About us\n---\nWe print.\n",
    "content/authors/ann-lee.md": PROFILE,
    "content/authors/bo-cole.md": "---\ntitle: Bo Cole\n---\nBo has not written yet.\n",
    "content/authors/cy-dunn.md": "---\ntitle: Cy Dunn\ndraft: true\n---\nCy is new.\n",
    "content/world/c.md": article("C", authors=["Ann Lee"]),
}
Edit = dict[str, str | bytes | None]
HIDING: dict[str, tuple[Edit, str]] = {
    "draft": ({STORY: article("A ferry sails", draft=True)}, f"{STORY} is a draft now"),
    "embargo": ({STORY: TEXT.replace("2024-12-21", "2024-12-31")}, f"{STORY} is embargoed now"),
    "date": ({STORY: article("A ferry sails", date="2025-01-01")}, f"{STORY} is scheduled now"),
    "expiry": ({STORY: TEXT.replace("2030-01-01", "2024-12-22")}, f"{STORY} has expired"),
    "deleted": ({STORY: None}, f"{STORY} was deleted"),
    "moved": ({STORY: None, "content/sport/a.md": TEXT}, f"{STORY} was deleted"),
    "invalid": ({STORY: BROKEN}, f"{STORY} has a problem now"),
    "empty": ({STORY: b""}, f"{STORY} has a problem now"),
    "not UTF-8": ({STORY: b"\xff"}, f"{STORY} has a problem now"),
    "page": ({"content/pages/about.md": None}, "content/pages/about.md was deleted"),
    "draft of a page": (
        {"content/pages/about.md": "---\ntitle: About us\ndraft: true\n---\nWe print.\n"},
        "content/pages/about.md is a draft now",
    ),
    "profile": ({"content/authors/ann-lee.md": None}, "content/authors/ann-lee.md was deleted"),
    "profile of somebody without a story": (
        {"content/authors/bo-cole.md": None},
        "content/authors/bo-cole.md was deleted",
    ),
    "draft of a profile": (
        {"content/authors/ann-lee.md": PROFILE.replace("title", "draft: true\ntitle")},
        "content/authors/ann-lee.md is a draft now",
    ),
    "invalid profile": (
        {"content/authors/ann-lee.md": PROFILE.replace("title", "tilte")},
        "content/authors/ann-lee.md has a problem now",
    ),
    "picture": ({"content/world/p.svg": None}, "content/world/p.svg was deleted"),
    "picture that no story shows now": (
        {"content/world/p.svg": None, "content/world/b.md": article("B", "[A plan](plan.pdf)")},
        "content/world/p.svg was deleted",
    ),
    "other picture": (
        {"content/world/p.svg": PICTURE.replace("rect width='9'", "rect width='8'")},
        "content/world/p.svg was replaced by another file",
    ),
    "no picture": ({"content/world/p.svg": "version https://git-lfs"}, "content/world/p.svg was replaced"),
    "document": ({"content/world/plan.pdf": None}, "content/world/plan.pdf was deleted"),
    "other document": ({"content/world/plan.pdf": b"%PDF-1.4 B plan"}, "content/world/plan.pdf was replaced"),
    "static file": ({"content/static/rates.pdf": None}, "content/static/rates.pdf was deleted"),
    "other static file": ({"content/static/rates.pdf": b"%PDF-1.4 Fares"}, "content/static/rates.pdf was replaced"),
}
HARMLESS: dict[str, tuple[Edit, int]] = {
    "nothing": ({}, 0),
    "another word": ({STORY: TEXT.replace("ferry", "FERRY")}, 1),
    "a new story": ({"content/world/new.md": article("New")}, 1),
    "a draft": ({"content/world/draft.md": None}, 1),
    "a problem in a draft": ({"content/world/draft.md": "---\ntitle: [\n---\n"}, 1),
    "a new picture": ({"content/world/q.svg": PICTURE, STORY: TEXT + "More.\n"}, 2),
    "a document that is not published": ({"content/world/unused.pdf": None}, 1),
    "a new file": ({"content/static/new.txt": "New"}, 1),
    "a profile": ({"content/authors/ann-lee.md": PROFILE + "Much.\n"}, 1),
    "a draft of a profile": ({"content/authors/cy-dunn.md": None}, 1),
    "a picture whose bytes differ and look the same": (
        {"content/world/p.svg": PICTURE.replace("<rect", "<!-- by Ann --><rect")},
        0,
    ),
    "the same again": ({STORY: TEXT}, 0),
}
in_both_processes = pytest.mark.parametrize("large", [False, True], ids=["here", "in another process"])


@pytest.fixture
def paper(outlet: Make, folder_bucket: Bucket) -> DeployedOutlet:
    """Return a paper that was built and deployed an hour ago."""
    paper = DeployedOutlet(outlet(FIRST), folder_bucket, folder_bucket.at()).build()
    paper.deploy()
    return paper.later(hours=1)


def run_check(paper: DeployedOutlet, notes: list[str] | None = None) -> int:
    """Run ``newsprint deploy --check``, add its notes to ``notes``, and return the number of files."""
    folder = paper.outlet.folder
    note = (notes if notes is not None else []).append
    config = read_config(folder)
    return check(folder, config, paper.outlet.output, now=paper.now, on_wait=lambda: None, note=note).files


def commands(paper: DeployedOutlet) -> dict[str, Callable[[], Any]]:
    """Return the three commands that refuse to publish hidden stories, by name."""
    return {"deploy": paper.deploy, "dry run": lambda: paper.deploy(dry_run=True), "check": lambda: run_check(paper)}


@pytest.mark.parametrize(("edit", "words"), HIDING.values(), ids=HIDING)
def test_an_edit_that_hides_a_file_refuses_every_command(paper: DeployedOutlet, edit: Edit, words: str) -> None:
    before = paper.bucket.objects()
    paper.outlet.write(edit)
    for command in commands(paper).values():
        with pytest.raises(RefusedError, match=words) as refused:
            command()
        assert 'type "newsprint build", then deploy again' in str(refused.value)
    assert paper.bucket.objects() == before


@pytest.mark.parametrize("name", HIDING)
def test_an_edit_that_hides_a_file_refuses_after_a_sync_too(paper: DeployedOutlet, name: str) -> None:
    """``newsprint status``, or a build that fails, syncs the catalog with the content, but leaves the output."""
    paper.outlet.write(HIDING[name][0])
    read_status(paper.outlet.folder, read_config(paper.outlet.folder), paper.now)
    for command in commands(paper).values():
        with pytest.raises(RefusedError, match=HIDING[name][1]):
            command()


@pytest.mark.parametrize("name", HIDING)
def test_an_edit_that_was_undone_is_accepted(paper: DeployedOutlet, name: str) -> None:
    """The catalog may still contain the edit, or may have been synced since it was undone."""
    edit = HIDING[name][0]
    undo = {path: FIRST.get(path) for path in edit}
    for sync_again in (False, True):
        paper.outlet.write(edit)
        read_status(paper.outlet.folder, read_config(paper.outlet.folder), paper.now)
        paper.outlet.write(undo)
        if sync_again:
            read_status(paper.outlet.folder, read_config(paper.outlet.folder), paper.now)
        paper.listener.notes.clear()
        assert run_check(paper)
        assert paper.deploy().added == ()
        assert paper.listener.notes == []


@pytest.mark.parametrize("name", ["profile", "a story"])
def test_a_file_added_and_deleted_since_the_build_is_accepted(paper: DeployedOutlet, name: str) -> None:
    path = {"profile": "content/authors/dee-fox.md", "a story": "content/world/new.md"}[name]
    paper.outlet.write({path: PROFILE.replace("Ann Lee", "Dee Fox") if name == "profile" else article("New")})
    read_status(paper.outlet.folder, read_config(paper.outlet.folder), paper.now)
    paper.outlet.write({path: None})
    assert run_check(paper)


@pytest.mark.parametrize("name", [name for name in HARMLESS if name != "nothing"])
def test_harmless_edits_are_accepted_after_a_sync(paper: DeployedOutlet, name: str) -> None:
    paper.outlet.write(HARMLESS[name][0])
    read_status(paper.outlet.folder, read_config(paper.outlet.folder), paper.now)
    assert run_check(paper)
    assert paper.deploy().added == ()


@pytest.mark.parametrize("name", ["draft", "deleted", "invalid", "profile", "other picture", "other document"])
def test_after_a_new_build_the_edit_is_deployed(paper: DeployedOutlet, name: str) -> None:
    paper.build(HIDING[name][0], skip_invalid=True)
    paper.deploy()
    assert paper.live() == paper.outlet.files()


@pytest.mark.parametrize(("edit", "others"), HARMLESS.values(), ids=HARMLESS)
def test_harmless_edits_are_noted(paper: DeployedOutlet, edit: Edit, others: int) -> None:
    paper.outlet.write(edit)
    notes: list[str] = []
    assert run_check(paper, notes) == len(paper.outlet.files())
    assert paper.deploy().added == ()
    assert notes == paper.listener.notes
    words = ["1 content file has", f"{others} content files have"][others > 1]
    change = "changes" if others > 1 else "change"
    assert notes == ([f"{words} changed since the build; the build does not contain the {change}"] if others else [])


@in_both_processes
def test_an_edit_that_keeps_size_and_time_is_refused(
    paper: DeployedOutlet, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsprint.deploy.built.other_process.WORTH_A_PROCESS", 0 if large else 10**9)
    path = paper.outlet.folder / STORY
    facts = path.stat()
    paper.outlet.write({STORY: TEXT.replace("2024-12-21", "2024-12-31")})
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert path.stat().st_size == facts.st_size
    for command in commands(paper).values():
        with pytest.raises(RefusedError, match="is embargoed now"):
            command()


SETTINGS: dict[str, tuple[str, str, str]] = {
    "another key for drafts": ("[content]", '[content.fields]\ndraft = ["blocked"]\n\n[content]', "is a draft now"),
    "another time zone": ('"Europe/London"', '"America/New_York"', "is embargoed now"),
}


@in_both_processes
@pytest.mark.parametrize(("old", "new", "words"), SETTINGS.values(), ids=SETTINGS)
def test_settings_that_hide_a_story_are_refused(
    paper: DeployedOutlet, old: str, new: str, words: str, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsprint.deploy.built.other_process.WORTH_A_PROCESS", 0 if large else 10**9)
    path = paper.outlet.folder / "newsprint.toml"
    path.write_text(path.read_text() + '\n[content]\nunknown_keys = "ignore"\n')
    embargo = (paper.now - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    paper.build({STORY: article("A ferry sails", blocked=True, embargo=embargo)})
    assert run_check(paper)
    path.write_text(path.read_text().replace(old, new))
    for command in commands(paper).values():
        with pytest.raises(RefusedError, match=f"{STORY} {words}"):
            command()


def test_changed_settings_that_hide_nothing_are_accepted(paper: DeployedOutlet) -> None:
    path = paper.outlet.folder / "newsprint.toml"
    path.write_text(path.read_text().replace("Europe/London", "Europe/Paris").replace('sport = "Sport"\n', ""))
    notes: list[str] = []
    assert run_check(paper, notes)
    assert notes == []


def test_a_story_that_expired_since_the_build_is_refused(paper: DeployedOutlet) -> None:
    paper.build({STORY: article("A ferry sails", expires=(paper.now + timedelta(hours=1)).isoformat())})
    paper.later(hours=2)
    for command in commands(paper).values():
        with pytest.raises(RefusedError, match=f"{STORY} is hidden from readers now"):
            command()


def test_a_problem_that_the_build_skipped_is_accepted(paper: DeployedOutlet) -> None:
    paper.build({STORY: BROKEN, "content/world/c.md": article("Sea")}, skip_invalid=True)
    assert run_check(paper)
    assert paper.deploy().replaced
    paper.outlet.write({STORY: BROKEN + "More.\n"})
    with pytest.raises(RefusedError, match=f"{STORY} has a problem now"):
        paper.deploy()


def test_a_deploy_after_a_failed_build_names_every_hidden_file(paper: DeployedOutlet) -> None:
    with pytest.raises(ProblemsError):
        paper.build({STORY: None, "content/world/b.md": BROKEN})
    with pytest.raises(RefusedError, match=r"(?s)a\.md was deleted.*b\.md has a problem now"):
        paper.deploy()


def test_a_missing_content_folder_is_refused(paper: DeployedOutlet) -> None:
    (paper.outlet.folder / "content").rename(paper.outlet.folder / "elsewhere")
    for command in commands(paper).values():
        with pytest.raises(RefusedError, match="there is no content folder"):
            command()


def test_content_that_was_checked_out_again_is_compared_by_digest(paper: DeployedOutlet) -> None:
    for path in (paper.outlet.folder / "content").rglob("*.*"):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    assert run_check(paper)
    assert paper.deploy().sent == 0
    assert paper.listener.notes == []


def test_of_many_hidden_files_five_are_named(outlet: Make, folder_bucket: Bucket) -> None:
    stories: Edit = {f"content/world/s{number}.md": article(f"Story {number}") for number in range(8)}
    paper = DeployedOutlet(outlet(stories), folder_bucket, folder_bucket.at()).build()
    paper.outlet.write(dict.fromkeys(stories))
    with pytest.raises(RefusedError, match=r"s0\.md was deleted\n(.*\n){4}  and 3 more"):
        paper.deploy()


@pytest.mark.parametrize("name", ["index.html", "media/world/p.svg"])
def test_files_to_send_are_compared_with_the_build_before_the_lease(
    outlet: Make, folder_bucket: Bucket, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The file system of this test keeps no reliable modification times."""
    paper = DeployedOutlet(outlet(FIRST), folder_bucket, folder_bucket.at()).build()
    monkeypatch.setattr("newsprint.deploy.built.output_scan.settled_at", lambda _: EVER)
    path = paper.outlet.output / name
    facts = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    for command in commands(paper).values():
        with pytest.raises(RefusedError, match='was changed after the last build: type "newsprint build", then'):
            command()
    assert folder_bucket.objects() == {}
