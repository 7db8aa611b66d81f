"""Content files that are left out by their names: hidden files, working copies, leftovers of editors and systems.

Below ``static/``, where files are published unchanged, the few hidden names that web servers read are kept. Other files
that somebody may have meant to publish are reported. Paths are relative to the content folder.
"""

from __future__ import annotations

import re

from newsprint.base.errors import Problem

STATIC = "static/"
_OF_JEKYLL = "_posts"
_AT_THE_ROOT = frozenset({".well-known", ".nojekyll", "_redirects", "_headers"})
_ANYWHERE = frozenset({".htaccess"})
_LEFT_BY_EDITORS = re.compile(r".*(?:~|\.(?:swp|swo|swn|kate-swp|bak|orig|rej|save))|#.*#|~\$.*", re.I | re.S)
_LEFT_BY_SYSTEMS = re.compile(r"\.DS_Store|\._.*|thumbs\.db|desktop\.ini|\.gitkeep|\.keep|\.directory", re.I | re.S)


def is_left_out(path: str) -> bool:
    """Return whether the file or folder at ``path`` is left out by its own name; its parents are not checked."""
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


def report_of(path: str) -> Problem | None:
    """Return a warning that the file or folder at ``path`` is left out, if somebody may have meant to publish it."""
    name = path.rpartition("/")[2]
    if name == _OF_JEKYLL and not path.startswith(STATIC):
        message = f'the stories in this folder are not read: its name begins with "{name[0]}"'
        hint = f'rename it, or set root under [content] to a folder that ends in "{path}"'
        return Problem(path, 0, 0, message, hint, code="unread-story")
    if path.startswith(STATIC) and is_left_out(path) and not _LEFT_BY_SYSTEMS.fullmatch(name):
        message = "it is not published: its name is that of a hidden file or a working copy"
        return Problem(path, 0, 0, message, f"rename it, or move it out of {STATIC}", code="file-not-published")
    return None


def is_below_left_out(path: str) -> bool:
    """Return whether a parent folder of ``path`` is left out."""
    folders = path.split("/")[:-1]
    return any(is_left_out("/".join(folders[:depth])) for depth in range(1, len(folders) + 1))
