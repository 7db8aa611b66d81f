"""Checking that the output of an outlet's template is XML, and finding the line of the template to change.

Feed readers silently drop a feed that is not XML.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, TypeAlias
from xml.parsers import expat
from xml.parsers.expat import errors

from jinja2 import Environment, Template, TemplateError

from newsprint.base.errors import Problem
from newsprint.themes.lookup import BUILT_IN

_WORDS: Mapping[str, tuple[str, str]] = {
    errors.XML_ERROR_TAG_MISMATCH: (
        "this closing tag does not match the open element",
        "close the inner element first: <a><b>…</b></a>",
    ),
    errors.XML_ERROR_NO_ELEMENTS: ("an element is not closed, or there are no elements", "close it: </…>"),
    errors.XML_ERROR_UNCLOSED_TOKEN: ("a tag is not closed", "write > at its end"),
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: ("a CDATA section is not closed", "write ]]> at its end"),
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: (
        "there is content after the outermost element",
        "move it inside that element",
    ),
    errors.XML_ERROR_MISPLACED_XML_PI: (
        "<?xml …?> is not at the very beginning",
        "put nothing before it, not even an empty line",
    ),
    errors.XML_ERROR_UNDEFINED_ENTITY: (
        "XML does not define this entity",
        "write the character itself; XML has only &amp; &lt; &gt; &quot; &apos;",
    ),
    errors.XML_ERROR_UNBOUND_PREFIX: (
        "the prefix of this name is not declared",
        'declare it in {% block namespaces %}, or on the outermost element of a template of your own: xmlns:media="…"',
    ),
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: ("an attribute is given twice", "delete one of them"),
    errors.XML_ERROR_INVALID_TOKEN: (
        "this is not allowed in XML",
        "write & as &amp; and < as &lt;, quote attributes with double quotes, and do not print values with |safe",
    ),
}
_OTHER = ("this is not XML", "check the tags and quotes on this line")
_DOCTYPE = ("a DOCTYPE is not allowed here", "delete it")
_ENCODING = ("the encoding must be UTF-8", 'write encoding="utf-8"')

_Run: TypeAlias = tuple[tuple[int, str], ...]
"""Text between two tags of a template, which is printed in one piece: its parts between comments, with their lines."""


class Loader(Protocol):
    """The methods that are needed of the loader."""

    def shown(self, path: str) -> str:
        """Return the path of a template file, as shown in messages."""


class _ForbiddenError(Exception):
    """The text is well-formed XML, but not allowed. ``words`` are the message and the hint."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.words = message, hint


def malformed(text: str, template: Template, context: Mapping[str, Any], loader: Loader) -> Problem | None:
    """Return the problem of ``text``, the output of ``template`` for ``context``; None if it is XML."""
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.XmlDeclHandler = _only_utf_8
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        words = _WORDS.get(errors.messages[error.code], _OTHER)
    except _ForbiddenError as error:
        words = error.words
    else:
        return None
    path, line = _place(template, context, max(0, parser.ErrorByteIndex), loader)
    return Problem(path, line, 0, *words, "not-xml")


def _no_doctype(*_: object) -> None:
    raise _ForbiddenError(*_DOCTYPE)


def _only_utf_8(_: str, encoding: str | None, __: int) -> None:
    if encoding is not None and encoding.lower() != "utf-8":
        raise _ForbiddenError(*_ENCODING)


def _place(template: Template, context: Mapping[str, Any], index: int, loader: Loader) -> tuple[str, int]:
    """Return the path and line in the outlet's templates that printed the byte at ``index``, or the last one before."""
    found = None
    for data, path, line in _pieces(template, context):
        if not loader.shown(path).startswith(BUILT_IN):
            found = path, data, line, index
        index -= len(data)
        if index < 0:
            break
    if found is None:
        return loader.shown(template.filename or ""), 1
    path, data, line, at = found
    return loader.shown(path), _line_in(_runs_in(path, template.environment), data, line, at)


def _line_in(runs: Iterable[_Run], data: bytes, line: int, index: int) -> int:
    """Return the line with the byte at ``index`` of ``data``, which a template with these ``runs`` printed.

    ``line`` is that of the tag before: text that follows may begin further down. If ``data`` is no run of text but a
    printed value, the result is ``line``.
    """
    text, before = data.decode("utf-8", "replace"), data[:index].decode("utf-8", "replace")
    run = next((run for run in runs if run[0][0] >= line and "".join(part for _, part in run) == text), ())
    for start, part in run:
        line = start + before[: len(part)].count("\n")
        if len(before) < len(part):
            break
        before = before[len(part) :]
    return line


def _runs_in(path: str, environment: Environment) -> list[_Run]:
    """Return the text of the template at ``path``; nothing if it has changed meanwhile and cannot be read."""
    try:
        tokens = list(environment.lex(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TemplateError):
        return []
    known = (token for token in tokens if token[1].partition("_")[0] not in ("comment", "raw"))
    groups = groupby(known, key=lambda token: token[1] == "data")
    return [tuple((line, text) for line, _, text in group) for is_text, group in groups if is_text]


def _pieces(template: Template, context: Mapping[str, Any]) -> Iterator[tuple[bytes, str, int]]:
    """Yield the output of ``template`` in pieces, each with the file and the line that printed it."""
    pieces = template.root_render_func(template.new_context(dict(context)))
    for piece in pieces:
        inner: Any = pieces
        while isinstance(inner.gi_yieldfrom, Generator):  # a parent, or a block
            inner = inner.gi_yieldfrom
        frame = inner.gi_frame
        source = template.environment.get_template(frame.f_globals["name"])
        yield piece.encode("utf-8", "replace"), source.filename or "", source.get_corresponding_lineno(frame.f_lineno)
