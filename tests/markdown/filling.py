"""Bodies whose slots are filled as pages fill them, with addresses of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from newsprint.markdown.slots import fill
from newsprint.site.bodies import PAGE


def filled(html: str, address: Callable[[str, str], str | None]) -> str:
    """``html`` with ``address(kind, target)`` where its slots lead to something."""
    place = cast(Any, SimpleNamespace(address=address))
    return fill(html, lambda kind, arguments: PAGE[kind](place, arguments))
