"""The default engine: Python-Markdown and its extensions."""

from __future__ import annotations

import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.engines.effort import check_effort
from newsprint.markdown.engines.fingerprint import fingerprint
from newsprint.markdown.typography.language import back_label
from newsprint.markdown.typography.quotes import Quotes

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.extensions import Extension

# The library writes the label of a back link as a title, which screen readers do not use as the name of a link.
_BACK_LINK = re.compile(r'(<a class="footnote-backref" href="[^"]*") title="([^"]*)"')


class PythonMarkdown:
    """The Markdown engine of most Python sites, which can load extensions."""

    name = "markdown"

    def __init__(self, settings: MarkdownSettings, language: str, *, fast: bool = True) -> None:
        """Load the library and the extensions of ``settings``.

        ``fast=False`` uses the unchanged library, for comparison: the same HTML in three times the time. Raise
        ValueError, with its name, for an extension that cannot be loaded.
        """
        from markdown import Markdown, __version__

        from newsprint.markdown.dialect.extension import Dialect
        from newsprint.markdown.fast.library_check import fast_parts

        self._quotes = Quotes(language) if settings.smart else None
        extensions = [*_extensions(), Dialect(smart=settings.smart, back_label=back_label(language))]
        self._markdown = Markdown(extensions=extensions, output_format="html")
        versions = [_load_extension(self._markdown, name) for name in settings.extensions]
        if fast and (make_fast := fast_parts()):
            make_fast(self._markdown)
        self.fingerprint = fingerprint(settings, language, f"markdown={__version__}", *versions)

    def render(self, text: str) -> str:
        """Return the HTML of ``text``.

        Raise BodyError for a text that would take the library too long.
        """
        check_effort(text)
        self._markdown.reset()
        html = self._markdown.convert(text)
        if self._quotes:
            html = self._quotes.turn(html)
        if "footnote-backref" in html:
            html = _BACK_LINK.sub(r'\1 aria-label="\2"', html)
        return html


def _extensions() -> list[Extension]:
    """Return the library's extensions that are always loaded.

    They are passed as objects: for names, the library would search all installed packages.
    """
    from markdown.extensions.abbr import AbbrExtension
    from markdown.extensions.attr_list import AttrListExtension
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.extensions.tables import TableExtension

    return [TableExtension(), FootnoteExtension(), AttrListExtension(), AbbrExtension()]


def _load_extension(markdown: Markdown, name: str) -> str:
    """Add an extension, and return its name and version.

    Raise ValueError if it cannot be loaded.
    """
    try:
        extension = markdown.build_extension(name, {})
        markdown.registerExtensions([extension], {})
    except Exception as error:  # an extension is third-party code: name it to the user, whatever it raises
        raise ValueError(f'the Markdown extension "{name}" cannot be loaded: {error}') from error
    return f"{name}={_version(extension)}"


def _version(extension: Extension) -> str:
    # An outlet's own extension has no version, so the digest of its module is used as well.
    module = sys.modules[type(extension).__module__]
    package = sys.modules.get(module.__name__.partition(".")[0])
    version = getattr(package, "__version__", "")
    source = getattr(module, "__file__", None)
    digest = sha256(Path(source).read_bytes()).hexdigest()[:12] if source else ""
    return f"{version}:{digest}"
