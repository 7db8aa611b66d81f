"""How long a store is waited for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig


class Patience(Struct, frozen=True):
    """``tries`` after the first one, with growing pauses, as long as no more than ``within`` has passed.

    ``connect`` is for reaching the store, ``answer`` for a request, ``upload`` for one that carries a file and may
    have to share a slow line with many others. All but ``tries`` in seconds.
    """

    tries: int = 4
    within: float = 60
    first_pause: float = 0.5
    longest_pause: float = 10
    connect: float = 5
    answer: float = 20
    upload: float = 90

    def retries(self) -> RetryConfig:
        """When obstore tries again: after faults of the store and of the network."""
        pauses = timedelta(seconds=self.first_pause), timedelta(seconds=self.longest_pause)
        return {
            "max_retries": self.tries,
            "retry_timeout": timedelta(seconds=self.within),
            "backoff": {"init_backoff": pauses[0], "max_backoff": pauses[1], "base": 2},
        }

    def client(self, *, timeout: float, allow_http: bool) -> ClientConfig:
        """How obstore connects, with ``timeout`` seconds for a request. Without TLS only where it is allowed."""
        return {
            "connect_timeout": timedelta(seconds=self.connect),
            "timeout": timedelta(seconds=timeout),
            "allow_http": allow_http,
            "user_agent": "newsprint",
        }
