"""Texts of every kind of block, with and without comments."""

from __future__ import annotations

from random import Random

NOTE = "zensored"
"""This word is in every comment, and nowhere else."""

COMMENTS = (
    f"<!-- {NOTE} -->",
    f"<!--{NOTE}-->",
    f"<!-- {NOTE}\nover lines -->",
    f"<!--\n{NOTE}\n\nover a blank line\n-->",
    f"<!-- {NOTE} `with` ``ticks` -->",
    f"<!-- {NOTE} ` -->",
    f"<!--\n\n```\n{NOTE}\n```\n-->",
    f"<!-- {NOTE}\n- a\n> b\n# c\n-->",
    f'<!-- [{NOTE}](gone.md) | "x" *y* -->',
    f"<!--\n    {NOTE}\n\n\tb -->",
    f"{{>>{NOTE}<<}}",
    f"{{>>{NOTE}\n\nand `more<<}}",
    f"{{{{/* {NOTE} */}}}}",
    f"{{{{- /* {NOTE}\n */ -}}}}",
    f"{{% comment %}}{NOTE} {{{{ x }}}}\n\n{{% endcomment %}}",
)
WORDS = (
    "ferry",
    "harbour",
    "*tide*",
    "**storm**",
    "[pier](pier.md)",
    "_quay_",
    '"lamp"',
    "it's",
    "Zoë",
    "41",
    "<b>bold</b>",
    "a_b",
    "`a -- b`",
    "`<!-- kept -->`",
    "``a ` <!-- kept``",
    "![x](x.png)",
)


class Writer:
    """Write a random text twice: ``plain``, and ``commented`` with comments in it."""

    def __init__(self, random: Random, probability: float) -> None:
        self.plain = ""
        self.commented = ""
        self._random = random
        self._probability = probability

    def put(self, text: str) -> None:
        """Append ``text`` to both texts."""
        self.plain += text
        self.commented += text

    def maybe_comment(self) -> None:
        """Append a comment with the writer's probability."""
        if self._random.random() < self._probability:
            self.commented += self._random.choice(COMMENTS)

    def maybe_line(self, indent: str = "") -> None:
        """Append a line with only a comment, where a line may start."""
        if self._random.random() < self._probability:
            blank = self._random.choice(["", " "])
            self.commented += f"{indent}{self._random.choice(COMMENTS)}{blank}\n"

    def words(self) -> None:
        """Append some words, with comments between and within them."""
        self.maybe_comment()
        for _ in range(self._random.randint(1, 5)):
            word = self._random.choice(WORDS)
            if word.isalpha():
                self.put(word[:2])
                self.maybe_comment()
                self.put(word[2:])
            else:
                self.put(word)
            self.maybe_comment()
            self.put(" ")
        self.put("end")
        self.maybe_comment()

    def block(self) -> None:
        """Append a block of a random kind."""
        kinds = (self._paragraph, self._heading, self._list, self._quote, self._fence, self._table, self._indented)
        self.maybe_line()
        self._random.choice(kinds)()
        self.put("\n")
        self.maybe_line()

    def _paragraph(self) -> None:
        for _ in range(self._random.randint(1, 3)):
            self.words()
            self.put("\n")
            self.maybe_line()

    def _heading(self) -> None:
        self.put("#" * self._random.randint(2, 4) + " ")
        self.words()
        self.put("\n")

    def _list(self) -> None:
        mark = self._random.choice(["- ", "* ", "1. "])
        for _ in range(self._random.randint(1, 3)):
            self.put(mark)
            self.words()
            self.put("\n")
            self.maybe_line(self._random.choice(["", "    "]))

    def _quote(self) -> None:
        for _ in range(self._random.randint(1, 3)):
            self.put("> ")
            self.words()
            self.put("\n")
            self.maybe_line("> ")

    def _fence(self) -> None:
        mark = self._random.choice(["```", "~~~", "````"])
        self.put(f"{mark}\n<!-- kept -->\n    x ` y\n\n- <!-- kept\n{mark}\n")

    def _table(self) -> None:
        self.put("| a | b |\n|---|---|\n")
        for _ in range(2):
            self.put("| ")
            self.words()
            self.put(" | x |\n")
            self.maybe_line()

    def _indented(self) -> None:
        self.put("Code:\n\n    <!-- kept -->\n    x ` y\n\n    {>>kept<<}\n\nand")
        self.words()
        self.put("\n")


def text_pair(seed: int) -> tuple[str, str]:
    """Return a text, and the same text with comments."""
    random = Random(seed)
    writer = Writer(random, random.choice([0.1, 0.3, 0.7]))
    for _ in range(random.randint(1, 6)):
        writer.block()
    return writer.plain, writer.commented


SYNTAX = (
    "[",
    "]",
    "(",
    "`",
    "``",
    "```",
    "~~~",
    "<",
    ">",
    "<script>",
    "</script>",
    "-",
    "1.",
    "#",
    "===",
    "---",
    "|",
    "[^1]:",
    "-->",
    "<div>",
    "<pre>",
    "\\",
    "word",
    "```py",
    "<!--",
    "{>>",
    "<!--more-->",
    "&lt;!--",
    "{++",
    "++}",
    "<!",
    "-",
    "{{/*",
    "{%",
    "<<}",
    "*/}}",
)
SPACES = ("", " ", "\n", "\n\n", "    ", "\t", "  \n", "\n    ")


def random_syntax(seed: int) -> str:
    """Return comments and pieces of syntax in random order."""
    random = Random(seed)
    pieces = (random.choice(random.choice([COMMENTS, SYNTAX, SYNTAX])) for _ in range(random.randint(1, 20)))
    return "".join(piece + random.choice(SPACES) for piece in pieces)
