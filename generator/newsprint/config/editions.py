"""An edition: the outlet in one language, with everything that differs between languages."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from newsprint.config.sections import Section


def stream_of(edition: str, name: str) -> str:
    """Return the name of the stream ``name`` in the edition with this key; the key is empty in a single edition."""
    return f"{edition}:{name}" if edition else name


class Edition(Struct, frozen=True):
    """One language edition of the outlet.

    ``language`` is a BCP 47 tag. ``base`` is the URL path above its pages, without a slash at the end; empty for the
    first edition. ``key`` distinguishes its streams from those of other editions; empty if there are none.
    """

    language: str
    title: str
    description: str
    sections: Mapping[str, Section]
    base: str = ""
    key: str = ""

    def url(self, path: str) -> str:
        """Return the URL path in this edition of the page that has ``path`` in a single edition."""
        return f"{self.base}{path}"

    def index(self, section: str) -> str:
        """Return the URL path of the index of the section with this key.

        If the section is not declared, the key is its path.
        """
        found = self.sections.get(section)
        return self.url(f"/{found.path if found else section}/")

    def stream(self, name: str) -> str:
        """Return the name in this edition of the stream that is called ``name`` in a single edition."""
        return stream_of(self.key, name)

    def key_of(self, stream: str, kind: str) -> str | None:
        """Return the rest of the name of ``stream`` after ``kind`` (``section/``, ``tag/``).

        None if it is not such a stream of this edition.
        """
        prefix = self.stream(kind)
        return stream.removeprefix(prefix) if stream.startswith(prefix) else None
