"""Templates that stories, standing pages and sections may name: each in a folder below ``templates/``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsprint.base import toml
from newsprint.base.errors import Problem, suggestion
from newsprint.config.site import FILE_NAME, SiteConfig
from newsprint.themes.lookup import ThemeFolder, files_in

STORIES, PAGES, SECTIONS = "stories/", "pages/", "sections/"
USUAL = {STORIES: "article.html", PAGES: "standing.html", SECTIONS: "section.html"}
"""The template that is used if none is named, by the folder of those that have its variables."""

USUAL_NAMED = tuple(f"{folder}{name}" for folder, name in USUAL.items())
"""Files that nothing could choose: their names choose the usual templates."""

_ENDING = ".html"


def names_in(folder: str, chain: tuple[ThemeFolder, ...]) -> tuple[str, ...]:
    """Return the names of the templates in ``folder`` (``stories/``), sorted, and that of the usual template.

    Files whose names start with an underscore are parts of other templates.
    """
    found = {name for _, name, _ in files_in(chain, f"templates/{folder.rstrip('/')}") if name.endswith(_ENDING)}
    named = {name.removesuffix(_ENDING) for name in found if not name.rpartition("/")[2].startswith("_")}
    return tuple(sorted({*named, _name_of_usual(folder)}))


def template_in(folder: str, name: str) -> str:
    """Return the template ``name`` in ``folder``; the usual one for its own name, or for an empty name."""
    return USUAL[folder] if name in ("", _name_of_usual(folder)) else f"{folder}{name}{_ENDING}"


def unknown_templates(outlet: Path, config: SiteConfig, chain: tuple[ThemeFolder, ...]) -> Iterator[Problem]:
    """Yield a problem for each section of the outlet whose template the theme in ``chain`` does not have."""
    known = {"template": names_in(SECTIONS, chain), "story_template": names_in(STORIES, chain)}
    for section, table in config.sections.items():
        for key, names in known.items():
            name = getattr(table, key)
            if name and name not in names:
                place = toml.place_in(outlet / FILE_NAME, f"sections.{section}.{key}")
                folder = SECTIONS if key == "template" else STORIES
                message = f'the theme has no template "{name[:60]}" in {folder}'
                yield Problem(FILE_NAME, *place, message, suggestion(name, names), code="theme")


def _name_of_usual(folder: str) -> str:
    return USUAL[folder].removesuffix(_ENDING)
