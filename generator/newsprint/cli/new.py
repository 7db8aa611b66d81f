"""``newsprint new``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from newsprint.cli.options import instant_of, outlet_at, site_option
from newsprint.cli.terminal import note, say
from newsprint.config import SiteConfig
from newsprint.errors import UsageError, suggestion
from newsprint.files import explained
from newsprint.urls import slugify


@click.command("new")
@click.argument("headline")
@site_option
@click.option("--section", metavar="NAME", help="The section it belongs to; without it, the outlet's default section.")
@click.option("--author", "authors", metavar="NAME", multiple=True, help="Who writes it; may be given more than once.")
@click.option("--date", metavar="TIME", help="When it is published; without it, now.")
@click.option("--publish", is_flag=True, help="Start it as a story to be published and not as a draft.")
def command(
    headline: str, site: Path | None, section: str | None, authors: tuple[str, ...], date: str | None, publish: bool
) -> int:
    """Start a new article: a dated file with its front matter filled in.

    HEADLINE is its title; the file's name, and with it the article's address, is made of it.
    """
    folder, config = outlet_at(site)
    key = _section(section, config)
    slug = slugify(headline)
    if not slug:
        raise UsageError("the headline has no letter or digit to name a file after")
    moment = instant_of(date, config, option="--date").astimezone(config.site.zone)
    path = folder / config.content.root / key / f"{moment:%Y-%m-%d}-{slug}.md"
    header = [f"title: {_quoted(headline)}", f"date: {moment:%Y-%m-%dT%H:%M:%S%z}", f"section: {key}", 'teaser: ""']
    if authors:
        header.append(f"authors: [{', '.join(map(_quoted, authors))}]")
    header += ["tags: []"] if publish else ["tags: []", "draft: true"]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write("---\n" + "\n".join(header) + "\n---\n\n")
    except FileExistsError as error:
        raise UsageError(f"{path} exists already") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {explained(error)}") from error
    say(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))
    if not publish:
        note("It is a draft: take the line draft: true out to publish it.")
    return 0


def _section(section: str | None, config: SiteConfig) -> str:
    chosen = section or config.content.default_section
    if chosen is None:
        raise UsageError(f"name a section with --section ({', '.join(config.sections)})")
    if chosen not in config.sections:
        raise UsageError(f'there is no section "{chosen}" ({suggestion(chosen, config.sections)})')
    return chosen


def _quoted(text: str) -> str:
    """``text`` as a YAML scalar: JSON's strings are YAML's double-quoted ones (YAML 1.2, section 10.2)."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
