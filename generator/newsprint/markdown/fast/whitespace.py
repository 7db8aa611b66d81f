"""The preprocessor of white space, which skips a text that needs no change."""

from __future__ import annotations

from markdown import preprocessors, util


class FastWhitespace(preprocessors.NormalizeWhitespace):
    """The preprocessor of control characters, tabs and line ends."""

    def run(self, lines: list[str]) -> list[str]:
        """Normalise control characters, tabs, line ends, and lines of spaces."""
        text = "\n".join(lines)
        # The library has work only for two control characters, carriage returns, tabs, and lines that end in a space.
        if any(mark in text for mark in (util.STX, util.ETX, "\r", "\t", " \n")) or text.endswith(" "):
            return super().run(lines)
        return f"{text}\n\n".split("\n")
