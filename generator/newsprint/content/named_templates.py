"""The template of its theme that a story or a standing page names."""

from __future__ import annotations

from newsprint.base.errors import Problem, suggestion
from newsprint.config.site import SiteConfig
from newsprint.content.front_matter.schema import FrontMatter
from newsprint.content.header.located import Header
from newsprint.content.missing_keys import written_as


def named_template(
    front: FrontMatter, header: Header, config: SiteConfig, names: tuple[str, ...]
) -> tuple[str, list[Problem]]:
    """Return the name of the template to use, empty for the usual one, and a problem if the theme does not have it.

    ``names`` are those of the theme for files of this type; none at all if it is not known.
    """
    if not front.template or not names or front.template in names:
        return front.template, []
    message = f'the theme has no template "{front.template[:60]}" for this page'
    place = written_as("template", header, config)[1]
    return "", [Problem("", *place, message, suggestion(front.template, names), "unknown-template")]
