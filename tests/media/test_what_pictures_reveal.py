"""Of a photograph in any place and with any name, no secrets are published, and all rights are."""

from __future__ import annotations

import random
from io import BytesIO
from posixpath import splitext

import pyexiv2
import pytest
from PIL import Image

from tests.media.photographs import ALL, Photograph, photograph
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make
from tests.support.soak import examples

ENDINGS = (
    ".jpg", ".JPEG", ".jpe", ".jfif", ".png", ".webp", ".gif", ".avif", ".tif", ".bin", ".pdf", ".txt", ".data", "",
    ".mp4", ".heic", ".zip", ".jpg.large",
)  # fmt: skip
LAYOUT = {"Exif.Image"}
KEPT = {
    "Xmp.dc.creator", "Xmp.dc.rights", "Xmp.photoshop.Credit", "Xmp.plus.DataMining", "Xmp.iptcExt.DigitalSourceType",
}  # fmt: skip


def outlet_of(make: Make, pictures: dict[str, Photograph]) -> Outlet:
    """Return an outlet that shows one photograph in each possible place; ``pictures`` are in the order of the places."""
    front, body, link, portrait, page, static, asset = pictures
    site = make(
        {
            "newsprint.toml": CONFIGURATION.replace("[sections]", 'theme = "own"\n\n[sections]'),
            "content/world/a.md": article(
                body=f"![](<../{body}>)\n\n[To](<../{link}>)", image={"src": f"../{front}", "alt": ""}, authors=["Ann"]
            ),
            "content/authors/ann.md": f'---\ntitle: Ann\nimage:\n  src: "../{portrait}"\n---\nShe.\n',
            "content/pages/about.md": f"---\ntitle: About\n---\n![](<../{page}>)\n",
            "themes/own/theme.toml": 'extends = "gazette"\n',
        }
    )
    folders = {static: "content/static", asset: "themes/own/assets"}
    return site.write({f"{folders.get(name, 'content')}/{name}": each.data for name, each in pictures.items()})


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(examples(3, 60)))
def test_secrets_of_a_photograph_are_removed_and_its_rights_are_kept(outlet: Make, seed: int) -> None:
    random_ = random.Random(seed)
    names = [f"p{number} {random_.choice(('été', 'Möwe', 'x'))}{random_.choice(ENDINGS)}" for number in range(7)]
    pictures = {name: photograph(random_, random_.choice(ALL)) for name in names}
    assert all(any(secret.encode() in each.data for secret in each.secrets) for each in pictures.values())
    site = outlet_of(outlet, pictures)
    site.build()
    files = site.files()
    for each in pictures.values():
        for secret in each.secrets:
            assert not [name for name, data in files.items() if secret.encode() in data]
    for name, each in pictures.items():
        published = next(data for file, data in files.items() if file.startswith(_stem(name)))
        with Image.open(BytesIO(published)) as image:
            image.load()
            assert not image.getexif().get_ifd(0x8825)
        if each.rights:
            with pyexiv2.ImageData(published) as file:
                assert {key.rpartition(".")[0] for key in file.read_exif()} <= LAYOUT
                assert file.read_iptc() == {}
                assert set(file.read_xmp()) <= KEPT
                assert {key: file.read_xmp()[key] for key in each.rights} == each.rights


def _stem(name: str) -> tuple[str, ...]:
    """Return the possible beginnings of the published file's path."""
    return f"media/{name}", f"assets/{splitext(name)[0]}", name
