"""The preprocessor of white space, which leaves a text alone when it holds nothing for it."""

from __future__ import annotations

from markdown import preprocessors, util


class LeanWhitespace(preprocessors.NormalizeWhitespace):
    """Tabs and line ends."""

    def run(self, lines: list[str]) -> list[str]:
        """Take out control characters, expand tabs, and empty lines of nothing but spaces."""
        text = "\n".join(lines)
        # The two characters go, carriage returns become line ends, and a line of spaces ends in a space.
        if any(mark in text for mark in (util.STX, util.ETX, "\r", "\t", " \n")) or text.endswith(" "):
            return super().run(lines)
        return f"{text}\n\n".split("\n")
