"""Assets have their fingerprint in the name, and all links work wherever a site is published."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re

import pytest

from newsprint.base.errors import ThemeError
from newsprint.builder.build import build
from newsprint.builder.build_request import Request
from newsprint.config.site import read_config
from tests.support.linkcheck import broken_links, parsed
from tests.support.outlets import CONFIGURATION, article, at
from tests.support.reading import Make

A = "/world/2024/12/20/a/"
STORY = {"content/a.md": article("Storm", authors=["Jane Doe"], tags=["Pier"])}


def _integrity(data: bytes) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode()


def test_style_sheets_and_scripts_have_the_right_integrity_values(outlet: Make) -> None:
    site = outlet(STORY)
    site.build()
    files = site.files()
    seen = set()
    for page in parsed(files).values():
        for part in page.find_all(["script", "link"], integrity=True):
            address = part.get("src") or part["href"]
            assert part["integrity"] == _integrity(files[address.lstrip("/")])
            seen.add(posixpath.splitext(address)[1])
        assert all(part.has_attr("integrity") for part in page.find_all("script", src=True))
        assert all(part.has_attr("integrity") for part in page.find_all("link", rel="stylesheet"))
    assert seen == {".css", ".js"}


def test_the_name_of_an_asset_changes_with_its_bytes_and_its_pictures(outlet: Make) -> None:
    css = 'body { background: url(pictures/wave.svg#top) } @font-face { src: url("../outside.woff2"), url(data:x) }'
    site = outlet(
        {**STORY, "themes/gazette/assets/style.css": css, "themes/gazette/assets/pictures/wave.svg": "<svg>1</svg>"}
    )

    def built() -> tuple[str, str]:
        site.build()
        style = site.page(A).find("link", rel="stylesheet")["href"]
        return style, site.text(style.lstrip("/"))

    first, text = built()
    assert re.fullmatch(r"/assets/style\.[0-9a-f]{8,}\.css", first)
    (named,) = re.findall(r'url\("(pictures/wave\.[0-9a-f]{8,}\.svg)#top"\)', text)
    assert site.text(f"assets/{named}") == "<svg>1</svg>"
    assert 'url("../outside.woff2")' in text
    assert "url(data:x)" in text
    site.write({"themes/gazette/assets/pictures/wave.svg": "<svg>2</svg>"})
    second, _ = built()
    assert second != first
    assert first.lstrip("/") not in site.files()


def test_a_theme_that_changes_during_a_build_stops_the_build(outlet: Make) -> None:
    style = "themes/gazette/assets/style.css"
    site = outlet({**STORY, style: "body { color: navy }"})
    site.build()
    before = site.files()
    site.write({"content/b.md": article("Tide")})
    config = read_config(site.folder)
    request = Request(folder=site.folder, config=config, output=site.output, as_of=at("2024-12-23T20:00:00+00:00"))
    with pytest.raises(ThemeError, match=r"themes/gazette: it changed while the site was being built"):
        build(request, listener=lambda progress: site.write({style: "body { color: teal }"}) and None)
    assert site.files() == before
    site.build()
    assert any(b"teal" in data for name, data in site.files().items() if name.endswith(".css"))


@pytest.mark.parametrize("url", ["https://gazette.example", "https://user.github.io/repo", "http://localhost:8000/a/b"])
def test_every_link_of_every_page_works_wherever_the_site_is_published(outlet: Make, url: str) -> None:
    days = {
        f"content/{day}.md": article(f"Story {day}", date=f"2024-12-{day}", tags=["T"], series="S")
        for day in range(10, 16)
    }
    toml = CONFIGURATION.replace("https://gazette.example", url) + "\n[listing]\npage_size = 2\n"
    site = outlet(
        {
            **days,
            "newsprint.toml": toml,
            "content/a.md": article(
                body="[About](pages/about.md), [home](/), ![wave](wave.svg)[^1]\n\n[^1]: Note.\n\n## Part\n\n[up](#part)",
                image={"src": "wave.svg", "alt": "A"},
                authors=["Jane Doe"],
                aliases=["/old.html", "/older/"],
            ),
            "content/wave.svg": "<svg/>",
            "content/pages/about.md": "---\ntitle: About\n---\nWe.\n",
        }
    )
    site.build()
    files = site.files()
    assert len(parsed(files)) > 30
    assert broken_links(files, url) == []
    prefix = url.split("/", 3)[3] + "/" if url.count("/") > 2 else ""
    for name, page in parsed(files).items():
        for part in page.find_all(True, href=True) + page.find_all(True, src=True):
            address = str(part.get("href") or part.get("src"))
            if not address.startswith(("#", f"{url}/")):
                assert address.startswith(f"/{prefix}"), (name, address)
