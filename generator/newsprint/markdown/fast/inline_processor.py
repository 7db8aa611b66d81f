"""The library's inline tree processor, without patterns that cannot match.

Texts are visited in the library's order and get the library's placeholders, because footnotes are numbered by them
and patterns find each other's results through them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import inlinepatterns, treeprocessors, util

from newsprint.markdown.fast.triggers import PatternStep, pattern_steps

_PREFIX = util.INLINE_PLACEHOLDER_PREFIX
_PLACEHOLDER = util.INLINE_PLACEHOLDER_RE

Placed = list[tuple[Element, list[str]]]
"""Elements that replace a text's placeholders, each with the tags around it."""


class FastInlineProcessor(treeprocessors.InlineProcessor):
    """Applies inline patterns to every text of a tree.

    Patterns that need a string that the text lacks are skipped.
    """

    _steps: Sequence[PatternStep] = ()
    _steps_of: tuple[Any, ...] = ()

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to all texts below ``tree``, and insert the new elements."""
        self.stashed_nodes = {}
        has_definitions = bool(self.md.references)
        if self._steps_of != (wanted := (has_definitions, *self.inlinePatterns)):
            self._steps, self._steps_of = pattern_steps(wanted[1:], has_definitions), wanted
        waiting = deque([(tree, [*(ancestors or []), tree.tag.lower()])])
        while waiting:
            element, self.ancestors = waiting.popleft()
            placed_in: list[tuple[Element, Placed]] = []
            for child in element:  # it grows by the elements made of its children's tails
                if child.text and not isinstance(child.text, util.AtomicString):
                    self.ancestors.append(child.tag.lower())
                    placed = self._replace_text(child)
                    waiting += [(made, [*around, made.tag.lower()]) for made, around in placed]
                    placed_in.append((child, placed))
                    self.ancestors.pop()
                if child.tail:
                    self._replace_tail(element, child)
                if len(child):
                    waiting.append((child, [*self.ancestors, child.tag.lower()]))
            for parent, placed in placed_in:
                for position, (made, _) in enumerate(placed):
                    parent.insert(position, made)
        return tree

    def _replace_text(self, child: Element) -> Placed:
        text = self._with_placeholders(child.text or "", 0)
        if _PREFIX not in text:
            child.text = text
            return []
        child.text = None
        return self._elements(text, child, True)

    def _replace_tail(self, parent: Element, child: Element) -> None:
        tail = self._with_placeholders(child.tail or "", 0)
        if _PREFIX not in tail:
            child.tail = tail
            return
        stand_in = Element("d")
        child.tail = None
        placed = self._elements(tail, stand_in, False)
        if stand_in.tail:
            child.tail = stand_in.tail
        position = list(parent).index(child) + 1
        for made, _ in reversed(placed):
            parent.insert(position, made)

    def _with_placeholders(self, text: str, first: int) -> str:
        """Return ``text`` with placeholders for the matches of the patterns from ``first`` on."""
        if isinstance(text, util.AtomicString):
            return text
        every = self._steps
        for number in range(first, len(every)):
            pattern, needs, either, other = every[number]
            if needs in text and (either in text or other in text):
                text = self._apply(pattern, number, text)
        return text

    def _apply(self, pattern: inlinepatterns.Pattern, number: int, text: str) -> str:
        for tag in pattern.ANCESTOR_EXCLUDES:
            if tag.lower() in self.ancestors:
                return text
        apply = _new_style if isinstance(pattern, inlinepatterns.InlineProcessor) else _old_style
        start = 0
        while (found := apply(pattern, text, start)) is not None:
            node, before, after, start = found
            if node is None:
                continue
            if not isinstance(node, str) and not isinstance(node.text, util.AtomicString):
                # Not a separate method: each level of nesting may cost only two calls, as in the library.
                for child in [node, *node]:
                    if child.text:
                        self.ancestors.append(child.tag.lower())
                        child.text = self._with_placeholders(child.text, number + 1)
                        self.ancestors.pop()
                    if child.tail:
                        child.tail = self._with_placeholders(child.tail, number)
            placeholder = self._stash(node)
            text = f"{before}{placeholder}{after}"
            start = len(before) + len(placeholder)
        return text

    def _stash(self, node: Element | str) -> str:
        name = f"{len(self.stashed_nodes):04d}"
        self.stashed_nodes[name] = node
        return util.INLINE_PLACEHOLDER % name

    def _elements(self, text: str, parent: Element, is_text: bool) -> Placed:
        """Return the elements for the placeholders in ``text``.

        Add other text to their tails and to ``parent``.
        """
        placed: Placed = []
        position = 0
        while (index := text.find(_PREFIX, position)) >= 0:
            match = _PLACEHOLDER.search(text, index)
            node = self.stashed_nodes.get(match[1]) if match else None
            if match is None or node is None:  # not a placeholder of this class
                end = index + len(_PREFIX)
                _link(text[position:end], placed, parent, is_text)
                position = end
                continue
            _link(text[position:index], placed, parent, is_text)
            position = match.end()
            if isinstance(node, str):
                _link(node, placed, parent, is_text)
                continue
            for child in [node, *node]:
                if child.tail and child.tail.strip():
                    self._open(node, child, False)
                if child.text and child.text.strip():
                    self._open(child, child, True)
            placed.append((node, self.ancestors[:]))
        rest = text[position:]
        # The rest of an atomic text stays atomic.
        _link(util.AtomicString(rest) if isinstance(text, util.AtomicString) else rest, placed, parent, is_text)
        return placed

    def _open(self, parent: Element, child: Element, is_text: bool) -> None:
        """Replace the placeholders in the text or the tail of ``child`` by elements."""
        if is_text:
            text, child.text = child.text or "", None
        else:
            text, child.tail = child.tail or "", None
        placed = self._elements(text, child, is_text)
        position = 0 if is_text or parent is child else list(parent).index(child) + 1
        for made, _ in reversed(placed):
            parent.insert(position, made)


MatchResult = tuple[Element | str | None, str, str, int]
"""The result of a match (None: leave it), the text before and after it, and where to continue if it is left."""


def _new_style(pattern: Any, text: str, start: int) -> MatchResult | None:
    for match in pattern.getCompiledRegExp().finditer(text, start):
        node, begin, end = pattern.handleMatch(match, text)
        if begin is not None and end is not None:
            return node, text[:begin], text[end:], end
    return None


def _old_style(pattern: Any, text: str, start: int) -> MatchResult | None:
    match: re.Match[str] | None = pattern.getCompiledRegExp().match(text[start:])
    if match is None:
        return None
    node = pattern.handleMatch(match)
    return node, text[:start] + match[1], match.groups()[-1], match.end()


def _link(text: str, placed: Placed, parent: Element, is_text: bool) -> None:
    """Append ``text`` to the last element's tail, or else to the text or tail of ``parent``."""
    if not text:
        return
    if placed:
        last = placed[-1][0]
        last.tail = f"{last.tail}{text}" if last.tail else text
    elif is_text:
        parent.text = f"{parent.text}{text}" if parent.text else text
    else:
        parent.tail = f"{parent.tail}{text}" if parent.tail else text
