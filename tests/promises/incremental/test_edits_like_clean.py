"""After any sequence of edits the output equals that of a build from nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.support.outlets import CONFIGURATION, PICTURE, Outlet, article
from tests.support.soak import examples

NAMES = ("world/a.md", "world/b.md", "world/b/index.md", "sport/a.md", "sport/c.md", "sport/café.md", "world/b")
MOMENTS = ("2024-12-20", "2024-12-20T12:00:00Z", "2024-12-24", "2024-11-30T23:30:00Z")
BODIES = (
    "Plain.",
    "To [a](/world/a.md) [b](../world/b.md) and ![p](../pool/p.png).",
    'By name [a]({{< ref "a.md" >}}) [b]({{< ref "b" >}}) [c]({{< ref "c.md" >}}).',
    "To [b](../world/b) without an ending.",
)
CONFIG = f'{CONFIGURATION}\n[markdown]\nshortcodes = "drop"\n[listing]\npage_size = 2\n[latest]\ncount = 2\n'


def _larger_picture() -> bytes:
    """Return a PNG of two pixels."""
    target = BytesIO()
    Image.new("1", (2, 1)).save(target, "PNG")
    return target.getvalue()


OTHER_PICTURE = _larger_picture()

FRONTS = st.fixed_dictionaries(
    {"title": st.sampled_from(["One", "Two", "Drei <3"]), "body": st.sampled_from(BODIES)},
    optional={
        "date": st.sampled_from(MOMENTS),
        "slug": st.sampled_from(["x", "y", "z"]),
        "draft": st.just(True),
        "embargo": st.sampled_from(MOMENTS),
        "expires": st.sampled_from(["2024-12-25", "2024-12-22"]),
        "tags": st.lists(st.sampled_from(["Tide", "tide", "Pier"]), max_size=2),
        "authors": st.just(["Ann"]),
        "series": st.just("Annals"),
        "section": st.sampled_from(["world", "sport"]),
        "aliases": st.just(["/old/"]),
        "image": st.just({"src": "../pool/p.png", "alt": "Pier"}),
        "featured": st.booleans(),
    },
)
EDITS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), FRONTS),
    st.tuples(st.just("delete"), st.sampled_from(NAMES)),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("picture"), st.sampled_from([PICTURE, OTHER_PICTURE, None])),
    st.tuples(st.just("profile"), st.sampled_from(["Ann", "Ann Lee", None]), st.booleans()),
    st.tuples(st.just("settings"), st.sampled_from(["markdown", "commonmark"])),
    st.tuples(st.just("time"), st.sampled_from(["2024-12-21", "2024-12-23T20:00:00Z", "2024-12-26"])),
)


@dataclass
class Newsroom:
    """An outlet that is edited, and the instant as of which it is built."""

    site: Outlet
    as_of: str = "2024-12-23T20:00:00Z"
    files: dict[str, str | bytes] = field(default_factory=dict)

    def put(self, name: str, content: str | bytes | None) -> None:
        """Write or delete one file, in the outlet and in the list of its files."""
        if name not in self.files and content is None:
            return
        parent = self.site.folder / name
        while content is not None and (parent := parent.parent) != self.site.folder:
            if parent.is_file():
                return  # a file is where the folder would be
        if (self.site.folder / name).is_dir():
            return
        self.site.write({name: content})
        if content is None:
            del self.files[name]
            parent = (self.site.folder / name).parent
            if not any(parent.iterdir()):
                parent.rmdir()
                parent.parent.mkdir(exist_ok=True)
        else:
            self.files[name] = content

    def edit(self, what: str, *values: Any) -> None:
        """Make one edit, as :data:`EDITS` draws them."""
        if what == "write":
            name, front = values
            self.put(f"content/{name}", article(**front))
        elif what == "delete":
            self.put(f"content/{values[0]}", None)
        elif what == "rename":
            old, new = (f"content/{name}" for name in values)
            if (content := self.files.get(old)) is not None and old != new:
                self.put(old, None)
                self.put(new, content)
        elif what == "picture":
            self.put("content/pool/p.png", values[0])
        elif what == "profile":
            name, draft = values
            self.put("content/authors/ann.md", name and f"---\ntitle: {name}\ndraft: {str(draft).lower()}\n---\nShe.\n")
        elif what == "settings":
            self.put("newsprint.toml", f"{CONFIG}\n".replace("[markdown]", f'[markdown]\nengine = "{values[0]}"'))
        else:
            self.as_of = values[0]


def _comparable(problems: list[str]) -> list[str]:
    """Return ``problems`` with the two files of each collision in a fixed order."""
    collision = re.compile(r"(content/\S+):1: (the address \S+ is taken by) (\S+)")
    found = []
    for problem in problems:
        if match := collision.match(problem):
            problem = " and ".join(sorted((match[1], match[3]))) + f": {match[2]}"
        found.append(problem)
    return sorted(found)


@settings(max_examples=examples(10, 100))
@given(edits=st.lists(EDITS, min_size=1, max_size=5))
@example(edits=[("write", "sport/c.md", {"body": BODIES[2]}), ("write", "world/b.md", {}), ("write", "sport/a.md", {})])
@example(edits=[("write", "sport/c.md", {"body": BODIES[3]}), ("write", "world/b.md", {}), ("write", "world/b", {})])
@example(
    edits=[
        ("write", "world/a.md", {"image": {"src": "../pool/p.png", "alt": "A"}}),
        ("picture", OTHER_PICTURE),
        ("picture", None),
    ]
)
@example(edits=[("write", "world/a.md", {"authors": ["Ann"]}), ("profile", "Ann Lee", True), ("profile", "Ann", False)])
def test_after_each_edit_the_output_equals_that_of_a_clean_build(edits: list[tuple[Any, ...]]) -> None:
    """If one build fails, so does the other, with the same problems, and the output is not changed.

    Of two stories with the same address a clean build reports the later one, a build after edits the one that was added
    last: the two files are the same.
    """
    with TemporaryDirectory() as folder:
        room = Newsroom(Outlet(Path(folder, "edited")))
        (room.site.folder / "content").mkdir(parents=True)
        room.put("newsprint.toml", CONFIG)
        room.put("content/pool/p.png", PICTURE)
        room.put("content/world/a.md", article("First"))
        for number, edit in enumerate(edits):
            room.edit(*edit)
            clean = Outlet(Path(folder, f"clean{number}"))
            (clean.folder / "content").mkdir(parents=True)
            clean.write(room.files)
            before = room.site.files() if room.site.output.is_dir() else {}

            problems = clean.problems(room.as_of)

            assert _comparable(room.site.problems(room.as_of)) == _comparable(problems)
            assert room.site.files() == (before if problems else clean.files())
