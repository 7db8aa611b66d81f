"""The HTML of the snippets of ``agreement.txt`` changes only together with the revision of Newsprint's own code."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsprint.base.files import digest
from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import convert
from newsprint.markdown.engines.fingerprint import REVISION
from tests.markdown.engines.agreement import ENGINES, snippets

RECORD = Path(__file__).with_name("revision.txt")
"""For each engine a line: its name, the revision of Newsprint's own code, and the digest of all snippets as HTML."""


def line_of(name: str) -> str:
    """Return the line of ``RECORD`` that describes the code as it is now."""
    settings = MarkdownSettings(engine="markdown" if name == "markdown" else "commonmark")
    html = [convert(text, ENGINES[name], settings).html for text in snippets().values()]
    return f"{name} {REVISION} {digest(chr(0).join(html).encode())}"


@pytest.mark.parametrize("name", ["markdown", "commonmark"])
def test_other_html_has_another_revision(name: str) -> None:
    """If this fails: raise REVISION, if only the code changed; then write the new line into revision.txt."""
    assert line_of(name) in RECORD.read_text(encoding="utf-8").splitlines()
