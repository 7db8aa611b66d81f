"""What the commit of a deploy says of the build that it holds: trailers at the end of its message.

See git-interpret-trailers(1). The newest commit's stamp is the state of a deploy to a branch.
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
    """Whose site a commit holds (its URL), and which build of it: as of when, and from which commit.

    ``kept`` are the old assets in it that no page needs any more, and since when (UTC).
    """

    site: str
    as_of: datetime
    revision: Revision | None = None
    kept: Mapping[str, datetime] = {}
    feed_id: str = ""

    @property
    def build(self) -> Build:
        """The build, as guards compare it."""
        return build_of(self.as_of, self.revision)


def stamp_of(site_url: str, shipment: Shipment, kept: Mapping[str, datetime], feed_id: str = "") -> Stamp:
    """The stamp of a deploy of ``shipment`` that leaves the old assets ``kept``; its feeds have the id ``feed_id``."""
    return Stamp(site_url, shipment.as_of, shipment.revision, kept, feed_id)


def message(stamp: Stamp) -> str:
    """The message of the commit that holds the build."""
    lines = [
        f"Publish the site as of {stamp.as_of:%Y-%m-%d %H:%M} UTC",
        "",
        f"Newsprint-Site: {stamp.site}",
        f"Newsprint-As-Of: {_written(stamp.as_of)}",
    ]
    if stamp.revision:
        lines.append(f"Newsprint-Source: {stamp.revision.commit}")
        lines.append(f"Newsprint-Committed: {_written(stamp.revision.committed)}")
    if stamp.feed_id:
        lines.append(f"Newsprint-Feed-Id: {stamp.feed_id}")
    lines += [f"Newsprint-Kept: {_written(since)} {quote(file)}" for file, since in sorted(stamp.kept.items())]
    return "\n".join(lines) + "\n"


def read_stamp(message: str) -> Stamp | None:
    """The stamp in the message of a commit; None if there is none, or not a whole one."""
    trailers = message.strip().rpartition("\n\n")[2]
    values = dict(_TRAILER.findall(trailers))
    try:
        kept = {unquote(file): _read(since) for since, file in _KEPT.findall(trailers)}
        revision = Revision(values["Source"], _read(values["Committed"])) if "Source" in values else None
        return Stamp(values["Site"], _read(values["As-Of"]), revision, kept, values.get("Feed-Id", ""))
    except (KeyError, ValueError):
        return None


def _written(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def _read(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone")
    return instant
