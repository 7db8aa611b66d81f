"""What a browser shows, in a few digits: enough to tell whether it has to show something else."""

from __future__ import annotations

import html
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from newsprint.base.files import digest
from newsprint.base.urls import encoded
from newsprint.preview.pages.notes import Notes
from newsprint.preview.pages.screens import ROOT
from newsprint.themes.assets import Asset

SCRIPT = f"{ROOT}preview.js"


class Print(Struct, frozen=True):
    """The digests of a page without its style sheets' addresses, of its style sheets, and of the preview's notes.

    ``version`` is that of the outlet when the page was made. Two pages of one version show the same, even if a template
    makes something else each time.
    """

    page: str
    styles: str
    notes: str
    version: str


def print_of(body: bytes, notes: Notes, style_sheets: Iterable[Asset], version: str) -> Print:
    """The print of the page ``body``, which may lead to some of ``style_sheets``, of an outlet of this ``version``.

    Assets are addressed by their digests, so another style sheet is another page; but a browser can put the new one in
    the place of the old one and go on showing the page.
    """
    used = []
    for sheet in style_sheets:
        address = encoded(sheet.url).encode()
        if address in body:
            used.append(sheet.url)
            body = body.replace(address, sheet.name.encode()).replace(sheet.integrity.encode(), b"")
    styles = digest("\n".join(used).encode())[:16]
    return Print(digest(body)[:16], styles, digest(msgspec.json.encode(notes))[:16], version)


def with_script(body: bytes, printed: Print, notes: Notes) -> bytes:
    """``body`` with the preview's script, which connects the page with the preview and shows the notes."""
    told = html.escape(msgspec.json.encode(notes).decode())
    values = (
        f'data-page="{printed.page}" data-styles="{printed.styles}" data-print="{printed.notes}" '
        f'data-outlet="{printed.version}" data-notes="{told}"'
    )
    script = f'<script src="{SCRIPT}" {values} defer></script>'.encode()
    head, mark, rest = body.partition(b"</head>")
    return b"".join((head, script, mark, rest)) if mark else body + script
