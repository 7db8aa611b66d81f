"""Requests to Azure Blob Storage, signed with the key of the account."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.support.waiting import PATIENCE

VERSION = "2021-08-06"


@dataclass(frozen=True)
class AzureAccount:
    """An account and its address; ``endpoint`` ends in the account's name."""

    name: str
    key: str
    endpoint: str

    def ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> bytes:
        """Send one request; ``path`` is percent-encoded. Raises HTTPError if it is refused.

        The signature is the one of "Authorize with Shared Key" in Azure's reference.
        """
        own = {"x-ms-date": format_datetime(datetime.now(UTC), usegmt=True), "x-ms-version": VERSION, **(headers or {})}
        length = str(len(body)) if body else ""
        kind = "application/octet-stream"
        lines = [method, "", "", length, "", kind, "", "", "", "", "", ""]
        lines += [f"{name}:{own[name]}" for name in sorted(own)]
        lines.append(f"/{self.name}/{self.name}{path}")
        lines += [f"{name}:{value}" for name, value in sorted((query or {}).items())]
        signature = hmac.new(base64.b64decode(self.key), "\n".join(lines).encode(), hashlib.sha256).digest()
        own["Authorization"] = f"SharedKey {self.name}:{base64.b64encode(signature).decode()}"
        own |= {"Content-Type": kind, "Content-Length": str(len(body))}
        address = f"{self.endpoint}{path}" + (f"?{urlencode(query)}" if query else "")
        with urlopen(Request(address, method=method, headers=own, data=body or None), timeout=PATIENCE) as answer:
            received: bytes = answer.read()
            return received
