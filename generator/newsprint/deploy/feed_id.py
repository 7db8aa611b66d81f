"""The name by which feeds know the stories of a site: a deploy with another one would show readers all of them anew."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsprint.config import SiteConfig
from newsprint.deploy.payload import text_of
from newsprint.deploy.shipment import Shipment
from newsprint.errors import RefusedError

_FEED = "atom.xml"
_IDENTITY = re.compile(rb"<id>tag:([^,<]+),2000:")
_SHOWN = 200  # characters


def feed_id_of(shipment: Shipment, config: SiteConfig) -> str:
    """Return the feed id that the build of ``shipment`` has, whatever newsprint.toml (``config``) says by now.

    It stands in the feeds with the stories; of a site without any the configuration tells. Raises what
    :func:`newsprint.deploy.payload.text_of` does.
    """
    found = _IDENTITY.search(text_of(shipment, _FEED)) if _FEED in shipment.files else None
    return found[1].decode("utf-8", "replace") if found else config.feed_id


def check_feed_id(ours: str, theirs: str, site: str, shown: str, *, new: bool) -> None:
    """Refuse to ship feeds with another id than the ones that are there, unless they are to be ``new``.

    ``theirs`` is empty where a deploy noted none: it is the host of the ``site`` (its URL) then.
    """
    theirs = theirs or urlsplit(site).hostname or ""
    if new or ours == theirs or not theirs:
        return
    raise RefusedError(
        f'{shown}: the feeds there know the stories by "{theirs[:_SHOWN]}", and those of this build by "{ours}", so '
        "every feed reader would show all stories as new ones. Nothing was changed.\n"
        "To keep what is known, write this in newsprint.toml, then build and deploy again:\n"
        f'  [feeds]\n  id = "{theirs[:_SHOWN]}"\n'
        "To name all stories anew, add --new-feed-id"
    )
