"""The variables that pages pass to templates: their declaration, Newsprint's own types, and misspelt names."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from itertools import chain
from typing import Any

from msgspec import Struct


class Table(dict[str, Any]):
    """A table with a fixed set of keys, defined by Newsprint. An author's tables (``extra``) are plain dictionaries."""

    __slots__ = ()


class UseError(Exception):
    """A template uses one of our functions, filters or tables wrongly. Message and ``hint`` are for its author.

    It is not a LookupError or AttributeError, because Jinja treats those as a missing attribute.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Provided(Struct, frozen=True):
    """The templates that pages need, and the variables that they pass, as page kinds declare both.

    ``templates`` maps the name of each template to the names of its variables, written as in
    ``docs/producers/templates.md``: ``section``, ``article.title``, ``days[].date``. ``common`` are the variables of
    every template, and ``types`` the types of their values. Templates in ``fallbacks`` are Newsprint's own if the theme
    does not have them. If one of the ``optional`` templates is missing, the site does not have its pages. See
    ``kinds/outlet_theme.py``.
    """

    templates: Mapping[str, tuple[str, ...]] = {}
    common: tuple[str, ...] = ()
    types: tuple[type, ...] = ()
    fallbacks: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    @property
    def fields(self) -> frozenset[str]:
        """Every name that can follow a dot in a template."""
        names = (*self.common, *chain.from_iterable(self.templates.values()))
        dotted = (part for name in names for part in name.replace("[]", "").split(".")[1:])
        return frozenset((*dotted, *chain.from_iterable(map(own_fields, self.types))))

    def places_of(self, variable: str) -> tuple[str, ...]:
        """Return the templates that have this variable; ``("every page",)`` if all have it, ``()`` if none has."""
        if variable in _variables(self.common):
            return ("every page",)
        return tuple(template for template, names in self.templates.items() if variable in _variables(names))


def _variables(names: Iterable[str]) -> set[str]:
    return {name.partition(".")[0].removesuffix("[]") for name in names}


def correction_of(name: str, known: Iterable[str], documented: Container[str]) -> str:
    """Return the first of the ``known`` names that differs from ``name`` by one typo; "" if there is none.

    Names that are ``documented``, or shorter than three characters, are never misspellings.
    """
    if name in documented or len(name) < 3:
        return ""
    return next((each for each in known if _is_one_typo(name, each)), "")


def _is_one_typo(written: str, meant: str) -> bool:
    """Return whether a letter was left out, added, replaced, or swapped with the next."""
    start = _alike(written, meant)
    left, right = written[start:], meant[start:]
    end = _alike(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _alike(one: str, other: str) -> int:
    """Return the length of the common beginning of two texts, in characters."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def own_names(value: Any) -> Collection[str]:
    """Return the names that can follow a dot after ``value``; none if its names are not defined by Newsprint."""
    if type(value) is Table:
        return value.keys()
    return own_fields(type(value))


def own_fields(kind: type) -> Collection[str]:
    """Return the names of the fields of a Newsprint type; none for any other type."""
    return getattr(kind, "__struct_fields__", ())
