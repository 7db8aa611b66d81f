"""Find pictures and links whose file does not exist, and suggest the file that was probably meant."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newsprint.base.errors import Problem
from newsprint.base.media_types import UNKNOWN, media_type
from newsprint.catalog.link_targets import ALIKE, Names, lower_ascii
from newsprint.config.site import SiteConfig
from newsprint.content.files.naming import is_story, without_ending

if TYPE_CHECKING:
    from pathlib import Path

    from newsprint.catalog.sync.ingest import IngestedFile
    from newsprint.content.references import FileReference

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:(https?):?/{1,2}|//)(?=[\w-]+(?:\.[\w-]+)+)([^\s()<>\[\]{}\"'“”„‘’]+)", re.I)
_HOST = re.compile(r"(?:[\w-]+\.)+([A-Za-z]{2,24})(?::\d+)?(?:[/?#]|$)")
_COUNTRIES = (
    "at au be br ca ch cn co cz de dk es eu fi fr ie in it jp kr lu mx nl no nz pl pt ro ru se tv tw ua uk us za"
)
_OTHERS = "app biz blog cat com coop dev edu example gov info int io me mil museum name net news online org site social"
_ENDINGS_OF_HOSTS = frozenset([*_COUNTRIES.split(), *_OTHERS.split()])
_SIZE = re.compile(r"(?:[-_]\d{2,5}x\d{2,5}|-scaled|@[23]x)(?=\.\w+$)")
_DATED = re.compile(r"(\d{4})/(\d{2})/(\d{2})/([^/]+)/?(?:index\.\w+)?$")
_PAGE = (".html", ".htm", ".php", ".asp", ".aspx")


OF_THEME = "theme:"
"""The "wanted" path of a file that depends on what the theme declares: it is read again if that changes."""


class Row(NamedTuple):
    """A row of the table ``reference``; ``target`` may be empty."""

    source: str
    role: str
    written: str
    wanted: str
    target: str
    shown: bool = False
    linked: bool = False
    focus: str = ""


def missing_files(outcome: IngestedFile, names: Names, config: SiteConfig, root: Path) -> list[Problem]:
    """Return a problem for every picture and relative link of ``outcome`` whose file does not exist."""
    shown = f"{config.content.root}/{outcome.source.path}"
    dead = [reference for reference in outcome.references if not names.resolve(reference)]
    return [
        _unknown_name(reference, shown)
        if reference.role == "name"
        else _dead_link(reference, outcome.source.path, names, config)
        for reference in dead
    ]


def with_found_picture(outcome: IngestedFile, names: Names) -> IngestedFile:
    """Return ``outcome`` with the path of the file found for its lead picture, or without the picture if none is."""
    content = outcome.content
    if content is None or content.image is None or not content.image.file:
        return outcome
    found = next((names.resolve(each) for each in outcome.references if each.role == "image"), "")
    if found == content.image.file:
        return outcome
    image = msgspec.structs.replace(content.image, file=found) if found else None
    return msgspec.structs.replace(outcome, content=msgspec.structs.replace(content, image=image))


def reference_rows(outcome: IngestedFile, names: Names) -> set[Row]:
    """Return the rows for the references of ``outcome``: their targets, and other paths and names to watch.

    A file is read again when a file with such a path or name appears or disappears, or when the theme's declarations
    change.
    """
    path = outcome.source.path
    rows = {Row(path, "asked", OF_THEME, OF_THEME, "")} if outcome.of_theme else set()
    for each in outcome.references:
        target = names.resolve(each)
        rows.add(Row(path, each.role, each.written, each.path, target, each.shown, each.linked, each.focus))
        asked = [*each.elsewhere]
        if not target and each.role != "name":
            asked += [*_elsewhere_static(each), *(ALIKE + name for name in _names_like(each.path))]
        rows |= {Row(path, "asked", wanted, wanted, "") for wanted in asked}
    return rows


def _unknown_name(reference: FileReference, shown: str) -> Problem:
    name = reference.written.partition("#")[0]
    message = f'there is no file "{name[:80]}", or more than one: the link is printed as plain text'
    return Problem(shown, reference.line, 0, message, "link to it by its path", code="link-without-target")


def _dead_link(reference: FileReference, source: str, names: Names, config: SiteConfig) -> Problem:
    root = config.content.root
    message = f'the {_kind(reference)} "{reference.written[:80]}" leads to no file'
    hint = _hint(reference, source, names, root) or f"there is no {root}/{reference.path}"[:200]
    return Problem(f"{root}/{source}", reference.line, 0, message, hint, code="dead-link")


def _kind(reference: FileReference) -> str:
    """Return the word for the missing file in messages: picture, recording, film, link or document."""
    kind = media_type(reference.path)
    if reference.role == "image" or kind.startswith("image/"):
        return "picture"
    if reference.shown:
        return {"audio": "recording", "video": "film"}.get(kind.partition("/")[0], "picture")
    is_page = is_story(reference.path) or kind.startswith((UNKNOWN, "text/html"))
    return "link" if is_page or not posixpath.splitext(reference.path)[1] else "document"


def _hint(reference: FileReference, source: str, names: Names, root: str) -> str:
    written = reference.written.strip()
    if address := _address_in(written):
        return f'did you mean "{address[:120]}"?'
    for path in _elsewhere_static(reference):
        if names.has(path):
            folder = path.removesuffix(reference.path).rstrip("/")
            return f'to use {root}/{path}, set pictures = "{folder}" under [content]'
    for name in _names_like(reference.path):
        if (path := names.alike(name)) and path != source:
            return f'did you mean "{posixpath.relpath(path, posixpath.dirname(source) or ".")}"?'
    return ""


def _address_in(written: str) -> str:
    """Return the web or mail address that was probably meant by ``written``; empty if it looks like a file."""
    if _MAIL.fullmatch(written) and media_type(written) == UNKNOWN:
        return f"mailto:{written}"
    if web := _WEB.search(written):
        return f"{(web[1] or 'https').lower()}://{web[2]}"
    if (host := _HOST.match(written)) and (written.startswith("www.") or host[1].lower() in _ENDINGS_OF_HOSTS):
        return f"https://{written}"
    return ""


def _elsewhere_static(reference: FileReference) -> tuple[str, ...]:
    """Return where other systems have the picture of an address such as ``/images/pier.jpg``."""
    return (f"static/{reference.path}",) if reference.role == "image" else ()


def _names_like(path: str) -> Iterator[str]:
    """Yield the bare names, in lower case, that the file meant by ``path`` may have instead."""
    name = posixpath.basename(path.removesuffix("/index.md"))
    yield lower_ascii(name)
    if (plain := _SIZE.sub("", name)) != name:
        yield lower_ascii(plain)
    stem, ending = posixpath.splitext(name)
    if ending.lower() in _PAGE or is_story(name):
        yield lower_ascii(without_ending(name) if is_story(name) else stem)
    if dated := _DATED.search(path.removesuffix("/index.md")):
        yield lower_ascii(without_ending(f"{dated[1]}-{dated[2]}-{dated[3]}-{dated[4]}"))
