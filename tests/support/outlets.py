"""Small outlets for tests: written inline, built in this process, read as a reader does."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from newsprint.base.dates import parse_instant
from newsprint.base.errors import ProblemsError
from newsprint.builder.build import build
from newsprint.builder.build_request import Request
from newsprint.builder.report import Report
from newsprint.config.site import read_config

AS_OF = "2024-12-23T20:00:00Z"

CONFIGURATION = """\
[site]
title = "The Harbour Gazette"
url = "https://gazette.example"
timezone = "Europe/London"

[sections]
world = "World News"
sport = "Sport"
"""

LIVE_URL = "https://harbour-gazette.news"
LIVE = CONFIGURATION.replace("https://gazette.example", LIVE_URL)
"""The same for an outlet that is deployed: no site can have a name below ``.example``."""

WITH_OWN_THEME = CONFIGURATION.replace("[sections]", 'theme = "own"\n\n[sections]')
"""The same for an outlet whose theme is in ``themes/own``."""

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154789c636000000002000148afa471"
    "0000000049454e44ae426082"
)
"""The smallest PNG."""


def article(title: str = "A headline", body: str = "Some words.", **front: Any) -> str:
    """Return the text of an article; the values of ``front`` are written as JSON, which is YAML."""
    front = {"title": title, "date": "2024-12-20", "section": "world", **front}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items() if value is not None]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"


@dataclass(frozen=True)
class Outlet:
    """An outlet in a temporary folder."""

    folder: Path

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def write(self, files: Mapping[str, str | bytes | None]) -> Outlet:
        """Write files, or delete those whose content is None."""
        for name, content in files.items():
            path = self.folder / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def copy(self, folder: Path) -> Outlet:
        """Copy the outlet to ``folder`` without its output and what builds remember, and return the copy."""
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("output", ".newsprint"))
        return Outlet(folder)

    def build(self, as_of: str = AS_OF, *, output: Path | None = None, **options: Any) -> Report:
        config = read_config(self.folder)
        instant = parse_instant(as_of, config.site.zone)
        return build(Request(folder=self.folder, config=config, output=output or self.output, as_of=instant, **options))

    def problems(self, as_of: str = AS_OF, **options: Any) -> list[str]:
        """Return the problems with which a build fails, as a person reads them; empty if it succeeds."""
        try:
            self.build(as_of, **options)
        except ProblemsError as error:
            return [str(problem) for problem in error.problems]
        return []

    def files(self) -> dict[str, bytes]:
        """Return every file in the output by its path, except hidden files and folders at the top."""
        paths = (path for path in self.output.rglob("*") if path.is_file())
        files = {path.relative_to(self.output).as_posix(): path.read_bytes() for path in paths}
        return {name: data for name, data in files.items() if not name.startswith(".")}

    def clean_files(self, as_of: str = AS_OF, **options: Any) -> dict[str, bytes]:
        """Return the files of a build from nothing, made in a copy of the outlet beside it."""
        clean = self.copy(self.folder.parent / "clean")
        clean.build(as_of, **options)
        files = clean.files()
        shutil.rmtree(clean.folder)
        return files

    def served(self) -> dict[str, bytes]:
        """Return the files in the output without the temporary ones that a killed build leaves."""
        return {name: data for name, data in self.files().items() if "/.newsprint-" not in name}

    def text(self, name: str) -> str:
        return (self.output / name).read_text(encoding="utf-8")

    def page(self, url: str) -> BeautifulSoup:
        """Return the parsed HTML page at ``url``."""
        return BeautifulSoup(
            self.text(url.lstrip("/") + "index.html" if url.endswith("/") else url.lstrip("/")), "lxml"
        )

    def pages_with(self, words: str) -> set[str]:
        """Return the paths of the output files that contain ``words``."""
        return {name for name, data in self.files().items() if words.encode() in data}


def at(text: str) -> datetime:
    """Return an instant in UTC from its ISO text."""
    return datetime.fromisoformat(text).astimezone(UTC)


def add_folder_targets(outlet: Outlet, names: Iterable[str], place: Path) -> None:
    """Add deploy targets of these names to the outlet: folders below ``place``."""
    tables = [f'\n[deploy.{name}]\ntarget = "{(place / name).as_uri()}"\n' for name in sorted(names)]
    text = (outlet.folder / "newsprint.toml").read_text(encoding="utf-8")
    outlet.write({"newsprint.toml": text + "".join(tables)})
