"""The setting or edit that fixes all problems with one code."""

from __future__ import annotations

from newsprint.problems.codes import CODES, Severity

_OWN = {
    "active-file": "move the files into content/static/, or link to them elsewhere",
    "attribute-list": "move them to where the engine reads them, or delete them",
    "cut-at-hash": "put quotes around these texts",
    "dead-address": "link to stories by their files, or correct the addresses",
    "dead-anchor": "correct the anchors",
    "dead-link": "edit the links, or add the files",
    "file-name": "rename the files",
    "file-not-published": "rename the files, or move them out of static/",
    "front-matter": "edit these lines",
    "git-lfs-pointer": "run git lfs pull",
    "held-elsewhere": "write draft: true, or delete the key",
    "html-removed": 'write it in Markdown, or set raw_html = "allowed" under [markdown]',
    "invalid-value": "edit these lines",
    "link-outside": "move the files into the content folder",
    "missing-alt": 'describe the pictures; for decorations, write alt: "" in the front matter, {alt=""} in the text',
    "missing-key": "add the lines; if the files use another name for the key, map it under [content.fields]",
    "no-address": "add a slug",
    "no-story": "put stories into the content folder, or set root under [content] to another folder",
    "picture-format": "export the pictures as JPEG",
    "picture-too-large": "save the pictures smaller",
    "placeholder": "finish the stories",
    "placeholder-word": "fill in the words",
    "same-address": "give one of the stories another slug",
    "shortcode": 'write it in Markdown, or set shortcodes = "drop" under [markdown] to leave the tags out',
    "source-published": "link to the story itself, or move the file away",
    "unclosed-comment": "close the comments",
    "unknown-key": 'set unknown_keys = "ignore" under [content], or map the key under [content.fields] if it says '
    "something that Newsprint shows",
    "unknown-section": "correct the name, or add the section under [sections]",
    "unread-story": "rename the files to .md, or move them out of the content folder",
}


def answer_to(code: str, severity: Severity | None = None) -> str:
    """Return the setting or edit that fixes all problems with ``code``, which may be empty.

    ``severity`` is their current severity, if it differs from the default of the code.
    """
    answer = _OWN.get(code, "follow the hints in the messages")
    if code in CODES and CODES[code].adjustable:
        level = "warn" if (severity or CODES[code].severity) == "error" else "ignore"
        return f'{answer}; or set {code} = "{level}" under [checks]'
    if code in CODES and CODES[code].allowable:
        return f"{answer}; if a story is right as written, add allow: [{code}] to it"
    return answer


assert set(_OWN) <= set(CODES)
