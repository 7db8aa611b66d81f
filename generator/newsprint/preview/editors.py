"""Links that open a file of the outlet in an editor, at the line of a mistake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from newsprint.files import below

Editor = Callable[[Path, int, int], str]
"""Gives the address that opens a file at a line and a column (from 1), or nothing."""

_PATTERNS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "bbedit": "x-bbedit://open?url=file://{path}&line={line}&column={column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "emacs": "org-protocol://open-file?url=file://{path}&line={line}&column={column}",
}
EDITORS = (*_PATTERNS, "none")


def no_editor(_path: Path, _line: int, _column: int) -> str:
    """The editor of those who want no links."""
    return ""


def editor_named(name: str) -> Editor:
    """The editor of this name, one of :data:`EDITORS`, as it registers itself for links. Raises KeyError."""
    if name == "none":
        return no_editor
    pattern = _PATTERNS[name]

    def link(path: Path, line: int, column: int) -> str:
        return pattern.format(path=quote(path.as_posix(), safe="/:"), line=max(line, 1), column=max(column, 1))

    return link


def link_to(editor: Editor, folder: Path, path: str, line: int = 0, column: int = 0) -> str:
    """The address that opens ``path``, a file of the outlet in ``folder``; nothing if it is none of its files."""
    try:
        found = below(folder, path)
    except ValueError:
        return ""
    return editor(found.absolute(), line, column) if found.is_file() else ""
