"""Edits of pictures, chosen at random: of their bytes, names and uses, and of the roles in which a theme shows them."""

from __future__ import annotations

from abc import abstractmethod
from io import BytesIO
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from PIL import Image

from tests.promises.incremental.plain_theme import THEME
from tests.support.outlets import Outlet

THEME_SETTINGS = "themes/plain/theme.toml"
ROLES = (
    "",
    "[pictures.lead]\nwidths = [10, 25]\navif = [10]\n[pictures.card]\nwidths = [15]\n",
    "[pictures.lead]\nwidths = [12]\navif = []\nsocial = false\n[pictures.portrait]\nwidths = [8]\n",
    '[pictures.lead]\nwidths = []\n[pictures.body]\nwidths = [8, 16]\n[pictures.wide]\nuse = "body"\nwidths = [18]\n',
)
"""What a theme can declare for its roles of pictures."""

AUTHORS = ("Imogen Farrant", "Tobias Wick")
ABOUT = "content/pages/about.md"
FOLDER = "content/pictures"
PICTURES = ("boat", "pier", "crew")
MENTIONS = (
    "![A boat](boat.jpg)", '![A boat](boat.jpg "At sea."){.wide credit="Ann"}', '![A boat](boat.jpg "At sea.")',
    "See ![A boat](boat.jpg)", "[A boat](boat.jpg)",
)  # fmt: skip
"""How a text shows a picture, or links to it."""

pictures = st.sampled_from(PICTURES)
names = st.sampled_from([f"story-{number}" for number in range(14)])


def picture(width: int, colour: str = "navy", owner: str = "", *, moves: bool = False) -> bytes:
    """Return a PNG of this width, with a copyright notice if it has an ``owner``; an animation if it ``moves``."""
    data = BytesIO()
    frames = [Image.new("RGB", (width, 10), each) for each in (colour, "white")]
    exif = Image.Exif()
    exif[0x8298] = owner
    more = {"save_all": True, "append_images": frames[1:]} if moves else {}
    frames[0].save(data, "PNG", **(more | ({"exif": exif} if owner else {})))
    return data.getvalue()


def profile_of(author: str) -> str:
    return f"content/authors/{author.lower().replace(' ', '-')}.md"


class PictureDesk(RuleBasedStateMachine):
    """The edits of an outlet that concern pictures. Stories, profiles and a page may show each of them.

    Texts mention a picture as ``@boat@``, and are written with the name that its file has then.
    """

    outlet: Outlet
    stories: dict[str, dict[str, Any]]
    bodies: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        self.files = {name: f"{name}.png" for name in PICTURES}
        self.others: dict[str, str] = {}
        """The texts of profiles and of the page, by path."""
        self.theme: dict[str, str] = {}
        """The parts of ``theme.toml`` after its first line, by name."""

    @abstractmethod
    def change(self, name: str, **front: Any) -> None:
        """Write the story ``name`` with these keys changed, if there is such a story."""

    def located(self, text: str) -> str:
        """Return ``text`` with the names that the files of pictures have now."""
        for name, file in self.files.items():
            text = text.replace(f"@{name}@", file)
        return text

    def write_other(self, path: str, text: str) -> None:
        """Write a profile or a page."""
        self.others[path] = text
        self.outlet.write({path: self.located(text)})

    def write_pictures(self) -> None:
        """Write the pictures. Two of them have the same bytes."""
        data = {"boat": picture(20), "pier": picture(30), "crew": picture(20)}
        self.outlet.write({f"{FOLDER}/{self.files[name]}": data[name] for name in PICTURES})

    @rule(name=names, shown=pictures, focus=st.sampled_from([None, "left top", "80% 50%"]))
    def illustrate(self, name: str, shown: str, focus: str | None) -> None:
        image = {"src": f"pictures/@{shown}@", "alt": "A boat", "focus": focus}
        self.change(name, image={key: value for key, value in image.items() if value})

    @rule(name=names)
    def remove_the_picture(self, name: str) -> None:
        self.change(name, image=None)

    @rule(name=names, shown=pictures, written=st.sampled_from(MENTIONS))
    def mention_a_picture_in_the_text(self, name: str, shown: str, written: str) -> None:
        """The picture is a figure, in a sentence, or only linked to."""
        if name in self.stories:
            self.bodies[name] = written.replace("boat.jpg", f"pictures/@{shown}@")
            self.change(name)

    @rule(author=st.sampled_from(AUTHORS), portrait=pictures, shown=pictures)
    def write_a_profile_with_pictures(self, author: str, portrait: str, shown: str) -> None:
        front = f"title: {author}\nimage:\n  src: ../pictures/@{portrait}@\n  alt: A portrait\n"
        self.write_other(profile_of(author), f"---\n{front}---\n![At sea](../pictures/@{shown}@)\n")

    @rule(lead=pictures, shown=pictures, draft=st.sampled_from(["true", "false"]))
    def write_a_page_with_pictures(self, lead: str, shown: str, draft: str) -> None:
        front = f"title: About\ndraft: {draft}\nimage:\n  src: ../pictures/@{lead}@\n  alt: The crew\n"
        self.write_other(ABOUT, f"---\n{front}---\n![The crew](../pictures/@{shown}@)\n")

    @rule(
        replaced=pictures,
        width=st.sampled_from([20, 30, 40]),
        colour=st.sampled_from(["navy", "red"]),
        owner=st.sampled_from(["", "", "Ann"]),
        moves=st.sampled_from([False, False, False, True]),
    )
    def replace_a_picture(self, replaced: str, width: int, colour: str, owner: str, moves: bool) -> None:
        self.outlet.write({f"{FOLDER}/{self.files[replaced]}": picture(width, colour, owner, moves=moves)})

    @rule(one=pictures, other=pictures)
    def exchange_two_pictures(self, one: str, other: str) -> None:
        """Two files exchange their names: their times, sizes and inodes go with them."""
        folder, aside = self.outlet.folder / FOLDER, self.outlet.folder / "aside"
        if one != other:
            (folder / self.files[one]).rename(aside)
            (folder / self.files[other]).rename(folder / self.files[one])
            aside.rename(folder / self.files[other])

    @rule(renamed=pictures)
    def rename_a_picture(self, renamed: str) -> None:
        """All texts follow."""
        old = self.files[renamed]
        self.files[renamed] = old.removeprefix("new-") if old.startswith("new-") else f"new-{old}"
        (self.outlet.folder / FOLDER / old).rename(self.outlet.folder / FOLDER / self.files[renamed])
        for path, text in self.others.items():
            self.write_other(path, text)
        for name in self.stories:
            self.change(name)

    @rule(roles=st.sampled_from(ROLES))
    def change_the_roles(self, roles: str) -> None:
        self.write_theme(roles=roles)

    def write_theme(self, **parts: str) -> None:
        """Write ``theme.toml`` with these parts changed."""
        self.theme |= parts
        self.outlet.write({THEME_SETTINGS: THEME[THEME_SETTINGS] + "".join(self.theme.values())})
