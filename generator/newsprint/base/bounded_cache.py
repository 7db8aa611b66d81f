"""What was worked out and may be asked for again, as much of it as memory should hold.

For pure functions of values that can be compared there is ``functools.lru_cache``.
"""

from __future__ import annotations

from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class BoundedCache(dict[Key, Value]):
    """Values by key, at most ``most`` of them: for one more, the one that was kept first is dropped."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, key: Key, value: Value) -> Value:
        """Keep ``value`` as the newest, and return it."""
        self.pop(key, None)
        if len(self) >= self._most:
            del self[next(iter(self))]
        self[key] = value
        return value
