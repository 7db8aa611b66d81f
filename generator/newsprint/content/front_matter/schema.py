"""The schema of the front matter: all values of a header, checked, and every problem with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from typing import Annotated, Any, cast

import msgspec
from msgspec import Meta, Struct

from newsprint.base.dates import FORMS, OfTwo, parse_instant, to_microseconds
from newsprint.base.errors import Problem, suggestion
from newsprint.base.fields import FieldProblem, convert, unknown_keys
from newsprint.base.languages import language_hint, language_tag
from newsprint.base.names import name_slug, same_name
from newsprint.config.content import FRONT_MATTER_KEYS, IMAGE_KEYS, OWN_KEYS, OWN_LISTS, OWN_TEXTS, ContentTable
from newsprint.content.addresses import written_slug
from newsprint.content.front_matter.canonical import DATES, canonical
from newsprint.content.front_matter.image_fields import ImageFields, checked_image
from newsprint.content.front_matter.plain_texts import tidier, unclosed_comments
from newsprint.content.header.cuts import cut_texts
from newsprint.content.header.located import Header
from newsprint.content.records import Correction, Instant
from newsprint.content.withheld.foreign import Foreign, earliest, latest, read_foreign, unknown_to
from newsprint.problems.codes import CODES

Line = Annotated[str, Meta(max_length=1000)]
Names = Annotated[tuple[Line, ...], Meta(max_length=500)]

_OF_TWO: dict[str, OfTwo] = {"date": "later", "embargo": "later", "expires": "earlier"}
"""Which of two instants a local time means where clocks are put back: the one that shows the story for less time."""


class CorrectionFields(Struct, frozen=True, kw_only=True):
    """One item of the ``corrections`` of a front matter, as written."""

    date: Any
    text: Annotated[str, Meta(min_length=1, max_length=5000)]


class _Written(Struct, frozen=True, kw_only=True):
    title: Line | None = None
    section: Line | None = None
    teaser: Annotated[str, Meta(max_length=5000)] | None = None
    slug: Line | None = None
    url: Line | None = None
    authors: Names | None = None
    tags: Names | None = None
    series: Line | None = None
    kicker: Line | None = None
    dateline: Line | None = None
    image: ImageFields | None = None
    lang: Line | None = None
    draft: bool | None = None
    featured: bool | None = None
    corrections: Annotated[tuple[CorrectionFields, ...], Meta(max_length=100)] | None = None
    aliases: Names | None = None
    canonical: Line | None = None
    template: Line | None = None
    allow: Names | None = None
    extra: dict[str, Any] | None = None


_WRITTEN_AS: dict[Any, Any] = {str: Line | None, tuple[str, ...]: Names | None, bool: bool | None}
_OWN = [(key, _WRITTEN_AS[of], None) for key, of in OWN_KEYS.items()]
_WithOwn = cast(type[_Written], msgspec.defstruct("_WithOwn", _OWN, bases=(_Written,), frozen=True))


class FrontMatter(Struct, frozen=True, kw_only=True):
    """A checked front matter. Texts are clean (NFC, white space folded); None means that the key is missing.

    ``url`` and ``aliases`` are as written: some depend on other addresses. ``own`` has the keys that stories do not
    have.
    """

    title: str = ""
    date: Instant | None = None
    section: str | None = None
    teaser: str = ""
    slug: str | None = None
    url: str = ""
    updated: Instant | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    kicker: str = ""
    dateline: str = ""
    image: ImageFields | None = None
    lang: str = ""
    draft: bool = False
    embargo: Instant | None = None
    expires: Instant | None = None
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[str, ...] = ()
    canonical: str = ""
    featured: bool = False
    template: str = ""
    allow: tuple[str, ...] = ()
    extra: dict[str, Any] = {}
    own: dict[str, str | bool | tuple[str, ...]] = {}

    def value(self, key: str) -> Any:
        """Return the value of ``key``, which is any key of the schema."""
        return self.own.get(key) if key in OWN_KEYS else getattr(self, key)


def read_front_matter(header: Header, content: ContentTable, zone: tzinfo) -> tuple[FrontMatter, list[Problem]]:
    """Return the front matter in ``header``, and every problem in it (with an empty path).

    With errors the front matter is incomplete: use it only to find further problems.
    """
    wrong: list[FieldProblem] = []
    known = canonical(header, content)
    values, names = known.values, known.names
    wrong += unknown_to(content, header.values)
    if content.unknown_keys == "error" and isinstance(image := values.get("image"), dict):
        wrong += unknown_keys({str(key): "" for key in image}, IMAGE_KEYS, prefix="image.")
    instants = _instants(values, zone, wrong)
    data = {key: value for key, value in values.items() if key not in DATES}
    written, found = convert(data, _WithOwn)
    if found:
        bad = {problem.key.partition(".")[0] for problem in found}
        written, _ = convert({key: value for key, value in data.items() if key not in bad}, _WithOwn)
        wrong += found
    front_matter = _checked(written or _WithOwn(), instants, content, zone, wrong)
    if unread := header.values.keys() - known.read:
        foreign = read_foreign({name: header.values[name] for name in unread}, content, zone)
        front_matter = _with_foreign(front_matter, foreign, wrong)
    problems = [*header.problems, *(_placed(problem, names, header) for problem in wrong)]
    return front_matter, problems + cut_texts(header.cuts, content.fields)


def _with_foreign(front: FrontMatter, foreign: Foreign, wrong: list[FieldProblem]) -> FrontMatter:
    """Return ``front`` with the effects of other systems' keys, unless the story turns them off with ``allow``."""
    if "held-elsewhere" in front.allow:
        return front
    draft = front.draft or foreign.draft
    wrong += [] if draft else foreign.doubts
    return msgspec.structs.replace(
        front,
        draft=draft,
        embargo=latest(front.embargo, foreign.embargo),
        expires=earliest(front.expires, foreign.expires),
    )


def _instants(values: Mapping[str, Any], zone: tzinfo, wrong: list[FieldProblem]) -> dict[str, Instant]:
    instants = {}
    for key in DATES:
        if key in values:
            try:
                instants[key] = to_microseconds(parse_instant(values[key], zone, of_two=_OF_TWO.get(key, "first")))
            except ValueError as error:
                wrong.append(FieldProblem(key, f'"{key}": {error}', f"write it as {FORMS}"))
    return instants


def _checked(
    written: _Written,
    instants: dict[str, Instant],
    content: ContentTable,
    zone: tzinfo,
    wrong: list[FieldProblem],
) -> FrontMatter:
    tidy = tidier(content)
    wrong += unclosed_comments(_texts(written))
    return FrontMatter(
        title=tidy(written.title),
        section=tidy(written.section) or None,
        teaser=tidy(written.teaser),
        slug=written_slug(written.slug, wrong),
        url=(written.url or "").strip(),
        authors=_names("authors", [tidy(name) for name in written.authors or ()], wrong),
        tags=_names("tags", [_with_url("tags", tidy(name), wrong) for name in written.tags or ()], wrong),
        series=_with_url("series", tidy(written.series), wrong),
        kicker=tidy(written.kicker),
        dateline=tidy(written.dateline),
        image=checked_image(written.image, tidy, wrong),
        lang=_language(written.lang, wrong),
        draft=bool(written.draft),
        featured=bool(written.featured),
        corrections=_corrections(written.corrections or (), tidy, zone, wrong),
        aliases=_distinct([*(written.aliases or ())]),
        canonical=_canonical_address(written.canonical, wrong),
        template=tidy(written.template),
        allow=_allowed([tidy(code) for code in written.allow or ()], wrong),
        extra=written.extra or {},
        own=dict(_own(written, tidy)),
        **instants,
    )


def _texts(written: _Written) -> Iterator[tuple[str, str | None]]:
    """Yield the texts that readers see, each with its key."""
    for key in ("title", "teaser", "series", "kicker", "dateline", *OWN_TEXTS):
        yield key, getattr(written, key)
    yield from (("authors", name) for name in written.authors or ())
    yield from (("tags", name) for name in written.tags or ())
    if image := written.image:
        yield from (("image.alt", image.alt), ("image.caption", image.caption), ("image.credit", image.credit))
    yield from (("corrections", correction.text) for correction in written.corrections or ())
    yield from ((key, text) for key in OWN_LISTS for text in getattr(written, key) or ())


def _own(written: _Written, tidy: Callable[[str | None], str]) -> Iterator[tuple[str, str | bool | tuple[str, ...]]]:
    """Yield the keys that stories do not have, with their values."""
    for key in OWN_KEYS:
        value = getattr(written, key)
        if isinstance(value, str):
            value = tidy(value)
        elif isinstance(value, tuple):
            value = _distinct([tidy(text) for text in value])
        if value not in (None, "", ()):
            yield key, value


def _distinct(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


def _names(key: str, names: list[str], wrong: list[FieldProblem]) -> tuple[str, ...]:
    """Return ``names`` without duplicates: of names with the same address, the first spelling is kept."""
    kept: dict[str, str] = {}
    for name in filter(None, names):
        first = kept.setdefault(name_slug(name) or name, name)
        if not same_name(first, name):
            message = f'"{name[:60]}" has the same address as "{first[:60]}", so it is left out'
            wrong.append(FieldProblem(key, message, "change the spelling of one of them", "names-alike"))
    return tuple(kept.values())


def _with_url(key: str, name: str, wrong: list[FieldProblem]) -> str:
    """Return ``name``, and add a problem to ``wrong`` if no URL can be made from it."""
    if name and not name_slug(name):
        wrong.append(FieldProblem(key, f'"{name[:60]}" has no letter or digit to make a URL from'))
    return name


def _language(written: str | None, wrong: list[FieldProblem]) -> str:
    tag = language_tag(written or "")
    if written and not tag:
        wrong.append(FieldProblem("lang", f'"{written[:40]}" is not a language', language_hint(written)))
    return tag


def _corrections(
    written: tuple[CorrectionFields, ...],
    tidy: Callable[[str | None], str],
    zone: tzinfo,
    wrong: list[FieldProblem],
) -> tuple[Correction, ...]:
    corrections = []
    for fields in written:
        try:
            instant = to_microseconds(parse_instant(fields.date, zone, of_two="later"))
        except ValueError as error:
            wrong.append(FieldProblem("corrections", f"a correction's date: {error}", f"write it as {FORMS}"))
        else:
            corrections.append(Correction(date=instant, text=tidy(fields.text)))
    return tuple(sorted(corrections, key=lambda correction: correction.date))


def _allowed(names: list[str], wrong: list[FieldProblem]) -> tuple[str, ...]:
    """Return the codes of problems that the story turns off; add unknown ones to ``wrong``."""
    allowable = [code.name for code in CODES.values() if code.allowable]
    for name in filter(None, names):
        if name not in CODES:
            wrong.append(FieldProblem("allow", f'unknown code "{name[:60]}"', suggestion(name, allowable)))
        elif name not in allowable:
            wrong.append(FieldProblem("allow", f'a story cannot allow "{name}"', "fix the problem instead"))
    return _distinct(names)


def _canonical_address(address: str | None, wrong: list[FieldProblem]) -> str:
    if address and not re.fullmatch(r"https?://[^\s/?#<>\"\x00-\x1f\x7f]+[^\s<>\"\x00-\x1f\x7f]*", address):
        hint = "a web address starts with https://"
        wrong.append(FieldProblem("canonical", f'"{address[:80]}" is not a web address', hint))
        return ""
    return address or ""


def _placed(problem: FieldProblem, names: Mapping[str, str], header: Header) -> Problem:
    top = problem.key.partition(".")[0]
    name = names.get(problem.key) or names.get(top, top)
    top = name if name in header.places else name.partition(".")[0]
    line, column = header.places.get(top, header.places.get(problem.key, (1, 0)))
    return Problem("", line, column, problem.message, problem.hint, problem.code)


assert {*FRONT_MATTER_KEYS, "own"} == {*FrontMatter.__struct_fields__, *OWN_KEYS}
assert set(IMAGE_KEYS) == {field.name for field in msgspec.structs.fields(ImageFields)}
