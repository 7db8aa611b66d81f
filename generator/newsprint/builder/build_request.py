"""The parameters of a build."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from newsprint.builder.profile.stopwatch import Clocks
from newsprint.config.site import SiteConfig


class Request(Struct, frozen=True, kw_only=True):
    """What to build: the outlet's ``folder`` and configuration, the output folder, and the as-of instant (aware).

    With ``strict`` warnings stop the build as errors do. ``scheduler`` is the address of a Dask cluster that works
    instead of ``jobs`` processes. With ``clocks`` the report says where the time went; ``start`` is the wall time and
    the processor time that had passed before (seconds).
    """

    folder: Path
    config: SiteConfig
    output: Path
    as_of: datetime
    drafts: bool = False
    jobs: int = 1
    full: bool = False
    skip_invalid: bool = False
    strict: bool = False
    explain: bool = False
    scheduler: str | None = None
    clocks: Clocks | None = None
    start: tuple[float, float] = (0.0, 0.0)
