"""A search of a text for any of several short texts, in one pass: most texts contain none."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Signs:
    """A set of short texts to search for."""

    def __init__(self, *signs: str) -> None:
        self._signs = signs

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick  # loaded only when a text is searched

        return AhoCorasick(list(self._signs))

    def are_in(self, text: str) -> bool:
        """Return whether ``text`` contains at least one of the signs."""
        return bool(self._automaton.find_matches_as_indexes(text))
