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
    from markdown.extensions import Extension

    from markdown import Markdown

# The library puts the label of a back link into a title, which screen readers do not take for the name of a link.
_BACK_LINK = re.compile(r'(<a class="footnote-backref" href="[^"]*") title="([^"]*)"')


class PythonMarkdown:
    """Markdown as most Python sites know it, open to extensions."""

    name = "markdown"

    def __init__(self, settings: MarkdownSettings, language: str, *, lean: bool = True) -> None:
        """``lean=False`` takes the library as it comes: the same HTML in three times the time, to compare with.

        Raises ValueError, naming it, for an extension that cannot be loaded.
        """
        from markdown import Markdown, __version__
        from newsprint.markdown.dialect.extension import Dialect
        from newsprint.markdown.fast.guard import lean_parts

        self._quotes = Quotes(language) if settings.smart else None
        extensions = [*_extensions(), Dialect(smart=settings.smart, back_label=back_label(language))]
        self._markdown = Markdown(extensions=extensions, output_format="html")
        versions = [_load_extension(self._markdown, name) for name in settings.extensions]
        if lean and (make_lean := lean_parts()):
            make_lean(self._markdown)
        self.fingerprint = fingerprint(settings, language, f"markdown={__version__}", *versions)

    def render(self, text: str) -> str:
        """The HTML of ``text``. Raises BodyError for a text that would take the library too long."""
        check_effort(text)
        self._markdown.reset()
        html = self._markdown.convert(text)
        if self._quotes:
            html = self._quotes.turn(html)
        if "footnote-backref" in html:
            html = _BACK_LINK.sub(r'\1 aria-label="\2"', html)
        return html


def _extensions() -> list[Extension]:
    """The library's own that are always there. Given by name, it would look for them in all that is installed."""
    from markdown.extensions.abbr import AbbrExtension
    from markdown.extensions.attr_list import AttrListExtension
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.extensions.tables import TableExtension

    return [TableExtension(), FootnoteExtension(), AttrListExtension(), AbbrExtension()]


def _load_extension(markdown: Markdown, name: str) -> str:
    """Add one more extension, and say which version it is of."""
    known = list(markdown.registeredExtensions)
    try:
        extension = markdown.build_extension(name, {})
        markdown.registerExtensions([extension], {})
    except Exception as error:  # an extension is anybody's code: whatever it raises, the user wants its name
        markdown.registeredExtensions[:] = known
        raise ValueError(f'the Markdown extension "{name}" cannot be loaded: {error}') from error
    return f"{name}={_version(extension)}"


def _version(extension: Extension) -> str:
    # An outlet's own extension has no version: the text of its module stands in.
    module = sys.modules[type(extension).__module__]
    package = sys.modules.get(module.__name__.partition(".")[0])
    version = getattr(package, "__version__", "")
    source = getattr(module, "__file__", None)
    digest = sha256(Path(source).read_bytes()).hexdigest()[:12] if source else ""
    return f"{version}:{digest}"
