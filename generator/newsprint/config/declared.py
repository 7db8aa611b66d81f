"""What a theme declares to authors: the blocks of their texts, and the templates that a story may name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec
from msgspec import Struct

from newsprint.base.files import digest

ArgumentType = Literal[
    "text", "number", "switch", "choice", "url", "picture", "audio", "video", "captions", "document", "embed"
]
Content = Literal["required", "optional", "none"]


class Argument(Struct, frozen=True):
    """An argument of a block. ``default`` is its value, as an author writes it, if it is absent.

    ``choices`` are the values of the type ``choice``.
    """

    type: ArgumentType = "text"
    required: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()


class BlockType(Struct, frozen=True):
    """A block that authors can write as ``::: name``. ``content`` says whether it has a text inside."""

    content: Content = "optional"
    arguments: Mapping[str, Argument] = {}
    description: str = ""


class Declared(Struct, frozen=True):
    """What a theme declares: its ``blocks`` by name, and the ``templates`` that a story may name.

    ``page_templates`` are those that a standing page may name; none at all if the theme is not known.
    ``hosts`` are those of ``[embeds] allow``, beside which only known ones can be embedded.
    """

    blocks: Mapping[str, BlockType] = {}
    templates: tuple[str, ...] = ()
    page_templates: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A digest of everything here that decides how a text with blocks is converted."""
        return digest(msgspec.json.encode((sorted(self.blocks.items()), self.hosts)))

    def matters_to(self, text: str) -> bool:
        """Return whether the HTML of the Markdown ``text`` may depend on what is declared here."""
        return BLOCK_SIGN in text or _has_link_line(text)


LINK_LINE = re.compile(r"^ {0,3}(?:<?|\[.*\]\([ \t]*<?)https://", re.M)
"""The beginning of a line that may be a link and nothing else, which may become an embed."""

_SCHEME = "https://"

BLOCK_SIGN = ":::"
"""Every line that begins or ends a block begins with this."""

NOTHING = Declared()


def _has_link_line(text: str) -> bool:
    """Return whether a line of ``text`` begins as :data:`LINK_LINE` says; only lines with an address are looked at."""
    place = text.find(_SCHEME)
    while place >= 0:
        if LINK_LINE.match(text, text.rfind("\n", 0, place) + 1):
            return True
        end = text.find("\n", place)
        place = text.find(_SCHEME, end) if end >= 0 else -1
    return False
