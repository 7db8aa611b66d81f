"""Slots of bodies, filled as pages fill them, with addresses that a test chooses."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from newsprint.markdown.slots import fill
from newsprint.site.bodies import PAGE


def filled(html: str, address: Callable[[str, str], str | None]) -> str:
    """Return ``html`` with ``address(kind, target)`` in its slots."""
    place = cast(
        Any, SimpleNamespace(address=address, with_sizes=lambda image, *_, **__: image, stored_credit=lambda *_: "")
    )
    return fill(html, lambda kind, arguments: PAGE[kind](place, arguments))
