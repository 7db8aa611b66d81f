"""No rendition reveals what a photograph contains beside the picture, and every one keeps the photograph's rights."""

from __future__ import annotations

import random

import pyexiv2
import pytest

from newsprint.base.files import digest
from newsprint.media.renditions.recipes import beginning_of
from tests.media.photographs import ALL, photograph
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make
from tests.support.soak import examples

RIGHTS = {
    "Xmp.dc.creator", "Xmp.dc.rights", "Xmp.photoshop.Credit", "Xmp.plus.DataMining", "Xmp.iptcExt.DigitalSourceType",
}  # fmt: skip


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(examples(3, 60)))
def test_every_rendition_has_the_rights_of_its_photograph_and_nothing_else(outlet: Make, seed: int) -> None:
    random_ = random.Random(seed)
    photographs = {name: photograph(random_, random_.choice(ALL)) for name in ("front", "body", "ann")}
    story = article(authors=["Ann"], image={"src": "front.jpg", "alt": ""}, body="![The pier](body.jpg)")
    site = outlet(
        {
            "newsprint.toml": f"{CONFIGURATION}\n[media]\nstructured = true\n",
            "content/world/a.md": story,
            "content/authors/ann.md": "---\ntitle: Ann\nimage: {src: ann.jpg, alt: Ann}\n---\nShe.\n",
            "content/world/front.jpg": photographs["front"].data,
            "content/world/body.jpg": photographs["body"].data,
            "content/authors/ann.jpg": photographs["ann"].data,
        }
    )
    site.build()
    files = {name: data for name, data in site.files().items() if name.startswith("renditions/")}
    assert {name.rpartition(".")[2] for name in files} == {"webp", "avif", "jpg"}
    for each in photographs.values():
        own = {n: data for n, data in files.items() if n.startswith(f"renditions/{beginning_of(digest(each.data))}-")}
        assert own
        for name, data in own.items():
            assert not [secret for secret in each.secrets if secret.encode() in data], name
            with pyexiv2.ImageData(data) as file:
                stated = file.read_xmp()
                assert (file.read_exif(), file.read_iptc()) == ({}, {}), name
                assert set(stated) <= RIGHTS, name
                assert {key: stated[key] for key in each.rights} == each.rights, name
