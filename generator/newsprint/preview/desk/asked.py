"""What is asked of the list of articles, in the query string of its address and back into one."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

import msgspec
from msgspec import Struct

from newsprint.catalog.reading.overview import Order, Place, Sorting
from newsprint.content.states import State

WITH_PROBLEMS = "problems"
"""Asked for in place of a state."""

LONGEST = 200
"""Characters of a search, of an author's name and of a tag; what comes after them is not heeded."""

_MOST_FIELDS = 50
_FALLING = (Order.DATE, Order.WORDS)
"""What is sorted by these has the newest, and the longest, first."""

_Value = TypeVar("_Value", bound=Enum)


class Asked(Struct, frozen=True):
    """What is asked; without anything all articles, the newest first."""

    search: str = ""
    state: State | None = None
    mistaken: bool = False
    section: str = ""
    author: str = ""
    tag: str = ""
    sorting: Sorting = Sorting()
    place: Place = Place()

    @property
    def is_narrowed(self) -> bool:
        """Whether some articles are left out, whichever their state."""
        return bool(self.search or self.section or self.author or self.tag)

    def but(self, **changes: Any) -> Asked:
        """The same from the start of the list, but for ``changes``."""
        return msgspec.structs.replace(self, **{"place": Place(), **changes})

    def sorted_by(self, order: Order) -> Asked:
        """Sorted by ``order``; the other way round if it is so already."""
        again = order is self.sorting.order
        return self.but(sorting=Sorting(order, not self.sorting.descending if again else order in _FALLING))

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The fields of the query string that asks for this."""
        order, descending = self.sorting.order, self.sorting.descending
        fields = {
            "q": self.search,
            "state": WITH_PROBLEMS if self.mistaken else self.state.value if self.state else "",
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
        """The address that asks for this."""
        return f"/_desk/?{urlencode(self.fields)}" if self.fields else "/_desk/"


def asked_by(query: str, sections: Collection[str]) -> Asked:
    """What ``query`` asks for. What is not known, or is no value of its field, is as if it were not there."""
    readable = query.encode("utf-8", "replace").decode()
    try:
        fields = dict(parse_qsl(readable, max_num_fields=_MOST_FIELDS))
    except ValueError:
        fields = {}
    order = _member(Order, fields.get("sort")) or Order.DATE
    section = fields.get("section", "")
    descending = {"asc": False, "desc": True}.get(fields.get("order", ""), order in _FALLING)
    return Asked(
        search=_text(fields.get("q")),
        state=_member(State, fields.get("state")),
        mistaken=fields.get("state") == WITH_PROBLEMS,
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
