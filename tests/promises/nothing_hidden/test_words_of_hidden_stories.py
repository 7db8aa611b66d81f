"""No word of a hidden story or an editors' comment is in the output, a deploy, a public preview or a message."""

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
COMMENTS = ["<!-- {} -->", "{{>>{}<<}}", "{{{{/* {} */}}}}", "<!--\n\n{}\n\n-->"]
MODES = ["live", "baked"]


def comment(chance: random.Random) -> str:
    """Return an editors' comment in a random notation."""
    return chance.choice(COMMENTS).format(word("comment"))


def visible_text(chance: random.Random) -> str:
    """Return the text of a visible story with links to the hidden one and an editors' comment."""
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


def random_outlet(outlet: Make, chance: random.Random, target: Path) -> Outlet:
    """Return an outlet with random settings and a hidden story to which visible ones link."""
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


def parts_in(data: bytes | str) -> list[str]:
    """Return the parts of the hidden story whose words ``data`` contains."""
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    return [part for part in (*PARTS, "comment") if word(part) in text.lower()]


def found_in(folder: Path) -> Iterator[str]:
    """Yield each word of the hidden story in names and contents of files below ``folder``."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield from (f"{part} in {name}" for part in parts_in(name))
        if path.is_file():
            yield from (f"{part} in {name}" for part in parts_in(path.read_bytes()))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(examples(12, 300)))
def test_no_word_of_a_hidden_story_is_published_or_printed(outlet: Make, tmp_path: Path, seed: int) -> None:
    target = tmp_path / "www"
    target.mkdir()
    paper = random_outlet(outlet, random.Random(seed), target)
    outcomes = [
        run("build", "--skip-invalid", "--as-of", AS_OF, cwd=paper.folder),
        run("build", "--skip-invalid", "--json", "--as-of", AS_OF, cwd=paper.folder),
        run("deploy", "--dry-run", "production", cwd=paper.folder),
        run("deploy", "--check", cwd=paper.folder),
        run("deploy", "production", cwd=paper.folder),
    ]
    assert [outcome.code for outcome in outcomes] == [0] * len(outcomes), outcomes
    assert "world/2024/12/21/seen/index.html" in paper.files()
    assert list(found_in(paper.output)) == []
    assert list(found_in(target)) == []
    for outcome in outcomes:  # a problem is always reported with the name of its file
        assert set(parts_in(outcome.out + outcome.err)) <= {"file"}, outcome
    with live(paper, AS_OF, published=True) as preview:
        addresses = ["/", "/nowhere/", *(f"/{file.removesuffix('index.html')}" for file in paper.files())]
        addresses += [f"/world/2024/12/20/{word('slug')}/", f"/{word('alias')}/", "/_desk/", "/_desk/problems/"]
        for address in addresses:
            answer = preview.ask(address)
            assert parts_in(answer.body.replace(address.encode(), b"")) == [], address
