"""The addresses of a story: the one at which it is published, its slug, and its old addresses (aliases)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from newsprint.base.dates import day_of
from newsprint.base.errors import Problem
from newsprint.base.fields import FieldProblem
from newsprint.base.urls import (
    address_problem,
    file_of,
    page_file,
    page_problem,
    permalink,
    redirect_address,
    slug_problem,
    slugify,
    written_address,
)
from newsprint.config.permalinks import SlugSource
from newsprint.config.site import SiteConfig, SiteTable
from newsprint.content.records import Instant

_PLACEHOLDER = re.compile(r"(?:^|[/_-]):[a-z]|[{}]")  # as in Jekyll and Hugo (/:year/:title/), and as in Newsprint
_STYLES = frozenset(("date", "false", "no", "none", "null", "ordinal", "pretty", "true", "weekdate"))
"""Values of ``permalink`` in other systems that name a pattern and are not addresses."""

_WITH_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//")
_SHOWN = 80


def written_slug(slug: str | None, field_problems: list[FieldProblem]) -> str | None:
    """Return the slug of a header, percent-decoded; None if there is none or it is invalid.

    Problems are added to ``field_problems``.
    """
    if not slug:
        return None
    try:
        decoded = written_address(slug)
    except ValueError as error:
        field_problems.append(FieldProblem("slug", f'the slug "{slug[:60]}" {error}', "write a % as %25"))
        return None
    if any(map(str.isspace, slug)):
        hint = f"write {slugify(slug) or 'hyphens'}"
        field_problems.append(FieldProblem("slug", f'the slug "{slug[:60]}" contains a space', hint))
        return None
    if reason := slug_problem(decoded):
        field_problems.append(FieldProblem("slug", f'the slug "{slug[:60]}" {reason}', _example(decoded)))
        return None
    return decoded


def derived_slug(name: str, title: str, source: SlugSource) -> str:
    """Return the slug of a story that sets none, made from its file name or its title.

    ``name`` is the file name without a date. The slug is empty if neither contains a letter or digit.
    """
    if source == "title":
        return slugify(title) or slugify(name)
    if source == "file" and name and not any(map(str.isspace, name)) and slug_problem(name) is None:
        return name
    return slugify(name) or slugify(title)


def _example(slug: str) -> str:
    """Return a hint with a valid example in place of the invalid ``slug``; "" if there is none."""
    example = slugify(slug.replace("/", "-"))
    if slug.strip("/").count("/") and ".." not in slug:
        return f"to set the whole address, write url: /{slug.strip('/')}/"
    return f"for example: {example}" if example else ""


def story_address(section: str, instant: Instant, slug: str, language: str, config: SiteConfig) -> str:
    """Return the URL path of a story without a ``url``: the pattern of its section, filled in, in its edition.

    The date in it is that of ``instant`` in the outlet's time zone. The path is not checked.
    """
    day = day_of(instant, config.site.zone)
    edition, pattern = config.edition_of(language), config.permalinks.pattern_of(section)
    return edition.url(permalink(pattern, section=edition.sections[section].path, day=day, slug=slug))


def read_url(written: str, site: SiteTable, place: tuple[int, int]) -> tuple[str, list[Problem]]:
    """Return the URL path that the ``url`` of a story or page means, and its problems.

    Both are empty if nothing is ``written``. A ``url`` may lack the slash at its start, as in Pelican and Hugo, or be
    an absolute address on this ``site``.
    """
    if not written:
        return "", []
    hint = "for example: /2019/storm/, /2019/storm.html or /2019/storm"
    try:
        if written.casefold() in _STYLES:
            raise ValueError("is not an address")
        if _PLACEHOLDER.search(written):
            raise ValueError("contains a placeholder: write the address out")
        decoded = written_address(_below_site(written, site) if _WITH_HOST.match(written) else written)
        path = decoded if decoded.startswith("/") else f"/{decoded}"
        if reason := page_problem(path):
            raise ValueError(reason)
    except ValueError as error:
        message = f'the address "{written[:_SHOWN]}" {error}'
        return "", [Problem("", *place, message, hint, "invalid-value")]
    return path, []


def read_aliases(
    written: Iterable[str], address: str | None, site: SiteTable, place: tuple[int, int]
) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the aliases of the story at ``address`` as URL paths, and a problem for each invalid one.

    An alias without a slash at its start is relative to the story, as in Hugo: ``old/`` in ``/world/storm/`` means
    ``/world/old/``. An alias that equals the story's address has no effect. Without an ``address``, relative aliases
    are not checked.
    """
    aliases, problems = {}, []
    for alias in written:
        try:
            path = _path_of(alias, address, site)
            if path is None:
                continue
            if reason := address_problem(path):
                raise ValueError(reason)
        except ValueError as error:
            message = f'the alias "{alias[:_SHOWN]}" {error}'
            problems.append(Problem("", *place, message, "for example: /2019/old-address/", "invalid-value"))
        else:
            aliases[redirect_address(path)] = path
    if address is not None:
        own = page_file(address)
        aliases = {page: path for page, path in aliases.items() if path != address and file_of(page) != own}
    return tuple(aliases.values()), problems


def _path_of(alias: str, address: str | None, site: SiteTable) -> str | None:
    """Return the URL path of ``alias``; None if it depends on an unknown ``address``. Raises ValueError."""
    if _WITH_HOST.match(alias):
        return written_address(_below_site(alias, site))
    path = written_address(alias)
    if path.startswith("/"):
        return path
    return _beside(address, path) if address is not None else None


def _below_site(address: str, site: SiteTable) -> str:
    """Return the path of an absolute ``address`` on ``site``. Raises ValueError if it is on another site."""
    parts = urlsplit(address)
    if not parts.netloc:
        raise ValueError("has an empty segment, or no host")
    path = site.below(parts.path)
    if (parts.hostname or "") != site.host or path is None:
        raise ValueError(f"is not on this site, {site.url}")
    if parts.query or parts.fragment:
        raise ValueError("contains a query or a fragment")
    return path or "/"


def _beside(address: str, path: str) -> str:
    """Return ``path`` resolved against the page at ``address``. Raises ValueError if it leads out of the site."""
    parts = address.rstrip("/").split("/")[1:-1]
    *folders, last = path.split("/")
    for name in folders + ([last] if last in (".", "..") else []):
        if name == "..":
            if not parts:
                raise ValueError("leads out of the site")
            parts.pop()
        elif name != ".":
            parts.append(name)
    return posixpath.join("/", *parts, "" if last in (".", "..") else last)
