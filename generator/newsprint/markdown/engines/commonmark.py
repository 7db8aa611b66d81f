"""The native engine: GitHub's cmark-gfm.

The published text looks as in a pull request on GitHub.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from types import ModuleType

from newsprint.config.site import MarkdownSettings
from newsprint.machine.versions import version_of
from newsprint.markdown.engines.fingerprint import fingerprint
from newsprint.markdown.typography.language import back_label
from newsprint.markdown.typography.quotes import Quotes, hide_typed, show_typed

# GFM's fifth extension, tagfilter, is omitted: it prints `<script>` and `<iframe>` as text. Raw HTML is handled
# after the engine, where "safe" removes these tags and "allowed" keeps them.
EXTENSIONS = ("table", "strikethrough", "autolink", "tasklist")
_WITHOUT_LINKS = tuple(name for name in EXTENSIONS if name != "autolink")
_ENGLISH_LABEL = 'aria-label="Back to reference '


class CommonMark:
    """An engine with tables, strikethrough, autolinks, task lists and footnotes, written in C."""

    name = "commonmark"

    def __init__(self, settings: MarkdownSettings, language: str) -> None:
        """Raise ValueError if the settings name extensions: those are for Python-Markdown."""
        if settings.extensions:
            names = ", ".join(settings.extensions)
            raise ValueError(f'the engine "commonmark" has no extensions: {names} (use the engine "markdown")')
        self._quotes = Quotes(language) if settings.smart else None
        self._label = f'aria-label="{back_label(language).removesuffix("{}")}'
        self.fingerprint = fingerprint(settings, language, f"cmarkgfm={version_of('cmarkgfm')}")

    @cached_property
    def _cmark(self) -> ModuleType:
        # Imported with the first text, so that a build that converts none does not wait for the import.
        from newsprint.markdown.engines import cmark

        return cmark

    @cached_property
    def _options(self) -> int:
        options: int = self._cmark.FOOTNOTES | self._cmark.UNSAFE | self._cmark.DOUBLE_TILDE
        return options | (self._cmark.SMART if self._quotes else 0)

    def render(self, text: str) -> str:
        """Return the HTML of ``text``."""
        html = self._render(hide_typed(text) if self._quotes else text)
        if self._quotes:
            html = self._quotes.turn(show_typed(html))
        if "^" in text and "data-footnote-backref" in html:
            html = html.replace(_ENGLISH_LABEL, self._label)
        return html

    def render_specification(self, text: str, extensions: Sequence[str]) -> str:
        """Return the HTML of an example of the GFM specification.

        There is no smart typography, and only the named extensions are used.
        """
        rendered: str = self._cmark.render(text, self._cmark.UNSAFE, extensions)
        return rendered

    def _render(self, text: str) -> str:
        extensions = EXTENSIONS if _may_contain_address(text) else _WITHOUT_LINKS
        rendered: str = self._cmark.render(text, self._options, extensions)
        return rendered


def _may_contain_address(text: str) -> bool:
    """Return whether the extension autolink could find anything.

    It takes a fifth of the engine's time. It searches for ``://``, ``www.`` and an at sign, which may be written as an
    entity.
    """
    return "@" in text or "&" in text or (":" in text and "://" in text) or "www." in text
