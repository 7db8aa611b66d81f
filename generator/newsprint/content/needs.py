"""What a story or page cannot do without, and what cannot stand together in it."""

from __future__ import annotations

from newsprint.content.article import Instant
from newsprint.content.front_matter.canonical import value_at
from newsprint.content.front_matter.schema import FrontMatter
from newsprint.content.header.located import Header, Place
from newsprint.config.site import SiteConfig
from newsprint.base.dates import FORMS
from newsprint.base.errors import Problem, suggestion


def absences(
    front: FrontMatter,
    header: Header,
    instant: int | None,
    section: str | None,
    slug: str,
    config: SiteConfig,
    reported: list[Problem],
) -> list[Problem]:
    """Return a problem for each required field that is missing; invalid fields were ``reported`` already."""
    problems = []
    lines = {problem.line for problem in reported}
    for key, there, example in (("title", bool(front.title), "…"), ("date", instant is not None, FORMS.split(",")[0])):
        name, place = written_as(key, header, config)
        if not there and _place(name, header) is None:
            loud = next((other for other in header.places if other.lower() == name), None)
            hint = f"write {name} in place of {loud}" if loud else f"add a line {name}: {example}"
            line = header.places[loud] if loud else (1, 0)
            problems.append(Problem("", *line, f'"{name}" is missing', hint, "missing-key"))
        elif not there and place[0] not in lines:
            problems.append(Problem("", *place, f'"{name}" is empty', f"write {name}: {example}", "missing-key"))
    name, place = written_as("section", header, config)
    if place[0] in lines:
        pass  # the line cannot be read: it may name a good one
    elif section is None:
        hint = "add a line section: …, or move the file to a section's folder; " + suggestion("", config.sections)
        problems.append(Problem("", 1, 0, "the article is in no section", hint, "missing-key"))
    elif section not in config.sections:
        message, hint = f'unknown section "{section[:60]}"', suggestion(section, config.sections)
        problems.append(Problem("", *place, message, hint, "unknown-section"))
    if not slug and front.title:
        message = "neither file name nor title has a letter or digit to make a URL of"
        problems.append(Problem("", 1, 0, message, "add a line slug: …", "no-address"))
    return problems


def written_as(key: str, header: Header, config: SiteConfig) -> tuple[str, tuple[int, int]]:
    """The name that the file uses for ``key`` (or should use) and its place."""
    names = config.content.fields.get(key) or (key,)
    there = [name for name in names if _place(name, header)]
    valued = [name for name in there if value_at(header.values, name) not in (None, "")]
    name = (valued or there or names)[0]
    return name, _place(name, header) or (1, 0)


def _place(name: str, header: Header) -> Place | None:
    """Where the key ``name`` stands; for a dotted path, its first key."""
    return header.places.get(name) or header.places.get(name.partition(".")[0])


def expiry_mistake(
    expires: Instant, embargo: Instant | None, instant: Instant | None, header: Header, config: SiteConfig
) -> list[Problem]:
    """An article that expires before it appears is never seen. Where another system's key says so, that is meant."""
    appears = [moment for moment in (instant, embargo) if moment is not None]
    name, place = written_as("expires", header, config)
    if not appears or expires > max(appears) or _place(name, header) is None:
        return []
    message = "the article expires before it is published"
    return [Problem("", *place, message, "check date, embargo and expires", "invalid-value")]
