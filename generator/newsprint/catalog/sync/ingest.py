"""Read a batch of content files and convert their Markdown to the values that the catalog stores.

This is the part of a sync that runs in worker processes: it takes and returns plain values, and uses no database.
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
from newsprint.config.declared import NOTHING, Declared
from newsprint.config.site import SiteConfig
from newsprint.content.files.sources import Source
from newsprint.content.reader import MAX_FILE_BYTES, read, too_large
from newsprint.content.reading_results import Reading, ReadingError, Remains
from newsprint.content.records import Article, Picture, Standing
from newsprint.content.references import FileReference, path_meant, pictures_for
from newsprint.content.types import Content, as_article
from newsprint.content.withheld.raw_header import LIMIT, held_in
from newsprint.markdown.body import Body, BodyError, Reference, convert
from newsprint.markdown.engines.engine import engine_for
from newsprint.markdown.lead import is_opening
from newsprint.markdown.links.link_lines import Places
from newsprint.markdown.links.own_links import own_links
from newsprint.problems.levels import errors_of, with_severities

_Read = tuple[str, Reading[Article] | Reading[Standing]] | tuple["IngestedFile", Remains]
"""The digest of a file and its contents; or the outcome of a file with an invalid header, and the rest to check."""


class Known(Struct, frozen=True):
    """A file in the catalog: its digest, the digest of its body, and facts about that. Empty for an unknown file."""

    file: str = ""
    body: str = ""
    facts: BodyFacts | None = None


class Batch(Struct, frozen=True):
    """Files to read together: ``root`` is the content folder, ``known`` is parallel to ``sources``.

    ``kept`` has facts about bodies, by digest, of deleted files, one of which may have been moved to become a source.
    ``spelt`` has the paths on disk of files that the file system spells differently. ``pictures`` has the measures of
    unchanged pictures, by path. ``declared`` is what the theme declares.
    """

    root: Path
    config: SiteConfig
    sources: tuple[Source, ...]
    known: tuple[Known, ...]
    kept: Mapping[str, BodyFacts]
    spelt: Mapping[str, str]
    pictures: Mapping[str, Measure]
    declared: Declared = NOTHING


class IngestedFile(Struct, frozen=True):
    """The outcome of reading one file: good, with errors, or unchanged.

    Of a good file, ``content`` is set, ``problems`` are warnings, and ``html`` is its body in UTF-8, or None if the
    catalog already has that body. Of a file with errors, ``content`` is None and some of ``problems`` are errors. If
    its front matter could be read, ``refused`` is its content; if not, ``holding`` has the lines that hold it back, and
    ``allow`` and ``addresses`` are those of :class:`Remains`. An unchanged file has neither ``content`` nor problems.
    ``references`` are set for good files and for files with errors, as far as these can be read. ``of_theme``: the
    content depends on what the theme declares.
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
    of_theme: bool = False

    @property
    def version(self) -> Content | None:
        """Return the file's content, even if refused; None if its front matter has errors, or if it is unchanged."""
        return self.content or self.refused


def ingest(batch: Batch) -> list[IngestedFile]:
    """Read and convert every file of ``batch``; its errors are returned as problems, never raised.

    Each stage handles all files before the next stage starts: a processor that keeps to one kind of work needs a sixth
    less time.
    """
    contents_of = [_contents(source, batch) for source in batch.sources]
    readings = [_read(*each, batch) for each in zip(batch.sources, contents_of, batch.known, strict=True)]
    del contents_of
    return [
        reading if isinstance(reading, IngestedFile) else _converted(reading, source, known, batch)
        for reading, source, known in zip(readings, batch.sources, batch.known, strict=True)
    ]


def _contents(source: Source, batch: Batch) -> bytes | Problem:
    shown = f"{batch.config.content.root}/{source.path}"
    if source.size > MAX_FILE_BYTES:
        return too_large(source.size, shown)
    try:
        return contents(f"{batch.root}/{source.name_on_disk}")  # found by the scan, so no link leads out of the root
    except OSError as error:
        return Problem(shown, 0, 0, f"cannot be read: {explained(error)}", code="unreadable-file")


def _read(source: Source, data: bytes | Problem, known: Known, batch: Batch) -> IngestedFile | _Read:
    """Return what was read from ``data``, or the outcome for the file if there is nothing to convert."""
    content = batch.config.content
    if isinstance(data, Problem):
        return IngestedFile(
            source, "", problems=(data,), holding=held_in(_beginning(source, batch), content, broken=True)
        )
    name = digest(data)
    if name == known.file:
        return IngestedFile(source, name)
    try:
        return name, read(source.path, data, batch.config, batch.declared)
    except ReadingError as error:
        taken = IngestedFile(source, name, problems=tuple(error.problems), holding=held_in(data, content, broken=True))
        return (taken, error.remains) if error.remains else taken


def _beginning(source: Source, batch: Batch) -> bytes:
    """Return the beginning of a file that is not read as a whole; empty if it cannot be read at all."""
    try:
        with open(f"{batch.root}/{source.name_on_disk}", "rb") as file:
            return file.read(LIMIT)
    except OSError:
        return b""


def _converted(read: _Read, source: Source, known: Known, batch: Batch) -> IngestedFile:
    match read:
        case (IngestedFile() as taken, Remains() as remains):
            return _with_remains(taken, remains, batch)
        case (str() as name, Reading() as reading):
            return _with_body(reading, source, name, known, batch)
    raise AssertionError("unknown kind of reading")


def _with_remains(taken: IngestedFile, remains: Remains, batch: Batch) -> IngestedFile:
    """Return ``taken``, a file with an invalid header, with the problems and references of its body."""
    shown = f"{batch.config.content.root}/{taken.source.path}"
    _, facts, found = _body(remains.body, remains.body_line, shown, None, batch)
    references, outside = _body_references(facts, remains.body_line, taken.source.path, batch.config)
    return msgspec.structs.replace(
        taken,
        problems=tuple(with_severities([*taken.problems, *found, *outside], batch.config.checks, remains.allow)),
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
) -> IngestedFile:
    config = batch.config
    content = reading.content
    shown = f"{config.content.root}/{source.path}"
    kept = known.facts if known.body == content.body else batch.kept.get(content.body)
    rendered, facts, found = _body(reading.body, reading.body_line, shown, kept, batch, content.lang)
    references, outside = _body_references(facts, reading.body_line, source.path, config)
    problems = tuple(with_severities([*reading.problems, *found, *outside], config.checks, content.allow))
    references = reading.references + references
    if facts is None or errors_of(problems):
        return IngestedFile(source, name, references=references, problems=problems, refused=content)
    elsewhere = next((each.elsewhere for each in reading.references if each.role == "image"), ())
    pictures = measures(references, batch.root, batch.spelt, batch.pictures, config.content.picture_metadata)
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
    taken = IngestedFile(source, name, content, rendered, facts, references, problems, links, measured)
    return msgspec.structs.replace(taken, of_theme=True) if reading.of_theme else taken


def _body(
    text: str, line: int, shown: str, kept: BodyFacts | None, batch: Batch, lang: str = ""
) -> tuple[bytes | None, BodyFacts | None, list[Problem]]:
    """Return the HTML of a body (None if its facts were ``kept``), its facts, and its problems with lines of the file.

    The facts are None if the text cannot be converted.
    """
    rendered, facts = None, kept
    if facts is None:
        engine = engine_for(batch.config.markdown, lang or batch.config.site.language)
        try:
            body = convert(text, engine, batch.config.markdown, batch.declared)
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
    """Return the links of a text that can be checked only when all pages are known; the text begins on ``line``."""
    places = [(each, line + each.line - 1 if each.line else line) for each in facts.pages]
    pages = (page_link(each.target, number, each.shown, config) for each, number in places)
    return [*filter(None, pages), *anchored(references)]


def _body_references(
    facts: BodyFacts | None, body_line: int, path: str, config: SiteConfig
) -> tuple[tuple[FileReference, ...], list[Problem]]:
    """Return the files that a body shows and links to, and a problem for each one outside the content folder."""
    references, problems = list[FileReference](), list[Problem]()
    for reference in facts.names if facts else ():
        line = body_line + reference.line - 1 if reference.line else body_line
        file = reference.target.partition("#")[0]
        paths = (path_meant(path, file), path_meant(path, f"/{file}")) if file else ()
        elsewhere = tuple(filter(None, paths))
        references.append(FileReference(posixpath.basename(file), line, "name", reference.target, elsewhere))
    for reference in facts.references if facts else ():
        line = body_line + reference.line - 1 if reference.line else body_line
        if (target := path_meant(path, reference.target)) is not None:
            elsewhere = pictures_for(reference.target, config.content.pictures) if reference.shown else ()
            shown, linked = reference.shown, reference.linked
            references.append(FileReference(target, line, "link", reference.target, elsewhere, shown, linked))
        else:
            what = "picture" if reference.shown else "link"
            message = f'the {what} "{reference.target[:80]}" leads out of the content folder'
            problems.append(Problem(f"{config.content.root}/{path}", line, 0, message, code="link-outside"))
    return tuple(references), problems


def _measured(
    picture: Picture | None, elsewhere: tuple[str, ...], pictures: Mapping[str, Measure], batch: Batch
) -> Picture | None:
    """Return ``picture`` with the path of its file, and with what was measured of it."""
    if picture is None or not picture.file:
        return picture
    for file in (picture.file, *elsewhere):
        if measure := pictures.get(file):
            digest = measure.digest if measure.still else ""
            return msgspec.structs.replace(
                picture,
                file=file,
                width=measure.width,
                height=measure.height,
                digest=digest,
                colour=measure.colour,
                credit=(measure.credit or None) if picture.credit is None else picture.credit,
                copyright=measure.copyright,
            )
        with suppress(ValueError):  # a missing picture is reported by the check of links
            if not elsewhere or below(batch.root, batch.spelt.get(file, file)).is_file():
                return msgspec.structs.replace(picture, file=file)
    return picture
