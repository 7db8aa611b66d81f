"""The conversion steps that make slots, apart from those of links and pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Step: TypeAlias = Callable[[str], str]
"""Take the safe HTML of a text, in which the author cannot have written slots, and return it with slots."""

STEPS: tuple[Step, ...] = ()
"""The steps in their order, run before the lead (which has no slots) is cut. A new step invalidates every kept body."""
