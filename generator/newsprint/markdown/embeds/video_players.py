"""Providers of videos: YouTube, Vimeo and TikTok."""

from __future__ import annotations

from newsprint.markdown.embeds.address_forms import SECONDS, WORD, Form, Lookalike, Parts, Provider


def _start(parts: Parts) -> dict[str, str]:
    """Return ``start`` in seconds, from ``1h2m3s``, ``90s`` or ``90``."""
    written = next((parts[name] for name in ("start", "t", "#t") if name in parts), "")
    seconds, digits = 0, ""
    for character in written + "s" * written[-1:].isdigit():
        if character.isdigit():
            digits += character
        else:
            seconds += int(digits) * {"h": 3600, "m": 60, "s": 1}[character]
            digits = ""
    return {"start": str(seconds)} if seconds else {}


_YOUTUBE = ("www.youtube.com", "youtube.com", "m.youtube.com", "music.youtube.com")
_YOUTUBE_FRAMES = ("www.youtube-nocookie.com", "youtube-nocookie.com")
_VIDEO = f"(?P<v>{WORD}{{11}})"
_VIDEO_FRAME = "https://www.youtube-nocookie.com/embed/{v}[?start={start}]"
_PLAYLIST_FRAME = "https://www.youtube-nocookie.com/embed/videoseries?list={list}"
_VIDEO_START = {"t": SECONDS, "start": SECONDS, "#t": SECONDS}
_LIST = {"list": f"{WORD}{{12,64}}"}

YOUTUBE = Provider(
    "YouTube",
    "https://www.youtube.com/watch?v=M7lc1UVf-VE",
    (
        Form(
            hosts=_YOUTUBE, path="/watch", parameters={"v": f"{WORD}{{11}}", **_VIDEO_START}, computed=_start,
            frame=_VIDEO_FRAME, ratio="16/9",
        ),
        Form(
            hosts=("youtu.be",), path=f"/{_VIDEO}", parameters=_VIDEO_START, computed=_start,
            frame=_VIDEO_FRAME, ratio="16/9",
        ),
        Form(hosts=_YOUTUBE, path="/playlist", parameters=_LIST, frame=_PLAYLIST_FRAME, ratio="16/9"),
        Form(
            hosts=_YOUTUBE + _YOUTUBE_FRAMES, path="/embed/videoseries", parameters=_LIST,
            frame=_PLAYLIST_FRAME, ratio="16/9",
        ),
        Form(
            hosts=_YOUTUBE + _YOUTUBE_FRAMES, path=f"/(?:embed|live|v)/(?!videoseries){_VIDEO}",
            parameters=_VIDEO_START, computed=_start, frame=_VIDEO_FRAME, ratio="16/9",
        ),
        Form(hosts=_YOUTUBE, path=f"/shorts/{_VIDEO}", frame=_VIDEO_FRAME, ratio="9/16"),
    ),
)  # fmt: skip

_HASH = "[0-9a-f]{6,20}"

VIMEO = Provider(
    "Vimeo",
    "https://vimeo.com/76979871",
    (
        Form(
            hosts=("vimeo.com", "www.vimeo.com", "player.vimeo.com"),
            path=rf"(?:/channels/{WORD}+|/groups/{WORD}+/videos|/showcase/\d+/video|/video)?/(?P<id>\d{{5,12}})"
            rf"(?:/(?P<h>{_HASH}))?",
            parameters={"h": _HASH, "#t": SECONDS}, computed=_start, ratio="16/9",
            frame="https://player.vimeo.com/video/{id}?dnt=1[&h={h}][#t={start}s]",
        ),
    ),
)  # fmt: skip

TIKTOK = Provider(
    "TikTok",
    "https://www.tiktok.com/@scout2015/video/6718335390845095173",
    (
        Form(
            hosts=("www.tiktok.com", "tiktok.com", "m.tiktok.com"),
            path=r"/(?:@[A-Za-z0-9_.]{1,40}/(?:video|photo)|player/v1|embed(?:/v2)?)/(?P<id>\d{8,22})",
            frame="https://www.tiktok.com/player/v1/{id}", ratio="9/16",
        ),
    ),
    (
        Lookalike(
            ("vm.tiktok.com", "vt.tiktok.com"), "/.+",
            "this is a short address of TikTok, which does not name the video",
            "open it in a browser, and paste the address of the page: https://www.tiktok.com/@…/video/…",
        ),
    ),
)  # fmt: skip
