"""The roles in which a theme shows pictures: their widths, and how much of the page they fill."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from newsprint.media.renditions.recipes import Role

LEAD, CARD, BODY, PORTRAIT = "lead", "card", "body", "portrait"

DEFAULT_ROLES: Mapping[str, Role] = {
    LEAD: Role("(min-width: 60rem) 56rem, 100vw", (400, 800, 1200, 1800), (800, 1600), social=True),
    CARD: Role("(min-width: 40rem) 22rem, 45vw", (400, 800)),
    BODY: Role("(min-width: 48rem) 44rem, 100vw", (400, 800, 1200, 1800)),
    PORTRAIT: Role("12rem", (400,)),
}
"""The roles of a theme that does not declare any."""


def without_avif(roles: Mapping[str, Role]) -> dict[str, Role]:
    """Return ``roles`` without AVIF, which takes five times as long to encode as WebP: for the preview."""
    return {name: replace(role, avif=()) for name, role in roles.items()}
