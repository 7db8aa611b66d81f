"""The repository's own outlet, copied and built as of Christmas Eve, for the tests that read it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup

from newsprint.builder.build import build
from newsprint.builder.build_request import Request
from newsprint.builder.report import Report
from newsprint.builder.status import Status, read_status
from newsprint.config.site import SiteConfig, read_config
from tests.support.linkcheck import parsed
from tests.support.outlets import Outlet

AS_OF = datetime(2024, 12, 24, tzinfo=UTC)
ARTICLE = re.compile(r"([a-z]+)/2024/12/\d\d/[a-z0-9-]+/index\.html")


def copied(repository: Path, folder: Path, url: str = "https://gazette.example") -> Outlet:
    """Copy the repository's own outlet to ``folder``, with ``url`` as its address, and return the copy."""
    shutil.copytree(repository / "content", folder / "content")
    settings = (repository / "newsprint.toml").read_text().replace("https://gazette.example", url)
    return Outlet(folder).write({"newsprint.toml": settings})


class Demonstration:
    """The built outlet, read once for all tests, with the built-in theme, which is the same as its own."""

    def __init__(self, repository: Path, folder: Path) -> None:
        outlet = copied(repository, folder)
        self.output = outlet.output
        self.config: SiteConfig = read_config(folder)
        self.report: Report = build(Request(folder=folder, config=self.config, output=self.output, as_of=AS_OF))
        self.status: Status = read_status(folder, self.config, AS_OF)
        self.files: Mapping[str, bytes] = outlet.files()
        self.pages: Mapping[str, BeautifulSoup] = parsed(self.files)
        self.articles = {name: page for name, page in self.pages.items() if ARTICLE.fullmatch(name)}
