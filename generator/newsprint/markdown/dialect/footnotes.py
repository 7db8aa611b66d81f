"""Footnotes numbered in the order of their marks, not of their definitions."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import treeprocessors


class NumberNotes(treeprocessors.Treeprocessor):
    """Numbers footnotes.

    It must run once the marks and the notes are in the tree. Notes without a mark stay last.
    """

    def __init__(self, md: Any, label: str) -> None:
        super().__init__(md)
        self._label = label

    def run(self, root: Element) -> None:
        """Number the marks, and sort the notes by their numbers."""
        library: Any = self.md.treeprocessors["footnote"]
        if not library.footnotes.footnotes:
            return
        notes = next((each for each in root.iter("div") if each.get("class") == "footnote"), None)
        items = None if notes is None else notes.find("ol")
        if items is None:
            return
        numbers: dict[str, int] = {}
        for mark in root.iter("a"):
            if mark.get("class") == "footnote-ref":
                mark.text = str(numbers.setdefault(mark.get("href", ""), len(numbers) + 1))
        items[:] = sorted(items, key=lambda item: numbers.get(f"#{item.get('id')}", len(items) + 1))
        for number, item in enumerate(items, start=1):
            for back in item.iter("a"):
                if back.get("class") == "footnote-backref":
                    back.set("title", self._label.format(number))
