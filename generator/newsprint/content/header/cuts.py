"""Texts that YAML cuts short: in ``title: Arsenal go #1`` the number sign starts a comment.

A comment with a blank after its ``#`` is intended. If a word follows directly, it may be a hashtag or a number that
belongs to the text: its author must decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml

from newsprint.base.errors import Problem
from newsprint.config.content import OWN_LISTS, OWN_TEXTS
from newsprint.content.header.located import Cut, Place
from newsprint.content.header.scalars import TEXT

_COMMENT = re.compile(r"[ \t]+#+(?![#\s])|[ \t]+#+(?=\n|\Z)")
_IN_FLOW = re.compile(r"#+[^\n]*")
_SIGN = re.compile(r"(?<=[\s\[{,])#(?![#\s])")
_NEAR = 5
_TEXTS = frozenset(
    ("title", "section", "teaser", "slug", "url", "aliases", "canonical", "authors", "tags", "series", "kicker",
     "dateline", "lang", "image", "image.src", "image.alt", "image.caption", "image.credit", "corrections.text",
     *OWN_TEXTS, *OWN_LISTS)
)  # fmt: skip


def cuts_of(root: yaml.Node, text: str) -> tuple[Cut, ...]:
    """Return the values below ``root``, the nodes of ``text``, that end at a number sign without a blank after it."""
    return tuple(dict.fromkeys(_below(root, "", text)))


def _below(node: yaml.Node, key: str, text: str) -> Iterator[Cut]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _below(value, f"{key}.{name.value}" if key else str(name.value), text)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _below(item, key, text)
    elif isinstance(node, yaml.ScalarNode) and not node.style and (match := _COMMENT.match(text, node.end_mark.index)):
        yield Cut(key, _place_of(text, text.index("#", match.start())), textual=node.tag == TEXT)
    if isinstance(node, yaml.CollectionNode) and node.flow_style:
        for place in _between_items(node, text):
            yield Cut(key, place, textual=False)


def _between_items(node: yaml.CollectionNode, text: str) -> Iterator[Place]:
    """Yield the number signs in place of an item of a list in brackets: ``[storm, #MeToo``."""
    parts = [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
    starts = [node.start_mark.index, *(part.end_mark.index for part in parts)]
    ends = [*(part.start_mark.index for part in parts), node.end_mark.index]
    for start, end in zip(starts, ends, strict=True):
        separator = next((at for at in range(start, end) if text[at] in "[{,"), end)
        for match in _IN_FLOW.finditer(text, separator, end):
            if not match[0].lstrip("#")[:1].isspace():
                yield _place_of(text, match.start())


def number_sign_above(text: str, line: int) -> Place | None:
    """Return the place of the number sign that may cause the problem on ``line``; None if there is none.

    The number sign is on that line or a few lines above: it hides the rest of its line, such as a bracket.
    """
    lines = text.split("\n")
    for number in range(min(line, len(lines)), max(0, line - _NEAR), -1):
        written = lines[number - 1]
        match = _SIGN.search(written)
        if match and written[: match.start()].strip(" -") and not re.search("[\"']", written[: match.start()]):
            return number, match.start() + 1
    return None


def _place_of(text: str, index: int) -> Place:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def cut_texts(cuts: tuple[Cut, ...], fields: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """Return a problem for each text that is cut short.

    ``fields`` has the names that files may use for each key.
    """
    if not cuts:
        return []
    keys = {name: key for key, names in fields.items() for name in names}
    problems = []
    for cut in cuts:
        name, dot, rest = cut.key.partition(".")
        key = keys.get(cut.key) or keys.get(name, name) + dot + rest
        if key in _TEXTS or (cut.textual and key.startswith("extra.")):
            message = f'"{cut.key}" ends before the "#": YAML reads the rest as a comment'
            hint = 'put quotes around the text, or a space after the "#" of a comment'
            problems.append(Problem("", *cut.place, message, hint, "cut-at-hash"))
    return problems
