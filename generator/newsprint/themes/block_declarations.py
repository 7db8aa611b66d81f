"""``[blocks]`` of ``theme.toml``: the blocks that a theme prints for authors, with the arguments of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import msgspec

from newsprint.base.errors import Problem, ThemeError, short, suggestion
from newsprint.base.fields import FieldProblem, convert, unknown_keys
from newsprint.base.urls import SLUG
from newsprint.config.declared import Argument, ArgumentType, BlockType
from newsprint.themes.lookup import ThemeFolder, files_in, theme_file

TABLE = "blocks"
FOLDER = "blocks/"
"""The folder of the templates of blocks, below ``templates/``."""

FEED_ENDING = ".feed.html"
"""How the names of templates end that print the plain form of a block, for feeds."""

RESERVED = ("content", "lang", "name", "number")
"""What templates get of every block, beside its arguments."""

_TYPES: tuple[str, ...] = get_args(ArgumentType)
_KEYS = tuple(field.name for field in msgspec.structs.fields(BlockType))
_ARGUMENT_KEYS = tuple(field.name for field in msgspec.structs.fields(Argument))


def load_blocks(chain: tuple[ThemeFolder, ...]) -> dict[str, BlockType]:
    """Return the blocks of the theme in the folders of ``chain``, by name. Raises ThemeError.

    A folder replaces the declaration of a block as a whole. Every block must have a template.
    """
    blocks: dict[str, BlockType] = {}
    problems: list[Problem] = []
    templates = {name for _, name, _ in files_in(chain, f"templates/{FOLDER}".rstrip("/"))}
    for folder in reversed(chain):
        file = theme_file(folder)
        declared, wrong = _declared(file.data.get(TABLE, {}))
        blocks |= declared
        problems += map(file.placed, wrong)
        for name in declared:
            if f"{name}.html" not in templates:
                message = f'the block "{name}" has no template'
                problem = FieldProblem(f"{TABLE}.{name}", message, f"add templates/{template_of(name)}", "theme")
                problems.append(file.placed(problem))
    problems += _undeclared(chain, blocks)
    if problems:
        raise ThemeError(problems)
    return blocks


def template_of(block: str, *, for_feed: bool = False) -> str:
    """Return the name of the template of ``block``, or of that of its plain form."""
    return f"{FOLDER}{block}{FEED_ENDING if for_feed else '.html'}"


def _declared(table: Any) -> tuple[dict[str, BlockType], list[FieldProblem]]:
    """Return the blocks in ``table``, and the problems in it."""
    if not isinstance(table, dict):
        return {}, [FieldProblem(TABLE, f'"{TABLE}" must be a table', f"for example: [{TABLE}.factbox]")]
    blocks: dict[str, BlockType] = {}
    problems: list[FieldProblem] = []
    for name, given in table.items():
        key = f"{TABLE}.{name}"
        if not SLUG.fullmatch(name) or not name[0].isalpha():
            hint = "use small letters, digits and hyphens"
            problems.append(FieldProblem(key, f'"{short(name)}" cannot be the name of a block', hint))
        elif not isinstance(given, dict):
            problems.append(FieldProblem(key, f'"{key}" must be a table', f"write [{key}]"))
        else:
            problems += unknown_keys(given, _KEYS, prefix=f"{key}.")
            arguments, found = _arguments(f"{key}.arguments", given.get("arguments", {}))
            problems += found
            block, found = convert({**given, "arguments": {}}, BlockType, prefix=f"{key}.")
            problems += found
            if block:
                blocks[name] = msgspec.structs.replace(block, arguments=arguments)
    return blocks, problems


def _arguments(key: str, table: Any) -> tuple[dict[str, Argument], list[FieldProblem]]:
    if not isinstance(table, dict):
        return {}, [FieldProblem(key, f'"{key}" must be a table', f'write [{key}] with lines such as title = "text"')]
    arguments: dict[str, Argument] = {}
    problems: list[FieldProblem] = []
    for name, given in table.items():
        place = f"{key}.{name}"
        if not name.isidentifier() or name.startswith("_") or name in RESERVED:
            hint = "use letters, digits and underscores, and none of: " + ", ".join(RESERVED)
            problems.append(FieldProblem(place, f'"{short(name)}" cannot be the name of an argument', hint))
            continue
        written = {"type": given} if isinstance(given, str) else given
        if not isinstance(written, dict):
            problems.append(
                FieldProblem(place, f'"{place}" must be a type or a table', f'for example: {name} = "text"')
            )
            continue
        if isinstance(written.get("type"), str) and written["type"] not in _TYPES:
            message = f'there is no type "{short(written["type"])}" of arguments'
            problems.append(FieldProblem(place, message, suggestion(written["type"], _TYPES)))
            continue
        problems += unknown_keys(written, _ARGUMENT_KEYS, prefix=f"{place}.")
        argument, found = convert(written, Argument, prefix=f"{place}.")
        problems += found
        if argument:
            arguments[name] = argument
            problems += _value_problems(place, argument)
    return arguments, problems


def _value_problems(place: str, argument: Argument) -> Iterator[FieldProblem]:
    if argument.type == "choice" and (not argument.choices or argument.default not in ("", *argument.choices)):
        message = f'"{place}" needs "choices", and a default that is one of them'
        yield FieldProblem(place, message, 'for example: choices = ["plain", "alert"]')
    elif argument.type != "choice" and argument.choices:
        yield FieldProblem(f"{place}.choices", f'only arguments of the type "choice" have choices: "{place}" has not')
    if argument.default and argument.type not in ("text", "number", "switch", "choice"):
        yield FieldProblem(f"{place}.default", f'an argument of the type "{argument.type}" cannot have a default')
    elif argument.type == "number" and argument.default and not argument.default.lstrip("-").isdigit():
        yield FieldProblem(f"{place}.default", f'"{place}.default" must be a whole number', 'for example: "3"')
    elif argument.type == "switch" and argument.default not in ("", "yes"):
        yield FieldProblem(f"{place}.default", f'"{place}.default" must be "yes", or left out', "")


def _undeclared(chain: tuple[ThemeFolder, ...], blocks: Mapping[str, BlockType]) -> Iterator[Problem]:
    """Yield a problem for each template of a block that no ``theme.toml`` declares.

    A name with an underscore at its start is that of a part of other templates.
    """
    for place, name, _ in files_in(chain, f"templates/{FOLDER}".rstrip("/")):
        block = name.removesuffix(FEED_ENDING).removesuffix(".html")
        if block not in blocks and not name.startswith("_"):
            shown = f"{chain[place].shown}/templates/{FOLDER}{name}"
            hint = f"add [{TABLE}.{block}] to theme.toml"
            yield Problem(shown, 0, 0, "no theme.toml declares this block", hint, code="theme")
