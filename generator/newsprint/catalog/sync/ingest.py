"""From content files to what the catalog stores: reading and Markdown for one batch of files.

This is the part of a sync that runs in worker processes: it takes and returns plain values, and touches no database.
The values are Structs, which are sent between processes in a fraction of the time of dataclasses.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.base.files import below, contents, digest, explained
from newsprint.catalog.checks.page_links import PageLink, anchored, page_link
from newsprint.catalog.sync.facts import BodyFacts
from newsprint.catalog.sync.pictures import Measure, measures
from newsprint.config.site import SiteConfig
from newsprint.content.article import Article, Picture, Standing
from newsprint.content.files.sources import Source
from newsprint.content.held.raw_header import LIMIT, held_in
from newsprint.content.reader import MAX_FILE_BYTES, read, too_large
from newsprint.content.reading import Reading, ReadingError, Remains
from newsprint.content.references import FileReference, pictures_for, target_of
from newsprint.content.types import Content, as_article
from newsprint.markdown.body import Body, BodyError, Reference, convert
from newsprint.markdown.engines.engine import engine_for
from newsprint.markdown.lead import is_opening
from newsprint.markdown.links.link_lines import Places
from newsprint.markdown.links.own_links import own_links
from newsprint.problems.levels import errors_of, weighed

_Read = tuple[str, Reading[Article] | Reading[Standing]] | tuple["Taken", Remains]
"""A file's digest and its contents; or the outcome of a file with an invalid header, and what else can be checked."""


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
    ``allow`` and ``addresses`` are those of :class:`Remains` then. ``references`` are there in any case.
    """

    source: Source
    digest: str
    content: Content | None = None
    html: bytes | None = None
    facts: BodyFacts | None = None
    references: tuple[FileReference, ...] = ()
    problems: tuple[Problem, ...] = ()
    page_links: tuple[PageLink, ...] = ()
    pictures: tuple[Measure, ...] = ()
    holding: tuple[str, ...] = ()
    refused: Content | None = None
    allow: tuple[str, ...] | None = ()
    addresses: tuple[str, ...] = ()

    @property
    def version(self) -> Content | None:
        """What the file holds, with or without errors; None if its front matter has one, or if it is what it was."""
        return self.content or self.refused


def ingest(batch: Batch) -> list[Taken]:
    """Read and convert every file of ``batch``; mistakes come back as problems, never as exceptions.

    Each stage goes through all files before the next: a processor that stays at one kind of work does it a sixth
    sooner.
    """
    contents_of = [_contents(source, batch) for source in batch.sources]
    readings = [_read(*each, batch) for each in zip(batch.sources, contents_of, batch.known, strict=True)]
    del contents_of
    return [
        reading if isinstance(reading, Taken) else _converted(reading, source, known, batch)
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
        return name, read(source.path, data, batch.config)
    except ReadingError as error:
        taken = Taken(source, name, problems=tuple(error.problems), holding=held_in(data, content, broken=True))
        return (taken, error.remains) if error.remains else taken


def _beginning(source: Source, batch: Batch) -> bytes:
    """The beginning of a file that is not read as a whole; nothing if it cannot be read at all."""
    try:
        with open(f"{batch.root}/{source.name_on_disk}", "rb") as file:
            return file.read(LIMIT)
    except OSError:
        return b""


def _converted(read: _Read, source: Source, known: Known, batch: Batch) -> Taken:
    match read:
        case (Taken() as taken, Remains() as remains):
            return _with_remains(taken, remains, batch)
        case (str() as name, Reading() as reading):
            return _with_body(reading, source, name, known, batch)
    raise AssertionError("there is nothing else")


def _with_remains(taken: Taken, remains: Remains, batch: Batch) -> Taken:
    """``taken``, whose header is bad, with the problems and references of its body."""
    shown = f"{batch.config.content.root}/{taken.source.path}"
    _, facts, found = _body(remains.body, remains.body_line, shown, None, batch)
    references, outside = _body_references(facts, remains.body_line, taken.source.path, batch.config)
    return msgspec.structs.replace(
        taken,
        problems=tuple(weighed([*taken.problems, *found, *outside], batch.config.checks, remains.allow)),
        references=remains.references + references,
        allow=remains.allow,
        addresses=remains.addresses,
    )


def _with_body(
    reading: Reading[Article] | Reading[Standing],
    source: Source,
    name: str,
    known: Known,
    batch: Batch,
) -> Taken:
    config = batch.config
    content = reading.content
    shown = f"{config.content.root}/{source.path}"
    kept = known.facts if known.body == content.body else batch.kept.get(content.body)
    rendered, facts, found = _body(reading.body, reading.body_line, shown, kept, batch, content.lang)
    references, outside = _body_references(facts, reading.body_line, source.path, config)
    problems = tuple(weighed([*reading.problems, *found, *outside], config.checks, content.allow))
    references = reading.references + references
    if facts is None or errors_of(problems):
        return Taken(source, name, references=references, problems=problems, refused=content)
    elsewhere = next((each.elsewhere for each in reading.references if each.role == "image"), ())
    pictures = measures(references, batch.root, batch.spelt)
    changes: dict[str, object] = {"image": _measured(content.image, elsewhere, pictures, batch)}
    if article := as_article(content):
        changes |= {
            "teaser": article.teaser or facts.lead,
            "words": facts.words,
            "opens_with_teaser": is_opening(article.teaser, facts.lead),
        }
    content = msgspec.structs.replace(content, **changes)
    links = tuple(_page_links(facts, reading.body_line, references, config))
    measured = tuple(pictures.values())
    return Taken(source, name, content, rendered, facts, references, problems, links, measured)


def _body(
    text: str, line: int, shown: str, kept: BodyFacts | None, batch: Batch, lang: str = ""
) -> tuple[bytes | None, BodyFacts | None, list[Problem]]:
    """The HTML of a body unless its facts were ``kept``, its facts, and its problems with the lines of its file.

    There are no facts of a text that cannot be converted.
    """
    rendered, facts = None, kept
    if facts is None:
        engine = engine_for(batch.config.markdown, lang or batch.config.site.language)
        try:
            body = convert(text, engine, batch.config.markdown)
        except BodyError as error:
            return None, None, [problem.at(shown, line_offset=line - 1) for problem in error.problems]
        rendered, facts = body.data, _facts(body, text, batch.config)
    return rendered, facts, [problem.at(shown, line_offset=line - 1) for problem in facts.problems]


def _facts(body: Body, text: str, config: SiteConfig) -> BodyFacts:
    own, places = own_links(body.html, config.site.netloc), Places(text)
    missing = [_missing_anchor(name, places) for name in own.missing]
    pages = tuple(Reference(address, places.line(address), shown) for address, shown in own.pages)
    problems = (*body.problems, *missing)
    return BodyFacts(body.lead, body.words, body.references, body.names, problems, own.anchors, pages)


def _missing_anchor(name: str, places: Places) -> Problem:
    message = f'the link "#{name[:80]}" leads to no heading or anchor of this text'
    return Problem("", places.line(f"#{name}"), 0, message, "headings have anchors made of their words", "dead-anchor")


def _page_links(facts: BodyFacts, line: int, references: Iterable[FileReference], config: SiteConfig) -> list[PageLink]:
    """The links of a text, which begins on ``line``, that can be checked only when all pages are known."""
    places = [(each, line + each.line - 1 if each.line else line) for each in facts.pages]
    pages = (page_link(each.target, number, each.shown, config) for each, number in places)
    return [*filter(None, pages), *anchored(references)]


def _body_references(
    facts: BodyFacts | None, body_line: int, path: str, config: SiteConfig
) -> tuple[tuple[FileReference, ...], list[Problem]]:
    """The files that a body shows and links to, and a problem for each that lies outside the content folder."""
    references, problems = list[FileReference](), list[Problem]()
    for reference in facts.names if facts else ():
        line = body_line + reference.line - 1 if reference.line else body_line
        file = reference.target.partition("#")[0]
        paths = (target_of(path, file), target_of(path, f"/{file}")) if file else ()
        elsewhere = tuple(filter(None, paths))
        references.append(FileReference(posixpath.basename(file), line, "name", reference.target, elsewhere))
    for reference in facts.references if facts else ():
        line = body_line + reference.line - 1 if reference.line else body_line
        if (target := target_of(path, reference.target)) is not None:
            elsewhere = pictures_for(reference.target, config.content.pictures) if reference.shown else ()
            references.append(FileReference(target, line, "link", reference.target, elsewhere, reference.shown))
        else:
            what = "picture" if reference.shown else "link"
            message = f'the {what} "{reference.target[:80]}" leads out of the content folder'
            problems.append(Problem(f"{config.content.root}/{path}", line, 0, message, code="link-outside"))
    return tuple(references), problems


def _measured(
    picture: Picture | None, elsewhere: tuple[str, ...], pictures: Mapping[str, Measure], batch: Batch
) -> Picture | None:
    """``picture`` with the file that it is, and its width and height."""
    if picture is None or not picture.file:
        return picture
    for file in (picture.file, *elsewhere):
        if measure := pictures.get(file):
            return msgspec.structs.replace(picture, file=file, width=measure.width, height=measure.height)
        with suppress(ValueError):  # a picture that is missing is reported where its file is looked up
            if not elsewhere or below(batch.root, batch.spelt.get(file, file)).is_file():
                return msgspec.structs.replace(picture, file=file)
    return picture
