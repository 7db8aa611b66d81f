"""The stamp of a deploy's commit: trailers in its message that identify the build.

See git-interpret-trailers(1). The stamp of the newest commit is the state of a branch target.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, unquote

from msgspec import Struct

from newsprint.deploy.built.shipment import Revision, Shipment
from newsprint.deploy.objects.head import Build, build_of

_TRAILER = re.compile(r"^Newsprint-([A-Za-z-]+): (\S+)$", re.M)
_KEPT = re.compile(r"^Newsprint-Kept: (\S+) (\S+)$", re.M)


class Stamp(Struct, frozen=True):
    """The identity of the build in a commit.

    It consists of the URL of the site, the instant (UTC) of the build, and the revision that it was built from.
    ``kept`` are the old assets in the commit that no page needs any more, each with the instant (UTC) since which it is
    unused. ``feed_id`` is that of the build's feeds; earlier deploys recorded none.
    """

    site: str
    as_of: datetime
    revision: Revision | None = None
    kept: Mapping[str, datetime] = {}
    feed_id: str = ""

    @property
    def build(self) -> Build:
        """The build, for the guards to compare."""
        return build_of(self.as_of, self.revision)


def stamp_of(site_url: str, shipment: Shipment, kept: Mapping[str, datetime], feed_id: str = "") -> Stamp:
    """Return the stamp for a deploy of ``shipment`` that keeps the old assets ``kept``.

    ``feed_id`` is that of the build's feeds.
    """
    return Stamp(site_url, shipment.as_of, shipment.revision, kept, feed_id)


def message(stamp: Stamp) -> str:
    """Return the commit message with ``stamp`` as trailers."""
    lines = [
        f"Publish the site as of {stamp.as_of:%Y-%m-%d %H:%M} UTC",
        "",
        f"Newsprint-Site: {stamp.site}",
        f"Newsprint-As-Of: {_formatted(stamp.as_of)}",
    ]
    if stamp.revision:
        lines.append(f"Newsprint-Source: {stamp.revision.commit}")
        lines.append(f"Newsprint-Committed: {_formatted(stamp.revision.committed)}")
    if stamp.feed_id:
        lines.append(f"Newsprint-Feed-Id: {stamp.feed_id}")
    lines += [f"Newsprint-Kept: {_formatted(since)} {quote(file)}" for file, since in sorted(stamp.kept.items())]
    return "\n".join(lines) + "\n"


def read_stamp(message: str) -> Stamp | None:
    """Return the stamp in a commit ``message``; None if it is missing or incomplete."""
    trailers = message.strip().rpartition("\n\n")[2]
    values = dict(_TRAILER.findall(trailers))
    try:
        kept = {unquote(file): _parsed(since) for since, file in _KEPT.findall(trailers)}
        revision = Revision(values["Source"], _parsed(values["Committed"])) if "Source" in values else None
        return Stamp(values["Site"], _parsed(values["As-Of"]), revision, kept, values.get("Feed-Id", ""))
    except (KeyError, ValueError):
        return None


def _formatted(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def _parsed(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone")
    return instant
