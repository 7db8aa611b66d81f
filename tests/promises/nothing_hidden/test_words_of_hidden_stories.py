"""The words of a hidden story, and of an editors' comment, are in no output, deploy, public preview or message."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.preview.live import live
from tests.support.commandline import run
from tests.support.hiding import PARTS, hidden_story, word
from tests.support.outlets import LIVE, Outlet, add_folder_targets, article
from tests.support.reading import Make
from tests.support.soak import examples

AS_OF = "2024-12-23T20:00:00Z"
HIDING: list[dict[str, Any]] = [
    {"draft": True},
    {"embargo": "2024-12-24T06:00:00Z"},
    {"date": "2025-02-01"},
    {"expires": "2024-12-22"},
    {"published": False},
    {"status": "draft"},
    {"visibility": "private"},
    {"private": True},
    {"password": "open sesame"},
    {"draft": True, "date": "yesterday"},
    {"draft": True, "tilte": "A typing error"},
    {"title": "DO NOT PUBLISH " + word("title")},
]
MARKS = ["<!-- {} -->", "{{>>{}<<}}", "{{{{/* {} */}}}}", "<!--\n\n{}\n\n-->"]
MODES = ["live", "baked"]


def comment(chance: random.Random) -> str:
    return chance.choice(MARKS).format(word("comment"))


def visible_text(chance: random.Random) -> str:
    """The text of a visible story with links to the hidden one, and an editors' comment somewhere."""
    pieces = [
        "Some words.",
        f"[Read on]({word('file')}.md) in [the paper]({word('file')}.md#part).",
        "- a list\n- of two",
        "> a quotation",
        "## A heading",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ]
    chance.shuffle(pieces)
    pieces.insert(chance.randrange(len(pieces) + 1), comment(chance))
    return "\n\n".join(pieces)


def any_outlet(outlet: Make, chance: random.Random, target: Path) -> Outlet:
    """An outlet with a hidden story, which refers to visible ones and they to it."""
    engine = f'[markdown]\nengine = "{chance.choice(["markdown", "commonmark"])}"\n'
    mode = (
        f'[latest]\nmode = "{chance.choice(MODES)}"\n[content]\nunknown_keys = "{chance.choice(["error", "ignore"])}"\n'
    )
    front = {"tags": ["harbour"], "authors": ["Ann"], "series": "Annals"}
    paper = outlet(
        {
            "newsprint.toml": f"{LIVE}{engine}{mode}",
            "content/world/seen.md": article("Seen", visible_text(chance), date="2024-12-21", **front),
            "content/world/other.md": article("Other", "Text.", date="2024-12-19"),
            "content/pages/about.md": f"---\ntitle: About us\n---\nSee [it](../world/{word('file')}.md).\n",
            **hidden_story(**chance.choice(HIDING)),
        }
    )
    add_folder_targets(paper, ["production"], target)
    return paper


def with_words(data: bytes | str) -> list[str]:
    """The parts of the hidden story whose words ``data`` holds."""
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    return [part for part in (*PARTS, "comment") if word(part) in text.lower()]


def found_in(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield from (f"{part} in {name}" for part in with_words(name))
        if path.is_file():
            yield from (f"{part} in {name}" for part in with_words(path.read_bytes()))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(examples(12, 300)))
def test_the_words_of_a_hidden_story_are_nowhere(outlet: Make, tmp_path: Path, seed: int) -> None:
    target = tmp_path / "www"
    target.mkdir()
    paper = any_outlet(outlet, random.Random(seed), target)
    said = [
        run("build", "--skip-invalid", "--as-of", AS_OF, cwd=paper.folder),
        run("build", "--skip-invalid", "--json", "--as-of", AS_OF, cwd=paper.folder),
        run("deploy", "--dry-run", "production", cwd=paper.folder),
        run("deploy", "--check", cwd=paper.folder),
        run("deploy", "production", cwd=paper.folder),
    ]
    assert [outcome.code for outcome in said] == [0] * len(said), said
    assert "world/2024/12/21/seen/index.html" in paper.files()
    assert list(found_in(paper.output)) == []
    assert list(found_in(target)) == []
    for outcome in said:  # a problem is reported with the name of its file, whoever may see it
        assert set(with_words(outcome.out + outcome.err)) <= {"file"}, outcome
    with live(paper, AS_OF, published=True) as preview:
        addresses = ["/", "/nowhere/", *(f"/{file.removesuffix('index.html')}" for file in paper.files())]
        addresses += [f"/world/2024/12/20/{word('slug')}/", f"/{word('alias')}/", "/_desk/", "/_desk/problems/"]
        for address in addresses:
            answer = preview.ask(address)
            assert with_words(answer.body.replace(address.encode(), b"")) == [], address
