"""Parse the pages of the manual: fenced blocks, tables, links, anchors."""

from __future__ import annotations

import re
import shlex
import tomllib
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(path.relative_to(REPOSITORY).as_posix() for path in sorted(REPOSITORY.glob("docs/**/*.md"))),
    *(path.relative_to(REPOSITORY).as_posix() for path in sorted(REPOSITORY.glob("generator/newsprint/*/README.md"))),
    "tests/README.md",
)
"""The manual, and the README files beside the code and the tests."""

SMALLEST = '[site]\ntitle = "The Harbour Gazette"\n\n[sections]\nworld = "World News"\nsport = "Sport"\n'
"""The smallest valid configuration."""

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.M | re.S)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.M)
_CODE = re.compile(r"`[^`\n]*`")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the line of the page on which the text starts."""

    language: str
    text: str
    line: int


def read(page: str) -> str:
    """Return the text of a page, given by its path below the repository."""
    return (REPOSITORY / page).read_text(encoding="utf-8")


def blocks(page: str, language: str | None = None) -> list[Block]:
    """Return the fenced blocks of a page (default: in every language)."""
    text = read(page)
    found = [Block(match[2], match[3], text.count("\n", 0, match.start()) + 2) for match in _FENCE.finditer(text)]
    return [block for block in found if language is None or block.language == language]


def commands(block: Block) -> list[list[str]]:
    """Return the commands of a shell block: one for each line, and for each part of a line joined by ``&&``."""
    lines = [line.removeprefix("$ ") for line in block.text.splitlines()]
    if block.language == "console":
        lines = [line.removeprefix("$ ") for line in block.text.splitlines() if line.startswith("$ ")]
    parts = [part for line in lines for part in line.split(" && ")]
    return [words for part in parts if (words := shlex.split(part, comments=True))]


def targets(block: Block) -> set[str]:
    """Return the names of the targets to which a block deploys; ``production`` where it names none."""
    deploys = [words[2:] for words in commands(block) if words[:2] == ["newsprint", "deploy"] and "--help" not in words]
    return {words[0] if words and not words[0].startswith("-") else "production" for words in deploys}


def configuration(block: Block) -> str:
    """Return a complete ``newsprint.toml``: a block, and what it omits of the smallest configuration."""
    text, configured = block.text, tomllib.loads(block.text)
    for table in SMALLEST.split("\n\n"):
        head, _, keys = table.partition("\n")
        name = head.strip("[]")
        if name not in configured:
            text += f"\n{table}\n"
        elif name == "site" and "title" not in configured["site"]:
            text = text.replace(head, f"{head}\n{keys}", 1)
    return text


def prose(page: str) -> str:
    """Return the text of a page without its fenced blocks."""
    return _FENCE.sub("", read(page))


def links(page: str) -> list[str]:
    """Return the targets of all links and pictures outside code."""
    return _LINK.findall(_CODE.sub("", prose(page)))


def anchors(page: str) -> set[str]:
    """Return the anchors of a page's headings, as code hosts make them."""
    titles = [title.replace("`", "") for _, title in _HEADING.findall(prose(page))]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def part(page: str, heading: str) -> str:
    """Return the text below a heading, up to the next of the same or a higher level."""
    text = prose(page)
    for match in _HEADING.finditer(text):
        if match[2].replace("`", "") == heading:
            rest = text[match.end() :]
            following = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.M)
            return rest[: following.start()] if following else rest
    raise LookupError(f"{page} has no heading {heading!r}")


def rows(text: str) -> list[list[str]]:
    """Return the cells of every table row in ``text``, without header and delimiter rows."""
    lines = [line.strip() for line in text.splitlines()]
    found = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if line.startswith("|") and not set(line) <= set("|-: ") and not (following and set(following) <= set("|-: ")):
            found.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return found


def named(text: str) -> list[str]:
    """Return the first cell of every table row, without backticks."""
    return [row[0].strip("`") for row in rows(text)]
