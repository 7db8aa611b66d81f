"""What templates are given: the shape of that table, Newsprint's own values in it, and misspellings of their names."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from itertools import chain
from typing import Any

from msgspec import Struct


class Table(dict[str, Any]):
    """A table whose keys are Newsprint's own, and always the same. Those of an author's (``extra``) are plain ones."""

    __slots__ = ()


class UseError(Exception):
    """A template uses one of our functions, filters or tables wrongly; in words for its author, with a ``hint``.

    It is no LookupError or AttributeError: Jinja takes those for an attribute that is not there.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Provided(Struct, frozen=True):
    """What pages give to a theme, as their kinds declare it (``kinds/outlet_theme.py``).

    ``templates`` are those that pages are printed with, each with the names of its variables as in ``docs/themes.md``:
    ``section``, ``article.title``, ``days[].date``. ``common`` are the variables that all of them have, and ``types``
    the types of values. A theme that has none of the ``fallbacks`` uses Newsprint's own; it may lack the ``optional``
    ones, whose pages it then does not have.
    """

    templates: Mapping[str, tuple[str, ...]] = {}
    common: tuple[str, ...] = ()
    types: tuple[type, ...] = ()
    fallbacks: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    @property
    def fields(self) -> frozenset[str]:
        """Every name after a dot."""
        names = (*self.common, *chain.from_iterable(self.templates.values()))
        dotted = (part for name in names for part in name.replace("[]", "").split(".")[1:])
        return frozenset((*dotted, *chain.from_iterable(map(own_fields, self.types))))

    def places_of(self, variable: str) -> tuple[str, ...]:
        """Return the templates that have a variable of this name; none if it is not Newsprint's."""
        if variable in _variables(self.common):
            return ("every page",)
        return tuple(template for template, names in self.templates.items() if variable in _variables(names))


def _variables(names: Iterable[str]) -> set[str]:
    return {name.partition(".")[0].removesuffix("[]") for name in names}


def slip_of(name: str, known: Iterable[str], documented: Container[str]) -> str:
    """Return the one of ``known`` names that ``name`` is a misspelling of; empty if ``name`` is ``documented``."""
    if name in documented or len(name) < 3:
        return ""
    return next((each for each in known if _one_slip(name, each)), "")


def _one_slip(written: str, meant: str) -> bool:
    """Whether a letter was left out, added, exchanged, or swapped with the next."""
    start = _alike(written, meant)
    left, right = written[start:], meant[start:]
    end = _alike(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def own_names(value: Any) -> Collection[str]:
    """Return the names that ``value`` has after a dot, if they are Newsprint's; else none."""
    if type(value) is Table:
        return value.keys()
    return own_fields(type(value))


def own_fields(kind: type) -> Collection[str]:
    """Return the names of the fields of one of Newsprint's types; none for any other type."""
    return getattr(kind, "__dataclass_fields__", ())
