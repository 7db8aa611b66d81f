"""Problems of missing keys, and of values that contradict each other; the name and place of a key."""

from __future__ import annotations

from newsprint.base.dates import FORMS
from newsprint.base.errors import Problem, suggestion
from newsprint.config.site import SiteConfig
from newsprint.content.front_matter.canonical import value_at
from newsprint.content.front_matter.schema import FrontMatter
from newsprint.content.header.located import Header, Place
from newsprint.content.records import Instant


def missing_keys(
    front: FrontMatter,
    header: Header,
    instant: int | None,
    section: str | None,
    slug: str,
    config: SiteConfig,
    reported: list[Problem],
) -> list[Problem]:
    """Return a problem for each of title, date, section and slug that is missing, empty or unknown.

    Keys on the lines of ``reported`` problems are left out. A story with a ``url`` needs no slug.
    """
    problems = []
    lines = {problem.line for problem in reported}
    for key, is_set, example in (("title", bool(front.title), "…"), ("date", instant is not None, FORMS.split(",")[0])):
        if not is_set:
            problems += missing_value(key, example, header, config, reported)
    name, place = written_as("section", header, config)
    if _place(name, header) and place[0] in lines:
        pass  # the line is invalid: the section that it names may be a good one
    elif section is None:
        hint = f"{_to_set(name, header)}, or move the file to a section's folder; {suggestion('', config.sections)}"
        problems.append(Problem("", *place, "the article has no section", hint, "missing-key"))
    elif section not in config.sections:
        message, hint = f'unknown section "{section[:60]}"', suggestion(section, config.sections)
        problems.append(Problem("", *place, message, hint, "unknown-section"))
    name, place = written_as("slug", header, config)
    if not slug and not front.url and front.title and not (_place(name, header) and place[0] in lines):
        message = "neither the file name nor the title has a letter or digit to make a URL from"
        problems.append(Problem("", *place, message, _to_set(name, header), "no-address"))
    return problems


def _to_set(name: str, header: Header) -> str:
    """Return the hint to give the key ``name`` a value: on its line, or on a new one."""
    return f"write {name}: …" if _place(name, header) else f"add a line {name}: …"


def missing_value(key: str, example: str, header: Header, config: SiteConfig, reported: list[Problem]) -> list[Problem]:
    """Return the problem that ``key`` has no value; none if its line is that of a ``reported`` problem."""
    name, place = written_as(key, header, config)
    if _place(name, header) is None:
        miscased = next((other for other in header.places if other.lower() == name), None)
        hint = f"write {name} in place of {miscased}" if miscased else f"add a line {name}: {example}"
        place = header.places[miscased] if miscased else (1, 0)
        return [Problem("", *place, f'"{name}" is missing', hint, "missing-key")]
    if place[0] in {problem.line for problem in reported}:
        return []
    return [Problem("", *place, f'"{name}" is empty', f"write {name}: {example}", "missing-key")]


def written_as(key: str, header: Header, config: SiteConfig) -> tuple[str, tuple[int, int]]:
    """Return the name that the file uses (or should use) for ``key``, and its place: line and column.

    The place is ``(1, 0)`` if the file does not have the key.
    """
    names = config.content.fields.get(key) or (key,)
    present = [name for name in names if _place(name, header)]
    filled = [name for name in present if value_at(header.values, name) not in (None, "")]
    name = (filled or present or names)[0]
    return name, _place(name, header) or (1, 0)


def _place(name: str, header: Header) -> Place | None:
    """Return the place of the key ``name``; of a dotted path, the place of its first key."""
    return header.places.get(name) or header.places.get(name.partition(".")[0])


def expiry_problems(
    expires: Instant, embargo: Instant | None, instant: Instant | None, header: Header, config: SiteConfig
) -> list[Problem]:
    """Return a problem if the article expires before it is published, so that nobody ever sees it.

    There is none where another system's key sets the expiry: there it is intended.
    """
    appears = [moment for moment in (instant, embargo) if moment is not None]
    name, place = written_as("expires", header, config)
    if not appears or expires > max(appears) or _place(name, header) is None:
        return []
    message = "the article expires before it is published"
    return [Problem("", *place, message, "check date, embargo and expires", "invalid-value")]
