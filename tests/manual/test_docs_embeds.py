"""docs/authors/embeds.md lists every provider, and the policy in docs/deployers/deploy.md every host of a frame."""

from __future__ import annotations

import re

import pytest

from newsprint.markdown.embeds.embed import embed_of, frame_hosts
from newsprint.markdown.embeds.providers import PROVIDERS
from tests.support import manual

PAGE = "docs/authors/embeds.md"


def test_the_table_has_every_provider_with_its_example() -> None:
    rows: dict[str, str] = {row[0]: row[1] for row in manual.rows(manual.part(PAGE, "Providers"))}
    assert list(rows) == [provider.name for provider in PROVIDERS]
    assert [provider.name for provider in PROVIDERS if f"`{provider.example}`" not in rows[provider.name]] == []


@pytest.mark.parametrize("url", sorted(set(re.findall(r"https://[^\s)\"`]+", manual.read(PAGE)))))
def test_every_address_on_the_page_is_an_embed(url: str) -> None:
    assert embed_of(url) is not None


def test_the_policy_has_the_host_of_every_frame() -> None:
    [policy] = [block.text for block in manual.blocks("docs/deployers/deploy.md") if "frame-src" in block.text]
    hosts = " ".join(f"https://{host}" for host in frame_hosts())
    assert policy == f"Content-Security-Policy: default-src 'self'; frame-src {hosts}\n"
