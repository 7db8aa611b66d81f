"""The steps that make slots of what authors write, beside those of links and pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Step: TypeAlias = Callable[[str], str]
"""Takes the HTML of a text, which is safe and in which there is no slot of its author's, and gives it with slots."""

STEPS: tuple[Step, ...] = ()
"""In their order. They come before the lead is cut, which has no slot. A new one has every text converted again."""
