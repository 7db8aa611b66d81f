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
from newsprint.cli.terminal import print_line, print_note
from newsprint.config.sections import section_of_folder
from newsprint.config.site import SiteConfig

MAX_TITLE = 1000
_NAMELESS = "story"
"""The file name if a headline has no letter or digit."""


class _Command(click.Command):
    """Explain how to give a headline that starts with a dash, which is read as an option."""

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
@click.option("--author", "authors", metavar="NAME", multiple=True, help="Author of the story; may be repeated.")
@click.option("--date", metavar="TIME", help="Time of publication (default: now).")
@click.option("--publish", is_flag=True, help="Create a story to be published, not a draft.")
def command(
    headline: str, site: Path | None, section: str | None, authors: tuple[str, ...], date: str | None, publish: bool
) -> int:
    """Create a new article: a dated file with its front matter filled in.

    HEADLINE is its title. The file name is made from it, and the address from the file name.
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
    print_line(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))
    if not publish:
        print_note("It is a draft: delete the line draft: true to publish it.")
    return 0


def _checked(headline: str) -> str:
    """Return ``headline`` on one line. Raise UsageError if it cannot be a title."""
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
    """Return the folder for the file, and the section of the story. Raise UsageError for an unknown section."""
    root = folder / config.content.root
    here = Path.cwd().resolve()
    inside = here.relative_to(root.resolve()).parts if here.is_relative_to(root.resolve()) else ()
    around = section_of_folder("/".join(inside), config.sections)
    if section is None and around:
        return root.joinpath(*inside), around
    chosen = section or config.content.default_section or _asked(config)
    if chosen not in config.sections:
        raise UsageError(f'unknown section "{chosen}" ({suggestion(chosen, config.sections)})')
    return root.joinpath(*inside) if around == chosen else root / chosen, chosen


def _asked(config: SiteConfig) -> str:
    """Return the only section, or the one that the user chooses. Raise UsageError if nobody can be asked."""
    keys = list(config.sections)
    if len(keys) == 1:
        return keys[0]
    if not sys.stdin.isatty():
        raise UsageError(f"name the section: --section NAME, where NAME is one of {', '.join(keys)}")
    for number, (key, section) in enumerate(config.sections.items(), start=1):
        print_note(f"{number:>3}  {key}  ({section.name})" if section.name != key else f"{number:>3}  {key}")

    def chosen(answer: str) -> str:
        answer = answer.strip()
        if answer.isdecimal() and 0 < int(answer) <= len(keys):
            return keys[int(answer) - 1]
        if answer not in keys:
            raise click.UsageError(f'unknown section "{answer}" ({suggestion(answer, keys)})')
        return answer

    answer: str = click.prompt("Section (number or name)", value_proc=chosen, err=True)
    return answer


def _written(place: Path, name: str, text: str, *, is_nameless: bool) -> Path:
    """Write the file and return its path. Raise UsageError if it exists or cannot be written.

    The name of a file whose headline has no letter or digit gets a number instead if it is taken.
    """
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
                raise UsageError(f"{path} already exists: edit it, or choose another headline") from error
            number += 1
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {explained(error)}") from error
