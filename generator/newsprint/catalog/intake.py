"""From content files to what the catalog stores: reading and Markdown for one batch of files.

This is the part of a sync that runs in worker processes: it takes and returns plain values, and touches no database.
The values are Structs, which are sent between processes in a fraction of the time of dataclasses.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from newsprint.articles.article import Article, Picture, Standing
from newsprint.articles.raw_header import LIMIT, held_in
from newsprint.articles.reader import (
    MAX_FILE_BYTES,
    FileReference,
    Reading,
    ReadingError,
    read_article,
    read_standing,
    target_of,
    too_large,
)
from newsprint.articles.sources import Kind, Source
from newsprint.config import SiteConfig
from newsprint.errors import Problem
from newsprint.files import below, contents, digest, explained
from newsprint.levels import errors_of, weighed
from newsprint.markdown.body import Body, BodyError, Reference, convert
from newsprint.markdown.engine import Engine, engine_for
from newsprint.markdown.lead import is_opening

_Read = tuple[str, Reading[Article] | Reading[Standing]]
"""A file's digest, and what it holds."""


class BodyFacts(Struct, frozen=True, array_like=True):
    """What is known of a converted body beside its HTML."""

    lead: str
    words: int
    references: tuple[Reference, ...]
    names: tuple[Reference, ...]  # of articles linked by their file's name
    problems: tuple[Problem, ...] = ()  # with lines of the body, as severe as by default


class Known(Struct, frozen=True):
    """What the catalog knows of a file: its digest, its body's digest and facts. Empty if it knows nothing."""

    file: str = ""
    body: str = ""
    facts: BodyFacts | None = None


class Batch(Struct, frozen=True):
    """Files to take in together: ``root`` is the content folder, ``known`` stands beside ``sources``.

    ``kept`` has bodies by digest that a file may have brought from another place. ``spelt`` has the names on disk of
    the files that the file system spells differently.
    """

    root: Path
    config: SiteConfig
    sources: tuple[Source, ...]
    known: tuple[Known, ...]
    kept: Mapping[str, BodyFacts]
    spelt: Mapping[str, str]


class Taken(Struct, frozen=True):
    """What became of one file.

    With ``content``, ``problems`` are warnings. Without, some of them are errors; or there are none, and the file is
    what it was. ``html`` is None if the catalog has the body already, and else in UTF-8. Of a file with errors,
    ``refused`` is what it holds if its front matter could be read; if not, ``holding`` has the lines that hold it back.
    """

    source: Source
    digest: str
    content: Article | Standing | None = None
    html: bytes | None = None
    facts: BodyFacts | None = None
    references: tuple[FileReference, ...] = ()
    problems: tuple[Problem, ...] = ()
    holding: tuple[str, ...] = ()
    refused: Article | Standing | None = None


def take_in(batch: Batch) -> list[Taken]:
    """Read and convert every file of ``batch``; mistakes come back as problems, never as exceptions.

    Each stage goes through all files before the next: a processor that stays at one kind of work does it a sixth
    sooner.
    """
    engine = engine_for(batch.config.markdown, batch.config.site.language)
    contents_of = [_contents(source, batch) for source in batch.sources]
    readings = [_read(*each, batch) for each in zip(batch.sources, contents_of, batch.known, strict=True)]
    del contents_of
    return [
        reading if isinstance(reading, Taken) else _converted(reading, source, known, batch, engine)
        for reading, source, known in zip(readings, batch.sources, batch.known, strict=True)
    ]


def _contents(source: Source, batch: Batch) -> bytes | Problem:
    shown = f"{batch.config.content.root}/{source.path}"
    if source.size > MAX_FILE_BYTES:
        return too_large(source.size, shown)
    try:
        return contents(f"{batch.root}/{source.name_on_disk}")  # found below the root, and not through a link
    except OSError as error:
        return Problem(shown, 0, 0, f"cannot be read: {explained(error)}", code="unreadable-file")


def _read(source: Source, data: bytes | Problem, known: Known, batch: Batch) -> Taken | _Read:
    """What ``data`` holds, or what became of the file if that can be said already."""
    content = batch.config.content
    if isinstance(data, Problem):
        return Taken(source, "", problems=(data,), holding=held_in(_beginning(source, batch), content, broken=True))
    name = digest(data)
    if name == known.file:
        return Taken(source, name)
    try:
        if source.kind is Kind.ARTICLE:
            return name, read_article(source.path, data, batch.config)
        return name, read_standing(source.path, source.kind, data, batch.config)
    except ReadingError as error:
        holding = held_in(data, content, broken=True)
        return Taken(source, name, problems=tuple(error.problems), holding=holding)


def _beginning(source: Source, batch: Batch) -> bytes:
    """The beginning of a file that is not read as a whole; nothing if it cannot be read at all."""
    try:
        with open(f"{batch.root}/{source.name_on_disk}", "rb") as file:
            return file.read(LIMIT)
    except OSError:
        return b""


def _converted(read: _Read, source: Source, known: Known, batch: Batch, engine: Engine) -> Taken:
    name, reading = read
    try:
        return _with_body(reading, source, name, known, batch, engine)
    except ReadingError as error:
        return Taken(source, name, problems=tuple(error.problems), refused=reading.content)


def _with_body(
    reading: Reading[Article] | Reading[Standing],
    source: Source,
    name: str,
    known: Known,
    batch: Batch,
    engine: Engine,
) -> Taken:
    config = batch.config
    content, rendered = reading.content, None
    facts = known.facts if known.body == content.body else batch.kept.get(content.body)
    shown = f"{config.content.root}/{source.path}"
    if facts is None:
        try:
            body = convert(reading.body, engine, config.markdown)
        except BodyError as error:
            offset = reading.body_line - 1
            raise ReadingError([problem.at(shown, line_offset=offset) for problem in error.problems]) from error
        rendered, facts = body.data, _facts(body)
    changes: dict[str, object] = {"image": _measured(content.image, batch)}
    if isinstance(content, Article):
        changes |= {
            "teaser": content.teaser or facts.lead,
            "words": facts.words,
            "opens_with_teaser": is_opening(content.teaser, facts.lead),
        }
    problems = weighed(
        [*reading.problems, *(problem.at(shown, line_offset=reading.body_line - 1) for problem in facts.problems)],
        config.checks,
        content.allow,
    )
    references = reading.references + _body_references(facts, reading.body_line, source.path, shown)
    if errors_of(problems):
        raise ReadingError(problems)
    content = msgspec.structs.replace(content, **changes)
    return Taken(source, name, content, rendered, facts, references, tuple(problems))


def _facts(body: Body) -> BodyFacts:
    return BodyFacts(body.lead, body.words, body.references, body.names, body.problems)


def _body_references(facts: BodyFacts, body_line: int, path: str, shown: str) -> tuple[FileReference, ...]:
    references = []
    for reference in facts.names:
        line = body_line + reference.line - 1 if reference.line else body_line
        name = posixpath.basename(reference.target.partition("#")[0])
        references.append(FileReference(name, line, "name", reference.target))
    problems = []
    for reference in facts.references:
        line = body_line + reference.line - 1 if reference.line else body_line
        if (target := target_of(path, reference.target)) is not None:
            references.append(FileReference(target, line, "link", reference.target))
        else:
            problems.append(
                Problem(
                    shown,
                    line,
                    0,
                    f'the link "{reference.target[:80]}" leads out of the content folder',
                    code="link-outside",
                )
            )
    if problems:
        raise ReadingError(problems)
    return tuple(references)


def _measured(picture: Picture | None, batch: Batch) -> Picture | None:
    """``picture`` with its width and height, as it is seen after the rotation that the camera noted."""
    if picture is None or not picture.file:
        return picture
    from newsprint.media.opening import measured  # for those who read stories with pictures

    try:
        path = below(batch.root, batch.spelt.get(picture.file, picture.file))
    except ValueError:
        return picture  # a picture that is missing is reported where its file is looked up
    size = measured(path)
    return msgspec.structs.replace(picture, width=size[0], height=size[1]) if size else picture
