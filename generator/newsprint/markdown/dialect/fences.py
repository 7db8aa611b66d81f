"""Fenced code blocks, in quotes and list items too.

An unclosed block extends to the end of its quote or item. A fenced block is replaced by one line before anything else
is parsed, so that code is not read as HTML, lists or headings, and keeps its tabs. The library renders the code
(attributes, highlighting).
"""

from __future__ import annotations

import re
from typing import Any

from markdown import preprocessors
from markdown.extensions import fenced_code

from newsprint.markdown.comments.containers import State, read_line

_TOKEN = re.compile("\ue0f9(\\d{1,7})\ue0f9")
_LIBRARY_INFO = re.compile(r"\{|.*\bhl_lines=")
_NO_NAME = re.compile(r"[^\w#.+-]")


class CutFences(preprocessors.Preprocessor):
    """Replaces each fenced block by one line with a token, and keeps the block.

    It must run on the unprocessed text.
    """

    def __init__(self, md: Any) -> None:
        super().__init__(md)
        self.blocks: list[tuple[str, list[str]]] = []
        """For each block, the words after the opening fence, and the lines of code."""

    def run(self, lines: list[str]) -> list[str]:
        """Cut the fenced blocks out of ``lines``."""
        self.blocks = []
        if lines and not lines[0].strip():
            lines[0] = ""  # the library handles later lines that look empty
        if not any("```" in line or "~~~" in line for line in lines):
            return lines
        kept: list[str] = []
        state, indent = State(), 0
        for line in lines:
            read = read_line(line, state)
            if read.kind == "fence":
                head, rest = line[: read.offset], line[read.offset :]
                indent = len(head.expandtabs(4)) - read.base
                kept.append(f"{head}\ue0f9{len(self.blocks)}\ue0f9")
                self.blocks.append((rest.lstrip(rest[0]).strip(), []))
            elif read.kind == "code" and state.fence and read.state.fence:
                self.blocks[-1][1].append(_from_column(line, read.base + indent, read.offset))
            elif read.kind != "end":
                kept.append(line)
            state = read.state
        if state.fence and not lines[-1] and self.blocks[-1][1]:
            self.blocks[-1][1].pop()  # the text after the last line end is not a line
        return kept


class Fences(fenced_code.FencedBlockPreprocessor):
    """Replaces the tokens by the library's placeholders for code."""

    def __init__(self, md: Any, config: dict[str, Any], cut: CutFences) -> None:
        super().__init__(md, config)
        self._cut = cut

    def run(self, lines: list[str]) -> list[str]:
        """Store the code in the library's stash."""
        if not self._cut.blocks:
            return lines
        return [_TOKEN.sub(self._stashed, line) if "\ue0f9" in line else line for line in lines]

    def _stashed(self, token: re.Match[str]) -> str:
        if int(token[1]) >= len(self._cut.blocks):
            return token[0]
        info, code = self._cut.blocks[int(token[1])]
        fence = "`" * (max((len(run) for line in code for run in re.findall("`+", line)), default=2) + 1)
        fence = fence if len(fence) > 2 else "```"
        if not _LIBRARY_INFO.match(info):
            info = _NO_NAME.sub("-", info.split()[0]) if info else ""
        for words in (info, ""):
            for line in super().run([fence + words, *code, fence, ""]):
                if line.startswith("\x02"):
                    return line
        raise AssertionError("the library knows its own fences")


def _from_column(line: str, column: int, end: int) -> str:
    """Return ``line`` from a column on, or from index ``end`` if that is first.

    A tab across the column is cut.
    """
    place = reached = 0
    while reached < column and place < end:
        reached += 4 - reached % 4 if line[place] == "\t" else 1
        place += 1
    return " " * (reached - column) + line[place:]
