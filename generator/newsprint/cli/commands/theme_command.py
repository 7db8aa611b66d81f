"""``newsprint theme``."""

from __future__ import annotations

from pathlib import Path

import click

from newsprint.base.errors import UsageError
from newsprint.cli.options import outlet_at, site_option
from newsprint.cli.terminal import print_line
from newsprint.themes.copying import copy_file, copyable


@click.group("theme")
def command() -> None:
    """Change the theme of an outlet."""


@command.command("copy", short_help="copy a file of the built-in theme, to change it")
@click.argument("file", required=False)
@click.option("--as", "name", metavar="NAME", help="Name of the copy (default: the name of FILE).")
@click.option("--force", is_flag=True, help="Replace the copy if it exists.")
@site_option
def copy(file: str | None, name: str | None, force: bool, site: Path | None) -> int:
    """Copy a file of the built-in theme into the outlet, to change it there.

    FILE is its path in the theme, such as templates/article.html. Without FILE,
    the files that can be copied are listed.
    """
    folder, config = outlet_at(site)
    if file is None:
        if name is not None or force:
            raise UsageError("name the file to copy")
        for each in copyable(folder, config.site.theme):
            print_line(each)
    else:
        print_line(copy_file(folder, config.site.theme, file, name or file, replace=force))
    return 0
