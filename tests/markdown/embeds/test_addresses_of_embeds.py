"""Addresses that authors paste become frames of known hosts, whatever the addresses contain; others have a reason."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsprint.markdown.embeds.address_forms import Provider
from newsprint.markdown.embeds.embed import embed_of, frame_hosts, refusal_of
from newsprint.markdown.embeds.providers import PROVIDERS

YOUTUBE = "https://www.youtube-nocookie.com/embed/M7lc1UVf-VE"
DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
FRAMES = {
    "https://www.youtube.com/watch?v=M7lc1UVf-VE": YOUTUBE,
    "https://m.youtube.com/watch?feature=share&v=M7lc1UVf-VE&si=abc": YOUTUBE,
    "https://www.youtube.com/watch?v=M7lc1UVf-VE&t=1m30s": f"{YOUTUBE}?start=90",
    "https://www.youtube.com/watch?v=M7lc1UVf-VE#t=42": f"{YOUTUBE}?start=42",
    "https://youtu.be/M7lc1UVf-VE?si=abc&t=1h1m1s": f"{YOUTUBE}?start=3661",
    "https://youtu.be/M7lc1UVf-VE?t=soon": YOUTUBE,
    "HTTPS://WWW.YouTube.com/watch?v=M7lc1UVf-VE": YOUTUBE,
    "https://www.youtube.com/live/M7lc1UVf-VE": YOUTUBE,
    "https://www.youtube.com/embed/M7lc1UVf-VE?autoplay=1": YOUTUBE,
    "https://www.youtube-nocookie.com/embed/M7lc1UVf-VE?start=7": f"{YOUTUBE}?start=7",
    "https://www.youtube.com/shorts/M7lc1UVf-VE": YOUTUBE,
    "https://www.youtube.com/playlist?list=PLbpi6ZahtOH6Blw3RGYpWkSByi_T7Rygb": (
        "https://www.youtube-nocookie.com/embed/videoseries?list=PLbpi6ZahtOH6Blw3RGYpWkSByi_T7Rygb"
    ),
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://vimeo.com/791813674/2c9cfc5030": "https://player.vimeo.com/video/791813674?dnt=1&h=2c9cfc5030",
    "https://vimeo.com/channels/staffpicks/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://player.vimeo.com/video/76979871?h=8272103f6e&autoplay=1#t=90s": (
        "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e#t=90s"
    ),
    "https://datawrapper.dwcdn.net/WpAbK/2/": "https://datawrapper.dwcdn.net/WpAbK/2/",
    "https://datawrapper.dwcdn.net/WpAbK": "https://datawrapper.dwcdn.net/WpAbK/",
    "https://www.datawrapper.de/_/WpAbK/": "https://datawrapper.dwcdn.net/WpAbK/",
    "https://public.flourish.studio/visualisation/17171317/": "https://flo.uri.sh/visualisation/17171317/embed",
    "https://flo.uri.sh/story/3192870/embed?auto=1": "https://flo.uri.sh/story/3192870/embed",
    f"https://bsky.app/profile/{DID}/post/3lzzbmvymhs2c?ref_src=embed": (
        f"https://embed.bsky.app/embed/{DID}/app.bsky.feed.post/3lzzbmvymhs2c"
    ),
    "https://mastodon.social/@Gargron/100254678717223630": "https://mastodon.social/@Gargron/100254678717223630/embed",
    "https://journa.host/@a_b/109297573695122961/embed": "https://journa.host/@a_b/109297573695122961/embed",
    "https://x.com/jack/status/20?s=20": "https://platform.twitter.com/embed/Tweet.html?id=20&dnt=true",
    "https://twitter.com/jack/status/20/photo/1": "https://platform.twitter.com/embed/Tweet.html?id=20&dnt=true",
    "https://x.com/i/web/status/20": "https://platform.twitter.com/embed/Tweet.html?id=20&dnt=true",
    "https://www.instagram.com/p/C8abcdEFGhi/?igsh=abc": "https://www.instagram.com/p/C8abcdEFGhi/embed/captioned/",
    "https://www.instagram.com/reel/C8abcdEFGhi/": "https://www.instagram.com/reel/C8abcdEFGhi/embed/captioned/",
    "https://instagram.com/the.paper/reel/C8abcdEFGhi/": "https://www.instagram.com/reel/C8abcdEFGhi/embed/captioned/",
    "https://www.instagram.com/reels/C8abcdEFGhi/": "https://www.instagram.com/reel/C8abcdEFGhi/embed/captioned/",
    "https://www.tiktok.com/@scout2015/video/6718335390845095173?lang=en": (
        "https://www.tiktok.com/player/v1/6718335390845095173"
    ),
    "https://open.spotify.com/intl-de/episode/0IxfiKRMdnSIcDIMxChsd7?si=abc": (
        "https://open.spotify.com/embed/episode/0IxfiKRMdnSIcDIMxChsd7"
    ),
    "https://open.spotify.com/show/0IxfiKRMdnSIcDIMxChsd7": "https://open.spotify.com/embed/show/0IxfiKRMdnSIcDIMxChsd7",
    "https://podcasts.apple.com/us/podcast/rebuilding-pod/id1550206876": (
        "https://embed.podcasts.apple.com/us/podcast/id1550206876"
    ),
    "https://podcasts.apple.com/fr/podcast/l-%C3%A9cho/id1550206876?i=1000605336055": (
        "https://embed.podcasts.apple.com/fr/podcast/id1550206876?i=1000605336055"
    ),
    "https://podcasts.apple.com/fr/podcast/l-écho/id1550206876": (
        "https://embed.podcasts.apple.com/fr/podcast/id1550206876"
    ),
    "https://soundcloud.com/forss/flickermood?utm_source=x": (
        "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/forss/flickermood"
    ),
    "https://soundcloud.com/forss/flickermood/s-abcDE123": (
        "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/forss/flickermood/s-abcDE123"
    ),
    "https://soundcloud.com/forss/sets/ecclesia": (
        "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/forss/sets/ecclesia"
    ),
    "https://www.openstreetmap.org/#map=15/51.5074/-0.1278": (
        "https://www.openstreetmap.org/export/embed.html?bbox=-0.14153,51.50206,-0.11407,51.51274&layer=mapnik"
    ),
    "https://www.openstreetmap.org/?mlat=51.5&mlon=-0.1#map=15/51.5074/-0.1278": (
        "https://www.openstreetmap.org/export/embed.html?bbox=-0.14153,51.50206,-0.11407,51.51274&layer=mapnik"
        "&marker=51.5,-0.1"
    ),
    "https://www.openstreetmap.org/export/embed.html?bbox=9.69%2C47.48%2C9.72%2C47.49&layer=mapnik": (
        "https://www.openstreetmap.org/export/embed.html?bbox=9.69,47.48,9.72,47.49&layer=mapnik"
    ),
    "https://www.documentcloud.org/documents/20417938-test-pdf": (
        "https://embed.documentcloud.org/documents/20417938/?embed=1"
    ),
    "https://www.documentcloud.org/documents/282753-lefler-thesis.html#document/p3": (
        "https://embed.documentcloud.org/documents/282753/?embed=1#document/p3"
    ),
}
ALLOWED = ("maps.example.org",)
OWN_PARTS = re.compile(r"https://[a-z0-9.-]+/[A-Za-z0-9._~:/?#@!$&()*+,;=%-]*")


@pytest.mark.parametrize("url", FRAMES)
def test_an_address_of_a_provider_has_a_frame(url: str) -> None:
    embed = embed_of(url)
    assert embed is not None and embed.frame == FRAMES[url]
    assert bool(embed.ratio) != bool(embed.height)
    assert refusal_of(url) is None


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda each: each.name)
def test_the_example_of_each_provider_is_an_embed_of_it(provider: Provider) -> None:
    embed = embed_of(provider.example)
    assert embed is not None and (embed.provider, embed.url) == (provider.name, provider.example)


def test_two_providers_share_no_host() -> None:
    hosts = [host for provider in PROVIDERS for host in provider.hosts]
    assert sorted(set(hosts)) == sorted(hosts)


def test_upright_videos_are_upright() -> None:
    for url in (
        "https://www.youtube.com/shorts/M7lc1UVf-VE",
        "https://www.tiktok.com/@scout2015/video/6718335390845095173",
    ):
        assert (embed := embed_of(url)) and embed.ratio == "9/16"


@pytest.mark.parametrize(
    "url",
    [
        "https://youtube.com.evil.example/watch?v=M7lc1UVf-VE",
        "https://evil.example/www.youtube.com/watch?v=M7lc1UVf-VE",
        "https://notyoutube.com/watch?v=M7lc1UVf-VE",
        "https://www.youtube.com./watch?v=M7lc1UVf-VE",
        "https://user@www.youtube.com/watch?v=M7lc1UVf-VE",
        "https://www.youtube.com@evil.example/watch?v=M7lc1UVf-VE",
        "https://www.youtube.com:443/watch?v=M7lc1UVf-VE",
        "https://www.youtube.com:evil@evil.example/watch?v=M7lc1UVf-VE",
        "https://evil.example\\@www.youtube.com/watch?v=M7lc1UVf-VE",
        "https:\\\\www.youtube.com\\watch?v=M7lc1UVf-VE",
        "https://www.youtube.com/watch?v=M7lc1UVf-VE\n",
        "https://www.youtube.com/wat\tch?v=M7lc1UVf-VE",
        " https://www.youtube.com/watch?v=M7lc1UVf-VE",
        "https://www.youtube.com\x00/watch?v=M7lc1UVf-VE",
        "https://www.youtube.com/watch?v=M7lc1UVf-VE\u202e",
        "https://www.youtube%2ecom/watch?v=M7lc1UVf-VE",
        "https://www。youtube。com/watch?v=M7lc1UVf-VE",
        "https://ｗｗｗ.youtube.com/watch?v=M7lc1UVf-VE",
        "https://www.yоutube.com/watch?v=M7lc1UVf-VE",
        "https://xn--wwwyutube-abc.com/watch?v=M7lc1UVf-VE",
        "http://www.youtube.com/watch?v=M7lc1UVf-VE",
        "//www.youtube.com/watch?v=M7lc1UVf-VE",
        "www.youtube.com/watch?v=M7lc1UVf-VE",
        "javascript://www.youtube.com/%0aalert(1)",
        "data:text/html,https://www.youtube.com/watch?v=M7lc1UVf-VE",
        "https:www.youtube.com/watch?v=M7lc1UVf-VE",
        "https:///www.youtube.com/watch?v=M7lc1UVf-VE",
        "https://[::1]/watch?v=M7lc1UVf-VE",
        "https://127.0.0.1/watch?v=M7lc1UVf-VE",
        "https://localhost/watch?v=M7lc1UVf-VE",
        "https://www.youtube.com/watch?v=M7lc1UVf-V",
        "https://www.youtube.com/watch?v=M7lc1UVf-VEE",
        'https://www.youtube.com/watch?v=M7lc1UVf"on',
        "https://www.youtube.com/watch?v=M7lc1%22onload",
        "https://www.youtube.com/watch?v=../../..///",
        "https://www.youtube.com/watch?v=١٢٣٤٥٦٧٨٩٠١",
        "https://www.youtube.com/embed/videoseries",
        "https://www.youtube.com/embed/../watch?v=M7lc1UVf-VE",
        "https://www.youtube.com//watch?v=M7lc1UVf-VE",
        "https://www.youtube.com/redirect?q=https://evil.example",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/",
        "https://vimeo.com/١٢٣٤٥٦٧",
        "https://mastodon.social/@a@evil.example/109297573695122961",
        "https://www.openstreetmap.org/#map=99/51.5/-0.1",
        "https://www.openstreetmap.org/#map=15/95/-0.1",
        "https://www.openstreetmap.org/copyright",
        "https://soundcloud.com/discover/sets",
        "https://soundcloud.com/forss/likes",
        "https://www.youtube.com/watch?v=M7lc1UVf-VE&" + "x" * 2000,
        "https://",
        "https",
        "",
    ],
)
def test_what_is_not_exactly_an_address_of_a_provider_is_no_embed(url: str) -> None:
    assert embed_of(url, ALLOWED) is None
    refusal = refusal_of(url, ALLOWED)
    assert refusal and refusal.message and refusal.hint


@pytest.mark.parametrize(
    ("url", "message", "hint"),
    [
        ("http://youtu.be/x", "is not an https address", "write https://youtu.be/x"),
        ("ftp://a.example", '"ftp://a.example" is not an https address', "for example: https://www.youtube.com/"),
        ("https://www.yotube.com/watch", '"www.yotube.com" is not a host of embeds', 'did you mean "www.youtube.com"?'),
        ("https://map.example.org/", '"map.example.org" is not a host', 'did you mean "maps.example.org"?'),
        ("https://unknown.site/", '"unknown.site" is not a host', 'add "unknown.site" to "allow" in [embeds]'),
        (
            "https://www.youtube.com/@channel",
            "nothing of YouTube can be shown",
            "for example: https://www.youtube.com/w",
        ),
        ("https://a:b@youtu.be/x", "a user name or a port", "remove it"),
        ("https://youtu.be:8443/x", "a user name or a port", "remove it"),
        ("https://youtu.be/a b", "a space, a backslash or an invisible character", "copy it again"),
        ("https://straße.example/", '"straße.example" is not the name of a host', "xn--"),
    ],
)
def test_a_reason_says_what_to_do(url: str, message: str, hint: str) -> None:
    refusal = refusal_of(url, ALLOWED)
    assert refusal is not None and message in refusal.message and hint in refusal.hint
    assert not refusal.meant


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("https://bsky.app/profile/paper.example/post/3lzzbmvymhs2c", "did:plc:"),
        ("https://vm.tiktok.com/ZMabc/", "open it in a browser"),
        ("https://on.soundcloud.com/abc", "open it in a browser"),
        ("https://mastodon.social/@a@other.example/109297573695122961", "own server"),
        ("https://app.flourish.studio/visualisation/17171317/edit", "public.flourish.studio"),
        ("https://app.datawrapper.de/chart/WpAbK/publish", "datawrapper.dwcdn.net"),
    ],
)
def test_an_address_that_was_meant_as_an_embed_has_a_hint_what_to_paste(url: str, hint: str) -> None:
    refusal = refusal_of(url)
    assert refusal is not None and refusal.meant and hint in refusal.hint


def test_the_frame_of_an_allowed_host_is_the_address_itself() -> None:
    url = "https://Maps.example.org/harbour?layer=tides&at=9.7,47.5#z=4"
    embed = embed_of(url, ALLOWED)
    assert embed is not None
    assert (embed.provider, embed.ratio, embed.height) == ("maps.example.org", "", 500)
    assert embed.frame == embed.url == "https://maps.example.org/harbour?layer=tides&at=9.7,47.5#z=4"
    assert embed_of("https://sub.maps.example.org/", ALLOWED) is None


def test_a_post_on_an_allowed_server_of_mastodon_is_shown_as_such() -> None:
    embed = embed_of("https://social.example.org/@paper/109297573695122961", ("social.example.org",))
    assert embed is not None and embed.provider == "Mastodon"
    assert embed.frame == "https://social.example.org/@paper/109297573695122961/embed"


def test_an_allowed_host_of_the_table_is_shown_by_its_address_if_nothing_else_fits() -> None:
    assert (embed := embed_of("https://www.openstreetmap.org/copyright", ("www.openstreetmap.org",)))
    assert embed.frame == "https://www.openstreetmap.org/copyright"


@pytest.mark.parametrize("character", "\"'<>`{}|^[]ü‽%")
def test_characters_that_are_not_for_addresses_are_encoded(character: str) -> None:
    embed = embed_of(f"https://maps.example.org/a{character}?b{character}#c{character}", ALLOWED)
    assert embed is not None and OWN_PARTS.fullmatch(embed.frame)


def test_the_hosts_of_frames_are_those_of_the_table_and_of_the_outlet() -> None:
    hosts = frame_hosts(ALLOWED)
    assert {"www.youtube-nocookie.com", "platform.twitter.com", "mastodon.social", "maps.example.org"} <= set(hosts)
    assert "www.youtube.com" not in hosts and list(hosts) == sorted(hosts)
    assert {urlsplit(frame).netloc for frame in FRAMES.values()} <= set(hosts)


PIECES = st.sampled_from(
    [
        *FRAMES, *(host for provider in PROVIDERS for host in provider.hosts), *ALLOWED,
        "https://", "http://", "//", "/", "?", "#", "&", "=", "@", ":", "\\", '"', "'", ">", " ", "\n", "%22", "%00",
        "watch", "v=", "t=", "embed", "evil.example", ".", "..", "javascript:", "{v}", "[", "]", "\u202e", "é",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=8).map("".join)))
@example("https://maps.example.org/" + '"><script>alert(1)</script>')
def test_whatever_comes_in_the_frame_is_of_a_known_host_and_fits_an_attribute(text: str) -> None:
    embed, refusal = embed_of(text, ALLOWED), refusal_of(text, ALLOWED)
    assert (embed is None) != (refusal is None)
    if embed:
        assert OWN_PARTS.fullmatch(embed.frame) and OWN_PARTS.fullmatch(embed.url)
        assert urlsplit(embed.frame).netloc in frame_hosts(ALLOWED)
        assert embed_of(embed.url, ALLOWED) == embed
