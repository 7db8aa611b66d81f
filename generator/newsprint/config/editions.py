"""An edition: the outlet in one language. What is another in another language is found here."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from newsprint.config.sections import Section


def stream_of(edition: str, name: str) -> str:
    """The name in the edition with this key of the stream that would be ``name`` if there were no other edition."""
    return f"{edition}:{name}" if edition else name


class Edition(Struct, frozen=True):
    """One language edition of the outlet.

    ``language`` is a tag of BCP 47. ``base`` is the URL path that its pages are below, with no slash at its end; empty
    for the first edition. ``key`` tells its streams from those of others; empty if there are no others.
    """

    language: str
    title: str
    description: str
    sections: Mapping[str, Section]
    base: str = ""
    key: str = ""

    def url(self, path: str) -> str:
        """The URL path of its page that would be at ``path`` if there were no other edition."""
        return f"{self.base}{path}"

    def index(self, section: str) -> str:
        """The URL path of the index of the section with this key, which it may not have (an archive may)."""
        found = self.sections.get(section)
        return self.url(f"/{found.path if found else section}/")

    def stream(self, name: str) -> str:
        """The name of its stream that would be ``name`` if there were no other edition."""
        return stream_of(self.key, name)

    def key_of(self, stream: str, kind: str) -> str | None:
        """What follows ``kind`` (``section/``, ``tag/``) in the name of ``stream``; None if it is none of its own."""
        prefix = self.stream(kind)
        return stream.removeprefix(prefix) if stream.startswith(prefix) else None
