"""The types of content (stories, standing pages, authors' profiles) and the differences between them.

A story is dated: it appears at an instant, may expire, and is in streams. Everything else is undated: its record is a
:class:`~newsprint.content.records.Standing`, or a subclass of that. The fields that such a subclass adds are keys of
the front matter. They have defaults; those that stories do not have are texts (``str``), lists of texts
(``tuple[str, ...]``), or truth values (``bool``).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import fields

from newsprint.content.files.naming import STORY_ENDINGS, is_story
from newsprint.content.records import Article, Standing, StandingPage

Content: TypeAlias = Article | Standing


class FileType(StrEnum):
    """What a file below the content folder is for."""

    ARTICLE = "article"
    STANDING = "standing"  # content/pages/about.md
    AUTHOR = "author"  # content/authors/jane-doe.md
    STATIC = "static"  # content/static/favicon.ico, served as /favicon.ico
    FILE = "file"  # a picture or document that articles may show or link to


class ContentType(Struct, frozen=True):
    """A type of content.

    ``name`` is the word for such a file in messages, ``record`` the type of its record. Such files are below ``folder``
    of the content folder; stories are everywhere else. ``base`` is the URL path that their addresses start with.
    Without ``own_address`` authors cannot set the address: it is always made from the file's name, which says whose
    profile it is. ``is_secret`` says whether a deploy searches the site for the titles and addresses of drafts; those
    of pages and profiles, such as "About us", are too common.
    """

    name: str
    record: type[Content]
    folder: str = ""
    base: str = "/"
    own_address: bool = True
    is_secret: bool = True

    @property
    def own_keys(self) -> tuple[str, ...]:
        """Return the keys of the front matter that this type has beside those of all undated types."""
        shared = Standing.__struct_fields__
        return tuple(name for name in self.record.__struct_fields__ if name not in shared)


TYPES: dict[FileType, ContentType] = {
    FileType.ARTICLE: ContentType("a story", Article),
    FileType.STANDING: ContentType("a standing page", StandingPage, "pages", is_secret=False),
    FileType.AUTHOR: ContentType(
        "an author's profile", Standing, "authors", "/authors/", own_address=False, is_secret=False
    ),
}
"""Every type of content, by the type of its files. Pictures, documents and static files are not read, and not here."""

UNDATED = {file_type: each.record for file_type, each in TYPES.items() if issubclass(each.record, Standing)}
"""The record of each undated type, by the type of its files."""

_ADDED = [each for each in TYPES.values() if issubclass(each.record, Standing) and each.own_keys]
ADDED_KEYS: dict[str, Any] = {
    field.name: field.type for each in _ADDED for field in fields(each.record) if field.name in each.own_keys
}
"""The keys of the front matter that undated types add, each with the type of its values."""

assert all(
    field.type == ADDED_KEYS[field.name] for each in _ADDED for field in fields(each.record) if field.name in ADDED_KEYS
), "two types of content declare one key with values of different types"

TAKEN_NAMES = {name for each in TYPES.values() for name in (each.folder, each.base.split("/")[1]) if name}
"""The first names of paths and addresses that are reserved for types."""

_BY_FOLDER = {each.folder: file_type for file_type, each in TYPES.items() if each.folder}


def declared() -> str:
    """Return a description of all types: a different text means that they have other files or other keys."""
    return f"{STORY_ENDINGS} {TYPES} {[each.record.__struct_fields__ for each in TYPES.values()]} {ADDED_KEYS}"


def file_type_of(path: str) -> FileType:
    """Return the type of the file at ``path``, which is relative to the content folder."""
    top, _, rest = path.partition("/")
    if rest and top == "static":
        return FileType.STATIC
    if not is_story(path):
        return FileType.FILE
    return _BY_FOLDER.get(top, FileType.ARTICLE) if rest else FileType.ARTICLE


def is_dated(path: str) -> bool:
    """Return whether the file at ``path``, below the content folder, is of a dated type: a story."""
    return (found := TYPES.get(file_type_of(path))) is not None and issubclass(found.record, Article)


def as_article(content: Content | None) -> Article | None:
    """Return ``content`` if it is dated, else None."""
    return content if isinstance(content, Article) else None
