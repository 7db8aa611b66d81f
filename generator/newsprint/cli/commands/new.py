"""``newsprint new``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsprint.base.errors import UsageError, suggestion
from newsprint.base.files import explained
from newsprint.base.urls import slugify
from newsprint.cli.options import instant_of, outlet_at, site_option
from newsprint.cli.skeleton import skeleton, tidy, written_date
from newsprint.cli.terminal import note, say
from newsprint.config.sections import section_of_folder
from newsprint.config.site import SiteConfig

MAX_TITLE = 1000
_NAMELESS = "story"
"""The name of the file if a headline has no letter or digit."""


class _Command(click.Command):
    """Says what to do about a headline that starts with a dash, and so is read as an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        headline = next((arg for arg in args if arg.startswith("-") and " " in arg), None)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if headline is None:
                raise
            message = f'"{headline}" starts with a dash, so it is read as an option: put -- before the headline'
            raise click.UsageError(message, ctx) from error


@click.command("new", cls=_Command)
@click.argument("headline")
@site_option
@click.option(
    "--section",
    metavar="NAME",
    help="Section of the story (default: that of the current folder, then the outlet's default section, then "
    "you are asked).",
)
@click.option("--author", "authors", metavar="NAME", multiple=True, help="Who writes it; may be given more than once.")
@click.option("--date", metavar="TIME", help="Time of publication (default: now).")
@click.option("--publish", is_flag=True, help="Start it as a story to be published and not as a draft.")
def command(
    headline: str, site: Path | None, section: str | None, authors: tuple[str, ...], date: str | None, publish: bool
) -> int:
    """Start a new article: a dated file with its front matter filled in.

    HEADLINE is its title; the file's name, and with it the article's address, is made of it.
    """
    folder, config = outlet_at(site)
    title = _checked(headline)
    place, key = _place(section, folder, config)
    moment = instant_of(date, config, option="--date").astimezone(config.site.zone)
    if date is None:
        moment = moment.replace(second=0)
    name = f"{moment:%Y-%m-%d}-{slugify(title) or _NAMELESS}"
    names = list(map(tidy, authors))
    text = skeleton(title, written_date(moment, config.site.zone), key, names, draft=not publish)
    path = _written(place, name, text, is_nameless=not slugify(title))
    say(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))
    if not publish:
        note("It is a draft: delete the line draft: true to publish it.")
    return 0


def _checked(headline: str) -> str:
    """``headline`` on one line. Raises UsageError if it cannot be a title."""
    title = tidy(headline)
    if not title:
        raise UsageError("the headline is empty")
    if len(title) > MAX_TITLE:
        raise UsageError(f"the headline has {len(title):,} characters; the limit is {MAX_TITLE:,}")
    try:
        title.encode()
    except UnicodeEncodeError as error:
        raise UsageError("the headline is not valid UTF-8") from error
    return title


def _place(section: str | None, folder: Path, config: SiteConfig) -> tuple[Path, str]:
    """The folder for the file, and the section of the story. Raises UsageError."""
    root = folder / config.content.root
    here = Path.cwd().resolve()
    inside = here.relative_to(root.resolve()).parts if here.is_relative_to(root.resolve()) else ()
    around = section_of_folder("/".join(inside), config.sections)
    if section is None and around:
        return root.joinpath(*inside), around
    chosen = section or config.content.default_section or _asked(config)
    if chosen not in config.sections:
        raise UsageError(f'there is no section "{chosen}" ({suggestion(chosen, config.sections)})')
    return root.joinpath(*inside) if around == chosen else root / chosen, chosen


def _asked(config: SiteConfig) -> str:
    """The section that the person chooses, if there is a choice. Raises UsageError if nobody can be asked."""
    keys = list(config.sections)
    if len(keys) == 1:
        return keys[0]
    if not sys.stdin.isatty():
        raise UsageError(f"name the section: --section NAME, where NAME is one of {', '.join(keys)}")
    for number, (key, section) in enumerate(config.sections.items(), start=1):
        note(f"{number:>3}  {key}  ({section.name})" if section.name != key else f"{number:>3}  {key}")

    def chosen(answer: str) -> str:
        answer = answer.strip()
        if answer.isdecimal() and 0 < int(answer) <= len(keys):
            return keys[int(answer) - 1]
        if answer not in keys:
            raise click.UsageError(f'there is no section "{answer}" ({suggestion(answer, keys)})')
        return answer

    answer: str = click.prompt("Section (number or name)", value_proc=chosen, err=True)
    return answer


def _written(place: Path, name: str, text: str, *, is_nameless: bool) -> Path:
    """Write the file, and return its path; a nameless one gets a number if there is another. Raises UsageError."""
    number = 1
    while True:
        path = place / (f"{name}.md" if number == 1 else f"{name}-{number}.md")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
            return path
        except FileExistsError as error:
            if not is_nameless:
                raise UsageError(f"{path} exists already: edit it, or choose another headline") from error
            number += 1
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {explained(error)}") from error
