"""Links and pictures, found by regular expressions instead of character by character."""

from __future__ import annotations

import re

from markdown import inlinepatterns, util

_FLAT = re.compile(r"[^\[\]]*+\]")
_BARE = re.compile(r"\(\s*+(?!<)([^()'\"]*+)\)")


class FastLink(inlinepatterns.LinkInlineProcessor):
    """A quick way for simple links, which nearly all links are.

    They have no brackets in the text, no parentheses in the address, and no title.
    """

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        """Return the text of a link, its end, and whether it is closed.

        The text extends from ``index`` to the bracket that closes the one before ``index``.
        """
        if match := _FLAT.match(data, index):
            return match[0][:-1], match.end(), True
        return super().getText(data, index)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """Return the address and title in parentheses, their end, and whether they are closed.

        The parentheses start at ``index``.
        """
        # Without a quote there is no title, and without another parenthesis the first closing one ends the link.
        if match := _BARE.match(data, index):
            address = match[1]
            return (self.unescape(address) if util.STX in address else address).strip(), None, match.end(), True
        return super().getLink(data, index)


class FastImage(inlinepatterns.ImageInlineProcessor, FastLink):
    """The same quick way for pictures."""
