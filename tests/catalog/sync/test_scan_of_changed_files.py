"""A scan of changed files only leaves the same catalog as a scan of all files."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsprint.base.errors import Problem
from newsprint.catalog.database import Catalog, open_catalog
from newsprint.catalog.sync.sync import sync
from newsprint.config.site import read_config
from tests.catalog.catalogs import instant
from tests.support.outlets import AS_OF, CONFIGURATION, Outlet, article
from tests.support.soak import examples

TABLES = {
    "article": "path, url, published, expires, draft, visible, body, card, record",
    "entry": "stream, published, path, name",
    "alias": "(SELECT path FROM article WHERE id = alias.article), url",
    "standing": "path, kind, url, draft, hidden, body, record",
    "reference": "source, role, written, wanted, target",
    "source": "path, kind, on_disk, modified, size, digest",
    "body": "digest, html, facts",
}
CAFE = "sport/café.md"
CAFE_ON_A_MAC = unicodedata.normalize("NFD", CAFE)
ARTICLES = (
    "world/a.md",
    "world/b.md",
    "world/b/index.md",
    "world/deep/a.md",
    "sport/a.md",
    CAFE,
    CAFE_ON_A_MAC,
    "pages/about.md",
    "authors/ann.md",
)
OTHERS = (
    "pool/p.png",
    "world/p.png",
    "world/b",
    "static/robots.txt",
    "world/_notes.md",
    "world/.a.md.swp",
    "sport/\a.md",
    "sport/\udcff.md",
)
FOLDERS = ("world", "world/b", "world/deep", "sport", "pool", "authors")
BODIES = (
    "Plain.",
    "To [a](/world/a.md) and [b](b.md) and ![p](../pool/p.png).",
    "To [b](../world/b) without an ending, and a [folder](../world/deep/).",
    'By name [a]({{< ref "a.md" >}}) [b]({{< ref "b" >}}) [c]({{< ref "café.md" >}}) [i]({{< ref "index" >}}).',
)
BROKEN = (
    "---\ntitle: [\n---\n",
    "---\ntitle: No date\n---\n",
    "---\ntitle: A\ndate: 2024-12-20\nsection: nowhere\n---\n",
)
FRONTS = st.fixed_dictionaries(
    {"body": st.sampled_from(BODIES)},
    optional={
        "title": st.sampled_from(["One", "Two"]),
        "slug": st.sampled_from(["x", "y"]),
        "date": st.sampled_from(["2024-12-20", "2024-12-21", "2025-01-01"]),
        "draft": st.just(True),
        "tags": st.just(["Tide"]),
        "authors": st.just(["Ann"]),
        "aliases": st.just(["/old/"]),
        "image": st.just({"src": "../pool/p.png", "alt": "Pier"}),
    },
)
ALL_NAMES = st.sampled_from((*ARTICLES, *OTHERS))
EDITS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(ARTICLES), FRONTS),
    st.tuples(st.just("break"), st.sampled_from(ARTICLES), st.sampled_from(BROKEN)),
    st.tuples(st.just("put"), st.sampled_from(OTHERS), st.sampled_from(["one", "two!"])),
    st.tuples(st.just("delete"), ALL_NAMES),
    st.tuples(st.just("rename"), ALL_NAMES, ALL_NAMES),
    st.tuples(st.just("move"), st.sampled_from(FOLDERS), st.sampled_from(FOLDERS)),
    st.tuples(st.just("clear"), st.sampled_from(FOLDERS)),
    st.tuples(
        st.just("link"), st.sampled_from(ARTICLES), st.sampled_from(["world", "pool/p.png", "../newsprint.toml"])
    ),
)
"""Random edits of files: the kind of edit, then its arguments."""


@dataclass
class Newsroom:
    """A content folder with edits; ``changed`` has the names that a file system would report."""

    root: Path
    changed: set[str] = field(default_factory=set)

    def edit(self, what: str, *values: Any) -> None:
        """Make one edit of :data:`EDITS`, unless the file system would refuse it."""
        name = values[0]
        if what == "write":
            front = (
                values[1]
                if not name.startswith(("pages/", "authors/"))
                else {"body": values[1]["body"], "section": None, "date": None}
            )
            self._put(name, article(**{"title": name, **front}))
        elif what in ("break", "put"):
            self._put(name, values[1])
        elif what == "delete":
            if self._path(name).is_symlink() or self._path(name).is_file():
                self._path(name).unlink()
                self.changed.add(name)
        elif what in ("rename", "move"):
            self._move(name, values[1])
        elif what == "clear":
            if self._path(name).is_dir() and not self._path(name).is_symlink():
                shutil.rmtree(self._path(name))
                self.changed.add(name)
        elif self._is_free(name) and not self._path(name).exists():
            self._path(name).parent.mkdir(parents=True, exist_ok=True)
            self._path(name).unlink(missing_ok=True)
            self._path(name).symlink_to(self.root / values[1])
            self.changed.add(name)

    def _path(self, name: str) -> Path:
        return self.root / name

    def _is_free(self, name: str) -> bool:
        """Return whether a file can be written here: no folder has its name, and no file the name of a parent folder."""
        above = [self._path(name).parents[depth] for depth in range(name.count("/"))]
        return not self._path(name).is_dir() and all(path.is_dir() or not path.exists() for path in above)

    def _put(self, name: str, text: str) -> None:
        if self._is_free(name):
            self._path(name).parent.mkdir(parents=True, exist_ok=True)
            self._path(name).unlink(missing_ok=True)
            self._path(name).write_text(text, encoding="utf-8")
            self.changed.add(name)

    def _move(self, old: str, new: str) -> None:
        inside = new.startswith(f"{old}/") or old.startswith(f"{new}/") or old == new
        if inside or not self._path(old).exists() or self._path(new).exists() or not self._is_free(new):
            return
        self._path(new).parent.mkdir(parents=True, exist_ok=True)
        self._path(old).rename(self._path(new))
        self.changed |= {old, new}


@dataclass
class Scanner:
    """A catalog that is synced with the outlet in ``folder``."""

    catalog: Catalog
    folder: Path
    problems: tuple[Problem, ...] = ()

    def scan(self, only: set[str] | None = None) -> None:
        """Scan all files, or ``only`` changed files and those with problems."""
        if only is not None:
            only = only | {problem.path.removeprefix("content/") for problem in self.problems}
        config = read_config(self.folder)
        synced = sync(self.catalog, self.folder, config, as_of=instant(AS_OF), drafts=False, only=only)
        self.problems = synced.problems

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return the rows of the catalog, without row ids."""
        return {
            table: sorted(self.catalog.connection.execute(f"SELECT {columns} FROM {table}"))
            for table, columns in TABLES.items()
        }


def scanners(folder: Path, stack: ExitStack) -> Iterator[Scanner]:
    """Yield two catalogs of the outlet, both with the record of a build, so that known addresses differ from new ones."""
    for name in ("partial", "full"):
        catalog = stack.enter_context(open_catalog(folder / ".newsprint" / name))
        catalog.connection.execute("INSERT INTO page VALUES (1, 'a', '', '', 0, 0, '')")
        yield Scanner(catalog, folder)


@settings(max_examples=examples(40, 400))
@given(steps=st.lists(st.lists(EDITS, min_size=1, max_size=4), min_size=1, max_size=6))
@example(steps=[[("break", CAFE_ON_A_MAC, BROKEN[0])], [("write", "world/a.md", {"body": "Plain."})]])
@example(steps=[[("write", CAFE, {"body": "One."}), ("write", CAFE_ON_A_MAC, {"body": "Two."})], [("delete", CAFE)]])
@example(steps=[[("link", "pages/about.md", "world")], [("write", "world/a.md", {"body": "Plain."})]])
@example(steps=[[("put", "sport/\a.md", "one")], [("put", "pool/p.png", "two!")]])
@example(steps=[[("put", "sport/\udcff.md", "one")], [("put", "pool/p.png", "two!")]])
def test_a_scan_of_changed_files_leaves_the_catalog_of_a_full_scan(steps: list[list[tuple[Any, ...]]]) -> None:
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        outlet = Outlet(Path(temporary))
        outlet.write(
            {
                "newsprint.toml": f'{CONFIGURATION}\n[markdown]\nshortcodes = "drop"\n',
                "content/world/a.md": article("First", BODIES[1]),
                "content/world/b.md": article("Second", BODIES[3]),
                "content/pool/p.png": "one",
            }
        )
        partial, full = scanners(outlet.folder, stack)
        newsroom = Newsroom(outlet.folder / "content")
        partial.scan()
        full.scan()
        for step in steps:
            newsroom.changed.clear()
            for edit in step:
                newsroom.edit(*edit)
            partial.scan(only=newsroom.changed)
            full.scan()
            assert partial.problems == full.problems
            assert partial.tables() == full.tables()
