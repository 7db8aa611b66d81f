"""How an outlet wants its Markdown converted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """The ``[markdown]`` table of newsprint.toml, as this floor needs it."""

    engine: str = "markdown"
    """``markdown`` (Python-Markdown) or ``commonmark`` (cmark-gfm)."""

    extensions: tuple[str, ...] = ()
    """More Python-Markdown extensions, by entry point or dotted name."""

    raw_html: str = "safe"
    """``safe``: HTML in the text is sanitised; ``allowed``: it is published as written."""

    shortcodes: str = "text"
    """``text``: as written; ``drop``: Hugo's shortcodes are taken out."""

    smart: bool = True
    """Typographic quotes, dashes and ellipses."""
