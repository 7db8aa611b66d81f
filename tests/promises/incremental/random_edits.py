"""An outlet that is edited at random: stories, pictures, theme, settings, time, its output and its catalog."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.promises.incremental.picture_edits import ABOUT, AUTHORS, names, picture, profile_of
from tests.promises.incremental.plain_theme import THEME
from tests.promises.incremental.setting_edits import ICONS, SET, SettingsDesk
from tests.promises.incremental.template_edits import MENUS, ORGANIZATIONS, SECTIONS, sections
from tests.support.outlets import Outlet, article

TAGS = ("Tides", "Ferry", "tides", "Théâtre")
days = st.integers(1, 28)
hours = st.sampled_from([0, 6, 6, 12])


def configuration(**values: Any) -> str:
    """Return a ``newsprint.toml`` with these values of :data:`CHOICES`."""
    return f"""\
[site]
title = "{values["title"]}"
url = "https://gazette.example"
timezone = "{values["timezone"]}"
theme = "plain"
{values["icon"]}
{sections(world=values["world"], sport=values["sport"])}
{values["menu"]}
{values["organization"]}
[markdown]
engine = "{values["engine"]}"
shortcodes = "drop"
[latest]
count = 3
mode = "{values["mode"]}"
[listing]
page_size = {values["page_size"]}
[feeds]
count = {values["in_feeds"]}
[content]
picture_metadata = {values["picture_metadata"]}
[media]
structured = {values["structured"]}
[embeds]
allow = {values["allow"]}
[checks]
unknown-template = "warn"
{values["set"]}
"""


CHOICES: dict[str, tuple[Any, Any]] = {
    "title": ("Gazette", "Courier"),
    "timezone": ("Europe/London", "America/New_York"),
    **SECTIONS,
    "menu": MENUS,
    "organization": ORGANIZATIONS,
    "engine": ("commonmark", "markdown"),
    "mode": ("live", "baked"),
    "page_size": (2, 3),
    "in_feeds": (4, 1),
    "picture_metadata": ("[]", '["credit", "copyright"]'),
    "structured": ("false", "true"),
    "allow": ("[]", '["maps.example.org"]'),
    "icon": ICONS,
    "set": SET,
}
"""Two values for each setting; an outlet starts with the first ones."""

THEME_FOLDER = "themes/plain"
TEMPLATES = sorted(name for name in THEME if "/templates/" in name)
OWN_FEED = f"{THEME_FOLDER}/templates/rss.xml"


class Newsroom(SettingsDesk):
    """One outlet, and the edits that hypothesis chooses from; each rule is an edit."""

    def __init__(self) -> None:
        super().__init__()
        # Always the same path: compiled templates are cached by path, and compiling takes half of a small build.
        self.root = Path(tempfile.gettempdir()) / f"newsroom-{os.getpid()}"
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir()
        self.outlet = Outlet(self.root / "outlet")
        self.outlet.folder.mkdir()
        self.stories: dict[str, dict[str, Any]] = {}
        self.bodies: dict[str, str] = {}
        self.settings = {key: values[0] for key, values in CHOICES.items()}
        self.as_of = "2024-12-15T12:00:00Z"
        self.drafts = False
        self.counter = itertools.count()

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @initialize()
    def write_the_first_stories(self) -> None:
        self.outlet.write(THEME)
        self.outlet.write({"newsprint.toml": configuration(**self.settings)})
        self.write_pictures()
        self.write_recording()
        self.write_settings()
        for number in range(6):
            self._publish(f"story-{number}", 3 + 2 * number, 6)

    def _write(self, name: str) -> None:
        front = self.stories[name]
        text = article(front.pop("title", name), self.bodies[name], **front)
        self.outlet.write({f"content/{name}.md": self.located(text)})
        front["title"] = front.get("title", name)

    def _publish(self, name: str, day: int, hour: int) -> None:
        number = int(name.removeprefix("story-"))
        self.stories[name] = {
            "title": f"Headline {name}",
            "date": f"2024-12-{day:02d}T{hour:02d}:00:00",
            "section": sorted(SECTIONS)[number % 2],
            "tags": [TAGS[number % 3]],
            "authors": [AUTHORS[number % 2]],
        }
        self.bodies[name] = f"The text of {name}."
        self._write(name)

    def change(self, name: str, **front: Any) -> None:
        if name in self.stories:
            self.stories[name].update(front)
            self._write(name)

    @rule(name=names, day=days, hour=hours)
    def publish_or_move(self, name: str, day: int, hour: int) -> None:
        if name in self.stories:
            self.change(name, date=f"2024-12-{day:02d}T{hour:02d}:00:00")
        else:
            self._publish(name, day, hour)

    @rule(name=names)
    def edit_the_body(self, name: str) -> None:
        if name in self.stories:
            self.bodies[name] = f"Another text, number {next(self.counter)}."
            self._write(name)

    @rule(name=names, key=st.sampled_from(["title", "teaser", "kicker", "dateline", "slug"]))
    def edit_a_text(self, name: str, key: str) -> None:
        self.change(name, **{key: f"{key}-{next(self.counter)}"})

    @rule(name=names, section=st.sampled_from(sorted(SECTIONS)))
    def move_to_a_section(self, name: str, section: str) -> None:
        self.change(name, section=section)

    @rule(name=names, tags=st.lists(st.sampled_from(TAGS), max_size=3))
    def tag(self, name: str, tags: list[str]) -> None:
        self.change(name, tags=tags)

    @rule(name=names, authors=st.lists(st.sampled_from(AUTHORS), max_size=2), series=st.sampled_from(["", "The Pier"]))
    def set_authors_and_series(self, name: str, authors: list[str], series: str) -> None:
        self.change(name, authors=authors, series=series, featured=bool(series))

    @rule(name=names, hidden=st.booleans())
    def draft(self, name: str, hidden: bool) -> None:
        self.change(name, draft=hidden)

    @rule(name=names, day=st.one_of(st.none(), days))
    def embargo(self, name: str, day: int | None) -> None:
        self.change(name, embargo=f"2024-12-{day:02d}" if day else None)

    @rule(name=names, expires=st.booleans())
    def expire(self, name: str, expires: bool) -> None:
        self.change(name, expires="2024-12-31" if expires else None)

    @rule(name=names)
    def delete(self, name: str) -> None:
        if self.stories.pop(name, None):
            (self.outlet.folder / f"content/{name}.md").unlink()

    @rule(old=names, new=names)
    def rename(self, old: str, new: str) -> None:
        if old in self.stories and new not in self.stories:
            self.stories[new], self.bodies[new] = self.stories.pop(old), self.bodies[old]
            (self.outlet.folder / f"content/{old}.md").rename(self.outlet.folder / f"content/{new}.md")

    @rule(name=names, other=names)
    def link(self, name: str, other: str) -> None:
        if name in self.stories:
            self.bodies[name] = f'See [that]({{{{< ref "{other}.md" >}}}}).'
            self._write(name)

    @rule(width=st.sampled_from([None, 20, 30]))
    def write_or_delete_a_static_picture(self, width: int | None) -> None:
        path = self.outlet.folder / "content/static/flag.png"
        if width is None:
            path.unlink(missing_ok=True)
        else:
            self.outlet.write({"content/static/flag.png": picture(width)})

    @rule(name=names, alias=st.sampled_from(["/old/one/", "/old/two", "/world/"]))
    def add_an_alias(self, name: str, alias: str) -> None:
        self.change(name, aliases=[alias])

    @rule(day=days)
    def change_the_time(self, day: int) -> None:
        self.as_of = f"2024-12-{day:02d}T12:00:00Z"

    @rule()
    def let_a_year_pass(self) -> None:
        self.as_of = "2025-12-15T12:00:00Z"

    @rule(author=st.sampled_from(AUTHORS))
    def write_a_profile(self, author: str) -> None:
        self.write_other(profile_of(author), f"---\ntitle: {author} the {next(self.counter)}th\n---\nBorn here.\n")

    @rule(present=st.booleans())
    def write_or_delete_a_standing_page(self, present: bool) -> None:
        if present:
            self.write_other(ABOUT, f"---\ntitle: About {next(self.counter)}\n---\nUs.\n")
        elif self.others.pop(ABOUT, None):
            (self.outlet.folder / ABOUT).unlink()

    @rule(template=st.sampled_from(TEMPLATES))
    def edit_a_template(self, template: str) -> None:
        path = self.outlet.folder / template
        path.write_text(path.read_text() + f"<!-- {next(self.counter)} -->\n")

    @rule(present=st.booleans())
    def write_or_delete_a_feed_of_the_theme(self, present: bool) -> None:
        if present:
            titles = "{% for story in stories %}{{ story.title }} {{ story.content }}{% endfor %}"
            mark = next(self.counter)
            motto = "{{ settings.motto }}" if mark % 2 else ""
            self.outlet.write({OWN_FEED: f"<rss><!-- {mark} -->{motto}{titles}</rss>\n"})
        else:
            (self.outlet.folder / OWN_FEED).unlink(missing_ok=True)

    @rule(month=st.sampled_from(["MMMM y", "MMM y"]))
    def edit_a_word(self, month: str) -> None:
        words = f'[words]\nnot_found = "Gone {next(self.counter)}"\n'
        dates = f'[dates]\npublished = "d MMMM y"\nmonth = "{month}"\n'
        self.outlet.write({f"{THEME_FOLDER}/strings/en.toml": words + dates})

    @rule(width=st.sampled_from([20, 30]))
    def edit_an_asset(self, width: int) -> None:
        style = f"body {{ width: {width}px; color: var(--setting-accent) }}\n"
        self.outlet.write(
            {f"{THEME_FOLDER}/assets/style.css": style, f"{THEME_FOLDER}/assets/logo.png": picture(width)}
        )

    @rule(key=st.sampled_from(sorted(CHOICES)), value=st.integers(0, 1))
    def configure(self, key: str, value: int) -> None:
        self.settings[key] = CHOICES[key][value]
        self.outlet.write({"newsprint.toml": configuration(**self.settings)})

    @rule(drafts=st.booleans())
    def show_drafts(self, drafts: bool) -> None:
        self.drafts = drafts

    @rule(seed=st.integers(0, 1000))
    def delete_or_damage_output_files(self, seed: int) -> None:
        chance = random.Random(seed)
        files = sorted(self.outlet.files())
        for name in chance.sample(files, min(3, len(files))):
            path = self.outlet.output / name
            path.unlink() if chance.random() < 0.5 else path.write_text("damaged")

    @rule(how=st.sampled_from(["delete", "truncate", "overwrite"]))
    def damage_the_catalog(self, how: str) -> None:
        path = self.outlet.folder / ".newsprint/catalog.sqlite"
        if not path.exists():
            return
        if how == "delete":
            shutil.rmtree(path.parent)
        elif how == "truncate":
            os.truncate(path, path.stat().st_size // 2)
        else:
            data = bytearray(path.read_bytes())
            data[100 : len(data) // 2] = os.urandom(1) * (len(data) // 2 - 100)
            path.write_bytes(data)
