"""Selections from the list of articles, to and from the query string of its address."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

import msgspec
from msgspec import Struct

from newsprint.catalog.reading.overview import Order, Place, Sorting
from newsprint.content.states import State
from newsprint.preview.desk.desk_frame import ROOT

WITH_PROBLEMS = "problems"
"""A value of the field "state" that is not a state: articles with problems."""

LONGEST = 200
"""The longest search, author's name and tag, in characters; the rest is cut off."""

_MOST_FIELDS = 50
_FALLING = (Order.DATE, Order.WORDS)
"""Orders that start with the newest, or the longest, article."""

_Value = TypeVar("_Value", bound=Enum)


class Selection(Struct, frozen=True):
    """Which articles the list shows, and in which order; the default is all, newest first."""

    search: str = ""
    state: State | None = None
    with_problems: bool = False
    section: str = ""
    author: str = ""
    tag: str = ""
    sorting: Sorting = Sorting()
    place: Place = Place()

    @property
    def is_narrowed(self) -> bool:
        """Whether articles are left out for another reason than their state or problems."""
        return bool(self.search or self.section or self.author or self.tag)

    def changed(self, **changes: Any) -> Selection:
        """Return this selection with ``changes``, from the start of the list."""
        return msgspec.structs.replace(self, **{"place": Place(), **changes})

    def sorted_by(self, order: Order) -> Selection:
        """Return this selection sorted by ``order``; in the opposite direction if that is its order already."""
        again = order is self.sorting.order
        return self.changed(sorting=Sorting(order, not self.sorting.descending if again else order in _FALLING))

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The fields of the query string for this selection."""
        order, descending = self.sorting.order, self.sorting.descending
        fields = {
            "q": self.search,
            "state": WITH_PROBLEMS if self.with_problems else self.state.value if self.state else "",
            "section": self.section,
            "author": self.author,
            "tag": self.tag,
            "sort": "" if order is Order.DATE else order.value,
            "order": "" if descending is (order in _FALLING) else "desc" if descending else "asc",
            "after": self.place.after,
            "before": self.place.before,
            "at": "end" if self.place.end else "",
        }
        return [(name, value) for name, value in fields.items() if value]

    @property
    def link(self) -> str:
        """The address of the list with this selection."""
        return f"{ROOT}?{urlencode(self.fields)}" if self.fields else ROOT


def selection_of(query: str, sections: Collection[str]) -> Selection:
    """Return the selection in ``query``, a query string. Unknown fields and invalid values are ignored."""
    readable = query.encode("utf-8", "replace").decode()
    try:
        fields = dict(parse_qsl(readable, max_num_fields=_MOST_FIELDS))
    except ValueError:
        fields = {}
    order = _member(Order, fields.get("sort")) or Order.DATE
    section = fields.get("section", "")
    descending = {"asc": False, "desc": True}.get(fields.get("order", ""), order in _FALLING)
    return Selection(
        search=_text(fields.get("q")),
        state=_member(State, fields.get("state")),
        with_problems=fields.get("state") == WITH_PROBLEMS,
        section=section if section in sections else "",
        author=_text(fields.get("author")),
        tag=_text(fields.get("tag")),
        sorting=Sorting(order, descending),
        place=_place(fields),
    )


def _place(fields: dict[str, str]) -> Place:
    if after := fields.get("after", ""):
        return Place(after=after)
    if before := fields.get("before", ""):
        return Place(before=before)
    return Place(end=fields.get("at") == "end")


def _text(value: str | None) -> str:
    return " ".join((value or "").split())[:LONGEST].strip()


def _member(kind: type[_Value], value: str | None) -> _Value | None:
    return next((member for member in kind if member.value == value), None)
