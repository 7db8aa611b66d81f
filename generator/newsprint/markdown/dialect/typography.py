"""Dashes, ellipses and placeholders for quotes, the same as in the native engine."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import treeprocessors, util

from newsprint.markdown.typography.quotes import DOUBLE, SINGLE

_DASHES = re.compile(r"--+")


class Typography(treeprocessors.Treeprocessor):
    """Replaces typewriter dashes, ellipses and quotes.

    It must run after the inline patterns, and before escaped characters are restored.
    """

    def run(self, root: Element) -> None:
        """Replace the marks in all texts below ``root``.

        Code and addresses are atomic and stay unchanged.
        """
        for element in root.iter():
            text, tail = element.text, element.tail
            if text and not isinstance(text, util.AtomicString):
                element.text = educate(text)
            if tail and tail != "\n" and not isinstance(tail, util.AtomicString):
                element.tail = educate(tail)
            if element.tag == "img" and (alt := element.get("alt")):
                element.set("alt", educate(alt))


def educate(text: str) -> str:
    """Return ``text`` with typographic dashes and ellipses, and placeholders for straight quotes."""
    if "'" in text:
        text = text.replace("'", SINGLE)
    if '"' in text:
        text = text.replace('"', DOUBLE)
    if "--" in text:
        text = _DASHES.sub(_dashes, text)
    if "..." in text:
        text = text.replace("...", "…")
    return text


def _dashes(match: re.Match[str]) -> str:
    """Return the dashes for a run of hyphens: em dashes for threes, en dashes for twos.

    As in cmark, both kinds are mixed only if the number of hyphens requires it.
    """
    count = len(match[0])
    if count % 3 == 0:
        return "—" * (count // 3)
    if count % 2 == 0:
        return "–" * (count // 2)
    twos = 1 if count % 3 == 2 else 2
    return "—" * ((count - 2 * twos) // 3) + "–" * twos
