"""How a provider is declared: the forms of its addresses, and the frame for each form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec import Struct

Parts: TypeAlias = Mapping[str, str]
"""What was found in an address, by name: groups of the path's pattern, parameters, and ``host``."""


class Form(Struct, frozen=True, kw_only=True):
    """One form of addresses.

    ``path`` is a pattern of the path without a slash at its end. ``parameters`` has patterns of values by name: those
    of the query, with ``#`` before their name those of the fragment, and the whole fragment as ``#``. ``computed``
    returns further parts, and raises ValueError for an address that shows nothing. ``frame`` is the frame's address
    with the parts in braces; what is in square brackets is left out if one of its parts is missing. An address without
    another part does not have this form. ``ratio`` is that of width and height; else ``height`` is in pixels.
    """

    hosts: tuple[str, ...]
    path: str
    frame: str
    parameters: dict[str, str] = {}
    computed: Callable[[Parts], dict[str, str]] | None = None
    ratio: str = ""
    height: int = 0


class Lookalike(Struct, frozen=True):
    """Addresses that authors paste for an embed, but that cannot be one: what is wrong, and what to paste instead."""

    hosts: tuple[str, ...]
    path: str
    message: str
    hint: str


class Provider(Struct, frozen=True):
    """A provider: ``name`` is what readers see, ``example`` an address to paste."""

    name: str
    example: str
    forms: tuple[Form, ...]
    lookalikes: tuple[Lookalike, ...] = ()

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the hosts of its addresses, each once."""
        groups = [each.hosts for each in self.forms] + [each.hosts for each in self.lookalikes]
        return tuple(dict.fromkeys(host for group in groups for host in group))


WORD = "[A-Za-z0-9_-]"
"""A character of most ids."""

SECONDS = r"\d{1,6}s?|(?=\d)(?:\d{1,2}h)?(?:\d{1,3}m)?(?:\d{1,5}s)?"
"""A time at which a player begins: ``90``, ``90s``, ``1h2m3s``."""
