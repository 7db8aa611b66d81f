"""Fingerprints of the pages that browsers show, to find out which part of a page has changed."""

from __future__ import annotations

import html
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from newsprint.base.files import digest
from newsprint.base.urls import encoded
from newsprint.preview.pages.own_pages import ROOT
from newsprint.preview.pages.page_notes import Notes
from newsprint.themes.assets import Asset

SCRIPT = f"{ROOT}preview.js"


class Fingerprint(Struct, frozen=True):
    """The digests of a page without the addresses of its style sheets, of its style sheets, and of the preview's notes.

    ``version`` is that of the outlet when the page was made. Two pages with the same version count as equal, even if a
    template gives another result each time.
    """

    page: str
    styles: str
    notes: str
    version: str


def fingerprint_of(body: bytes, notes: Notes, style_sheets: Iterable[Asset], version: str) -> Fingerprint:
    """Return the fingerprint of the page ``body``, which may use some of ``style_sheets``, at an outlet's ``version``.

    The address of an asset contains its digest, so a changed style sheet changes the page. The addresses are left out,
    because a browser can replace a style sheet without reloading the page.
    """
    used = []
    for sheet in style_sheets:
        address = encoded(sheet.url).encode()
        if address in body:
            used.append(sheet.url)
            body = body.replace(address, sheet.name.encode()).replace(sheet.integrity.encode(), b"")
    styles = digest("\n".join(used).encode())[:16]
    return Fingerprint(digest(body)[:16], styles, digest(msgspec.json.encode(notes))[:16], version)


def with_script(body: bytes, fingerprint: Fingerprint, notes: Notes) -> bytes:
    """Return ``body`` with the preview's script, which connects the page with the preview and shows the notes."""
    encoded_notes = html.escape(msgspec.json.encode(notes).decode())
    values = (
        f'data-page="{fingerprint.page}" data-styles="{fingerprint.styles}" data-notes-digest="{fingerprint.notes}" '
        f'data-outlet="{fingerprint.version}" data-notes="{encoded_notes}"'
    )
    script = f'<script src="{SCRIPT}" {values} defer></script>'.encode()
    head, mark, rest = body.partition(b"</head>")
    return b"".join((head, script, mark, rest)) if mark else body + script
