"""The sizes and formats of pictures: published for what readers see, encoded once, and shown by the built-in theme."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from newsprint.media.renditions import encoding
from tests.support.outlets import Outlet, article
from tests.support.plain_pictures import photograph
from tests.support.reading import Make

STORY = "content/world/pier.md"


def paper(outlet: Make, **front: object) -> Outlet:
    """Return an outlet with a story whose picture is 1,500 by 1,000 pixels."""
    image = {"src": "pier.jpg", "alt": "The pier"}
    return outlet({STORY: article("The pier", image=image, **front), "content/world/pier.jpg": photograph()})


def sizes(site: Outlet) -> list[str]:
    """Return the renditions in the output, in short: ``webp 800``."""
    names = [name.rpartition("-")[2].split(".") for name in site.files() if name.startswith("renditions/")]
    return sorted(f"{form} {width}" for width, form in names)


LEAD = ["avif 1500", "avif 800", "jpg 1200", "webp 1200", "webp 1500", "webp 250", "webp 400", "webp 800"]


def test_the_picture_of_a_story_has_renditions(outlet: Make) -> None:
    site = paper(outlet)
    site.build()
    assert sizes(site) == LEAD
    for name, data in site.files().items():
        if name.startswith("renditions/"):
            with Image.open(BytesIO(data)) as image:
                assert image.width == int(name.rpartition("-")[2].partition(".")[0])


@pytest.mark.parametrize("front", [{"draft": True}, {"embargo": "2030-01-01"}, {"expires": "2024-12-21"}])
def test_the_picture_of_a_hidden_story_has_none(outlet: Make, front: dict[str, object]) -> None:
    site = paper(outlet, **front)
    site.build()
    assert sizes(site) == []


def test_a_picture_that_only_a_text_shows_has_no_avif_and_no_social_picture(outlet: Make) -> None:
    site = outlet({STORY: article(body="![The pier](pier.jpg)"), "content/world/pier.jpg": photograph()})
    site.build()
    assert sizes(site) == ["webp 1200", "webp 1500", "webp 400", "webp 800"]


def test_a_portrait_has_one_small_rendition(outlet: Make) -> None:
    profile = "---\ntitle: Ann\nimage:\n  src: ann.jpg\n  alt: Ann\n---\nShe.\n"
    site = outlet({"content/world/a.md": article(authors=["Ann"]), "content/authors/ann.md": profile})
    site.write({"content/authors/ann.jpg": photograph()}).build()
    assert sizes(site) == ["webp 400"]


def test_a_picture_that_is_only_linked_to_has_none(outlet: Make) -> None:
    site = outlet({STORY: article(body="[The pier](pier.jpg)"), "content/world/pier.jpg": photograph()})
    site.build()
    assert (sizes(site), "media/world/pier.jpg" in site.files()) == ([], True)


@pytest.mark.parametrize("name", ["pier.svg", "pier.gif", "pier.ico"])
def test_drawings_animations_and_icons_have_none(outlet: Make, name: str) -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("navy", "red")]
    target = BytesIO()
    if name.endswith(".svg"):
        target.write(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>')
    elif name.endswith(".gif"):
        frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    else:
        frames[0].save(target, "ICO")
    site = outlet({STORY: article(image={"src": name, "alt": ""}), f"content/world/{name}": target.getvalue()})
    site.build()
    assert sizes(site) == []
    assert site.page("/world/2024/12/20/pier/").select_one(f'article img[src="/media/world/{name}"]')


def test_two_copies_of_a_picture_have_their_own_renditions(outlet: Make) -> None:
    site = paper(outlet)
    site.write({"content/world/b.md": article("B", image={"src": "copy.jpg", "alt": ""})})
    site.write({"content/world/copy.jpg": photograph()}).build()
    assert sizes(site) == sorted(LEAD * 2)


def test_a_browser_can_choose_the_size_that_fits(outlet: Make) -> None:
    site = paper(outlet)
    site.build()
    picture = site.page("/world/2024/12/20/pier/").select_one("article picture")
    assert picture is not None
    assert [source["type"] for source in picture.select("source")] == ["image/avif", "image/webp"]
    for source in picture.select("source"):
        for candidate in str(source["srcset"]).split(", "):
            address, width = candidate.split(" ")
            assert f"-{width.removesuffix('w')}." in address
            assert address.lstrip("/") in site.files()
    image = picture.img
    assert image is not None
    assert (image["src"], image["width"], image["height"], image["alt"]) == (
        "/media/world/pier.jpg", "1500", "1000", "The pier",
    )  # fmt: skip


class Counter:
    """Counts the renditions that are encoded."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.encoded = 0
        saved = encoding._saved

        def count(*arguments: object) -> bytes:
            self.encoded += 1
            return saved(*arguments)  # type: ignore[arg-type]

        patch.setattr(encoding, "_saved", count)

    def since(self) -> int:
        """Return how many were encoded since the last call."""
        found, self.encoded = self.encoded, 0
        return found


def test_each_rendition_is_encoded_once(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    counter, site = Counter(monkeypatch), paper(outlet)
    site.build()
    assert counter.since() == len(LEAD)
    site.write({STORY: article("Another headline", image={"src": "pier.jpg", "alt": "The pier"})}).build()
    site.build(full=True)
    assert counter.since() == 0


def test_a_moved_picture_is_not_encoded_again(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    counter, site = Counter(monkeypatch), paper(outlet)
    site.build()
    before = {name: data for name, data in site.files().items() if name.startswith("renditions/")}
    counter.since()
    site.write({STORY: article(image={"src": "wharf.jpg", "alt": ""}), "content/world/pier.jpg": None})
    site.write({"content/world/wharf.jpg": photograph()}).build()
    after = {name: data for name, data in site.files().items() if name.startswith("renditions/")}
    assert counter.since() == 0
    assert before.keys().isdisjoint(after)
    assert sorted(before.values()) == sorted(after.values())


def test_a_replaced_picture_has_new_addresses_and_the_old_ones_are_deleted(outlet: Make) -> None:
    site = paper(outlet)
    site.build()
    before = {name for name in site.files() if name.startswith("renditions/")}
    site.write({"content/world/pier.jpg": photograph("red")}).build()
    after = {name for name in site.files() if name.startswith("renditions/")}
    assert len(before) == len(after) and before.isdisjoint(after)
    assert kept(site) == len(after)


def test_what_nothing_needs_is_not_kept(outlet: Make) -> None:
    site = paper(outlet)
    site.build()
    assert kept(site) == len(LEAD)
    site.write({STORY: article(), "content/world/pier.jpg": None}).build()
    assert (kept(site), sizes(site)) == (0, [])


def kept(site: Outlet) -> int:
    folder: Path = site.folder / ".newsprint" / "renditions"
    return len(list(folder.iterdir()))


def test_a_damaged_picture_is_one_problem_with_its_place(outlet: Make) -> None:
    site = paper(outlet)
    site.write({"content/world/pier.jpg": photograph()[:3000]})
    problems = site.problems()
    assert [problem.partition(":")[0] for problem in problems] == ["content/world/pier.jpg"]


def test_a_damaged_cache_is_repaired(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    counter, site = Counter(monkeypatch), paper(outlet)
    site.build()
    before, _ = site.files(), counter.since()
    for path in (site.folder / ".newsprint" / "renditions").iterdir():
        path.write_bytes(b"")
    site.build(full=True)
    assert (site.files(), counter.since()) == (before, len(LEAD))
