"""Timeouts and retries for requests to stores."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig


class Patience(Struct, frozen=True):
    """Timeouts and retries: ``tries`` after the first one, with growing pauses, for at most ``within``.

    ``connect`` is the timeout for a connection, ``answer`` for a request, ``upload`` for one that sends a file and may
    share a slow line with many others. All but ``tries`` are in seconds.
    """

    tries: int = 4
    within: float = 60
    first_pause: float = 0.5
    longest_pause: float = 10
    connect: float = 5
    answer: float = 20
    upload: float = 90

    def retries(self) -> RetryConfig:
        """Return obstore's settings for retries after failures of the store or the network."""
        pauses = timedelta(seconds=self.first_pause), timedelta(seconds=self.longest_pause)
        return {
            "max_retries": self.tries,
            "retry_timeout": timedelta(seconds=self.within),
            "backoff": {"init_backoff": pauses[0], "max_backoff": pauses[1], "base": 2},
        }

    def client(self, *, timeout: float, allow_http: bool) -> ClientConfig:
        """Return obstore's settings for connections; ``timeout`` is for a request, in seconds."""
        return {
            "connect_timeout": timedelta(seconds=self.connect),
            "timeout": timedelta(seconds=timeout),
            "allow_http": allow_http,
            "user_agent": "newsprint",
        }
