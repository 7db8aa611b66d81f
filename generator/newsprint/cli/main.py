"""``newsprint``: its commands, each loaded when it is called, and what becomes of mistakes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from io import StringIO

import click

from newsprint import __version__
from newsprint.base.errors import ConfigurationError, NewsprintError, Problem, ProblemsError, UsageError
from newsprint.cli.terminal import complain, note

_COMMANDS = {
    "build": "bring the site in output/ up to date",
    "deploy": "ship the last complete build to where readers find it",
    "init": "start a new outlet in a folder",
    "new": "start a new article",
    "serve": "show the site in the browser while you write",
    "status": "list drafts, embargoed, scheduled and expired stories",
    "theme": "copy a file of the built-in theme, to change it",
}


class _LazyGroup(click.Group):
    """Loads a command's module when the command is called: starting costs a fraction of a second that way."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"newsprint.cli.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from newsprint.base.errors import suggestion

        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            ctx.fail(f'there is no command "{args[0]}" ({suggestion(args[0], _COMMANDS)})')
        return super().resolve_command(ctx, args)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, "-V", "--version", prog_name="newsprint")
def newsprint() -> None:
    """Newsprint turns Markdown articles into a news site."""


def _insist_on_utf8() -> None:
    """Start again in UTF-8 mode if the locale spells names of files in another encoding: addresses are made of them."""
    if sys.getfilesystemencoding() != "utf-8" and "utf8" not in sys._xoptions:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _print_failure(problems: Iterable[Problem]) -> None:
    from newsprint.cli.problems import print_failure

    print_failure(problems)


def main() -> None:
    """Run the command line; exit with 0 (done), 1 (problems, listed) or 2 (wrong usage or configuration)."""
    _insist_on_utf8()
    gc.set_threshold(50_000, 20, 100)  # builds make many things that last, and hardly any that refer to each other
    try:
        code = newsprint.main(prog_name="newsprint", standalone_mode=False)
        gc.freeze()  # all that is left ends with the process: nothing of it is worth looking for
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        text = StringIO()
        error.show(text)
        note(text.getvalue().rstrip())
        sys.exit(2)
    except click.Abort:
        complain("stopped")
        sys.exit(130)
    except ConfigurationError as error:
        _print_failure(error.problems)
        sys.exit(2)
    except UsageError as error:
        complain(str(error))
        sys.exit(2)
    except ProblemsError as error:
        _print_failure(error.problems)
        sys.exit(1)
    except NewsprintError as error:
        complain(str(error))
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; there is nobody left to tell
        sys.exit(1)
