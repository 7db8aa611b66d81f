"""Check the links that ``newsprint.toml`` adds to pages, once all pages are planned."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from newsprint.base import toml
from newsprint.base.errors import Problem
from newsprint.catalog.checks.page_links import leads_to_page, page_link
from newsprint.config.site import FILE_NAME, SiteConfig
from newsprint.problems.levels import with_severities


def dead_configured_links(connection: sqlite3.Connection, folder: Path, config: SiteConfig) -> list[Problem]:
    """Return a problem for each link in the configuration of the outlet in ``folder`` to an address without a page.

    Call it when the pages of this build are planned. Addresses of hidden stories are not reported, as those of texts.
    """
    return with_severities(_dead(connection, folder, config), config.checks)


def _dead(connection: sqlite3.Connection, folder: Path, config: SiteConfig) -> Iterator[Problem]:
    for key, address in _links(config):
        link = page_link(address, 0, False, config) if urlsplit(address).netloc in ("", config.site.netloc) else None
        if link is not None and link.file and not leads_to_page(connection, link):
            message = f'the address "{address[:80]}" leads to no page or file of the site'
            place = toml.place_in(folder / FILE_NAME, key)
            yield Problem(
                FILE_NAME, *place, message, _hint(connection, config.content.root, link.url), code="dead-address"
            )


def _links(config: SiteConfig) -> Iterator[tuple[str, str]]:
    """Yield the key and the address of each link."""
    for number, entry in enumerate(config.menu):
        yield f"menu.{number}.url", entry.url
    for key, address in config.organization.policies.items():
        yield f"organization.policies.{key}", address
    for name, links in config.theme.settings.items():  # the theme was loaded, which checks what they are
        for number, link in enumerate(links) if isinstance(links, list) else ():
            yield f"theme.settings.{name}.{number}.url", link["url"]


def _hint(connection: sqlite3.Connection, root: str, url: str) -> str:
    query = "SELECT path FROM standing WHERE hidden AND url IN (?1, ?1 || '/')"
    draft = connection.execute(query, (url,)).fetchone()
    return f"{root}/{draft[0]} is a draft" if draft else "use the address of a page on the built site"
