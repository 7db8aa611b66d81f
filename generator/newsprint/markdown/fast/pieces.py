"""The exchange of a Markdown object's parts for faster ones."""

from __future__ import annotations

from typing import Any

from markdown import Markdown, blockparser, inlinepatterns, preprocessors, serializers, treeprocessors
from markdown.extensions import attr_list

from newsprint.markdown.fast.block_parser import FastBlockParser
from newsprint.markdown.fast.inline_processor import FastInlineProcessor
from newsprint.markdown.fast.link_patterns import FastImage, FastLink
from newsprint.markdown.fast.serializer import to_html
from newsprint.markdown.fast.trees import FastAttributeLists, FastPrettify, FastUnescape
from newsprint.markdown.fast.whitespace import FastWhitespace

FAST: dict[type[Any], type[Any]] = {
    blockparser.BlockParser: FastBlockParser,
    preprocessors.NormalizeWhitespace: FastWhitespace,
    inlinepatterns.LinkInlineProcessor: FastLink,
    inlinepatterns.ImageInlineProcessor: FastImage,
    treeprocessors.InlineProcessor: FastInlineProcessor,
    attr_list.AttrListTreeprocessor: FastAttributeLists,
    treeprocessors.PrettifyTreeprocessor: FastPrettify,
    treeprocessors.UnescapeTreeprocessor: FastUnescape,
}
"""The fast class for each class of the library."""


def make_fast(converter: Markdown) -> None:
    """Exchange the parts of ``converter`` for faster ones.

    Call it again after extensions have been added. Only parts whose class is exactly the library's are exchanged: parts
    that an extension has replaced stay.
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
        if fast := FAST.get(type(part)):
            # Change the class but keep the object, because the registries and other parts refer to it.
            part.__class__ = fast
