"""A small archive that is the same on every run, with everything whose order could differ between builds."""

from __future__ import annotations

from tests.support.outlets import CONFIGURATION, article

SIZE = 124
_PLACES = ("Łódź", "São Paulo", "東京", "القاهرة", "Ünterwald", "Zürich")
_TAGS = ("Harbour", "harbour", "Öl & Gas", "Élections", "日本", "Long Pier", "tide")
_AUTHORS = ("Ann Lee", "Bénédicte Ó Briain", "李雷", "Zoë", "ann lee")
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000a49444154789c6300010000050001"
    "0d0a2db40000000049454e44ae426082"
)  # one transparent pixel as PNG


def archive(size: int = SIZE) -> dict[str, str | bytes]:
    """Return the files of an outlet of ``size`` articles in two sections; many share an instant, some are hidden."""
    files: dict[str, str | bytes] = {
        "newsprint.toml": f"{CONFIGURATION}\n[listing]\npage_size = 15\n",
        "content/pages/about.md": "---\ntitle: Über uns\n---\n\nWho we are.\n",
        "content/authors/zoe.md": "---\ntitle: Zoë\nteaser: Correspondent\n---\n\nWrites.\n",
        "content/pool/pixel.png": PICTURE,
        "content/pool/Straße.png": PICTURE + b"trailing",
        "content/static/humans.txt": "We.\n",
    }
    for number in range(size):
        place = _PLACES[number % 6]
        hour = number * 7 % 120 // 3 * 3  # three at each instant
        files[f"content/{'world' if number % 3 else 'sport'}/{number:03d}-{place}.md"] = article(
            f"{place} <{number}> & “more”",
            f"Text of {place}, see [the one before](/world/) and ![pixel](../pool/pixel.png).[^1]\n\n"
            f'| a | b |\n|---|---|\n| {number} | "quoted" |\n\n[^1]: Note {number}.',
            section="world" if number % 3 else "sport",
            slug=f"story-{number}",
            date=f"2024-{1 + number % 12:02d}-{1 + hour % 20:02d}T{hour % 24:02d}:00:00Z",
            updated="2024-12-23T10:00:00+01:00" if number % 11 == 0 else None,
            tags=[_TAGS[number % 7], _TAGS[number * 3 % 7]],
            authors=[_AUTHORS[number % 5]],
            series="Gezeiten" if number % 10 == 0 else None,
            featured=number % 17 == 0,
            draft=True if number % 29 == 5 else None,
            embargo="2030-01-01" if number % 31 == 7 else None,
            expires="2024-12-21" if number % 37 == 9 else None,
            aliases=[f"/alt/{number}/"] if number % 8 == 0 else None,
            image={"src": "../pool/Straße.png", "alt": place} if number % 4 == 0 else None,
        )
    return files
