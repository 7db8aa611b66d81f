"""The types of content: stories, standing pages, authors' profiles. What differs between them is declared here.

A story is dated: it appears at an instant, may expire, and is in streams. Everything else is there or is not; what is
kept of it is a :class:`~newsprint.articles.article.Standing`, or a type made from that.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import fields

from newsprint.articles.article import Article, Standing
from newsprint.articles.naming import is_story

Content: TypeAlias = Article | Standing


class Kind(StrEnum):
    """What a file below the content folder is for."""

    ARTICLE = "article"
    STANDING = "standing"  # content/pages/about.md
    AUTHOR = "author"  # content/authors/jane-doe.md
    STATIC = "static"  # content/static/favicon.ico, served as /favicon.ico
    FILE = "file"  # a picture or document that articles may show or link to


class ContentType(Struct, frozen=True):
    """A type of content.

    ``name`` is what messages call a file of it, ``record`` what is kept of one. Such files are below ``folder`` of the
    content folder; stories are everywhere else. ``base`` is the URL path that their addresses start with; if they are
    ``named`` that is all that they can be, so that the name says whose they are.
    """

    name: str
    record: type[Content]
    folder: str = ""
    base: str = "/"
    named: bool = False

    @property
    def own_keys(self) -> list[str]:
        """The keys of the front matter that are kept of it beside those of all undated types."""
        return [each.name for each in fields(self.record)[len(fields(Standing)) :]]


TYPES: dict[Kind, ContentType] = {
    Kind.ARTICLE: ContentType("a story", Article),
    Kind.STANDING: ContentType("a standing page", Standing, "pages"),
    Kind.AUTHOR: ContentType("an author's profile", Standing, "authors", "/authors/", named=True),
}
"""Every type, by the kind of its files. Files of other kinds are not read: pictures, documents, static files."""

UNDATED = {kind: each.record for kind, each in TYPES.items() if issubclass(each.record, Standing)}
"""What is kept of files that are there or are not, by their kind."""

_BY_FOLDER = {each.folder: kind for kind, each in TYPES.items() if each.folder}


def kind_of(path: str) -> Kind:
    """What the file at ``path`` (relative to the content folder) is for."""
    top, _, rest = path.partition("/")
    if rest and top == "static":
        return Kind.STATIC
    if not is_story(path):
        return Kind.FILE
    return _BY_FOLDER.get(top, Kind.ARTICLE) if rest else Kind.ARTICLE


def is_dated(path: str) -> bool:
    """Whether the file at ``path``, below the content folder, is one that appears at an instant."""
    return (found := TYPES.get(kind_of(path))) is not None and issubclass(found.record, Article)


def as_article(content: Content | None) -> Article | None:
    """Return ``content`` if it is dated."""
    return content if isinstance(content, Article) else None
