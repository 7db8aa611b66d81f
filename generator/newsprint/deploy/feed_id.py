"""The feed id of a site: if a deploy changes it, feed readers show all stories as new."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsprint.base.errors import RefusedError
from newsprint.config.site import SiteConfig
from newsprint.deploy.built.payload import text_of
from newsprint.deploy.built.shipment import Shipment

_FEED = "atom.xml"
_IDENTITY = re.compile(rb"<id>tag:([^,<]+),2000:")
_SHOWN = 200  # characters


def feed_id_of(shipment: Shipment, config: SiteConfig) -> str:
    """Return the feed id in the build of ``shipment``.

    newsprint.toml (``config``) may have changed since the build, so the id is read from the Atom feed; if that has no
    stories, it is taken from ``config``. Raises what :func:`newsprint.deploy.built.payload.text_of` does.
    """
    found = _IDENTITY.search(text_of(shipment, _FEED)) if _FEED in shipment.files else None
    return found[1].decode("utf-8", "replace") if found else config.feed_id


def check_feed_id(ours: str, theirs: str, site: str, shown: str, *, new: bool) -> None:
    """Raise RefusedError if the feed id ``ours`` differs from the live one, unless a ``new`` id is allowed.

    ``theirs`` is the live id. It is empty if earlier deploys recorded none: then it is the host of ``site`` (the URL of
    the live site). ``shown`` is the target as messages name it.
    """
    theirs = theirs or urlsplit(site).hostname or ""
    if new or ours == theirs or not theirs:
        return
    raise RefusedError(
        f'{shown}: the feeds there have the id "{theirs[:_SHOWN]}", and those of this build have "{ours}", so '
        "every feed reader would show all stories as new. Nothing was changed.\n"
        "To keep the old id, add this to newsprint.toml, then build and deploy again:\n"
        f'  [feeds]\n  id = "{theirs[:_SHOWN]}"\n'
        "To change the id, add --new-feed-id"
    )
