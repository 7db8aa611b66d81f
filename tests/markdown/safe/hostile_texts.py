"""Hostile texts by number: short pieces of syntax, repeated by the thousand.

As a program, it converts the texts with the given numbers and prints each number first, so that the last one is known
when a system limit ends the program at a text that takes too much time or memory.
"""

from __future__ import annotations

import resource
import sys
from random import Random

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import BodyError, convert
from newsprint.markdown.engines.engine import load_engine
from newsprint.markdown.limits import MAX_HTML

SECONDS = 20
MEMORY = 2 * 1024**3

PIECES = (
    # Tags: without an end, without a bracket, without a quotation mark, of every kind that a parser treats specially
    "x <b\n\n", "<b\n\n", '<b a="\n\n', "<b a='x> \n\n", "</b\n\n", "<div>\n\n", "<div", "<p>a", "<b>x\n\n", "<b>x<p>y\n",
    "<font color=red>x\n\n", "<a href=b>c\n\n", "<table><tr><td>", "<table>x", "<table><div>", "<td>x<br>\n", "</div>\n\n",
    "<div></x>", "<p><b><i>x</p>\n\n", "<b><p></b>", "<i><b></i></b>", "<x-y z=\"a\" ", "<svg><desc>", "<select><option>",
    "<pre>\n\n", "<script>\n\n", "<style>", "<textarea>", "<details><summary>", "<img src=a ", "<h2>", "<sup id=\"fnref",
    "<td align=left>", "<p id=a>", "<a =\"b", "<!a ", "<?a ", "<![CDATA[", "<", ">", "&x", "&#1", "&amp;", "<div title='</div>'>",
    # Comments
    "<!--", "<!-- a -->", "`<!--", "{>>", "{>>a<<} ", "{{/*", "{% comment %}", "{++a", "{++a++}", "a<!--more-->", "<! - ", "-->",
    # Links, footnotes, definitions
    "[a](b ", "[a](<b", '[a](b "', "![a](b '", "[a]: b\n", "[a", "[a]\n", "[a][b", "[[](", "[a](((", "[x](&#x61;", "[^a", "[^a]",
    "[^a]: b\n\n", "*[a]: b\n", "<http://a", "<a@b", "www.a_", "https://a.b/(((", "a@b.", "[a](b.md) ", "![a](b.png) ", "[", "]",
    # Emphasis, code, typography
    "*a_b", "**a* ", "_a*", "~~a~", "`a ", "``a`", "`", "` ", "*", "_", "\"a", "'a", "--", "...", "\\", "\\*", "*`[<\"",
    # Blocks
    "|a", "|-", "|-|\n|a|\n", "a|b\n-|-\n", "- ", "-\n", "1. a\n\n", " - a\n  - b\n", "* a\n\n   b\n", "> \n", ">a\n\n", "> - a\n",
    "a\n---\n", "a\n===\n\n", "* * *\n", "#", "# a #\n", "## é\n\n", "```\na\n", "~~~ {.a}\n", "    a\n\n", "\ta\n", "- [ ] a\n",
    "a\n: b\n", "a\n> b\n- c\n# d\n", "a  \n", "a\n\n", "a\n", "\n", " \n",
    # Attribute lists, shortcodes, languages
    "{: a=", "a {: #b }\n", '## a {#b c="\n', "*a*{: .b }", "{{< a \"", "{{% a %}}", "> a {lang=fr}\n", ">{lang=",
    # Characters
    " ", "\t", "\u00a0", "\u202e", "\u200b", "a\u0301", "\u0301", "\U0001f600", "\u2028", "a", "0123456789", "\ufffd",
)  # fmt: skip


def hostile(number: int, size: int) -> str:
    """Return the text with a number, about ``size`` characters long."""
    random = Random(number)
    parts = [random.choice(PIECES) for _ in range(random.randint(1, 4))]
    if random.random() < 0.3:  # each repetition is longer than the one before
        return "".join(parts[0] + parts[-1] * count for count in range(1, int((size / len(parts[-1])) ** 0.5)))
    if random.random() < 0.5:  # each part is repeated a different number of times
        pieces: list[str] = []
        while sum(map(len, pieces[-1:])) * len(pieces) < size and len(pieces) < 5_000:
            pieces.append(random.choice(parts) * random.randint(1, max(1, size // 500)))
        return "".join(pieces)[:size]
    whole = "".join(parts)
    return random.choice(["", "a\n\n", "> ", "<div>\n\n"]) + whole * (size // len(whole))


def main(engine: str, size: int, numbers: list[int]) -> None:
    """Convert the texts with ``numbers``, each within the limits of time and memory."""
    settings = MarkdownSettings(engine=engine, shortcodes="drop")
    loaded = load_engine(settings, "en")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for number in numbers:
        print(number, flush=True)
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, resource.RLIM_INFINITY))
        try:
            body = convert(hostile(number, size), loaded, settings)
        except BodyError as error:
            assert all(problem.hint for problem in error.problems)
        else:
            assert len(body.html) <= 2 * MAX_HTML


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), list(range(int(sys.argv[3]), int(sys.argv[4]))))
