"""Edits of blocks, chosen at random: in texts, in the declarations of a theme, and in its templates."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.promises.incremental.picture_edits import FOLDER, PICTURES, PictureDesk, names

TEMPLATES = "themes/plain/templates/blocks"
RECORDING = f"{FOLDER}/tide.mp3"
TEXTS = (
    '::: box title="The wall"\nText.\n:::\n\nAfter.',
    "Before.\n\n::: box\n- one\n- two\n\n::: tape src=pictures/tide.mp3\nWords.\n:::\n:::",
    "::: tape src=pictures/tide.mp3 cover=pictures/@boat@ alt=Boat\n:::",
    "::: unknown\nText.\n:::",
    "::: box\n![A boat](pictures/@boat@)\n:::\n\n[tide](pictures/tide.mp3)",
    "Before.\n\n[The map](https://maps.example.org/harbour)\n\nhttps://youtu.be/M7lc1UVf-VE\n\nAfter.",
    "::: box\nhttps://youtu.be/M7lc1UVf-VE\n:::\n\n::: embed url=https://maps.example.org/harbour\n:::",
)
"""Texts with blocks. Where the theme does not declare one, its lines are text."""

BOX = '[blocks.box]\n[blocks.box.arguments]\ntitle = "text"\n'
TAPE = '[blocks.tape]\n[blocks.tape.arguments]\nsrc = { type = "audio", required = true }\ncover = "picture"\nalt = "text"\n'
EMBED = '[blocks.embed]\n[blocks.embed.arguments]\nurl = { type = "embed", required = true }\ntitle = "text"\n'
DECLARATIONS = (
    "",
    BOX,
    BOX + TAPE,
    BOX + TAPE + EMBED,
    EMBED.replace('title = "text"\n', ""),
    BOX + 'tone = { type = "choice", choices = ["a", "b"], default = "a" }\n' + TAPE,
    BOX.replace("[blocks.box]", '[blocks.box]\ncontent = "none"') + TAPE,
)
"""What a theme can declare. With the last one, every box with a text is an error."""

BLOCKS = {
    "box": "<div>{{ block.title }}{{ block.number }}{{ block.content }}</div>",
    "tape": "{% if block.src %}{{ block.src.url }} {{ block.src.size }}{% endif %}{{ block.content }}"
    "{% if block.cover %}{{ picture(block.cover, 'body') }}{% endif %}",
    "embed": "{% if block.url %}{{ block.url.provider }} {{ block.url.frame }}{% endif %}",
}


class BlockDesk(PictureDesk):
    """The edits of an outlet that concern blocks."""

    def __init__(self) -> None:
        super().__init__()
        self._edits = itertools.count()

    def write_recording(self, data: bytes = b"ID3 tide") -> None:
        self.outlet.write({RECORDING: data})

    @rule(name=names, text=st.sampled_from(TEXTS), shown=st.sampled_from(PICTURES))
    def write_a_text_with_blocks(self, name: str, text: str, shown: str) -> None:
        if name in self.stories:
            self.bodies[name] = text.replace("@boat@", f"@{shown}@")
            self.change(name)

    @rule(declarations=st.sampled_from(DECLARATIONS))
    def declare_blocks(self, declarations: str) -> None:
        for name, template in BLOCKS.items():
            path = self.outlet.folder / f"{TEMPLATES}/{name}.html"
            if f"[blocks.{name}]" not in declarations:
                for each in (path, path.with_suffix(".feed.html")):
                    each.unlink(missing_ok=True)
            elif not path.exists():
                self.outlet.write({f"{TEMPLATES}/{name}.html": template})
        self.write_theme(blocks=declarations)

    @rule(name=st.sampled_from(sorted(BLOCKS)))
    def edit_the_template_of_a_block(self, name: str) -> None:
        path = self.outlet.folder / f"{TEMPLATES}/{name}.html"
        if path.exists():
            path.write_text(f"{BLOCKS[name]}<!-- {next(self._edits)} -->")

    @rule(name=st.sampled_from(sorted(BLOCKS)), present=st.booleans())
    def write_or_delete_the_plain_form_of_a_block(self, name: str, present: bool) -> None:
        path = self.outlet.folder / f"{TEMPLATES}/{name}.html"
        plain = path.with_suffix(".feed.html")
        if present and path.exists():
            plain.write_text(f"[{next(self._edits)} {{{{ block.content }}}}]")
        else:
            plain.unlink(missing_ok=True)

    @rule(size=st.integers(1, 3))
    def replace_the_recording(self, size: int) -> None:
        self.write_recording(b"ID3 tide" * size)
