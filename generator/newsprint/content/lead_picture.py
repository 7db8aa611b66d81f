"""The picture that the front matter of a content file names."""

from __future__ import annotations

import re

import msgspec

from newsprint.base.errors import Problem
from newsprint.config.site import SiteConfig
from newsprint.content.front_matter.image_fields import ImageFields
from newsprint.content.header.located import Header
from newsprint.content.missing_keys import written_as
from newsprint.content.records import Picture
from newsprint.content.references import FileReference, path_meant, pictures_for


def lead_picture(
    path: str, fields: ImageFields | None, header: Header, config: SiteConfig
) -> tuple[Picture | None, FileReference | None, list[Problem]]:
    """Return the picture that ``fields`` of the file at ``path`` name, the reference to its file, and its problems."""
    if fields is None:
        return None, None, []
    _, (line, column) = written_as("image", header, config)
    picture = Picture(alt=fields.alt or "", caption=fields.caption, credit=fields.credit, focus=fields.focus)
    if fields.src.startswith(("https://", "http://")):
        return msgspec.structs.replace(picture, src=fields.src), None, []
    target = None if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", fields.src) else path_meant(path, fields.src)
    if target is None:
        message = f'the picture "{fields.src[:80]}" is not inside the content folder'
        return None, None, [Problem("", line, column, message, "put it beside the article", "link-outside")]
    literal = path_meant(path, fields.src.replace("%", "%25")) if "%" in fields.src else None
    elsewhere = (*([literal] if literal else []), *pictures_for(fields.src, config.content.pictures))
    reference = FileReference(target, line, "image", fields.src, elsewhere, shown=True, focus=fields.focus)
    return msgspec.structs.replace(picture, file=target), reference, []
