"""Providers of audio: Spotify, Apple Podcasts and SoundCloud."""

from __future__ import annotations

from newsprint.markdown.embeds.address_forms import WORD, Form, Lookalike, Provider

_SPOTIFY_ID = "(?P<id>[A-Za-z0-9]{22})"
_SPOTIFY_FRAME = "https://open.spotify.com/embed/{kind}/{id}"

SPOTIFY = Provider(
    "Spotify",
    "https://open.spotify.com/episode/0IxfiKRMdnSIcDIMxChsd7",
    (
        Form(
            hosts=("open.spotify.com",), path=f"(?:/intl-[a-z-]{{2,6}}|/embed)?/(?P<kind>track|episode)/{_SPOTIFY_ID}",
            frame=_SPOTIFY_FRAME, height=152,
        ),
        Form(
            hosts=("open.spotify.com",),
            path=f"(?:/intl-[a-z-]{{2,6}}|/embed)?/(?P<kind>album|artist|playlist|show)/{_SPOTIFY_ID}",
            frame=_SPOTIFY_FRAME, height=352,
        ),
    ),
)  # fmt: skip

_APPLE = ("podcasts.apple.com", "embed.podcasts.apple.com")
_SHOW = r"/(?P<country>[a-z]{2})/podcast(?:/[^/]+)?/id(?P<show>\d{5,15})"

APPLE = Provider(
    "Apple Podcasts",
    "https://podcasts.apple.com/us/podcast/rebuilding-pod/id1550206876",
    (
        Form(
            hosts=_APPLE, path=_SHOW, parameters={"i": r"\d{5,15}"},
            frame="https://embed.podcasts.apple.com/{country}/podcast/id{show}?i={i}", height=175,
        ),
        Form(
            hosts=_APPLE, path=_SHOW, frame="https://embed.podcasts.apple.com/{country}/podcast/id{show}", height=450
        ),
    ),
)  # fmt: skip

_OWN_PAGES = (
    "(?!(?:charts|discover|feed|jobs|messages|pages|people|popular|search|settings|stream|tags|upload|you)(?:/|$))"
)
_SOUNDCLOUD = ("soundcloud.com", "www.soundcloud.com", "m.soundcloud.com")
_USER = f"/{_OWN_PAGES}(?P<user>{WORD}{{1,60}})"
_SECRET = "(?:/(?P<secret>s-[A-Za-z0-9]{5,20}))?"
_PLAYER = "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/"

SOUNDCLOUD = Provider(
    "SoundCloud",
    "https://soundcloud.com/forss/flickermood",
    (
        Form(
            hosts=_SOUNDCLOUD, path=f"{_USER}/sets/(?P<set>{WORD}{{1,120}}){_SECRET}",
            frame=f"{_PLAYER}{{user}}/sets/{{set}}[/{{secret}}]", height=450,
        ),
        Form(
            hosts=_SOUNDCLOUD,
            path=f"{_USER}/(?!(?:albums|comments|followers|following|likes|popular-tracks|reposts|sets|tracks)(?:/|$))"
            f"(?P<track>{WORD}{{1,120}}){_SECRET}",
            frame=f"{_PLAYER}{{user}}/{{track}}[/{{secret}}]", height=166,
        ),
    ),
    (
        Lookalike(
            ("on.soundcloud.com",), "/.+", "this is a short address of SoundCloud, which does not name the track",
            "open it in a browser, and paste the address of the page: https://soundcloud.com/…",
        ),
    ),
)  # fmt: skip
