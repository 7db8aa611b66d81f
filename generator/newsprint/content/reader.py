"""Turn the bytes of a content file into an article, its body and its references, or report every problem."""

from __future__ import annotations

from codecs import BOM_UTF8
from urllib.parse import unquote, urlsplit

import msgspec

from newsprint.base.errors import Problem
from newsprint.base.files import digest
from newsprint.base.urls import page_problem, slugify
from newsprint.config.declared import NOTHING, Declared
from newsprint.config.sections import section_of_folder
from newsprint.config.site import SiteConfig
from newsprint.content.addresses import derived_slug, read_aliases, read_url, story_address
from newsprint.content.dated_names import base_name, date_of_name, undated
from newsprint.content.files.naming import story_name
from newsprint.content.front_matter.schema import FrontMatter, read_front_matter
from newsprint.content.header.split import Header, HeaderError, Split, split
from newsprint.content.lead_picture import lead_picture
from newsprint.content.missing_keys import expiry_problems, missing_keys, missing_value, written_as
from newsprint.content.named_templates import named_template
from newsprint.content.reading_results import Reading, ReadingError, Remains
from newsprint.content.records import Article, Instant, Picture, Standing
from newsprint.content.references import FileReference
from newsprint.content.types import TYPES, UNDATED, ContentType, FileType, file_type_of, is_dated
from newsprint.content.unused import unused_keys
from newsprint.content.updates import update_after, update_problems
from newsprint.content.withheld.raw_header import held_in
from newsprint.content.withheld.unfinished import placeholders
from newsprint.problems.levels import errors_of, with_severities

MAX_FILE_BYTES = 4 * 1024 * 1024


def read_article(path: str, data: bytes, config: SiteConfig, declared: Declared = NOTHING) -> Reading[Article]:
    """Return the article in ``data``, the content of the file at ``path``. Raises ReadingError.

    ``path`` is relative to the content folder.
    """
    parts = _split(path, data, config)
    front, problems = read_front_matter(parts.header, config.content, config.site.zone)
    name = base_name(path)
    instant = front.date if front.date is not None else date_of_name(name, config.site.zone)
    section = front.section or _section_of_folder(path, config)
    slug = front.slug or derived_slug(undated(name), front.title, config.permalinks.slug)
    if not (front.title and instant is not None and section in config.sections and slug):
        problems += missing_keys(front, parts.header, instant, section, slug, config, problems)
    if front.expires is not None:
        problems += expiry_problems(front.expires, front.embargo, instant, parts.header, config)
    problems += update_problems(front, instant, parts.header, config)
    problems += unused_keys(front, TYPES[FileType.ARTICLE], parts.header, config) if front.own else []
    template, found = named_template(front, parts.header, config, declared.templates)
    problems += found
    image, reference, found = lead_picture(path, front.image, parts.header, config)
    problems += [*found, *placeholders(front, instant, parts.header, parts.body, parts.body_line, config)]
    url, found = _address(front, parts.header, section or "", instant, slug, config)
    problems += found
    aliases, found = read_aliases(
        front.aliases, url or None, config.site, written_as("aliases", parts.header, config)[1]
    )
    problems += found
    references = (reference,) if reference else ()
    addresses = (url or None, *(() if front.draft else aliases))
    warnings = _warnings(path, problems, front, config, parts, references, addresses)
    assert instant is not None and section is not None and url, "missing values are errors and were raised"
    if front.canonical and _is_address_of(front.canonical, url, config):
        front = msgspec.structs.replace(front, canonical="")
    updated = update_after(front.updated, max(instant, front.embargo or instant), config)
    front = msgspec.structs.replace(_with_foreign_language(front, config), aliases=aliases, updated=updated)
    body = _body_digest(parts.body, front.lang, declared)
    article = _article(path, url, section, instant, front, image, body)
    edition = config.edition_of(front.lang).key
    article = msgspec.structs.replace(
        article, edition=edition, template=template, holding=held_in(data, config.content)
    )
    of_theme = bool(front.template) or declared.matters_to(parts.body)
    return Reading(article, parts.body, parts.body_line, references, warnings, of_theme)


def _article(
    path: str, url: str, section: str, instant: Instant, front: FrontMatter, image: Picture | None, body: str
) -> Article:
    return Article(
        path=path,
        url=url,
        title=front.title,
        section=section,
        date=instant,
        published=max(instant, front.embargo or instant),
        teaser=front.teaser,
        updated=front.updated,
        expires=front.expires,
        draft=front.draft,
        embargo=front.embargo,
        authors=front.authors,
        tags=front.tags,
        series=front.series,
        kicker=front.kicker,
        dateline=front.dateline,
        image=image,
        lang=front.lang,
        corrections=front.corrections,
        aliases=front.aliases,
        canonical=front.canonical,
        featured=front.featured,
        allow=front.allow,
        extra=front.extra,
        body=body,
    )


def _with_foreign_language(front: FrontMatter, config: SiteConfig) -> FrontMatter:
    """Return ``front`` with its language only if that differs from the outlet's."""
    return msgspec.structs.replace(front, lang="") if front.lang == config.site.language else front


def _body_digest(text: str, lang: str, declared: Declared) -> str:
    """Return the digest of a body's text and of what else decides its HTML.

    That is its language, which is empty if it is the outlet's, because the typography depends on it, and for a text
    with blocks what the theme has ``declared``.
    """
    blocks = declared.fingerprint if declared.matters_to(text) else ""
    return digest(f"{lang}\0{blocks}\0{text}".encode() if lang or blocks else text.encode())


def _is_address_of(address: str, url: str, config: SiteConfig) -> bool:
    """Return whether ``address``, with any scheme, is that of this site's page at the URL path ``url``."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return host == config.site.host and unquote(parts.path).strip("/") == f"{config.site.prefix}{url}".strip("/")


def read(
    path: str, data: bytes, config: SiteConfig, declared: Declared = NOTHING
) -> Reading[Article] | Reading[Standing]:
    """Return the record in ``data``, the content of the file at ``path``, of any type. Raises ReadingError."""
    return (read_article if is_dated(path) else read_standing)(path, data, config, declared)


def read_standing(path: str, data: bytes, config: SiteConfig, declared: Declared = NOTHING) -> Reading[Standing]:
    """Return the record in ``data``, the content of the file at ``path``, of an undated type. Raises ReadingError."""
    file_type = file_type_of(path)
    content_type = TYPES[file_type]
    parts = _split(path, data, config)
    front, problems = read_front_matter(parts.header, config.content, config.site.zone)
    if not front.title:
        problems += missing_value("title", "…", parts.header, config, problems)
    url, is_known, found = _standing_address(path, content_type, front, parts.header, config)
    problems += found
    problems += unused_keys(front, content_type, parts.header, config)
    template, found = named_template(front, parts.header, config, declared.page_templates)
    problems += found if "template" in content_type.own_keys else []
    aliases, found = read_aliases(
        front.aliases, url if is_known else None, config.site, written_as("aliases", parts.header, config)[1]
    )
    problems += found
    image, reference, found = lead_picture(path, front.image, parts.header, config)
    problems += [*found, *placeholders(front, None, parts.header, parts.body, parts.body_line, config)]
    references = (reference,) if reference else ()
    addresses = (url if is_known else None, *(() if front.draft else aliases))
    warnings = _warnings(path, problems, front, config, parts, references, addresses)
    lang = _with_foreign_language(front, config).lang
    own = {key: value for key in content_type.own_keys if (value := front.value(key)) is not None}
    own |= {"template": template} if "template" in own else {}
    standing = UNDATED[file_type](
        path=path,
        url=url,
        title=front.title,
        teaser=front.teaser,
        image=image,
        lang=lang,
        draft=front.draft,
        aliases=aliases,
        allow=front.allow,
        holding=held_in(data, config.content),
        body=_body_digest(parts.body, lang, declared),
        **own,
    )
    of_theme = bool(front.template) or declared.matters_to(parts.body)
    return Reading(standing, parts.body, parts.body_line, references, warnings, of_theme)


def _standing_address(
    path: str, content_type: ContentType, front: FrontMatter, header: Header, config: SiteConfig
) -> tuple[str, bool, list[Problem]]:
    """Return the address of a file of an undated type, whether it is known, and its problems."""
    names = [slugify(name) for name in story_name(path).split("/")]
    if front.slug:
        names[-1] = front.slug
    place = written_as("url", header, config)[1]
    url, problems = read_url(front.url, config.site, place)
    if url and not content_type.own_address:
        message = f"{content_type.name} cannot have its own address: the address is made from the file's name"
        problems.append(Problem("", *place, message, "write a slug", "invalid-value"))
    if len(names) < 2 and not url:
        hint = f"for example: {names[0]}/about.md"
        problems.append(Problem("", 1, 0, "the page needs its own file name", hint, "no-address"))
    if not all(names) and not url:
        message = "the file's name has no letter or digit to make a URL from"
        problems.append(Problem("", 1, 0, message, "rename the file", "no-address"))
    is_known = bool(url) or all(names)
    return url or f"{content_type.base}{'/'.join(names[1:])}/", is_known, problems


def _warnings(
    path: str,
    problems: list[Problem],
    front: FrontMatter,
    config: SiteConfig,
    parts: Split,
    references: tuple[FileReference, ...],
    addresses: tuple[str | None, ...],
) -> tuple[Problem, ...]:
    """Return the warnings among ``problems`` that the story does not allow. Raises ReadingError for any error."""
    reported = [problem.at(_shown(path, config)) for problem in with_severities(problems, config.checks, front.allow)]
    if errors_of(reported):
        is_allow_unreadable = "allow" in parts.header.places and "allow" not in parts.header.values
        allow = None if is_allow_unreadable else front.allow
        remains = Remains(parts.body, parts.body_line, references, allow, tuple(filter(None, addresses)))
        raise ReadingError(reported, remains)
    return tuple(reported)


def decoded(data: bytes) -> str:
    """Return the text of a content file, with LF line ends and without a byte order mark.

    Raises HeaderError, with the line, for a file that is not UTF-8 or contains a NUL character.
    """
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise HeaderError(line, 0, f"not UTF-8: byte 0x{data[error.start]:02x}", "save the file as UTF-8") from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise HeaderError(
            text.count("\n", 0, text.index("\0")) + 1, 0, "the file contains a NUL character", "is it a text file?"
        )
    return text


def position_of_key(key: str, data: bytes, config: SiteConfig) -> tuple[int, int]:
    """Return line and column of ``key`` in the front matter of ``data``; ``(0, 0)`` if that cannot be read."""
    try:
        return written_as(key, _parts_of(data, config).header, config)[1]
    except HeaderError:
        return 0, 0


def too_large(size: int, shown: str) -> Problem:
    """Return the problem of a file of ``size`` bytes, more than ``MAX_FILE_BYTES``: it need not be read.

    ``shown`` is its path in the message.
    """
    sizes = f"{size / 1048576:.1f} MB; the limit is {MAX_FILE_BYTES // 1048576} MB"
    return Problem(shown, 0, 0, f"the file is too large: {sizes}", "is it an article?", "file-too-large")


def _split(path: str, data: bytes, config: SiteConfig) -> Split:
    if len(data) > MAX_FILE_BYTES:
        raise ReadingError([too_large(len(data), _shown(path, config))])
    try:
        return _parts_of(data, config)
    except HeaderError as error:
        remains = Remains(error.body, error.body_line) if error.body_line else None
        raise ReadingError([error.problem.at(_shown(path, config))], remains) from error


def _parts_of(data: bytes, config: SiteConfig) -> Split:
    """Return the header and the body in ``data``, as the outlet's settings say. Raises HeaderError."""
    return split(decoded(data), lines=config.content.header == "lines")


def _shown(path: str, config: SiteConfig) -> str:
    return f"{config.content.root}/{path}"


def _address(
    front: FrontMatter, header: Header, section: str, instant: Instant | None, slug: str, config: SiteConfig
) -> tuple[str, list[Problem]]:
    """Return the address from ``url`` or from the outlet's pattern, "" if a part is unknown, and its problems."""
    url, problems = read_url(front.url, config.site, written_as("url", header, config)[1])
    if front.url or section not in config.sections or instant is None or not slug:
        return url, problems
    url = story_address(section, instant, slug, front.lang, config)
    if reason := page_problem(url):
        message = f"the address {url[:200]} {reason}"
        return "", [Problem("", *written_as("slug", header, config)[1], message, "write another slug", "no-address")]
    return url, []


def _section_of_folder(path: str, config: SiteConfig) -> str | None:
    return section_of_folder(path.rpartition("/")[0], config.sections) or config.content.default_section
