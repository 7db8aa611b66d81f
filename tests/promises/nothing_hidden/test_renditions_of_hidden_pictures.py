"""Pictures of hidden stories have no renditions: not in the output, and not in a preview of what readers see."""

from __future__ import annotations

import pytest

from tests.preview.live import live
from tests.support.outlets import AS_OF, Outlet, article
from tests.support.plain_pictures import photograph
from tests.support.reading import Make

PIER = "content/world/pier.md"
OTHER = "content/world/other.md"
HIDDEN = [{"draft": True}, {"embargo": "2030-01-01"}, {"date": "2030-01-01"}, {"expires": "2024-12-22"}]
TYPES = {"webp": "image/webp", "avif": "image/avif", "jpg": "image/jpeg"}


def story(body: str = "Some words.", focus: str = "", **front: object) -> str:
    """Return a story with a picture."""
    image = {"src": "pier.jpg", "alt": "The pier", **({"focus": focus} if focus else {})}
    return article("The pier", body, image=image, **front)


def built(site: Outlet, files: dict[str, str]) -> set[str]:
    """Write ``files``, build, and return the renditions in the output."""
    site.write(files).build()
    return {name for name in site.files() if name.startswith("renditions/")}


def ask(site: Outlet, names: set[str], *, published: bool) -> dict[str, tuple[int, str]]:
    """Return status and media type of the files ``names`` in a preview."""
    with live(site, AS_OF, published=published) as shown:
        answers = {name: shown.ask(f"/{name}") for name in sorted(names)}
    return {name: (answer.status, answer.media_type) for name, answer in answers.items()}


@pytest.fixture
def paper(outlet: Make) -> Outlet:
    """Return an outlet with a picture."""
    return outlet({PIER: story(), "content/world/pier.jpg": photograph()})


@pytest.mark.parametrize("front", HIDDEN, ids=lambda front: next(iter(front)))
def test_the_picture_of_a_hidden_story_has_no_renditions(paper: Outlet, front: dict[str, object]) -> None:
    names = built(paper, {})
    expected = {name: (200, TYPES[name.rpartition(".")[2]]) for name in names}
    assert ask(paper, names, published=True) == expected
    assert built(paper, {PIER: story(**front)}) == set()
    assert {status for status, _ in ask(paper, names, published=True).values()} == {404}
    visible_to_editors = {name: answer for name, answer in expected.items() if not name.endswith(".avif")}
    assert ask(paper, visible_to_editors.keys(), published=False) == visible_to_editors


def test_a_shared_picture_has_the_renditions_of_its_visible_uses_only(paper: Outlet) -> None:
    of_both = built(paper, {PIER: story(focus="left top"), OTHER: article("Other", "![The pier](pier.jpg)")})
    of_text = built(paper, {PIER: story(focus="left top", draft=True)})
    assert {name.rpartition(".")[2] for name in of_both} == set(TYPES)
    assert {name.rpartition(".")[2] for name in of_text} == {"webp"}
    assert of_text < of_both
    statuses = {status for status, _ in ask(paper, of_both - of_text, published=True).values()}
    assert statuses == {404}
    assert built(paper, {PIER: story(focus="left top")}) == of_both


def test_the_focus_in_a_hidden_story_crops_nothing(paper: Outlet) -> None:
    alone = built(paper, {})
    assert built(paper, {OTHER: story(focus="left top", draft=True)}) == alone
    assert len(built(paper, {OTHER: story(focus="left top")})) == len(alone) + 1


def test_a_hidden_copy_of_a_picture_has_no_renditions(paper: Outlet) -> None:
    alone = built(paper, {})
    paper.write({"content/world/copy.jpg": photograph()})
    copy = article("Copy", image={"src": "copy.jpg", "alt": "The pier"}, draft=True)
    assert built(paper, {OTHER: copy}) == alone
