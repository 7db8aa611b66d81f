"""Preprocessors that leave a text alone when it holds nothing for them.

Each takes and returns the lines of the text, as the library's do.
"""

from __future__ import annotations

import re

from markdown.extensions import fenced_code

from markdown import preprocessors, util

_TAG = re.compile(r"<[A-Za-z/!?]")


class LeanWhitespace(preprocessors.NormalizeWhitespace):
    """Tabs and line ends."""

    def run(self, lines: list[str]) -> list[str]:
        """Take out control characters, expand tabs, and empty lines of nothing but spaces."""
        text = "\n".join(lines)
        # The two characters go, carriage returns become line ends, and a line of spaces ends in a space.
        if any(mark in text for mark in (util.STX, util.ETX, "\r", "\t", " \n")) or text.endswith(" "):
            return super().run(lines)
        return f"{text}\n\n".split("\n")


class LeanFences(fenced_code.FencedBlockPreprocessor):
    """Code between fences."""

    def run(self, lines: list[str]) -> list[str]:
        """Put code between fences aside."""
        return super().run(lines) if any(line.startswith(("```", "~~~")) for line in lines) else lines


class LeanHtmlBlocks(preprocessors.HtmlBlockPreprocessor):
    """Blocks of raw HTML."""

    def run(self, lines: list[str]) -> list[str]:
        """Put blocks of raw HTML aside."""
        # Without a tag nothing is put aside; but the library mends the number of a character that has no semicolon.
        text = "\n".join(lines)
        has_tag = "<" in text and _TAG.search(text)
        return super().run(lines) if has_tag or ("&" in text and "&#" in text) else lines
