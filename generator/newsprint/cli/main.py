"""``newsprint``: the commands, each loaded when it is called, and the exit codes of errors."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from io import StringIO

import click

from newsprint import __version__
from newsprint.base.errors import ConfigurationError, NewsprintError, Problem, ProblemsError, UsageError, suggestion
from newsprint.cli.terminal import print_error, print_note

_COMMANDS = {
    "build": "bring the site in output/ up to date",
    "deploy": "publish the last complete build at a target",
    "init": "create a new outlet in a folder",
    "new": "create a new article",
    "serve": "show the site in the browser while you write",
    "status": "list drafts, embargoed, scheduled and expired stories",
    "theme": "copy a file of the built-in theme, to change it",
}


class _LazyGroup(click.Group):
    """Import the module of a command only when the command is called, so that starting takes a fraction of a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"newsprint.cli.commands.{cmd_name}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            ctx.fail(f'unknown command "{args[0]}" ({suggestion(args[0], _COMMANDS)})')
        return super().resolve_command(ctx, args)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, "-V", "--version", prog_name="newsprint")
def newsprint() -> None:
    """Newsprint turns Markdown articles into a news site."""


def _insist_on_utf8() -> None:
    """Restart in UTF-8 mode if the locale encodes file names otherwise: addresses are made from file names."""
    if sys.getfilesystemencoding() != "utf-8" and "utf8" not in sys._xoptions:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _print_failure(problems: Iterable[Problem]) -> None:
    from newsprint.cli.problem_report import print_failure

    print_failure(problems)


def main() -> None:
    """Run the command line and exit.

    The exit code is 0 (done), 1 (problems, listed), 2 (wrong usage or configuration) or 130 (stopped with Ctrl-C).
    """
    _insist_on_utf8()
    gc.set_threshold(50_000, 20, 100)  # builds make many objects that last, and hardly any reference cycles
    try:
        code = newsprint.main(prog_name="newsprint", standalone_mode=False)
        gc.freeze()  # the process ends now: a last search for garbage would be wasted
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        text = StringIO()
        error.show(text)
        print_note(text.getvalue().rstrip())
        sys.exit(2)
    except click.Abort:
        print_error("stopped")
        sys.exit(130)
    except ConfigurationError as error:
        _print_failure(error.problems)
        sys.exit(2)
    except UsageError as error:
        print_error(str(error))
        sys.exit(2)
    except ProblemsError as error:
        _print_failure(error.problems)
        sys.exit(1)
    except NewsprintError as error:
        print_error(str(error))
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone, so there is nothing more to print
        sys.exit(1)
