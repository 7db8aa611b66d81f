"""The manual is true: links have targets, help texts are current, commands run, files exist."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from newsprint.cli.main import _COMMANDS
from tests.preview.previews import previewed
from tests.support import manual
from tests.support.commandline import run
from tests.support.outlets import LIVE_URL, Outlet, add_folder_targets

COMMANDS_PAGE = "docs/commands.md"
HELP = re.compile(r"(```console\n)\$ newsprint ((?:\w+ )*)--help\n.*?(^```$)", re.M | re.S)

NOT_RUN_HERE = {
    "newsprint build --skip-invalid --as-of 2026-11-01": "test_corpus.py runs it, on the archive that it needs",
}
"""Commands of the manual that are not run here, and why."""


@pytest.mark.parametrize("page", manual.PAGES)
def test_every_link_has_a_file_and_a_heading(page: str) -> None:
    folder = (manual.REPOSITORY / page).parent
    broken = []
    for link in manual.links(page):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = folder / name if name else manual.REPOSITORY / page
        relative = Path(os.path.relpath(target, manual.REPOSITORY)).as_posix()
        if not target.is_file() or (anchor and anchor not in manual.anchors(relative)):
            broken.append(link)
    assert broken == []


def test_the_index_of_the_manual_lists_every_page_once() -> None:
    listed = [link for link in manual.links("docs/README.md") if not link.startswith("../")]
    pages = {page for page in manual.PAGES if page.startswith("docs/")} - {"docs/README.md"}
    assert sorted(f"docs/{link}" for link in listed) == sorted(pages)


def test_no_page_has_a_path_of_somebody_s_machine() -> None:
    places = re.compile(r"(?:^|[\s`(\"])(?:/(?:home|root|tmp|usr|Users|work)/|[A-Z]:\\)", re.M)
    assert [page for page in manual.PAGES if places.search(manual.read(page))] == []


def test_every_help_text_on_the_commands_page_is_current(tmp_path: Path) -> None:
    """With NEWSPRINT_WRITE_DOCS=1 in the environment, the test updates the page first."""

    def with_output(match: re.Match[str]) -> str:
        words = [*match[2].split(), "--help"]
        return f"{match[1]}$ newsprint {' '.join(words)}\n{run(*words, cwd=tmp_path).out}{match[3]}"

    page = manual.REPOSITORY / COMMANDS_PAGE
    text = page.read_text(encoding="utf-8")
    expected = HELP.sub(with_output, text)
    if os.environ.get("NEWSPRINT_WRITE_DOCS"):
        page.write_text(expected, encoding="utf-8")
        text = expected
    assert text == expected, "run NEWSPRINT_WRITE_DOCS=1 python -m pytest tests/manual/test_docs.py"


def test_every_command_has_its_help_on_the_commands_page() -> None:
    shown = {match[2].partition(" ")[0] for match in HELP.finditer(manual.read(COMMANDS_PAGE))}
    assert shown == {"", *_COMMANDS}


def _blocks() -> list[object]:
    """Return the blocks that run newsprint.

    ``test_docs_deploy.py`` runs those that use git too, ``test_docs_tutorial.py`` those of the tutorial in one outlet.
    """
    pages = [page for page in manual.PAGES if page == "README.md" or page.startswith("docs/")]
    pages.remove("docs/tutorial.md")
    return [
        pytest.param(block, id=f"{page}:{block.line}")
        for page in pages
        for block in manual.blocks(page)
        if block.language in ("sh", "console") and _runs_newsprint({words[0] for words in manual.commands(block)})
    ]


def _runs_newsprint(programs: set[str]) -> bool:
    return "newsprint" in programs and "git" not in programs


@pytest.mark.parametrize("block", _blocks())
def test_every_command_of_the_manual_works(
    block: manual.Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed_from_git: str
) -> None:
    """Commands run in the order of their block, in an outlet of ``newsprint init``, without a browser.

    Deploys go to folders.
    """
    monkeypatch.setenv("BROWSER", "true")
    folder = tmp_path / "paper"
    assert run("init", folder, "--empty", "--url", LIVE_URL, cwd=tmp_path).code == 0
    if targets := manual.targets(block):
        add_folder_targets(Outlet(folder), targets, tmp_path)
        assert run("build", cwd=folder).code == 0
    for words in manual.commands(block):
        if " ".join(words) in NOT_RUN_HERE:
            continue
        if words[0] == "cd":
            folder = folder / words[1]
        elif words[:2] == ["newsprint", "serve"] and "--help" not in words:
            with previewed(Outlet(folder), *words[2:]) as server:
                assert server.ask("/").status == 200
        elif words[0] == "newsprint":
            outcome = run(*words[1:], cwd=folder)
            assert (outcome.code, outcome.out != "") == (0, True), outcome.err
        else:
            pytest.fail(f"the manual has the command {words[0]}, which is neither newsprint nor cd")


def test_every_command_that_is_not_run_here_is_in_the_manual() -> None:
    text = "".join(manual.read(page) for page in manual.PAGES)
    assert [command for command in NOT_RUN_HERE if command not in text] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_in_the_manual_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", manual.read("Makefile"), re.M))
    named = {words[1] for block in manual.blocks(page, "sh") for words in manual.commands(block) if words[0] == "make"}
    assert named
    assert named <= targets


def test_the_readme_of_the_catalog_lists_every_table_once() -> None:
    schema = manual.read("generator/newsprint/catalog/schema.sql")
    tables = re.findall(r"CREATE TABLE (\w+)", schema)
    listed = manual.named(manual.part("generator/newsprint/catalog/README.md", "The database"))
    assert sorted(listed) == sorted(tables)


@pytest.mark.parametrize(
    "page",
    [
        "docs/architecture.md",
        "docs/maintainers/adding.md",
        *(page for page in manual.PAGES if page.startswith("generator/")),
    ],
)
def test_every_file_named_on_a_page_for_developers_exists(page: str) -> None:
    """Paths are relative to the folder of the page, to the package or to the repository."""
    places = [(manual.REPOSITORY / page).parent, manual.REPOSITORY / "generator" / "newsprint", manual.REPOSITORY]
    named = re.findall(r"`(\w[\w/.*-]*\.(?:py|sql|css|md)|tests/[\w/.*-]+)`", manual.prose(page))
    if page.startswith("docs/"):
        named += re.findall(r"`(\w[\w/.-]*/)`", manual.prose(page))
    assert named
    assert [name for name in named if not any(any(place.glob(name)) for place in places)] == []
