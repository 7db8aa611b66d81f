"""Whether a text has any of a few signs: all of them are looked for in one pass, and most texts have none."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Signs:
    """Some short texts that another text may hold."""

    def __init__(self, *signs: str) -> None:
        self._signs = signs

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick  # for those who read texts

        return AhoCorasick(list(self._signs))

    def are_in(self, text: str) -> bool:
        """Return whether ``text`` holds at least one of the signs."""
        return bool(self._automaton.find_matches_as_indexes(text))
