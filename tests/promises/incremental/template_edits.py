"""Edits of the templates that stories, pages and sections name, chosen at random, and the settings that concern them."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.promises.incremental.block_edits import BlockDesk
from tests.promises.incremental.picture_edits import ABOUT, names

ADDED = "themes/plain/templates/stories/photos.html"
NAMED = (None, "", "article", "essay", "photos")
"""The templates that a story names. The theme always has ``essay``; ``photos`` is added and deleted."""

SECTIONS = {
    "world": ("World News", '\n[sections.world]\nname = "World"\ntemplate = "columns"\ndescription = "Far away."\n'),
    "sport": (
        "Sport",
        '\n[sections.sport]\nname = "Games"\nkind = "opinion"\ncolour = "#123456"\nstory_template = "essay"\n',
    ),
}
"""Two ways to write each section: its name, or a table."""

MENUS = ("", '[[menu]]\nname = "About"\nurl = "/about/"\n[[menu]]\nname = "Shop"\nurl = "https://shop.example/"\n')
ORGANIZATIONS = ("", '[organization]\nname = "Press"\nfounded = 1868\n[organization.policies]\nethics = "/about/"\n')


def sections(**chosen: str) -> str:
    """Return ``[sections]`` with the ``chosen`` texts of :data:`SECTIONS`; those that are tables come last."""
    plain = "".join(f'{key} = "{text}"\n' for key, text in chosen.items() if "[" not in text)
    return f"[sections]\n{plain}" + "".join(text for text in chosen.values() if "[" in text)


class TemplateDesk(BlockDesk):
    """The edits of an outlet that concern templates which are chosen by name."""

    def __init__(self) -> None:
        super().__init__()
        self._versions = itertools.count()

    @rule(name=names, template=st.sampled_from(NAMED))
    def name_a_template(self, name: str, template: str | None) -> None:
        """While the theme does not have it, the story is printed by the usual one."""
        self.change(name, template=template)

    @rule(template=st.sampled_from(("wide", "standing", "photos")))
    def write_a_page_with_a_template(self, template: str) -> None:
        front = f"title: About {next(self._versions)}\ntemplate: {template}\n"
        self.write_other(ABOUT, f"---\n{front}---\nUs.\n")

    @rule(present=st.booleans())
    def write_or_delete_a_template_for_stories(self, present: bool) -> None:
        text = f'photos {next(self._versions)} {{% include "article.html" %}}'
        if present:
            self.outlet.write({ADDED: text})
        else:
            (self.outlet.folder / ADDED).unlink(missing_ok=True)
