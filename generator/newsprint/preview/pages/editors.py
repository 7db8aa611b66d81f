"""Links that open a file of the outlet in an editor, at the line of a problem."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePath
from urllib.parse import quote

from newsprint.base.files import below

Editor = Callable[[PurePath, int, int], str]
"""Returns the link that opens a file at a line and a column (from 1), or an empty string."""

_PATTERNS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={name}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "bbedit": "x-bbedit://open?url=file://{path}&line={line}&column={column}",
}
"""The URL schemes that editors register when they are installed. Editors percent-decode the path once.

Visual Studio Code: code.visualstudio.com/docs/configure/command-line, "Opening VS Code with URLs"; VSCodium and Cursor
are based on it and have their own schemes. Zed: ``OpenRequest::parse`` in its open_listener.rs. JetBrains: IDEA-65879.
TextMate: macromates.com/blog/2007/the-textmate-url-scheme, which BBEdit follows. Sublime Text and Emacs register none.
"""

EDITORS = (*_PATTERNS, "none")


def no_editor(_path: PurePath, _line: int, _column: int) -> str:
    """Return no link, for users who want none."""
    return ""


def editor_named(name: str) -> Editor:
    """Return the function that makes links for the editor ``name``, one of :data:`EDITORS`. Raises KeyError."""
    if name == "none":
        return no_editor
    pattern = _PATTERNS[name]

    def link(path: PurePath, line: int, column: int) -> str:
        name = quote(os.fsencode(path.as_posix()), safe="/:")
        rooted = name if name.startswith("/") else f"/{name}"  # C:/outlet
        return pattern.format(path=rooted, name=name, line=max(line, 1), column=max(column, 1))

    return link


def link_to(editor: Editor, folder: Path, path: str, line: int = 0, column: int = 0) -> str:
    """Return the link that opens ``path``, a file of the outlet in ``folder``; empty if it is not one of its files."""
    try:
        found = below(folder, path)
    except ValueError:
        return ""
    return editor(found.absolute(), line, column) if found.is_file() else ""
