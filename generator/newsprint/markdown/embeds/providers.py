"""The table of providers.

A provider is declared in a module of this room, and added here and to the manual (docs/authors/embeds.md). Patterns
match whole values and allow only the characters of ids, so nothing else of an address reaches that of a frame.
"""

from __future__ import annotations

from newsprint.markdown.embeds.audio_players import APPLE, SOUNDCLOUD, SPOTIFY
from newsprint.markdown.embeds.graphics import DATAWRAPPER, DOCUMENTCLOUD, FLOURISH, OPENSTREETMAP
from newsprint.markdown.embeds.posts import BLUESKY, INSTAGRAM, MASTODON, X
from newsprint.markdown.embeds.video_players import TIKTOK, VIMEO, YOUTUBE

PROVIDERS = (
    YOUTUBE, VIMEO, DATAWRAPPER, FLOURISH, BLUESKY, MASTODON, X, INSTAGRAM, TIKTOK, SPOTIFY, APPLE, SOUNDCLOUD,
    OPENSTREETMAP, DOCUMENTCLOUD,
)  # fmt: skip
"""All providers, in the order of the manual."""
