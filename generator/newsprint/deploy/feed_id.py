"""The feed id of a site: a deploy that changes it makes feed readers show all stories as new."""

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
    """Return the feed id that the build of ``shipment`` has, whatever newsprint.toml (``config``) says by now.

    It is read from a feed with stories; without any, it is that of the configuration. Raises what
    :func:`newsprint.deploy.built.payload.text_of` does.
    """
    found = _IDENTITY.search(text_of(shipment, _FEED)) if _FEED in shipment.files else None
    return found[1].decode("utf-8", "replace") if found else config.feed_id


def check_feed_id(ours: str, theirs: str, site: str, shown: str, *, new: bool) -> None:
    """Refuse to deploy feeds with another id than the live ones, unless a ``new`` one is allowed.

    ``theirs`` is empty if earlier deploys did not record one: then it is the host of the ``site`` (its URL).
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
