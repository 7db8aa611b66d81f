"""Addresses that authors chose: the file that is written, and every place that leads to it."""

from __future__ import annotations

import pytest

from outlets import article
from reading import Make


@pytest.mark.parametrize(
    ("slug", "name", "link"),
    [
        ("Under_Score", "Under_Score", "Under_Score"),
        ("leap-15.5", "leap-15.5", "leap-15.5"),
        ("x" * 200, "x" * 200, "x" * 200),
        ("grüße", "grüße", "gr%C3%BC%C3%9Fe"),
        ("rock%e2%80%a6", "rock…", "rock%E2%80%A6"),
        ("100%25", "100%", "100%25"),
    ],
)
def test_a_slug_is_the_name_of_the_folder_and_encoded_in_links(outlet: Make, slug: str, name: str, link: str) -> None:
    site = outlet({"content/a.md": article(slug=slug)})
    site.build()
    address = f"/world/2024/12/20/{link}/"
    page = site.page(f"/world/2024/12/20/{name}/")
    assert page.find("link", rel="canonical")["href"] == f"https://gazette.example{address}"
    assert site.page("/").find("a", href=address)
    for file in ("rss.xml", "atom.xml", "sitemaps/articles-1.xml"):
        assert f"https://gazette.example{address}<".encode() in site.files()[file].replace(b'"/>', b"<")
