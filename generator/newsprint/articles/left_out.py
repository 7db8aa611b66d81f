"""Content files that are left out by their names: hidden ones, working copies, and what editors and systems leave.

Below ``static/``, where files are published as they are, the few hidden names that web servers read are kept. What else
a person may have meant to publish is reported. Paths are relative to the content folder.
"""

from __future__ import annotations

import re

STATIC = "static/"
_AT_THE_ROOT = frozenset({".well-known", ".nojekyll", "_redirects", "_headers"})
_ANYWHERE = frozenset({".htaccess"})
_LEFT_BY_EDITORS = re.compile(r".*(?:~|\.(?:swp|swo|swn|kate-swp|bak|orig|rej|save))|#.*#|~\$.*", re.I | re.S)
_LEFT_BY_SYSTEMS = re.compile(r"\.DS_Store|\._.*|thumbs\.db|desktop\.ini|\.gitkeep|\.keep|\.directory", re.I | re.S)


def is_left_out(path: str) -> bool:
    """Whether the file or folder at ``path`` is left out; the folders that lead to it are not."""
    name = path.rpartition("/")[2]
    hidden = name[:1] in ("", ".", "_")
    if not path.startswith(STATIC):
        return hidden
    if _LEFT_BY_EDITORS.fullmatch(name) or _LEFT_BY_SYSTEMS.fullmatch(name):
        return True
    if not hidden or name in _ANYWHERE:
        return False
    below = path.removeprefix(STATIC)
    return below not in _AT_THE_ROOT and not below.startswith(".well-known/")


def is_reported(path: str) -> bool:
    """Whether it is to be reported that the file or folder at ``path`` is left out: a person may have meant it."""
    return path.startswith(STATIC) and is_left_out(path) and not _LEFT_BY_SYSTEMS.fullmatch(path.rpartition("/")[2])


def is_below_left_out(path: str) -> bool:
    """Whether a folder that leads to ``path`` is left out."""
    folders = path.split("/")[:-1]
    return any(is_left_out("/".join(folders[:depth])) for depth in range(1, len(folders) + 1))
