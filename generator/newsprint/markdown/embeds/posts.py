"""Providers of posts: Bluesky, Mastodon, X and Instagram."""

from __future__ import annotations

from newsprint.markdown.embeds.address_forms import WORD, Form, Lookalike, Provider

_POST = f"(?P<post>{WORD}{{10,20}})"
_DID = r"(?P<did>did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.-]{4,100}))"
_BLUESKY_FRAME = "https://embed.bsky.app/embed/{did}/app.bsky.feed.post/{post}"

BLUESKY = Provider(
    "Bluesky",
    "https://bsky.app/profile/did:plc:ewvi7nxzyoun6zhxrhs64oiz/post/3lzzbmvymhs2c",
    (
        Form(hosts=("bsky.app",), path=f"/profile/{_DID}/post/{_POST}", frame=_BLUESKY_FRAME, height=500),
        Form(
            hosts=("embed.bsky.app",), path=rf"/embed/{_DID}/app\.bsky\.feed\.post/{_POST}", frame=_BLUESKY_FRAME,
            height=500,
        ),
    ),
    (
        Lookalike(
            ("bsky.app",), f"/profile/[^/:]+/post/{_POST}",
            "this address of a Bluesky post has the author's name, which can change, instead of the author's id",
            'choose "Embed post" on Bluesky, and paste the address in the code that has "did:plc:"',
        ),
    ),
)  # fmt: skip

_INSTANCES = (
    "mastodon.social", "mastodon.online", "aus.social", "chaos.social", "ec.social-network.europa.eu",
    "fediscience.org", "fosstodon.org", "hachyderm.io", "infosec.exchange", "journa.host", "mamot.fr", "mas.to",
    "mastodon.green", "mastodon.ie", "mastodon.nl", "mastodon.scot", "mastodon.world", "mastodonapp.uk", "mstdn.ca",
    "mstdn.jp", "mstdn.social", "newsie.social", "piaille.fr", "sciences.social", "social.bund.de", "social.coop",
    "techhub.social", "troet.cafe",
)  # fmt: skip

MASTODON = Provider(
    "Mastodon",
    "https://mastodon.social/@Gargron/100254678717223630",
    (
        Form(
            hosts=_INSTANCES, path=r"/@(?P<user>[A-Za-z0-9_]{1,30})/(?P<id>\d{8,20})(?:/embed)?",
            frame="https://{host}/@{user}/{id}/embed", height=500,
        ),
    ),
    (
        Lookalike(
            _INSTANCES, r"(?:/deck|/web)?/@[A-Za-z0-9_]+@[^/]+/\d+", "this is a copy of a post of another server",
            "open the post on its own server, and paste the address there",
        ),
    ),
)  # fmt: skip

X = Provider(
    "X",
    "https://x.com/jack/status/20",
    (
        Form(
            hosts=("x.com", "www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"),
            path=r"/(?:i(?:/web)?|[A-Za-z0-9_]{1,20})/status(?:es)?/(?P<id>\d{1,20})(?:/(?:photo|video)/\d)?",
            frame="https://platform.twitter.com/embed/Tweet.html?id={id}&dnt=true", height=600,
        ),
    ),
)  # fmt: skip

INSTAGRAM = Provider(
    "Instagram",
    "https://www.instagram.com/p/C8abcdEFGhi/",
    (
        Form(
            hosts=("www.instagram.com", "instagram.com"),
            path=rf"(?:/[A-Za-z0-9_.]{{1,30}})?/(?P<kind>p|reel|tv)/(?P<id>{WORD}{{5,40}})(?:/embed(?:/captioned)?)?",
            frame="https://www.instagram.com/{kind}/{id}/embed/captioned/", height=820,
        ),
        Form(
            hosts=("www.instagram.com", "instagram.com"), path=rf"/reels/(?P<id>{WORD}{{5,40}})",
            frame="https://www.instagram.com/reel/{id}/embed/captioned/", height=820,
        ),
    ),
)  # fmt: skip
