"""Full names of hosts, in lower case and ASCII: ``maps.example.org``."""

from __future__ import annotations

import re

_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def is_host_name(text: str) -> bool:
    """Return whether ``text`` is the full name of a host.

    Addresses of machines, ports, and names without a dot are none.
    """
    return len(text) <= 253 and _NAME.fullmatch(text) is not None
