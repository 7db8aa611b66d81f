"""Pairs of engines, one plain and one fast, and texts to compare them with."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.engines.python_markdown import PythonMarkdown
from newsprint.markdown.limits import BodyError

EXTENSIONS = (
    ("toc", "nl2br", "def_list", "admonition", "md_in_html", "wikilinks"),
    ("codehilite", "meta", "legacy_attrs", "legacy_em"),
)


def pair(language: str = "en", **chosen: Any) -> tuple[PythonMarkdown, PythonMarkdown]:
    """Return the engine without and with fast parts."""
    wanted = MarkdownSettings(**chosen)
    return PythonMarkdown(wanted, language, fast=False), PythonMarkdown(wanted, language)


PAIRS = [pair(), pair("de"), pair(smart=False), *(pair("fr", extensions=names) for names in EXTENSIONS)]


def rendered(engine: PythonMarkdown, text: str) -> str:
    """Return the HTML of ``text``, or the error, which must be equal as well."""
    try:
        return engine.render(text)
    except BodyError as error:
        return f"refused: {error}"
    except Exception as error:
        return f"failed: {type(error).__name__}"


def fast_parts_of(engine: PythonMarkdown) -> set[type]:
    """Return the fast classes that ``engine`` uses."""
    converter: Any = engine._markdown
    every = [converter.parser, *converter.preprocessors, *converter.inlinePatterns, *converter.treeprocessors]
    return {type(part) for part in every if type(part).__module__.startswith("newsprint.markdown.fast.")}


# Pieces of all syntax that a pattern, a processor or a shortcut checks; the spaces between them make the blocks.
SYNTAX = """
    [ ] ( ) ! * ** *** _ __ ` `` ``` ~~~ < > <b> </b> <a </a> <p> </p> <div> </div> <table> <td> <!-- --> <? <img
    href= " ' '' "' '" 's &#26; &#26 &colon; &amp; & ; {lang=fr} {: #x .y } { >> - + 1. 2. ٣. # ## === --- -- ----
    | |-| -|- [^1] [^1]: *[a]: *[ab]: [a]: [a] [a][] ![a] ![ ]( \\ \\* \\" \\' / x x.md a ab 80s s word it's :: : !!!
    [a](b) ](b) ](<c>) ](b"t") [x][a] *b* **c** `d` <http://a.b/>
    (http://x.y/a <http://a.b> <a@b.c> :// @ http:// ... .. .... – — é “ ’ &nbsp; &mdash; &#8211; ﬀ
    """
PIECES = st.sampled_from([*SYNTAX.split(), "* * *", "- - -", "\u00a0", "\u2028"])
SPACES = st.sampled_from(
    ["", "", " ", " ", "\n", "\n\n", "    ", "\t", "  \n", "\n  \n", "\n>", "\n- ", "\n1. ", "\n    "]
)
TEXTS = st.lists(st.tuples(st.one_of(PIECES, st.text(max_size=3)), SPACES), max_size=40).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)
