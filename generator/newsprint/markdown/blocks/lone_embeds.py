"""A link alone in its paragraph whose address can be shown in a frame: the block ``embed``, if the theme has it."""

from __future__ import annotations

from newsprint.config.declared import Declared
from newsprint.markdown.blocks.block_arguments import TITLE, Found, read_arguments
from newsprint.markdown.blocks.marked_text import Value
from newsprint.markdown.embeds.embed import Refusal, embed_of, refusal_of
from newsprint.markdown.embeds.lone_links import LoneLink, lone_link

EMBED = "embed"
"""The name of the block."""

_URL = "url"


def embed_in(line: str, declared: Declared) -> tuple[tuple[Value, ...], Found | None]:
    """Return the arguments of the embed that ``line`` becomes, a paragraph of its own; none if it stays as it is.

    If the author probably wants an embed, also return what is wrong, and a hint.
    """
    block_type = declared.blocks.get(EMBED)
    link = lone_link(line)
    if link is None or block_type is None or (link.words and TITLE not in block_type.arguments):
        return (), None
    if embed_of(link.url, declared.hosts) is None:
        refusal = refusal_of(link.url, declared.hosts)
        return (), _reported(refusal) if refusal and refusal.meant else None
    values, problems = read_arguments(EMBED, _written(link), block_type, declared)
    return ((), None) if problems else (values, None)


def _written(link: LoneLink) -> str:
    """Return the arguments for ``link`` as an author would write them."""
    given = {_URL: link.url, **({TITLE: link.words} if link.words else {})}
    quoted = {name: value.replace("\\", "\\\\").replace('"', '\\"') for name, value in given.items()}
    return " ".join(f'{name}="{value}"' for name, value in quoted.items())


def _reported(refusal: Refusal) -> Found:
    return f"this link stays a link: {refusal.message}", refusal.hint
