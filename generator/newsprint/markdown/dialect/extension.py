"""The Python-Markdown extension of the dialect.

It replaces the library's parts under their own names.
"""

from __future__ import annotations

from markdown import Markdown, htmlparser, inlinepatterns, preprocessors
from markdown.extensions import Extension, fenced_code

from newsprint.markdown.dialect import inline_patterns
from newsprint.markdown.dialect.blocks import Structure
from newsprint.markdown.dialect.fences import CutFences, Fences
from newsprint.markdown.dialect.footnotes import NumberNotes
from newsprint.markdown.dialect.typography import Typography
from newsprint.markdown.tags import ANY_TAG

REPLACED_BLOCKS = ("indent", "hashheader", "setextheader", "hr", "olist", "ulist", "quote")
"""The library's processors that :class:`Structure` replaces."""


class Dialect(Extension):
    """Applies the rules of CommonMark and GitHub where an author would notice the difference."""

    def __init__(self, *, smart: bool, back_label: str) -> None:
        """Create the extension.

        ``smart`` turns typography on. ``back_label`` is the label of the link from a note back to its mark; ``{}`` in
        it is replaced by the number.
        """
        super().__init__()
        self._smart = smart
        self._back_label = back_label

    def extendMarkdown(self, md: Markdown) -> None:
        """Replace and add the parts."""
        for name in REPLACED_BLOCKS:
            md.parser.blockprocessors.deregister(name, strict=False)
        md.parser.blockprocessors.register(Structure(md.parser), "structure", 95)
        cut = CutFences(md)
        md.preprocessors.register(cut, "cut_fences", 35)
        configuration = fenced_code.FencedCodeExtension().getConfigs()
        md.preprocessors.register(Fences(md, configuration, cut), "fences", 25)
        md.preprocessors.register(HtmlBlocks(md), "html_block", 20)
        md.ESCAPED_CHARS = list(inline_patterns.ESCAPABLE)
        md.inlinePatterns.register(inline_patterns.Escapes(r"\\(.)", md), "escape", 180)
        md.inlinePatterns.register(inline_patterns.Entities(inlinepatterns.ENTITY_RE, md), "entity", 80)
        md.inlinePatterns.register(inline_patterns.Address(inline_patterns.ADDRESS, md), "address", 86)
        md.inlinePatterns.register(inline_patterns.Mail(inline_patterns.MAIL, md), "mail", 85)
        md.inlinePatterns.register(inline_patterns.Strike(inline_patterns.STRIKE, md), "strike", 65)
        md.treeprocessors.register(NumberNotes(md, self._back_label), "number_notes", 14)
        if self._smart:
            md.treeprocessors.register(Typography(md), "typography", 6)


class HtmlBlocks(preprocessors.HtmlBlockPreprocessor):
    """Blocks of HTML that start a line.

    Indented blocks may be part of a list item and are left to ``Structure``.
    """

    def run(self, lines: list[str]) -> list[str]:
        """Store blocks of raw HTML in the library's stash."""
        text = "\n".join(lines)
        # Without a tag nothing is stored, but the library also completes character references without a semicolon.
        if not ("<" in text and ANY_TAG.search(text)) and not ("&" in text and "&#" in text):
            return lines
        extractor = _Extractor(self.md)
        extractor.feed(text)
        extractor.close()
        return "".join(extractor.cleandoc).split("\n")


class _Extractor(htmlparser.HTMLExtractor):
    def at_line_start(self) -> bool:
        return self.offset == 0
