"""The caption of a picture, with its credit. Pages need no more of figures than this."""

from __future__ import annotations


def caption_html(caption: str, credit: str) -> str:
    """Return the element for a caption and a credit, both HTML without tags; "" if both are empty."""
    shown = f'<span class="credit">{credit}</span>' if credit else ""
    return f"<figcaption>{caption}{' ' if caption and credit else ''}{shown}</figcaption>" if caption or credit else ""
