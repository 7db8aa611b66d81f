"""Makes a Markdown object lean."""

from __future__ import annotations

from typing import Any

from markdown.extensions import attr_list

from markdown import Markdown, blockparser, inlinepatterns, preprocessors, serializers, treeprocessors
from newsprint.markdown.fast.blocks import LeanBlockParser
from newsprint.markdown.fast.inline import LeanInlineProcessor
from newsprint.markdown.fast.links import LeanImage, LeanLink
from newsprint.markdown.fast.serializer import to_html
from newsprint.markdown.fast.sources import LeanWhitespace
from newsprint.markdown.fast.trees import LeanAttributeLists, LeanPrettify, LeanUnescape

LEAN: dict[type[Any], type[Any]] = {
    blockparser.BlockParser: LeanBlockParser,
    preprocessors.NormalizeWhitespace: LeanWhitespace,
    inlinepatterns.LinkInlineProcessor: LeanLink,
    inlinepatterns.ImageInlineProcessor: LeanImage,
    treeprocessors.InlineProcessor: LeanInlineProcessor,
    attr_list.AttrListTreeprocessor: LeanAttributeLists,
    treeprocessors.PrettifyTreeprocessor: LeanPrettify,
    treeprocessors.UnescapeTreeprocessor: LeanUnescape,
}
"""The lean class for each of the library's."""


def make_lean(converter: Markdown) -> None:
    """Have ``converter`` do the same with less. To be called again when extensions have been added.

    Only parts that are exactly the library's are exchanged: what an extension has put in their place stays.
    """
    if getattr(converter, "serializer", None) is serializers.to_html_string:
        converter.serializer = to_html
    parts: list[Any] = [
        converter.parser,
        *converter.preprocessors,
        *converter.inlinePatterns,
        *converter.treeprocessors,
    ]
    for part in parts:
        if lean := LEAN.get(type(part)):
            # The object stays the same, and with it its place in the registries and in what else refers to it.
            part.__class__ = lean
