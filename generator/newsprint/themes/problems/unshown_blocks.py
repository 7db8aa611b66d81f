"""Parts of templates that are never printed: blocks that no parent template has, and text outside blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import TypeAlias

import jinja2
from jinja2 import nodes
from msgspec import Struct

from newsprint.base.errors import Problem, suggestion
from newsprint.themes.lookup import ThemeFolder, files_in

_EXTENDS = re.compile(r"""\{%[-+]?\s*extends\s+(?:"([^"]*)"|'([^']*)'|)""")  # no group if the name is an expression
_BLOCK = re.compile(r"\{%[-+]?\s*(?:block\s+(\w+)|endblock\b)[^%]*%\}")
_SILENT = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*macro\b.*?\{%[-+]?\s*endmacro\b.*?%\}|\{%[-+]?\s*set\s[^=%]*%\}.*?\{%[-+]?\s*endset\b.*?%\}"
    r"|\{%(?![-+]?\s*include\b).*?%\}|<!--.*?-->|\ufeff",
    re.DOTALL,
)
_REMARK = re.compile(r"<!--.*?-->|\ufeff", re.DOTALL)
_OUTSIDE = (
    "this is outside of every block, and a template that extends another one prints only its blocks",
    "put it between {% block NAME %} and {% endblock %}, or delete it",
)
_CALLED = re.compile(r"\bself\s*\.\s*(\w+)")


class _Outline(Struct, frozen=True):
    """The facts about a template that decide which blocks are shown."""

    parents: tuple[str, ...]
    """The templates that it extends, under their names in the environment."""

    fills: tuple[tuple[str, int], ...]
    """The outermost blocks, and their lines."""

    blocks: frozenset[str]
    """All blocks."""

    called: frozenset[str]
    """The blocks that are printed with ``self.name()``."""

    outside: int | None
    """The line of the first text outside its blocks; None if there is none."""


_Reader: TypeAlias = Callable[[str], _Outline]


class _UnknowableError(Exception):
    """A template cannot be read, or the name of its parent is known only when it runs."""


def unshown_parts(environment: jinja2.Environment, chain: tuple[ThemeFolder, ...]) -> list[Problem]:
    """Return a problem for each block of the outlet's templates that is never printed, and for text outside blocks.

    Built-in templates are not checked, because an outlet's ``base.html`` may leave out some of their blocks. Templates
    are not checked either if their parents are known only when they run, or if they or their parents cannot be read,
    which is reported when they are used.
    """
    skim, parse = cache(partial(_skimmed, environment)), cache(partial(_parsed, environment))
    problems = []
    for place, name, _ in files_in(chain, "templates"):
        template, shown = f"@{place}/{name}", f"{chain[place].shown}/templates/{name}"
        if chain[place].is_built_in or not _unshown(template, skim):  # parsing takes a hundred times as long
            continue
        problems += [
            Problem(shown, line, 0, message, hint, "template") for line, message, hint in _unshown(template, parse)
        ]
    return problems


def _unshown(template: str, outline_of: _Reader) -> list[tuple[int, str, str]]:
    """Return the parts of ``template`` that are never printed: line, message and hint of each."""
    try:
        outline = outline_of(template)
        inherited, called = _inherited(outline, outline_of)
    except _UnknowableError:
        return []
    if not outline.parents:
        return []
    found = [] if outline.outside is None else [(outline.outside, *_OUTSIDE)]
    for block, line in outline.fills:
        if block not in inherited | called:
            message = f'no template that this one extends has a block "{block}", so it is never shown'
            found.append((line, message, suggestion(block, sorted(inherited))))
    return sorted(found)


def _inherited(outline: _Outline, outline_of: _Reader) -> tuple[frozenset[str], frozenset[str]]:
    """Return the blocks of all parents of a template, and the blocks that it or they print with ``self``."""
    blocks: frozenset[str] = frozenset()
    called, waiting, seen = outline.called, list(outline.parents), set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            parent = outline_of(name)
            blocks |= parent.blocks
            called |= parent.called
            waiting += parent.parents
    return blocks, called


def _skimmed(environment: jinja2.Environment, template: str) -> _Outline:
    """Return the outline without parsing, with lines 0. Tags in comments count too, so it may report too much."""
    source, _ = _source(environment, template)
    parents = [match[1] or match[2] or None for match in _EXTENDS.finditer(source)]
    fills, blocks, depth, outer, end = [], set(), 0, [], 0
    for match in _BLOCK.finditer(source):
        if not depth:
            outer.append(source[end : match.start()])
        end = match.end()
        if name := match[1]:
            blocks.add(name)
            if not depth:
                fills.append((name, 0))
        depth = depth + 1 if name else max(0, depth - 1)
    outer.append(source[end:])
    outside = 0 if _SILENT.sub("", "".join(outer)).strip() else None
    called = frozenset(_CALLED.findall(source))
    return _Outline(_named(parents, template, environment), tuple(fills), frozenset(blocks), called, outside)


def _parsed(environment: jinja2.Environment, template: str) -> _Outline:
    source, path = _source(environment, template)
    try:
        tree = environment.parse(source, template, path)
    except (jinja2.TemplateError, RecursionError) as error:
        raise _UnknowableError from error
    tags = [tag.template for tag in tree.find_all(nodes.Extends)]
    parents = [tag.value if isinstance(tag, nodes.Const) else None for tag in tags]
    blocks = frozenset(block.name for block in tree.find_all(nodes.Block))
    called = frozenset(
        part.attr
        for part in tree.find_all(nodes.Getattr)
        if isinstance(part.node, nodes.Name) and part.node.name == "self"
    )
    fills = tuple((block.name, block.lineno) for block in _outermost(tree))
    outside = next(_outside(tree), None) if any(isinstance(node, nodes.Extends) for node in tree.body) else None
    return _Outline(_named(parents, template, environment), fills, blocks, called, outside)


def _source(environment: jinja2.Environment, template: str) -> tuple[str, str | None]:
    assert environment.loader is not None
    try:
        source, path, _ = environment.loader.get_source(environment, template)
    except jinja2.TemplateError as error:
        raise _UnknowableError from error
    return source, path


def _named(parents: Iterable[object], template: str, environment: jinja2.Environment) -> tuple[str, ...]:
    names = []
    for parent in parents:
        if not isinstance(parent, str):
            raise _UnknowableError
        try:
            names.append(environment.join_path(parent, template))
        except jinja2.TemplateError as error:
            raise _UnknowableError from error
    return tuple(names)


def _outermost(node: nodes.Node) -> Iterator[nodes.Block]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost(child)


def _outside(node: nodes.Node) -> Iterator[int]:
    """Yield the lines of text that would be printed if it were in a block. HTML comments are ignored."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Output):
            for part in child.nodes:
                text = _REMARK.sub(_kept_lines, part.data) if isinstance(part, nodes.TemplateData) else "x"
                if bare := text.lstrip():
                    yield part.lineno + text[: len(text) - len(bare)].count("\n")
        elif isinstance(child, nodes.Include):
            yield child.lineno
        elif not isinstance(child, (nodes.Block, nodes.Macro, nodes.AssignBlock)):
            yield from _outside(child)


def _kept_lines(remark: re.Match[str]) -> str:
    return "\n" * remark[0].count("\n")
